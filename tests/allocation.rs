//! That the network allocates nothing once it has its room: every call of the allocator is counted.

mod support;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use hearsay::{
    article::Article,
    document::Document,
    tagger::learnt::{Model, Tagger},
};
use support::{cases, strip};

struct Counting;

thread_local! {
    /// Of one thread, since the test's own runner allocates in others. Without a destructor, so it may be asked at any time.
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: the system's allocator answers every call; what is counted beside it is no memory of anybody's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.set(CALLS.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        CALLS.set(CALLS.get() + 1);
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn a_second_document_is_tagged_without_an_allocation() {
    let texts: Vec<String> = cases("tests/articles").iter().map(|case| strip(&case.marked)).collect();
    let backwards: Vec<&str> = texts.iter().rev().map(String::as_str).collect();
    // A sentence that never ends fills the longest window that there can be.
    let first = segment(&format!("{}\n{}", texts.join("\n"), "on and ".repeat(400)));
    let second = segment(&backwards.join("\n"));
    let mut tagger = Tagger::new(Model::shipped());
    assert!(calls(|| tag(&mut tagger, &first)) > 0, "the room is made by the first, and the counter sees it");
    assert_eq!(calls(|| tag(&mut tagger, &second)), 0);
    assert!(tagger.candidates(&second).len() > 30);
}

fn segment(text: &str) -> Document {
    Document::segment(Article::from_text(text))
}

fn tag(tagger: &mut Tagger, document: &Document) {
    tagger.begin(document);
    while tagger.advance(document).is_some() {}
}

fn calls(of: impl FnOnce()) -> usize {
    let before = CALLS.get();
    of();
    CALLS.get() - before
}
