//! Links to the words themselves: text fragments (<https://wicg.github.io/scroll-to-text-fragment/>), which a browser scrolls to and
//! marks without any extension.
//!
//! In goes a span, out comes the directive that leads there: `:~:text=The%20bridge%20is%20safe,the%20ferry%20sails`. A link that
//! leads elsewhere is worse than none, so there is one only where its words stand once in the article.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;

/// Words of a content that is linked as a whole; of a longer one the link has its beginning and its end. Shorter links break less.
const WHOLE: usize = 8;
/// Words that the beginning and the end have at first, and at most while they do not stand once.
const EDGE: [usize; 2] = [4, 10];
/// Words before and behind, at most, that tell apart what does not stand once.
const CONTEXT: usize = 5;
/// Words in a row by which a run is known to stand once.
const RUN: usize = 3;

/// The words of a text, ready to be linked to.
#[derive(Debug)]
pub struct Fragments<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// How often each three words in a row stand in the text. A run that holds three that stand once stands once itself: what is asked
    /// is asked in no time, however the text repeats itself.
    runs: HashMap<[u32; RUN], u32>,
}

/// A word as browsers bound it (UAX #29).
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    /// The same for words that differ in their case alone.
    id: u32,
    /// The same for words between which a link must not reach: the page may have more there than the article.
    line: u32,
}

/// From the first to behind the last of some words.
type Run = (usize, usize);

impl<'a> Fragments<'a> {
    /// Prepares `text`. Time is linear in it.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
        let mut line = 0;
        for (start, segment) in text.split_word_bound_indices() {
            line += u32::from(segment.contains(['\n', '\r']));
            if segment.contains(char::is_alphanumeric) {
                let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                let id = *ids.entry(segment.to_lowercase()).or_insert(next);
                words.push(Word { start, end: start + segment.len(), id, line });
            }
        }
        let mut runs = HashMap::with_capacity(words.len());
        for three in words.windows(RUN) {
            *runs.entry([three[0].id, three[1].id, three[2].id]).or_default() += 1;
        }
        Self { text, words, runs }
    }

    /// What leads to the words under `span`, to be put behind the `#` of the page's address; none where that would be uncertain.
    #[must_use]
    pub fn directive(&self, span: Span) -> Option<String> {
        let first = self.words.partition_point(|w| w.start < span.start as usize);
        let behind = first + self.words[first..].partition_point(|w| w.end <= span.end as usize);
        let last = behind.checked_sub(1).filter(|last| first <= *last)?;
        let one_line = self.words[first].line == self.words[last].line;
        let parts = if one_line && behind - first <= WHOLE {
            self.whole((first, behind))?
        } else {
            self.ends((first, behind))?
        };
        Some(format!(":~:text={}", parts.written(self)))
    }

    /// A directive that has all of the words.
    fn whole(&self, run: Run) -> Option<Parts> {
        let parts = Parts { start: run, ..Parts::default() };
        if self.stands_once(run) {
            return Some(parts);
        }
        // As few as do: the page may have something between words that follow each other in the article.
        (1..=CONTEXT).find_map(|n| {
            let (before, after) = (self.before(run.0, n), self.after(run.1, n));
            let sides = [(before, None), (None, after), (before, after)];
            sides.into_iter().find_map(|(prefix, suffix)| {
                let around = (prefix.map_or(run.0, |p| p.0), suffix.map_or(run.1, |s| s.1));
                self.stands_once(around).then_some(Parts { prefix, suffix, ..parts })
            })
        })
    }

    /// A directive that has the first and the last words; what lies between may run over paragraphs.
    fn ends(&self, (first, behind): Run) -> Option<Parts> {
        let line = |at: usize| self.words[at].line;
        let [least, most] = EDGE;
        let half = (behind - first).div_ceil(2);
        let head = (first..behind).take(most.min(half)).take_while(|w| line(*w) == line(first)).count();
        let tail = (first..behind)
            .rev()
            .take(most.min(behind - first - head))
            .take_while(|w| line(*w) == line(behind - 1))
            .count();
        let heads = || (least.min(head)..=head).map(|n| (first, first + n));
        let tails = || (least.min(tail).max(1)..=tail).map(|n| (behind - n, behind));
        let mut parts = Parts::default();
        match heads().find(|run| self.stands_once(*run)) {
            Some(run) => parts.start = run,
            None => {
                let before = self.before(first, CONTEXT)?;
                parts.start = heads().find(|run| self.stands_once((before.0, run.1)))?;
                parts.prefix = Some(before);
            }
        }
        match tails().find(|run| self.stands_once(*run)) {
            Some(run) => parts.end = Some(run),
            None => {
                let after = self.after(behind, CONTEXT)?;
                parts.end = Some(tails().find(|run| self.stands_once((run.0, after.1)))?);
                parts.suffix = Some(after);
            }
        }
        Some(parts)
    }

    /// Whether it holds a run that stands once, and so stands once.
    fn stands_once(&self, (from, to): Run) -> bool {
        self.words[from..to]
            .windows(RUN)
            .any(|three| self.runs.get(&[three[0].id, three[1].id, three[2].id]) == Some(&1))
    }

    fn before(&self, first: usize, most: usize) -> Option<Run> {
        let line = self.words[first].line;
        let count = self.words[..first].iter().rev().take(most).take_while(|w| w.line == line).count();
        (count > 0).then_some((first - count, first))
    }

    fn after(&self, behind: usize, most: usize) -> Option<Run> {
        let line = self.words[behind - 1].line;
        let count = self.words[behind..].iter().take(most).take_while(|w| w.line == line).count();
        (count > 0).then_some((behind, behind + count))
    }
}

/// The parts of a directive.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    prefix: Option<Run>,
    start: Run,
    end: Option<Run>,
    suffix: Option<Run>,
}

impl Parts {
    /// Prefix and suffix reach up to the words that they stand beside, with the marks between: a browser wants them to touch.
    fn written(&self, fragments: &Fragments) -> String {
        let Fragments { text, words, .. } = fragments;
        let of = |from: usize, to: usize| encoded(&text[from..to]);
        let run = |run: Run| of(words[run.0].start, words[run.1 - 1].end);
        let prefix = self.prefix.map(|p| format!("{}-,", of(words[p.0].start, words[p.1].start)));
        let end = self.end.map(|e| format!(",{}", run(e)));
        let suffix = self.suffix.map(|s| format!(",-{}", of(words[s.0 - 1].end, words[s.1 - 1].end)));
        [prefix.unwrap_or_default(), run(self.start), end.unwrap_or_default(), suffix.unwrap_or_default()].concat()
    }
}

/// Percent-encoded: all but what a directive never reads as its own. White space is one space, as a browser lays it out.
fn encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len() * 3 / 2);
    for (at, word) in words.split_whitespace().enumerate() {
        if at > 0 {
            out.push_str("%20");
        }
        for byte in word.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
                _ => {
                    out.push('%');
                    out.extend([byte >> 4, byte & 15].map(|d| char::from(b"0123456789ABCDEF"[usize::from(d)])));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(text: &str, words: &str) -> Option<String> {
        let start = text.find(words).expect("the text has the words");
        Fragments::of(text).directive(Span::new(start, start + words.len()))
    }

    #[test]
    fn links_a_short_content_as_a_whole_and_a_long_one_by_its_ends() {
        let text = "“The bridge is safe,” she said. She added that it would reopen to all but the heaviest lorries in the first week of May.";
        assert_eq!(directive(text, "“The bridge is safe,”").as_deref(), Some(":~:text=The%20bridge%20is%20safe"));
        assert_eq!(
            directive(text, "that it would reopen to all but the heaviest lorries in the first week of May").as_deref(),
            Some(":~:text=that%20it%20would%20reopen,first%20week%20of%20May")
        );
    }

    #[test]
    fn tells_apart_what_stands_twice_by_what_stands_beside_it() {
        let text = "It is safe, Kvist said on Monday. It is safe, Oda wrote.";
        assert_eq!(directive(text, "It is safe").as_deref(), Some(":~:text=It%20is%20safe,-%2C%20Kvist"));
        assert_eq!(directive("No, no, no, no, no, no.", "no, no"), None);
    }

    #[test]
    fn encodes_what_a_directive_would_read_as_its_own() {
        let text = "He called it a half-built, rain-soaked wreck & left.";
        let expected = ":~:text=half%2Dbuilt%2C%20rain%2Dsoaked%20wreck%20%26%20left";
        assert_eq!(directive(text, "half-built, rain-soaked wreck & left").as_deref(), Some(expected));
    }

    #[test]
    fn does_not_reach_over_a_line() {
        let text = "It is so.\nIt is so.";
        assert_eq!(directive(text, "It is so.\nIt"), None);
    }
}
