//! Whom a headline means that calls somebody by what they are: `Analysts say` above what one institute says, `Nurse wins case` above
//! what Ada Kvist says.
//!
//! In go the speakers of an article, and those whom only the headline has given the word become the one of their kind to whom the text
//! gives it. A headline leaves out the name that the text has; where two fit it stays open.

use super::{
    Speakers,
    resolver::{MEMORY, Traits},
};
use crate::{lexicon::SourceKind, span::SourceId};

/// Makes one of a headline's speaker and the one whom it means.
pub(super) fn merge(speakers: &mut Speakers, traits: &[Traits]) {
    let mut words = vec![0; traits.len()];
    speakers.of.iter().flatten().for_each(|id| words[id.index()] += 1);
    let meant = |id: &SourceId| Some((*id, whom(speakers, traits, &words, *id)?));
    let ids: Vec<SourceId> = speakers.sources.iter().map(|s| s.id).collect();
    let Some((said, whom)) = ids.iter().take_while(|id| traits[id.index()].headline).take(MEMORY).find_map(meant)
    else {
        return;
    };
    // A headline stands first, so its speaker's place is that of who is meant.
    let mut source = speakers.sources.remove(whom.index());
    let place = &mut speakers.sources[said.index()];
    source.mentions.splice(0..0, place.mentions.drain(..));
    source.id = said;
    *place = source;
    for (at, source) in speakers.sources.iter_mut().enumerate() {
        source.id = SourceId::at(at);
    }
    for id in speakers.of.iter_mut().flatten() {
        *id = match id.index() {
            at if at == whom.index() => said,
            at if at > whom.index() => SourceId::at(at - 1),
            at => SourceId::at(at),
        };
    }
}

/// The one of its kind whom the text below gives the word.
fn whom(speakers: &Speakers, traits: &[Traits], words: &[usize], said: SourceId) -> Option<SourceId> {
    use SourceKind::{Document, Government, Group, Medium, Office, Person, ThinkTank};
    let (source, told) = (&speakers.sources[said.index()], &traits[said.index()]);
    let kind = source.kind.filter(|_| !source.named && !source.vague)?;
    let below = || speakers.sources.iter().filter(|s| !traits[s.id.index()].headline && s.kind.is_some());
    let sole = |fits: &dyn Fn(&super::Source) -> bool| {
        let mut fitting = below().filter(|s| fits(s));
        let one = fitting.next()?.id;
        fitting.next().is_none().then_some(one)
    };
    let same_gender = |id: SourceId| {
        told.gender.is_none() || traits[id.index()].gender.is_none_or(|gender| Some(gender) == told.gender)
    };
    match kind {
        // A body's own report is that body.
        Document => {
            let written = || below().any(|s| s.kind == Some(Document));
            sole(&|s| s.named && s.kind == Some(ThinkTank)).filter(|_| !written())
        }
        Person => {
            let person = |s: &super::Source| s.named && s.kind == Some(Person) && same_gender(s.id);
            // Of several, who speaks first where nobody speaks more.
            let leads = || {
                let first = below().find(|s| s.kind == Some(Person)).filter(|s| person(s))?.id;
                let most = below().filter(|s| s.kind == Some(Person)).map(|s| words[s.id.index()]).max()?;
                (words[first.index()] == most && most > 1).then_some(first)
            };
            sole(&person).or_else(leads)
        }
        Group => {
            let research = told.nouns.iter().any(|n| crate::lexicon::noun(&n.head).is_some_and(|n| n.staff));
            let body = |s: &super::Source| {
                s.named && !matches!(s.kind, Some(Person | Document | Medium | Government | Office))
            };
            let of_institute =
                || sole(&|s| s.named && s.kind == Some(ThinkTank)).or_else(|| sole(&body)).filter(|_| research);
            // "Villagers vow" above what people in the village say first.
            let first = || below().next().filter(|s| s.kind == Some(Group) && !s.vague).map(|s| s.id);
            of_institute().or_else(|| first().filter(|id| traits[id.index()].plural == told.plural))
        }
        kind => sole(&|s| s.named && s.kind == Some(kind)),
    }
}
