//! What goes on with what somebody said, in free indirect speech.
//!
//! `Divers would go down on Monday, she said. The search would go on through the night.`: the second sentence is hers as well, as far
//! as its tense tells.

use super::Form;
use crate::{
    document::Document,
    lexicon::{self, Act, CueClass, Inflection},
    tagger::{Candidate, Construction},
};

/// How sure a continued sentence is, of how sure the one is that it goes on with: never as sure.
const SHARE: f32 = 0.4;
/// How many sentences may go on with one.
const MAX_SENTENCES: usize = 3;
/// How many tokens may stand between the end of an attribution and that of its sentence.
const NEAR: usize = 3;
/// Shortest sentence that goes on, in words.
const SHORTEST: usize = 4;
/// What opens a sentence that adds to the one before.
const ADDS: [&str; 11] = [
    "additionally",
    "among other things",
    "besides",
    "for example",
    "for instance",
    "furthermore",
    "in addition",
    "in particular",
    "meanwhile",
    "moreover",
    "at the same time",
];

/// What opens a sentence that tells what was said on the occasion named before.
const THERE: [&str; 7] =
    ["in it", "in the same speech", "in the speech", "in the statement", "on that occasion", "then", "there"];
/// Cues by which somebody's words are pointed to.
const REFERS: [&str; 10] =
    ["alluded", "alluding", "cite", "cited", "citing", "quote", "quoted", "refer", "referred", "referring"];
/// Nouns for what was said.
const UTTERANCES: [&str; 9] =
    ["address", "announcement", "comments", "interview", "letter", "remarks", "speech", "statement", "statements"];

/// The sentences that go on with what one of `candidates` says, each with the index of that one. They come in the order of the text.
pub(super) fn find(document: &Document, candidates: &[Candidate]) -> Vec<(usize, Candidate)> {
    let ends = Ends::of(document, candidates);
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (s, sentence) in document.sentences.iter().enumerate() {
        let block = sentence.block;
        let same = s > 0 && document.sentences[s - 1].block == block;
        if !same || document.article.blocks[block].kind.stands_apart() {
            open = None;
        }
        if let Some((base, sentences)) = open
            && goes_on(document, s, &candidates[base], ends.touched[s])
        {
            let span = document.sentence_without_stop(s);
            let Candidate { act, stance, confidence, .. } = candidates[base];
            let act = if act == Act::Belief { act } else { Act::Statement };
            let confidence = SHARE * confidence;
            let construction = Construction::Continued;
            let (source, cue, content) = (Vec::new(), Vec::new(), vec![span]);
            found.push((base, Candidate { source, cue, content, act, stance, construction, confidence }));
            open = Some((base, sentences + 1)).filter(|(_, n)| *n < MAX_SENTENCES);
        } else {
            open = ends.sole(document, candidates, s).map(|base| (base, 0));
        }
    }
    found
}

fn goes_on(document: &Document, sentence: usize, base: &Candidate, touched: bool) -> bool {
    let tokens = document.sentences[sentence].tokens.clone();
    let word = |t: usize| if tokens.contains(&t) { document.lower(t) } else { "" };
    let words = tokens.clone().filter(|&t| document.is_word(t)).count();
    let opens = |phrase: &str| phrase.split(' ').zip(tokens.start..).all(|(w, t)| w == word(t));
    let plain = tokens.clone().all(|t| document.quotation_of(t).is_none() && !matches!(word(t), "i" | "we" | "?"));
    if words < SHORTEST {
        return false;
    }
    // "They refer to his speech. There he said that “all is well”": what is quoted is his, and stands within theirs.
    if tells_of_words(document, base) && THERE.iter().any(|phrase| opens(phrase)) {
        return true;
    }
    if !plain {
        return false;
    }
    let adds = ADDS.iter().any(|phrase| opens(phrase));
    if adds && tokens.clone().any(|t| document.closed(t).modal()) {
        return true;
    }
    // In a report of the past, what was to come stands in *would*, and what was over in *had*.
    let past = base.cue.iter().flat_map(|c| document.tokens_in(*c)).any(|t| {
        let form = lexicon::cue_at(|i| document.lower_at(i), t, CueClass::Verb);
        form.is_some_and(|f| f.inflection == Inflection::Past)
    });
    let would = tokens.clone().any(|t| word(t) == "would" && !document.closed(t - usize::from(t > 0)).relative());
    let had = matches!(word(tokens.start), "he" | "she" | "they") && word(tokens.start + 1) == "had";
    past && !touched && (would || had)
}

/// Whether a candidate attributes what is only told of: `The analysts refer to the president's statement on Friday`.
fn tells_of_words(document: &Document, candidate: &Candidate) -> bool {
    let refers = candidate.cue.iter().flat_map(|c| document.tokens_in(*c)).any(|t| REFERS.contains(&document.lower(t)));
    let words = || candidate.content.iter().flat_map(|c| document.tokens_in(*c)).take(8);
    refers && words().any(|t| UTTERANCES.contains(&document.lower(t)))
}

/// Where candidates end, sentence by sentence.
struct Ends {
    /// For each sentence the candidates that end in it.
    ending: Vec<Vec<usize>>,
    /// Whether any candidate has words in a sentence.
    touched: Vec<bool>,
}

impl Ends {
    fn of(document: &Document, candidates: &[Candidate]) -> Self {
        let count = document.sentences.len();
        let mut ending = vec![Vec::new(); count];
        let mut opens = vec![0_i32; count + 1];
        for (i, candidate) in candidates.iter().enumerate() {
            for span in candidate.spans() {
                let tokens = document.tokens_in(span);
                if !tokens.is_empty() {
                    opens[document.sentence_of(tokens.start)] += 1;
                    opens[document.sentence_of(tokens.end - 1) + 1] -= 1;
                }
            }
            if let Some(last) = end(document, candidate) {
                ending[document.sentence_of(last)].push(i);
            }
        }
        let mut covered = 0;
        let cover = |change: &i32| {
            covered += change;
            covered > 0
        };
        Self { ending, touched: opens[..count].iter().map(cover).collect() }
    }

    /// The one attribution to which all of a sentence belongs, if it is told in the writer's words; others may stand within it.
    fn sole(&self, document: &Document, candidates: &[Candidate], sentence: usize) -> Option<usize> {
        let here = &self.ending[sentence];
        let first = *here.iter().min_by_key(|&&i| start(&candidates[i]))?;
        let outer = &candidates[first];
        let holds = |i: &usize| {
            let cue = candidates[*i].cue.first().or(candidates[*i].content.first());
            *i == first || cue.is_some_and(|cue| outer.content.iter().any(|c| c.contains(*cue)))
        };
        let near = end(document, outer)? + NEAR >= document.sentences[sentence].tokens.end - 1;
        let told = !outer.source.is_empty() && !outer.cue.is_empty();
        let indirect = Form::of(document, &outer.content) == Form::Indirect;
        let one = here.len() <= 8 && here.iter().all(holds);
        (near && told && indirect && one).then_some(first)
    }
}

fn start(candidate: &Candidate) -> u32 {
    candidate.spans().map(|s| s.start).min().unwrap_or(0)
}

/// The last token of a candidate.
fn end(document: &Document, candidate: &Candidate) -> Option<usize> {
    candidate.spans().map(|s| document.tokens_in(s).end).max().filter(|&end| end > 0).map(|end| end - 1)
}
