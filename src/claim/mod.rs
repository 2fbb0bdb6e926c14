//! What is asserted: how firmly, on whose word, and whether it is worth a check.
//!
//! In go a [`Document`], its [`Attribution`]s and [`Speakers`], out come [`Claims`]. Of `Critics claimed that nine percent of the
//! bolts were loose` the claim is `nine percent of the bolts were loose`: a statistic, put as certain, on a vague source's word, from
//! which the article keeps its distance.
//!
//! Four things are told apart and told independently: what is claimed ([`Kind`]), how firmly ([`Certainty`] and [`Polarity`]), on whose
//! word ([`Sourcing`] and the stance of the article), and whether it is worth a check. Rules and the lexicon tell the first three,
//! with learnt [heads](head) where they leave a choice; a head tells the last.

mod certainty;
mod clause;
pub mod head;
mod kind;
mod rank;
mod reason;
mod repeat;
mod sourcing;
mod verb;
mod voice;

pub use certainty::{Certainty, Polarity};
pub use kind::Kind;
pub use reason::{Reason, Why};
pub use sourcing::Sourcing;
pub use voice::Voices;

use serde::{Deserialize, Serialize};

use crate::{
    article::BlockKind,
    attribution::Attribution,
    document::Document,
    lexicon::{self, Stance},
    source::Speakers,
    span::{AttributionId, ClaimId, Span},
    tagger::learnt::States,
};
use certainty::Scene;
use clause::{Clause, clauses};
use head::{Head, Heads, Words, probability};
use rank::Sight;
use repeat::{Gist, repeats};
use sourcing::Standing;
use verb::Finite;

/// Something that the article, or somebody in it, asserts.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its index among the article's claims, which stand in the order of the text.
    pub id: ClaimId,
    /// Its words, as a reader would underline them: without the cue, *that*, and the marks at its ends.
    pub span: Span,
    /// What it asserts.
    pub kind: Kind,
    /// How firmly, as its own speaker puts it.
    pub certainty: Certainty,
    /// Whether it says that something is so, or that it is not.
    pub polarity: Polarity,
    /// How likely a fact-checker would find in it a claim of fact to verify, 0 to 1.
    pub check: f32,
    /// The innermost attribution whose content it stands in; none where the article says it itself.
    pub attribution: Option<AttributionId>,
    /// On whose word it stands.
    pub sourcing: Sourcing,
    /// How the article stands to it; none where the article says it itself.
    pub stance: Option<Stance>,
    /// Whether its speaker is said *not* to have said it. What is vouched for holds all the same: see `stance`.
    pub unsaid: bool,
    /// Why it is marked.
    pub reasons: Vec<Reason>,
    /// The first claim of the article that says the same; none where it is the first.
    pub same_as: Option<ClaimId>,
    /// Its place among the claims to be marked, from 0; none where it is not worth a mark, or the same was said before.
    pub rank: Option<u32>,
}

/// What the heads say of a sentence; all zero of one that is not read yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// How likely it holds a claim of fact that could be verified.
    pub check: f32,
    /// How likely it says what is expected or feared.
    pub prediction: f32,
    /// How likely it judges or comments.
    pub evaluation: f32,
    /// How likely somebody speaks in it.
    pub speech: f32,
    /// How certain it is that what its first finite verb names happened or is so: -3, surely not, to 3.
    pub certainty: f32,
}

/// The claims of an article, and the scores of its sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// In the order of the text.
    pub claims: Vec<Claim>,
    /// For each sentence.
    pub scores: Vec<Scores>,
}

impl Claims {
    /// Claims that the headline makes itself, each with the claim of the text that says the same and only has somebody say it.
    pub fn firmer_in_headline<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = (ClaimId, ClaimId)> + 'a {
        self.claims.iter().filter(|c| is_headline(document, c)).filter_map(|headline| firmer(&self.claims, headline))
    }
}

fn is_headline(document: &Document, claim: &Claim) -> bool {
    let of = |block: &crate::article::Block| block.kind == BlockKind::Headline && block.span.contains(claim.span);
    document.article.blocks.iter().take(4).any(of)
}

/// The claim of the text that says what the headline says itself, if all that say it are attributed.
fn firmer(claims: &[Claim], headline: &Claim) -> Option<(ClaimId, ClaimId)> {
    let again = || claims.iter().filter(|c| c.same_as == Some(headline.id));
    let said = again().next()?;
    let only_said = again().all(|c| c.attribution.is_some() && c.stance != Some(Stance::Vouched));
    (headline.attribution.is_none() && only_said).then_some((headline.id, said.id))
}

/// Tells the claims of a document, up to the last sentence that ends within its first `read` tokens: whose words the others are is not
/// known yet.
#[must_use]
pub fn classify(
    document: &Document,
    attributions: &[Attribution],
    speakers: &Speakers,
    states: &States,
    read: usize,
) -> Claims {
    let voices = Voices::of(document, attributions, speakers);
    let words = Words::of(&voices, states);
    let sentences = document.sentences.partition_point(|s| s.tokens.end <= read);
    let finite = Finite::of(&voices, &words, &document.sentences[..sentences]);
    let mut gists = Vec::new();
    let (mut claims, mut worth) = (Vec::new(), Vec::new());
    let mut verbs: Vec<Option<usize>> = vec![None; document.sentences.len()];
    let clauses = clauses(&voices, &finite, sentences);
    for clause in &clauses {
        verbs[clause.sentence].get_or_insert(clause.finite);
    }
    let known = document.sentences[..sentences].iter().zip(verbs);
    let (mut scores, odds): (Vec<Scores>, Vec<Scores>) = known.map(|(s, verb)| scores(&words, s, verb)).unzip();
    for clause in &clauses {
        if let Some((claim, sight)) = claim(&voices, &words, clause, &odds[clause.sentence], claims.len()) {
            worth.push(rank::worth(&claim, &sight));
            gists.push(Gist::of(document, clause.tokens.clone(), claim.polarity));
            claims.push(claim);
        }
    }
    for (claim, same) in claims.iter_mut().zip(repeats(&gists)) {
        claim.same_as = same;
    }
    scores.resize(document.sentences.len(), Scores::default());
    let mut found = Claims { claims, scores };
    let firmer: Vec<ClaimId> = found.firmer_in_headline(document).map(|(headline, _)| headline).collect();
    for id in firmer {
        found.claims[id.index()].reasons.push(Reason { why: Why::HeadlineFirmer, words: Vec::new() });
    }
    rank::rank(&mut found.claims, &worth);
    found
}

/// What the heads say of a sentence, as probabilities and as log-odds.
fn scores(words: &Words, sentence: &crate::text::Sentence, verb: Option<usize>) -> (Scores, Scores) {
    let heads = Heads::shipped();
    let features = words.stretch(sentence.tokens.clone());
    let score = |head| heads.score(head, &features);
    let odds = Scores {
        check: score(Head::Check),
        prediction: score(Head::Prediction),
        evaluation: score(Head::Evaluation),
        speech: score(Head::Speech),
        certainty: 0.0,
    };
    let shares = Scores {
        check: probability(odds.check),
        prediction: probability(odds.prediction),
        evaluation: probability(odds.evaluation),
        speech: probability(odds.speech),
        certainty: degree(words, verb.unwrap_or(sentence.tokens.start)),
    };
    (shares, odds)
}

fn degree(words: &Words, verb: usize) -> f32 {
    head::thousandths(Heads::shipped().score(Head::Certainty, &words.event(verb)).clamp(-3.0, 3.0))
}

fn claim<'a>(
    voices: &Voices,
    words: &Words,
    clause: &Clause<'a>,
    odds: &Scores,
    id: usize,
) -> Option<(Claim, Sight<'a>)> {
    let scene = Scene::of(voices, clause);
    let features = words.stretch(clause.tokens.clone());
    let score = |head| Heads::shipped().score(head, &features);
    let kind = kind::of(&scene, clause, |head| probability(score(head)))?;
    let check = score(Head::Check);
    let standing = clause.attribution.map(|a| Standing::of(voices, a));
    let mut claim = Claim {
        id: ClaimId::at(id),
        span: voices.document.span_of(clause.tokens.clone()),
        kind,
        certainty: scene.certainty.map_or(Certainty::Certain, |(degree, _)| degree),
        polarity: scene.polarity(),
        check: probability(check),
        attribution: clause.attribution.map(|a| a.id),
        sourcing: Sourcing::of(voices, clause.attribution),
        stance: standing.map(|s| s.stance),
        unsaid: standing.is_some_and(|s| s.unsaid.is_some()),
        reasons: Vec::new(),
        same_as: None,
        rank: None,
    };
    claim.reasons = reason::of(&scene, clause, &claim, standing.and_then(|s| s.unsaid));
    let document = voices.document;
    let first = |t: usize| lexicon::pronoun(document.lower(t)).is_some_and(|p| p.person == Some(1));
    let sight = Sight {
        attribution: clause.attribution,
        words: clause.tokens.clone().filter(|&t| document.is_word(t)).count(),
        digits: scene.counts && !scene.numbers.is_empty(),
        first_person: clause.tokens.clone().any(first),
        headline: is_headline(document, &claim),
        lead: (claim.span.start as usize) < document.article.text.len() / 8,
        check,
        evaluation: odds.evaluation,
        prediction: odds.prediction,
        speech: odds.speech,
    };
    Some((claim, sight))
}
