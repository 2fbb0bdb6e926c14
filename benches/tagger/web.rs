//! What the pages of `benches/browser/tagger.mjs`, `claims.mjs` and `pages.mjs` call.

use hearsay::article::{PageSnapshot, extract};
use wasm_bindgen::prelude::*;

use crate::work;

/// See [`work::attribute`].
#[wasm_bindgen]
pub fn attribute(text: &str) -> usize {
    work::attribute(text)
}

/// Finds the article in a snapshot, given as JSON; gives the length of its text, 0 where there is none.
#[wasm_bindgen]
pub fn find(snapshot: &str) -> usize {
    let page: PageSnapshot = serde_json::from_str(snapshot).expect("the reader writes snapshots");
    extract(&page).map_or(0, |article| article.text.len())
}

/// See [`work::Claims`].
#[wasm_bindgen]
pub struct Claims(work::Claims);

#[wasm_bindgen]
impl Claims {
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(work::Claims::new(text))
    }

    pub fn classify(&self) -> usize {
        self.0.classify()
    }
}

/// See [`work::Work`].
#[wasm_bindgen]
pub struct Work(work::Work);

#[wasm_bindgen]
impl Work {
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(work::Work::new(text))
    }

    #[wasm_bindgen(getter, js_name = multiplyAdds)]
    pub fn multiply_adds(&self) -> f64 {
        self.0.multiply_adds()
    }

    pub fn tag(&mut self) {
        self.0.tag();
    }

    pub fn plain(&mut self) {
        self.0.plain();
    }
}
