//! Cues: the words that attribute.
//!
//! Words enter, the cues that begin at one of them leave: at the second word of "she pointed out that it rained" stands
//! "point out", a statement which the article vouches for.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::inflection::{self, Form, Inflection};
use super::table::{Table, choice, list, rows, split_first};

/// What a speaker does with a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Puts something forward in speech or writing: "The mayor *said* the bridge was safe."
    Statement,
    /// Asks, or leaves open: "She *wondered* whether the bridge was safe."
    Question,
    /// Thinks, expects, hopes or fears, said aloud or not: "He *believes* the bridge is safe."
    Belief,
    /// Commits to an act of one's own, or offers it: "The council *pledged* to rebuild the bridge."
    Intention,
    /// Wants somebody else to act: "Residents *urged* the council to close the bridge."
    Demand,
    /// Makes something so by saying it: "The court *ruled* that the bridge must close."
    Decree,
    /// Contradicts, or refuses: "The builder *denied* that the steel was weak."
    Denial,
    /// Came to know by the senses or by being told: "A driver *saw* the cable snap."
    Perception,
    /// Bears something out, as a document or a measurement does: "The survey *shows* that the steel is weak."
    Evidence,
    /// Judges to be good or bad, or so names it: "Engineers *criticised* the repair."
    Evaluation,
}

/// Where the article stands towards a content, by the words it chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Takes the content for granted: "She *admitted* that the steel was weak."
    Vouched,
    /// Leaves it with the speaker: "She *said* that the steel was weak."
    Neutral,
    /// Holds it at arm's length: "She *claimed* that the steel was weak." Not "insisted": it tells of persistence, and
    /// leaves open whether the speaker has reason to persist.
    Distanced,
    /// Says that it is not so: "She *falsely* claimed that the steel was weak."
    Rejected,
}

/// What a cue takes as its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    /// A clause, with or without *that* or as an embedded question, and so also speech in front or around it: "She
    /// *said* it was safe", "It is safe, she *said*".
    pub clause: bool,
    /// Direct speech, but hardly a clause: "'Not again,' he *sighed*." Never set together with `clause`.
    pub quote: bool,
    /// A to-infinitive: "He *promised* to resign."
    pub infinitive: bool,
    /// A noun phrase; after a noun, with *of*, *about* or the like: "She *denied* the charge", "her *denial* of it".
    pub object: bool,
    /// An object and what it is said to be, with or without *as*: "He *described* it as a scandal", "He *called* it a
    /// scandal".
    pub as_: bool,
    /// A hearer before the content: "She *told* reporters that it was safe", "He *urged* them to wait".
    pub addressee: bool,
    /// A gerund: "He *denied* taking it."
    pub gerund: bool,
}

/// The word class of a cue, which says where its source and its content stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CueClass {
    /// A verb, with its particle if it has one; the first word is inflected: "She *pointed out* that it rained."
    Verb,
    /// A noun whose possessor is the source: "the mayor's *claim* that it rained".
    Noun,
    /// Fixed words before the source: "*according to* the mayor".
    Phrase,
    /// An adverb, or words that serve as one, that attributes and names nobody: "It *allegedly* rained", "*rumor has it*
    /// that it rained". Not "apparently" or "seemingly": there the writer infers, and quotes nobody.
    Adverb,
    /// An adjective, or words that serve as one, said of the source: "She was *confident* that it would rain", "She was
    /// *in favor of* the bridge."
    Adjective,
}

/// One row of `cues.tsv`.
#[derive(Debug, PartialEq, Eq)]
pub struct Cue {
    /// The cue uninflected, in American spelling if there are two: "point out", "criticize".
    pub lemma: &'static str,
    /// Its word class.
    pub class: CueClass,
    /// What it makes of its content, for most sources; see [`Cue::act_before_infinitive`].
    pub act: Act,
    /// The article's stance, before a [`hedge`](super::hedge()) colours it.
    pub stance: Stance,
    /// What it takes as content.
    pub frames: Frames,
    /// Whether it alone is nearly always an attribution in news ("said"), so that a construction need not ask for more
    /// ("show" needs a clause or a fitting subject).
    pub strong: bool,
}

impl Cue {
    /// The act when the content is an infinitive: who *tells* or *asks* somebody *to* do a thing demands it.
    #[must_use]
    pub fn act_before_infinitive(&self) -> Act {
        match self.act {
            Act::Statement | Act::Question if self.frames.addressee => Act::Demand,
            act => act,
        }
    }
}

/// A cue as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueForm {
    /// Which cue.
    pub cue: &'static Cue,
    /// In which form.
    pub inflection: Inflection,
    /// Whether the form can be a past participle: "was *said*", "has *written*".
    pub participle: bool,
    /// How many words it spans.
    pub words: usize,
}

const CUES: &str = include_str!("cues.tsv");

const CLASSES: [(&str, CueClass); 5] = [
    ("verb", CueClass::Verb),
    ("noun", CueClass::Noun),
    ("phrase", CueClass::Phrase),
    ("adverb", CueClass::Adverb),
    ("adjective", CueClass::Adjective),
];

const ACTS: [(&str, Act); 10] = [
    ("statement", Act::Statement),
    ("question", Act::Question),
    ("belief", Act::Belief),
    ("intention", Act::Intention),
    ("demand", Act::Demand),
    ("decree", Act::Decree),
    ("denial", Act::Denial),
    ("perception", Act::Perception),
    ("evidence", Act::Evidence),
    ("evaluation", Act::Evaluation),
];

/// The stances as the tables write them.
pub(super) const STANCES: [(&str, Stance); 4] = [
    ("vouched", Stance::Vouched),
    ("neutral", Stance::Neutral),
    ("distanced", Stance::Distanced),
    ("rejected", Stance::Rejected),
];

fn frames(cell: &'static str) -> Frames {
    let mut frames = Frames::default();
    for name in list(cell) {
        *match name {
            "clause" => &mut frames.clause,
            "quote" => &mut frames.quote,
            "infinitive" => &mut frames.infinitive,
            "object" => &mut frames.object,
            "as" => &mut frames.as_,
            "addressee" => &mut frames.addressee,
            "gerund" => &mut frames.gerund,
            _ => panic!("no such frame: {name:?}"),
        } = true;
    }
    frames
}

/// Every cue, verbs first, then nouns and the others, so that readings of one word come out in that order.
static ALL: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let read = |[lemma, class, act, stance, takes, strength]: [&'static str; 6]| Cue {
        lemma,
        class: choice(class, &CLASSES),
        act: choice(act, &ACTS),
        stance: choice(stance, &STANCES),
        frames: frames(takes),
        strong: choice(strength, &[("strong", true), ("weak", false)]),
    };
    let mut cues: Vec<Cue> = rows(CUES).map(read).collect();
    cues.sort_by_key(|cue| cue.class);
    cues
});

struct Reading {
    cue: &'static Cue,
    inflection: Inflection,
    participle: bool,
}

/// The forms of a cue as (first word, the others). A verb is inflected at its first word, a noun at its last.
fn forms(cue: &'static Cue) -> Vec<(String, &'static str, Reading)> {
    let (first, rest) = split_first(cue.lemma);
    let entry =
        |form: Form, rest| (form.text, rest, Reading { cue, inflection: form.inflection, participle: form.participle });
    let fixed = || Form { text: first.to_owned(), inflection: Inflection::Base, participle: false };
    match cue.class {
        CueClass::Verb => inflection::verb(first).into_iter().map(|form| entry(form, rest)).collect(),
        CueClass::Noun if rest.is_empty() => inflection::noun(first).into_iter().map(|form| entry(form, "")).collect(),
        _ => vec![entry(fixed(), rest)],
    }
}

static FORMS: LazyLock<Table<Reading>> = LazyLock::new(|| Table::new(ALL.iter().flat_map(forms)));

/// Every cue in the lexicon, by class and then by lemma.
#[must_use]
pub fn cues() -> &'static [Cue] {
    &ALL
}

/// Every cue that begins at word `i`, the longest first, and of equally long ones the verb before the noun: at "calls"
/// in "calls for calm" stand the verb "call for", the verb "call" and the noun "call".
///
/// `word` gives the text's words in lower case with straight apostrophes, and `None` beyond its end. No cue costs one
/// look into a hash table, and none costs an allocation.
pub fn cues_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize) -> impl Iterator<Item = CueForm> {
    matches(word, i, None)
}

fn matches<'t>(
    word: impl Fn(usize) -> Option<&'t str>,
    i: usize,
    class: Option<CueClass>,
) -> impl Iterator<Item = CueForm> {
    let of_class = move |reading: &Reading| class.is_none_or(|class| reading.cue.class == class);
    FORMS.at(word, i).filter(move |(reading, _)| of_class(reading)).map(|(reading, words)| {
        let Reading { cue, inflection, participle } = *reading;
        CueForm { cue, inflection, participle, words }
    })
}

/// The longest cue of one class that begins at word `i`.
pub fn cue_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize, class: CueClass) -> Option<CueForm> {
    matches(word, i, Some(class)).next()
}

/// Whether a word alone is a strong verb of speech that can stand with a quotation, in a form that ends its clause:
/// "said", "asks"; not "saying".
#[must_use]
pub fn is_speech_verb(word: &str) -> bool {
    cue_at(|i| (i == 0).then_some(word), 0, CueClass::Verb).is_some_and(|form| {
        let Cue { act, frames, strong, .. } = form.cue;
        let speaks = matches!(act, Act::Statement | Act::Question | Act::Demand);
        *strong && speaks && (frames.clause || frames.quote) && form.inflection != Inflection::Gerund
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    fn at(text: &str, i: usize) -> Vec<(&'static str, CueClass, Inflection, usize)> {
        let words: Vec<_> = text.split(' ').collect();
        let of = |form: CueForm| (form.cue.lemma, form.cue.class, form.inflection, form.words);
        cues_at(|i| words.get(i).copied(), i).map(of).collect()
    }

    #[test]
    fn the_table_holds() {
        check(CUES, 2);
        for cue in cues() {
            assert!(!(cue.frames.clause && cue.frames.quote), "{} takes a clause, so a quotation too", cue.lemma);
            assert!(cue.frames != Frames::default(), "{} takes no content", cue.lemma);
        }
    }

    #[test]
    fn every_form_of_every_cue_is_found() {
        for cue in cues() {
            for (first, rest, reading) in forms(cue) {
                let words: Vec<&str> = [first.as_str()].into_iter().chain(rest.split_ascii_whitespace()).collect();
                let mut found = cues_at(|i| words.get(i).copied(), 0);
                let same = |f: &CueForm| std::ptr::eq(f.cue, cue) && f.words == words.len();
                let form = found.find(same).unwrap_or_else(|| panic!("{words:?}"));
                assert_eq!((form.inflection, form.participle), (reading.inflection, reading.participle), "{words:?}");
            }
        }
    }

    #[test]
    fn every_irregular_verb_is_the_verb_of_a_cue() {
        for [base, ..] in rows::<4>(inflection::IRREGULAR) {
            let used = cues().iter().any(|cue| cue.class == CueClass::Verb && split_first(cue.lemma).0 == base);
            assert!(used, "{base} is in no cue");
        }
    }

    #[test]
    fn prefers_the_longest_and_the_verb() {
        use CueClass::{Noun, Verb};
        use Inflection::Third;
        let found = at("she calls for calm", 1);
        assert_eq!(found, [("call for", Verb, Third, 2), ("call", Verb, Third, 1), ("call", Noun, Third, 1)]);
        assert_eq!(at("she waited", 1), []);
        assert_eq!(at("she", 7), []);
    }

    #[test]
    fn inflects_the_first_word_of_a_verb_with_particle() {
        assert_eq!(at("he spoke of rain", 1)[0], ("speak of", CueClass::Verb, Inflection::Past, 2));
        assert_eq!(at("it went on to say", 1)[0].0, "go on to say");
    }

    #[test]
    fn tells_stance_and_strength() {
        let one = |word: &'static str| cue_at(|i| (i == 0).then_some(word), 0, CueClass::Verb).unwrap().cue;
        assert_eq!((one("revealed").stance, one("claimed").stance), (Stance::Vouched, Stance::Distanced));
        assert!(
            is_speech_verb("said") && is_speech_verb("asks") && !is_speech_verb("saying") && !is_speech_verb("show")
        );
        assert!(one("said").strong && !one("showed").strong);
        assert_eq!(one("told").act_before_infinitive(), Act::Demand);
        assert_eq!(one("claimed").act_before_infinitive(), Act::Statement);
    }

    #[test]
    fn acts_are_written_in_kebab_case() {
        assert_eq!(serde_json::to_string(&(Act::Evaluation, Stance::Vouched)).unwrap(), r#"["evaluation","vouched"]"#);
    }
}
