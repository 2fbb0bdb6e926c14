//! Who a noun stands for: `the mayor` is the one mayor whom the text names, `the company` the one company that has spoken, `a
//! resident` somebody new.

use super::{
    Source, kind,
    mention::{Opening, Phrase},
    resolver::{Called, MAX_NOUNS, MEMORY, Resolver},
};
use crate::{
    lexicon::{self, SourceKind},
    span::SourceId,
};

/// The posts of those who are called leaders of their countries.
const LEADERS: [&str; 5] = ["president", "premier", "chancellor", "king", "queen"];
impl Resolver<'_> {
    pub(super) fn noun(&mut self, phrase: &Phrase, headline: bool) -> SourceId {
        if let Some(&known) = self.by_head.get(&phrase.head()) {
            return known;
        }
        let called = self.called(phrase);
        let found = self
            .through_staff(phrase)
            .or_else(|| self.own_document(phrase))
            .or_else(|| self.holder(phrase, &called))
            .or_else(|| self.body(phrase, &called))
            .or_else(|| self.called_before(phrase, &called))
            .or_else(|| self.stand_in(phrase))
            .or_else(|| self.described(phrase).filter(|_| !self.nested))
            .or_else(|| self.described_body(phrase));
        let id = found.unwrap_or_else(|| self.new_noun(phrase));
        if !headline || found.is_none() {
            self.promote(id, phrase);
        }
        let nouns = &mut self.traits[id.index()].nouns;
        if nouns.len() < MAX_NOUNS && !nouns.contains(&called) {
            nouns.push(called);
        }
        self.by_head.insert(phrase.head(), id);
        id
    }

    fn called(&self, phrase: &Phrase) -> Called {
        let tie = phrase.core.end..phrase.all.end;
        let (head, before) = kind::office(self.document(), phrase.core.start, phrase.head());
        Called {
            head,
            modifiers: kind::modifiers(self.document(), phrase.core.start..before),
            tie: if tie.is_empty() { String::new() } else { self.prose.text_of(tie).to_lowercase() },
        }
    }

    /// `analysts at the Institute`: the institute, through its analysts, where it speaks under its own name as well.
    fn through_staff(&mut self, phrase: &Phrase) -> Option<SourceId> {
        let run = phrase.of.clone().filter(|_| phrase.noun.is_some_and(|n| n.staff && n.plural))?;
        let name = self.names.fullest(self.prose, self.prose.core(run.clone()));
        let figure = self.cast.of(&name).filter(|f| self.speaking.contains(f))?;
        let research = self.cast.figures[figure].kind() == Some(SourceKind::ThinkTank);
        research.then(|| self.figure(figure))
    }

    /// `the mayor`: the one mayor whom the text names. `a judge` too, if the text names its one judge only afterwards.
    fn holder(&mut self, phrase: &Phrase, called: &Called) -> Option<SourceId> {
        let noun = phrase.noun;
        if noun.is_some_and(|n| n.plural) {
            return None;
        }
        let post = noun.is_some_and(|n| n.post);
        let first = |f: usize| self.cast.figures[f].first;
        let mut holders = self.cast.holders(&called.head, &called.modifiers);
        if holders.is_empty() && phrase.opening != Opening::Indefinite {
            // "The union boss" for its leader.
            let others = lexicon::offices_called(&called.head);
            holders = others.flat_map(|office| self.cast.holders(office, &called.modifiers)).collect();
            holders.sort_unstable();
            holders.dedup();
        }
        if holders.is_empty() && called.head == "leader" && phrase.opening == Opening::Definite {
            // "The Ostrian leader" for the president of Ostria.
            let led = |head: &str| self.cast.leaders(head, &called.modifiers);
            holders = LEADERS.iter().map(|head| led(head)).find(|found| !found.is_empty()).unwrap_or_default();
        }
        let known: Vec<usize> = match phrase.opening {
            Opening::Indefinite if !post && !self.in_lead(phrase.head()) => Vec::new(),
            Opening::Indefinite => holders.into_iter().filter(|&f| first(f) > phrase.head()).collect(),
            _ => holders,
        };
        self.nearest(&known, phrase.head())
    }

    /// `The centre's report`, where the centre speaks as well: a body's own report is the body.
    fn own_document(&mut self, phrase: &Phrase) -> Option<SourceId> {
        phrase.noun.filter(|n| n.any && n.kind == SourceKind::Document && !n.plural)?;
        let document = self.document();
        let owned = phrase.core.clone().find(|&t| document.lower(t) == "'s")?;
        let run = (phrase.core.start..owned)
            .map(|t| self.prose.run_at(t, owned))
            .find(|r| r.end == owned && !r.is_empty())?;
        let name = self.names.fullest(self.prose, self.prose.core(run));
        let figure = self.cast.of(&name).filter(|f| self.speaking.contains(f))?;
        let body = self.cast.figures[figure].kind().is_some_and(|k| k != SourceKind::Person);
        body.then(|| self.figure(figure))
    }

    /// The one of several figures that is meant: the only one, or who spoke last, unless another was named since.
    fn nearest(&mut self, known: &[usize], before: usize) -> Option<SourceId> {
        if let [one] = known {
            return Some(self.figure(*one));
        }
        let ids: Vec<SourceId> = known.iter().filter_map(|&f| self.source_of(f)).collect();
        let &(turn, last) = self.turns.iter().rev().take(MEMORY).find(|(_, id)| ids.contains(id))?;
        let other = |f: usize| known.contains(&f) && self.source_of(f) != Some(last);
        let since = self.seen_between(turn, before);
        (since.len() <= MEMORY && !since.iter().any(|&(_, f)| other(f))).then_some(last)
    }

    /// The figures named between two tokens.
    pub(super) fn seen_between(&self, after: usize, before: usize) -> &[(usize, usize)] {
        let seen = &self.cast.seen;
        let start = seen.partition_point(|&(t, _)| t <= after);
        &seen[start..seen.partition_point(|&(t, _)| t < before).max(start)]
    }

    /// The opening of the article, which tells of one whom the next paragraph names.
    fn in_lead(&self, token: usize) -> bool {
        self.document().sentence_of(token) < 4
    }

    /// `the institute`: the one institute whom the text names, or the one of them that speaks.
    fn body(&mut self, phrase: &Phrase, called: &Called) -> Option<SourceId> {
        let noun = phrase.noun.filter(|n| n.kind != SourceKind::Person && !n.plural)?;
        let first = self.document().closed(phrase.all.start);
        if first.possessive() && self.document().is_word(phrase.all.start) {
            // "her office": whose it is tells, not its name.
            return None;
        }
        let figures = &self.cast.figures;
        let later = |f: usize| phrase.opening != Opening::Indefinite || figures[f].first > phrase.head();
        let own = phrase.opening == Opening::Indefinite;
        // "The central bank" is not just any bank.
        let head = self.document().lower(phrase.head());
        let last = called.modifiers.last().map(|m| format!("{} {head}", m.to_lowercase()));
        let pair = last.is_some_and(|pair| lexicon::noun(&pair).is_some());
        let fits = |f: &usize| {
            let name = figures[*f].name.to_lowercase();
            let strict = matches!(noun.kind, SourceKind::Government | SourceKind::Agency) || pair;
            let tells = |m: &String| !m.ends_with("-based") && !own && (strict || m.starts_with(char::is_uppercase));
            let mut telling = called.modifiers.iter().filter(|m| tells(m)).peekable();
            telling.peek().is_none() || telling.any(|m| name.split(' ').any(|w| w == m.to_lowercase()))
        };
        let same = |f: &usize| figures[*f].kind().is_none_or(|k| k == noun.kind || noun.kind != SourceKind::Document);
        let all = self.cast.bodies(&called.head).iter().copied();
        let mut known: Vec<usize> = all.filter(|&f| later(f) && fits(&f) && same(&f)).collect();
        if known.iter().any(|&f| figures[f].name.contains(' ')) {
            known.retain(|&f| figures[f].name.contains(' '));
        }
        self.nearest(&known, phrase.head())
    }

    /// Who last spoke under the same noun: `the analysts` after `two analysts`. Another indefinite one is somebody new, unless only
    /// the headline had the first.
    fn called_before(&self, phrase: &Phrase, called: &Called) -> Option<SourceId> {
        let alike = |other: &Called| {
            let apart = |a: &Vec<String>, b: &Vec<String>| {
                !a.is_empty() && !b.is_empty() && !a.iter().any(|m| kind::among(b, m))
            };
            let bound = phrase.opening != Opening::Definite || !called.tie.is_empty();
            let tied = bound && !other.tie.is_empty() && !called.tie.is_empty() && other.tie != called.tie;
            // "People in the market" are others than "the people", and "his people" than "two people".
            let bare = phrase.opening == Opening::Bare && !called.tie.is_empty() && other.tie != called.tie;
            !bare && other.head == called.head && !apart(&other.modifiers, &called.modifiers) && !tied
        };
        let whose = self.document().closed(phrase.all.start).possessive() && self.document().is_word(phrase.all.start);
        if whose && phrase.noun.is_some_and(|n| n.plural) {
            return None;
        }
        let study = phrase.noun.is_some_and(|n| n.any && n.kind == SourceKind::Document);
        let fits = |s: &&Source| {
            let traits = &self.traits[s.id.index()];
            let same = traits.nouns.iter().any(alike);
            let headed = traits.headline && (same || study && s.kind == Some(SourceKind::Document));
            headed || phrase.opening != Opening::Indefinite && same
        };
        self.recent().find(fits).map(|s| s.id)
    }

    /// `the company` for the one company that has spoken or is named, `the researchers` for the institute, `the 34-year-old` for the
    /// person who spoke last. Of two, the one that has the word, unless the other was named since.
    fn stand_in(&mut self, phrase: &Phrase) -> Option<SourceId> {
        let whose = self.document().closed(phrase.all.start).possessive();
        if phrase.opening != Opening::Definite || whose {
            return None;
        }
        if self.document().lower(phrase.head()).ends_with("-year-old") {
            let last = self.recent().next().filter(|s| s.kind == Some(SourceKind::Person));
            return last.map(|s| s.id);
        }
        let bare = phrase.all.end == phrase.core.end && !phrase.core.clone().any(|t| self.document().is_capital(t));
        let kind = match phrase.noun? {
            lexicon::Noun { staff: true, plural: true, .. } => SourceKind::ThinkTank,
            lexicon::Noun { any: true, plural: false, kind, .. } => kind,
            // "The supplier" that a company blames is another.
            lexicon::Noun { kind: SourceKind::Company, plural: false, .. } if bare && !self.nested => {
                SourceKind::Company
            }
            _ => return None,
        };
        // "The group" may be a company, "the organisation" an agency.
        let like = |s: &Source| {
            let loose = kind == SourceKind::Group && s.named && s.kind != Some(SourceKind::Person);
            s.kind == Some(kind)
                || loose && s.kind.is_some_and(|k| k != SourceKind::Document && k != SourceKind::Medium)
        };
        if let Some(last) = self.recent().find(|s| like(s)).map(|s| s.id) {
            let named_since = || {
                let from = self.turns.iter().rev().find(|(_, id)| *id == last).map_or(0, |(at, _)| *at);
                let since = self.seen_between(from, phrase.head());
                let other = |f: usize| self.cast.figures[f].kind() == Some(kind) && self.source_of(f) != Some(last);
                since.len() > MEMORY || since.iter().any(|&(_, f)| other(f))
            };
            let nearest = !matches!(kind, SourceKind::Document | SourceKind::Group);
            let sole = self.sole(like);
            return sole.or_else(|| (nearest && !named_since()).then_some(last));
        }
        if kind == SourceKind::Document {
            // "The paper" is a newspaper where nothing else was written.
            let medium = lexicon::body(self.document().lower(phrase.head())) == Some(SourceKind::Medium);
            return if medium { self.sole(|s| s.kind == Some(SourceKind::Medium)) } else { None };
        }
        let before =
            |f: &usize| self.cast.figures[*f].kind() == Some(kind) && self.cast.figures[*f].first < phrase.head();
        let mut named = (0..self.cast.figures.len().min(MEMORY)).filter(before);
        match (named.next(), named.next()) {
            (Some(one), None) => Some(self.figure(one)),
            (None, _) => {
                // "Fjelde said … The company": a name that the text has said nothing else of.
                let id = self.sole(|s| s.kind.is_none())?;
                self.speakers.sources[id.index()].kind = Some(kind);
                Some(id)
            }
            _ => None,
        }
    }

    fn new_noun(&mut self, phrase: &Phrase) -> SourceId {
        let document = self.document();
        let vague = kind::is_vague(document, &phrase.all, phrase.head(), phrase.noun);
        let id = self.add(self.prose.text_of(phrase.all.clone()), self.kind_of(phrase), false, vague);
        let plural = phrase.noun.map_or_else(|| self.kind_of(phrase) == Some(SourceKind::Group), |n| n.plural);
        let head = self.document().lower(phrase.head());
        // "Minutes showed … They also recorded": a document in the plural.
        let minutes = head.ends_with('s') && phrase.noun.is_some_and(|n| n.kind == SourceKind::Document && !n.plural);
        let role = lexicon::role(head);
        let traits = &mut self.traits[id.index()];
        traits.plural = plural || vague || minutes;
        traits.gender = role.and_then(|r| r.gender);
        id
    }

    pub(super) fn kind_of(&self, phrase: &Phrase) -> Option<SourceKind> {
        let document = self.document();
        let relative = document.lower_at(phrase.all.end).unwrap_or_default() == "who";
        let field = phrase.core.len() > 1 && phrase.noun.is_some_and(|n| n.kind == SourceKind::Office && !n.plural);
        let possessed = phrase.core.clone().any(|t| document.closed(t).possessive());
        if field && !possessed && document.lower(phrase.head()) == "office" {
            // "the statistics office" is an agency, "the mayor's office" the seat of the mayor.
            return Some(SourceKind::Agency);
        }
        let by_form = || kind::of_form(document.lower(phrase.head()), phrase.opening == Opening::Indefinite);
        let by_relative = || relative.then_some(SourceKind::Person);
        let longer = || self.cast.phrase(document.lower(phrase.head())).filter(|_| phrase.core.len() == 1);
        let definite = phrase.opening == Opening::Definite
            && phrase.noun.is_some_and(|n| !n.plural && n.kind != SourceKind::Person);
        let by_noun = || phrase.noun.map(|n| n.kind);
        if definite { longer() } else { None }.or_else(by_noun).or_else(by_relative).or_else(by_form)
    }

    /// A body that the phrase names by whose it is or what for has a name: `the Ulmarian army`, `the housing ministry`.
    fn promote(&mut self, id: SourceId, phrase: &Phrase) {
        use SourceKind::{Agency, Company, Government, Group, Medium, Office, ThinkTank};
        let document = self.document();
        let Some(noun) = phrase.noun.filter(|n| !n.plural) else { return };
        let before = phrase.core.start..phrase.head();
        let opened = |t: usize| {
            let elsewhere = self.cast.of(document.lower(t)).is_some_and(|f| self.cast.figures[f].times > 1);
            elsewhere || document.lower(t + 1) == "'s"
        };
        let proper = |t: usize| document.is_capital(t) && (!self.prose.opens_sentence(t) || opened(t));
        let known = phrase.opening != Opening::Indefinite;
        let whose = known
            && before.clone().any(proper)
            && matches!(noun.kind, Agency | Company | Government | Group | Medium | Office | ThinkTank);
        let field = known && !before.is_empty() && matches!(document.lower(phrase.head()), "ministry" | "department");
        // "The Citadel" is a name.
        let seat = noun.kind == Office
            && phrase.opening == Opening::Definite
            && phrase.core.len() == 1
            && document.is_capital(phrase.head())
            && !self.prose.opens_sentence(phrase.head());
        let title = noun.kind == SourceKind::Document && self.is_titled(phrase.core.end);
        if self.speakers.sources[id.index()].named || !(whose || field || title || seat) {
            return;
        }
        let text = self.prose.text_of(phrase.core.clone());
        let source = &mut self.speakers.sources[id.index()];
        (source.named, source.vague) = (true, false);
        source.kind = source.kind.filter(|k| *k != SourceKind::Person).or(Some(noun.kind));
        if !title {
            source.name.clone_from(&text);
            self.by_key.entry(text.to_lowercase()).or_insert(id);
        }
    }

    /// `The report, “Paid Off, Priced Out”`.
    fn is_titled(&self, at: usize) -> bool {
        let word = |t: usize| if t < self.document().tokens.len() { self.document().word(t) } else { "" };
        let mark = if word(at) == "," { at + 1 } else { at };
        let opens = matches!(word(mark), "“" | "‘" | "\"" | "'");
        opens && mark + 1 < self.document().tokens.len() && self.document().is_capital(mark + 1)
    }
}
