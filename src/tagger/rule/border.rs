//! Where the parts of a candidate end, and which of them is which, where whoever found them was wrong in a way that can be told.
//!
//! In go candidates of flat spans, and the same come out with their borders mended: in `The mayor is expected to announce on Friday
//! that it is safe` the cue is `is expected to announce`, and `The mayor` its source.

use std::{collections::HashMap, ops::Range};

use super::{doubt, excess, hearer, scope::Scope, subject};
use crate::{
    document::Document,
    lexicon::{self, Act, CueClass, CueForm, Inflection},
    span::{Cover, Span},
    tagger::Candidate,
};

/// What is still to come of an act: *is expected to announce*.
const AHEAD: [&str; 6] = ["due", "expected", "poised", "scheduled", "set", "supposed"];
/// Tokens between a cue and the clause that it opens, in which a hearer or a time stands.
pub(super) const MAX_BETWEEN: usize = 8;
/// Tokens of a subject and its verb behind *and* or *but*.
const MAX_SUBJECT: usize = 8;

/// Mends the borders of `found`, and takes out what attributes nothing.
pub(in crate::tagger) fn mend(document: &Document, found: &mut Vec<Candidate>) {
    for candidate in found.iter_mut() {
        close_bracket(document, candidate);
        due(document, candidate);
        subject::fronted(document, candidate);
        subject::seeming(document, candidate);
        subject::described(document, candidate);
        excess::relative(document, candidate);
        hearer::told(document, candidate);
        hearer::heard(document, candidate);
        noun_clause(document, candidate);
        excess::dateline(document, candidate);
        excess::appended(document, candidate);
    }
    resume(document, found);
    found.retain(|candidate| doubt::attributes(document, candidate));
}

pub(super) fn verb_at(document: &Document, token: usize) -> Option<CueForm> {
    lexicon::cue_at(|i| document.lower_at(i), token, CueClass::Verb)
}

/// `a report by the Chamber (NAC | )`.
fn close_bracket(document: &Document, candidate: &mut Candidate) {
    let Some(last) = candidate.source.last_mut() else { return };
    let tokens = document.tokens_in(*last);
    let count = |mark: &str| tokens.clone().filter(|&t| document.word(t) == mark).count();
    if count("(") > count(")") && document.lower_at(tokens.end) == Some(")") {
        *last = last.join(document.tokens[tokens.end].span);
    }
}

/// `The mayor | is expected to announce | that`, `The mayor | was quoted as saying`: who is to say it, or was heard to, is the
/// source, and what they do belongs to the cue.
fn due(document: &Document, candidate: &mut Candidate) {
    let [cue] = candidate.cue[..] else { return };
    let cue = document.tokens_in(cue);
    if cue.is_empty() {
        return;
    }
    let word = |t: usize| document.lower_at(t).unwrap_or_default();
    let be = cue.clone().any(|t| matches!(word(t), "is" | "are" | "was" | "were" | "been" | "be"));
    let quoted = be && cue.len() > 2 && {
        let last = cue.end - 1;
        let said = verb_at(document, last).is_some_and(|f| f.cue.strong && f.cue.frames.clause);
        said && (word(last - 1) == "as" || word(last - 1) == "to" && word(last - 2) == "heard")
    };
    let verb = cue.end + 1;
    let ahead = be && AHEAD.contains(&word(cue.end - 1)) && word(cue.end) == "to" && {
        let speech = |f: CueForm| f.cue.strong && matches!(f.cue.act, Act::Statement | Act::Question);
        verb_at(document, verb).is_some_and(speech)
    };
    if !quoted && !ahead {
        return;
    }
    let sentence = document.sentence_of(cue.start);
    let scope = Scope::new(document, sentence);
    let end = if ahead { verb + 1 } else { cue.end };
    let Some(source) = scope.phrase_before(cue.start) else { return };
    let said: Vec<Span> =
        candidate.content.iter().copied().filter(|c| !c.overlaps(scope.span(source.clone()))).collect();
    let behind = if ahead { scope.told_from(end).map(|tokens| scope.span(tokens)) } else { None };
    let kept = said.into_iter().filter(|c| !ahead || document.sentence_of(document.tokens_in(*c).start) != sentence);
    let content: Vec<Span> = behind.into_iter().chain(kept.collect::<Vec<_>>()).collect();
    if content.is_empty() {
        return;
    }
    candidate.source = vec![scope.span(source)];
    candidate.cue = vec![scope.span(cue.start..end)];
    candidate.content = content;
    if ahead {
        candidate.act = Act::Statement;
    }
}

impl Scope<'_> {
    /// What is told from `at` on, behind its hearer and its time: `investors on Thursday | that the papers are signed`.
    fn told_from(&self, at: usize) -> Option<Range<usize>> {
        let opens = |&t: &usize| self.is(t, &["that", "whether", "when", "how", "why"]);
        let clause = (at..self.end.min(at + MAX_BETWEEN)).take_while(|&t| self.is_word(t)).find(opens);
        let start = clause.unwrap_or(at);
        let end = if clause.is_some() { self.clause_end(start, false) } else { self.object_end(start) };
        (end > start).then_some(start..end)
    }

    /// Where a noun phrase behind a cue ends: before its time, or with the clause.
    fn object_end(&self, at: usize) -> usize {
        let end = self.clause_end(at, true);
        let time =
            |&t: &usize| self.closed(t).preposition() && lexicon::is_time(self.word(t + 1)) || self.word(t) == ",";
        (at + 1..end).find(time).unwrap_or(end)
    }

    /// Whether at `t` the verb stands of a subject before the comma: `, | wants`, `, | had denied`.
    pub(super) fn resumes(&self, t: usize) -> bool {
        let closed = self.closed(t);
        let cue = || self.finite_cue(t).is_some_and(|f| matches!(f.inflection, Inflection::Past | Inflection::Third));
        closed.auxiliary() || closed.modal() || cue() && self.cue(t, CueClass::Noun).is_none()
    }

    /// Whether a verb in a finite form begins its group at `t`.
    fn opens_finite(&self, t: usize) -> bool {
        self.is_finite_verb(t) && !self.is_finite_verb(t.wrapping_sub(1)) && !self.is_quoted(t)
    }
}

/// `His insistence | that no law was broken | did not satisfy them`: a clause that is the subject ends before its sentence's verb.
fn noun_clause(document: &Document, candidate: &mut Candidate) {
    let ([source], [cue], [content]) = (&candidate.source[..], &candidate.cue[..], &candidate.content[..]) else {
        return;
    };
    let [source, cue, content] = [source, cue, content].map(|span| document.tokens_in(*span));
    if cue.len() != 1 || content.start != cue.end || content.len() < 4 || document.lower(content.start) != "that" {
        return;
    }
    let noun = lexicon::cue_at(|i| document.lower_at(i), cue.start, CueClass::Noun).is_some();
    let owner = document.closed(source.end - 1).possessive() || document.lower(source.end - 1).ends_with('\'');
    let scope = Scope::new(document, document.sentence_of(cue.start));
    if !noun || !owner || (scope.start..source.start).any(|t| scope.opens_finite(t)) {
        return;
    }
    let (mut due, mut seen) = (1, 0);
    for t in content.start + 1..content.end {
        if scope.closed(t).relative() || scope.closed(t).subordinator() {
            due += 1;
        } else if scope.opens_finite(t) {
            if seen == due {
                candidate.content = vec![scope.span(content.start..t)];
                return;
            }
            seen += 1;
        }
    }
}

/// `The bridge, according to the mayor, | has been shut since May`: what a cue between commas interrupts goes on behind it.
fn resume(document: &Document, found: &mut [Candidate]) {
    let taken: Cover = found.iter().flat_map(Candidate::spans).collect();
    // By where what is said of them goes on: subjects, and who is asked aside.
    let mut subjects = HashMap::new();
    for candidate in found.iter_mut() {
        let ([source], [cue], [content]) = (&candidate.source[..], &candidate.cue[..], &candidate.content[..]) else {
            continue;
        };
        let aside = document.tokens_in(source.join(*cue));
        let subject = document.tokens_in(*content);
        if aside.is_empty() || subject.is_empty() || subject.end >= aside.start {
            continue;
        }
        let sentence = document.sentence_of(aside.start);
        let scope = Scope::new(document, sentence);
        // The source may hold its comma.
        let after = aside.end + usize::from(scope.word(aside.end) == ",");
        let set_off =
            scope.word(aside.start - 1) == "," && subject.end + 1 == aside.start && scope.word(after - 1) == ",";
        let here = document.sentence_of(subject.start) == sentence && !scope.is_quoted(subject.end - 1);
        if !set_off || !here || after + 2 >= scope.end {
            continue;
        }
        let verbless = !subject.clone().any(|t| scope.opens_finite(t));
        let rest = scope.span(after..scope.end);
        let joins = scope.closed(after).coordinator() || scope.word(after).ends_with("ing");
        if !taken.meets(rest) && !joins || verbless && scope.is_finite_verb(after) {
            subjects.insert(rest.start, (candidate.content[0], *source));
            candidate.content.push(rest);
        }
    }
    // "One of them, according to an official, | has admitted": the subject is the source of what goes on.
    for inner in found.iter_mut() {
        let own = inner.cue.first().and_then(|cue| subjects.get(&cue.start));
        if let Some((subject, _)) = own.filter(|(_, aside)| inner.source.iter().all(|s| s == aside)) {
            inner.source = vec![*subject];
        }
    }
}

/// Ends contents before what their speaker does next: `called for an inquiry | but she would not say when`. A noun phrase is joined to
/// no clause.
pub(in crate::tagger) fn part(document: &Document, found: &mut [Candidate]) {
    for candidate in found {
        let Some(content) = candidate.content.last_mut() else { continue };
        let tokens = document.tokens_in(*content);
        if tokens.len() < 4 || candidate.cue.first().is_none_or(|cue| cue.start > content.start) {
            continue;
        }
        let scope = Scope::new(document, document.sentence_of(tokens.start));
        let opens = scope.closed(tokens.start);
        if scope.is(tokens.start, &["that", "whether", "to"]) || opens.relative() || scope.is_quoted(tokens.start) {
            continue;
        }
        let end = tokens.end.min(scope.end);
        let plain = (tokens.start..end).take_while(|&t| !scope.opens_finite(t) && !scope.closed(t).relative());
        let turn = plain.skip(1).find(|&t| scope.joins_clause(t, end));
        if let Some(turn) = turn {
            let comma = usize::from(scope.word(turn - 1) == ",");
            *content = scope.span(tokens.start..turn - comma);
        }
    }
}

impl Scope<'_> {
    /// Whether at `t` *and* or *but* joins a clause with a subject of its own, or a verb without one.
    fn joins_clause(&self, t: usize, end: usize) -> bool {
        if !self.is(t, &["and", "but", "though", "although", "while"]) || self.is_quoted(t) {
            return false;
        }
        let pronoun = self.is(t + 1, &["he", "she", "it", "they", "i", "we"]);
        let verb = self.finite_cue(t + 1).is_some_and(|f| f.cue.strong && f.inflection == Inflection::Past)
            || self.closed(t + 1).auxiliary() && self.word(t + 1) != "'s";
        let near = t + 1..end.min(t + MAX_SUBJECT);
        let said = near
            .take_while(|&k| self.is_word(k) && !self.closed(k).relative())
            .skip(1)
            .any(|k| self.finite_cue(k).is_some_and(|f| f.cue.strong && f.cue.frames.clause) && self.is_finite_verb(k));
        pronoun || verb || said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Article, lexicon::Stance, tagger::Construction};

    /// Mends one candidate, whose parts are marked in the text as `<s …>`, `<q …>` and `<c …>`.
    fn mended(marked: &str) -> Option<String> {
        let mut text = String::new();
        let mut spans: Vec<(char, Span)> = Vec::new();
        let mut open = None;
        let mut rest = marked.chars();
        while let Some(c) = rest.next() {
            match c {
                '<' => {
                    open = rest.next().map(|part| (part, text.len()));
                    rest.next();
                }
                '>' => spans.extend(open.take().map(|(part, start)| (part, Span::new(start, text.len())))),
                c => text.push(c),
            }
        }
        let document = Document::segment(Article::from_text(&text));
        let of = |part: char| spans.iter().filter(|(p, _)| *p == part).map(|(_, span)| *span).collect();
        let mut found = vec![Candidate {
            source: of('s'),
            cue: of('q'),
            content: of('c'),
            act: Act::Statement,
            stance: Stance::Neutral,
            construction: Construction::Clause,
            confidence: 1.0,
        }];
        mend(&document, &mut found);
        part(&document, &mut found);
        let words = |spans: &[Span]| spans.iter().map(|s| document.article.slice(*s)).collect::<Vec<_>>().join(" … ");
        found.first().map(|c| format!("{} | {} | {}", words(&c.source), words(&c.cue), words(&c.content)))
    }

    #[test]
    fn who_is_to_say_it_is_the_source() {
        assert_eq!(
            mended("<c The mayor> <q is expected> <c to announce on Friday that it is safe>."),
            Some("The mayor | is expected to announce | that it is safe".to_owned())
        );
        assert_eq!(
            mended("<c The mayor> <q was quoted as saying> <c that it was safe>."),
            Some("The mayor | was quoted as saying | that it was safe".to_owned())
        );
    }

    #[test]
    fn a_clause_ends_before_the_verb_that_it_is_the_subject_of() {
        assert_eq!(
            mended("<s Her> <q insistence> <c that no law was broken did not satisfy them>."),
            Some("Her | insistence | that no law was broken".to_owned())
        );
    }

    #[test]
    fn what_is_interrupted_goes_on() {
        assert_eq!(
            mended("<c The bridge>, <q according to> <s the mayor>, has been shut since May."),
            Some("the mayor | according to | The bridge … has been shut since May".to_owned())
        );
    }

    #[test]
    fn a_noun_phrase_is_joined_to_no_clause() {
        assert_eq!(
            mended("<s The mayor> <q called for> <c an inquiry but she would not say when>."),
            Some("The mayor | called for | an inquiry".to_owned())
        );
        assert_eq!(
            mended("<s The mayor> <q said> <c that it was safe but she would not cross it>."),
            Some("The mayor | said | that it was safe but she would not cross it".to_owned())
        );
    }

    #[test]
    fn how_sure_it_is_belongs_to_the_cue() {
        assert_eq!(
            mended("<s Investors appear to> <q have concluded> <c that it is safe>."),
            Some("Investors | appear to have concluded | that it is safe".to_owned())
        );
    }

    #[test]
    fn what_a_preposition_leads_is_no_part_of_the_subject() {
        assert_eq!(
            mended("In <s his memoir Stroud> <q wrote> <c that it was safe>."),
            Some("Stroud | wrote | that it was safe".to_owned())
        );
    }

    #[test]
    fn what_the_writer_adds_is_not_said() {
        assert_eq!(
            mended("<c VELDEN>, March 3 - <s The mayor> <q said> <c that it was safe>."),
            Some("The mayor | said | that it was safe".to_owned())
        );
        assert_eq!(
            mended("<s Brak> <q claimed> <c that it was safe, an assertion that others rejected>."),
            Some("Brak | claimed | that it was safe".to_owned())
        );
    }

    #[test]
    fn who_hears_it_is_neither_source_nor_content() {
        assert_eq!(
            mended("<s The pilots> <q were told> <c that it was shut>."),
            Some(" | were told | that it was shut".to_owned())
        );
        assert_eq!(
            mended("<c It> <q is believed> <c that it was shut>."),
            Some(" | is believed | that it was shut".to_owned())
        );
        assert_eq!(
            mended("<c It> <q is expected> <c to be shut>."),
            Some(" | is expected | It … to be shut".to_owned())
        );
        assert_eq!(
            mended("<s Reed> <q told> <c a cellmate he had planned it>."),
            Some("Reed | told | he had planned it".to_owned())
        );
    }

    #[test]
    fn a_relative_clause_ends_with_its_comma_and_belongs_to_those_whom_it_describes() {
        assert_eq!(
            mended("Dray, <s who> <q says> <c nobody was asked, wants to see it>."),
            Some("who | says | nobody was asked".to_owned())
        );
        assert_eq!(
            mended("A guard, <s who> asked not to be named, <q said> <c that it was shut>."),
            Some("A guard, who asked not to be named | said | that it was shut".to_owned())
        );
        assert_eq!(
            mended("Those <s who> know him <q say> <c that he is kind>."),
            Some("Those who know him | say | that he is kind".to_owned())
        );
    }

    #[test]
    fn nobody_speaks_by_not_being_named_or_by_experience() {
        assert_eq!(mended("<s A guard> <q spoke on condition of anonymity> <c because he was afraid>."), None);
        assert_eq!(mended("<s Experience> <q shows> <c that it is safe>."), None);
        assert_eq!(mended("<s Time> <q will tell> <c whether it is safe>."), None);
        assert!(mended("<s Time> <q reported> <c that it is safe>.").is_some());
        assert_eq!(mended("<s The paper>, <q citing> <c two officials>, went on."), None);
        assert_eq!(mended("<s A third expert>, <q asked> <c to comment>, went on."), None);
        assert_eq!(mended("A guard, <c whom> <s she> <q will not name>, fled."), None);
    }
}
