//! Adjectives that attribute, in what somebody says: `the mayor was confident that it would hold`, `economists are convinced of it`.

use super::{Reading, scope::Scope};
use crate::{
    lexicon::{Act, CueClass, CueForm},
    tagger::{Candidate, Construction},
};

/// Between a form of *be* and its adjective: `is not at all sure`.
const MAX_BETWEEN: usize = 4;

/// The candidates of the adjectives of a part of what somebody says.
pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Candidate>) {
    for i in (scope.start..scope.end).filter(|&i| !scope.is_quoted(i)) {
        let form = scope.cue(i, CueClass::Adjective);
        found.extend(form.and_then(|form| scope.adjective_cue(i, form)));
    }
}

impl Scope<'_> {
    fn adjective_cue(&self, i: usize, form: CueForm) -> Option<Candidate> {
        let floor = self.start.max(i.saturating_sub(MAX_BETWEEN));
        let be = (floor..i).rev().find(|&t| self.closed(t).auxiliary() || self.is(t, &["felt", "feels", "seemed"]))?;
        let joins = |t: usize| self.closed(t).adverb() || self.closed(t).negation();
        if !(be + 1..i).all(joins) {
            return None;
        }
        let lead = (self.start..be)
            .rev()
            .take_while(|&t| self.closed(t).auxiliary() || self.closed(t).modal() || self.closed(t).adverb())
            .last()
            .unwrap_or(be);
        let subject = self.phrase_before(lead)?;
        let frames = &form.cue.frames;
        let after = i + form.words;
        let clause = self.is(after, &["that", "whether", "how", "why", "what", "if"]) || self.opens_clause(after);
        let infinitive = self.word(after) == "to" && self.is_word(after + 1);
        let preposition = self.closed(after).preposition() && !infinitive;
        let end = self.clause_end(after, false);
        // "He was sorry about it" tells how he felt, not what he thinks.
        let thinks = form.cue.act == Act::Belief || form.words > 1;
        let explicit = self.is(after, &["that", "whether"]);
        let (cue, content, construction) = match () {
            () if frames.clause && clause && (thinks || explicit) => (lead..after, after..end, Construction::Clause),
            () if frames.infinitive && infinitive => (lead..after, after..end, Construction::Infinitive),
            () if frames.object && form.words > 1 && end > after => (lead..after, after..end, Construction::Object),
            () if frames.object && thinks && preposition => (lead..after + 1, after + 1..end, Construction::Object),
            () => return None,
        };
        if content.is_empty() {
            return None;
        }
        let spans = [subject, cue, content].map(|tokens| vec![self.span(tokens)]);
        self.spoken_candidate(&form, spans, Reading::from(form.cue), construction)
    }
}
