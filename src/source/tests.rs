//! What the grouping promises, on small texts. Brackets mark the sources, so that no tagger has a say in it.

use super::{Source, Speakers, resolve};
use crate::{
    article::Article,
    attribution::{Attribution, Form, Occurrence},
    document::Document,
    lexicon::{Act, SourceKind, Stance},
    span::{AttributionId, SourceId, Span},
};

/// The speakers of a text with each source in brackets. The word behind it is its cue, the rest of the sentence its content.
fn read(marked: &str) -> Speakers {
    let mut text = String::new();
    let mut sources = Vec::new();
    for part in marked.split('[') {
        match part.split_once(']') {
            Some((source, rest)) => {
                sources.push(Span::new(text.len(), text.len() + source.len()));
                text = text + source + rest;
            }
            None => text += part,
        }
    }
    let document = Document::segment(Article::from_text(&text));
    let attributions: Vec<Attribution> =
        sources.iter().enumerate().map(|(id, source)| attribution(&text, AttributionId::at(id), *source)).collect();
    resolve(&document, &attributions)
}

fn attribution(text: &str, id: AttributionId, source: Span) -> Attribution {
    let after = source.end as usize;
    let sentence = after + text[after..].find('.').unwrap_or(text.len() - after);
    let cue = after + 1..after + 1 + text[after + 1..].find([' ', '.']).unwrap_or_default();
    let (cue, content) = (Span::new(cue.start, cue.end), Span::new(cue.end, sentence.max(cue.end)));
    Attribution {
        id,
        source: vec![source],
        cue: vec![cue],
        content: vec![content],
        form: Form::Indirect,
        act: Act::Statement,
        stance: Stance::Neutral,
        occurrence: Occurrence::Actual,
        within: None,
        continued: None,
        relayed: Vec::new(),
        confidence: 1.0,
    }
}

/// For each attribution the name of its speaker, `?` where it is open.
fn names(marked: &str) -> Vec<String> {
    let speakers = read(marked);
    let name = |id: &Option<SourceId>| id.map_or("?", |s| speakers.sources[s.index()].name.as_str()).to_owned();
    speakers.of.iter().map(name).collect()
}

fn only(marked: &str) -> Source {
    let speakers = read(marked);
    assert_eq!(speakers.sources.len(), 1, "{:?}", speakers.sources);
    speakers.sources.into_iter().next().expect("one")
}

#[test]
fn a_headline_has_the_one_whom_the_text_names_later() {
    let text =
        "[Judge] says sale was fraud\n\n[A judge] said on Friday that it was. “It is over,” said [Judge Ada Kvist].";
    assert_eq!(names(text), ["Ada Kvist", "Ada Kvist", "Ada Kvist"]);
}

#[test]
fn a_body_speaks_under_all_its_names() {
    let text = "[Analysts at the US Institute for the Study of War] said it rained. [The analysts] said it snowed.\n\n\
        According to [the Institute for the Study of War], it hailed. [ISW] said it thawed. [The Institute] said it froze. \
        [The researchers] said it dried.";
    let found = names(text);
    assert_eq!(found.len(), 6);
    assert!(found.iter().all(|name| name == "US Institute for the Study of War"), "{found:?}");
}

#[test]
fn the_company_is_the_one_company_and_two_leave_it_open() {
    let one = "[Dray Shipping] said the tanker was safe. [The company] said it would pay.";
    assert_eq!(names(one), ["Dray Shipping", "Dray Shipping"]);
    let two = "[Dray Shipping] said it was safe. [Lanthorn Mutual] said it was not. Vale Motors met Orrin Foods. [The company] said no more would come.";
    assert_eq!(names(two)[2], "The company");
}

#[test]
fn a_role_tells_which_holder_is_meant() {
    let text = "[Russian President Vladimir Putin] said no. [French President Ada Valmont] said yes. [The Russian president] said it was over.";
    assert_eq!(names(text), ["Vladimir Putin", "Ada Valmont", "Vladimir Putin"]);
}

#[test]
fn a_spokeswoman_is_nobody_by_name_and_not_the_ministry() {
    let speakers =
        read("[The Defence Ministry] said it rained. [A spokeswoman for the Defence Ministry] said it had stopped.");
    let told: Vec<_> = speakers.sources.iter().map(|s| (s.kind, s.named)).collect();
    assert_eq!(told, [(Some(SourceKind::Government), true), (Some(SourceKind::Person), false)]);
}

#[test]
fn two_of_one_surname_are_kept_apart() {
    let text = "[Ada Oda] said yes. [Ivo Oda] said no. [Mr Oda] said never. [Ms Oda] said always.";
    assert_eq!(names(text), ["Ada Oda", "Ivo Oda", "Ivo Oda", "Ada Oda"]);
    assert_eq!(names("[Ada Oda] said yes. [Ivo Oda] said no. [Oda] said never.")[2], "?");
}

#[test]
fn one_is_called_by_what_the_text_has_not_said_yet() {
    let painter = "[Ada Kvist] said yes. [The painter] said she was glad.";
    assert_eq!(names(painter), ["Ada Kvist", "Ada Kvist"]);
    assert_eq!(names("A painter fell. [Ada Kvist] said yes. [The painter] said no.")[1], "The painter");
    assert_eq!(names("[Ada Kvist] said yes. [The driver] said no.")[1], "The driver");
    assert_eq!(names("[Bas Hallam] said yes. [The Dutchman] said never.")[1], "Bas Hallam");
}

#[test]
fn two_named_together_leave_a_pronoun_open() {
    assert_eq!(names("Ada Kvist and Eva Oda met in the afternoon. “It went well,” [she] said."), ["?"]);
    assert_eq!(names("Ada Kvist met Ivo Oda in the afternoon. “It went well,” [she] said."), ["Ada Kvist"]);
}

#[test]
fn a_name_in_letters_that_look_alike_is_another() {
    let found = names("[Ada Kvist] said yes. [Аda Kvist] said no.");
    assert_eq!(found.len(), 2);
    assert_ne!(found[0], found[1]);
}

#[test]
fn kinds_come_from_names_nouns_and_what_the_text_adds() {
    for (text, kind) in [
        ("[Larch House] said no.", SourceKind::Office),
        ("[The Quern Beacon] reported that it rained.", SourceKind::Medium),
        ("[Tarnpower, which runs the lines,] said it rained.", SourceKind::Company),
        ("[Vebjorn Quill, 61,] said it rained.", SourceKind::Person),
        ("[A leaflet from the port] said it rained.", SourceKind::Document),
        ("[Residents] said it rained.", SourceKind::Group),
        ("[The housing ministry] said it rained.", SourceKind::Government),
    ] {
        assert_eq!(only(text).kind, Some(kind), "{text}");
    }
}

#[test]
fn who_is_nobody_in_particular_is_vague() {
    for (text, vague) in [
        ("[Critics] said it rained.", true),
        ("[Economists] said it rained.", true),
        ("[Some residents] said it rained.", true),
        ("[Two economists] said it rained.", false),
        ("[Economists at the bank] said it rained.", false),
        ("[Residents] said it rained.", false),
    ] {
        let source = only(text);
        assert_eq!((source.vague, source.named), (vague, false), "{text}");
    }
}

#[test]
fn who_stands_for_a_person_and_no_department() {
    assert_eq!(
        names("A senior official in the roads department, [who] said it rained."),
        ["A senior official in the roads department"]
    );
    assert_eq!(names("A friend of Ada Kvist, [who] said it rained."), ["Ada Kvist"]);
    assert_eq!(names("The report by the roads department, [which] said it rained."), ["roads department"]);
}

#[test]
fn who_goes_by_a_name_is_named() {
    let milo = only("[A pastry cook who goes by Milo] said it rained.");
    assert!(milo.named && milo.name == "Milo");
}

#[test]
fn every_resident_is_somebody_new() {
    assert_eq!(read("[A resident] said it rained. [A resident] said it snowed.").sources.len(), 2);
    assert_eq!(read("[A resident] said it rained. [The resident] said it snowed.").sources.len(), 1);
}

#[test]
fn a_new_description_is_of_whom_the_text_named_last() {
    assert_eq!(names("Ilse Varga has written nine operas. [The composer] says that she hears none."), ["Ilse Varga"]);
    assert_eq!(names("Ilse Varga and Ivo Oda wrote it. [The composer] says that she hears none."), ["The composer"]);
}

#[test]
fn a_headline_means_the_one_of_its_kind_who_speaks_below() {
    let nurse = names("Bridge is shut, [nurse] says\n\nThe bridge was shut. [Dana Reyes] said that it was.");
    assert_eq!(nurse, ["Dana Reyes", "Dana Reyes"]);
    let two = "Bridge is shut, [nurse] says\n\nIt was shut. [Dana Reyes] said so. [Ivo Oda] denied it.";
    assert_eq!(names(two), ["nurse", "Dana Reyes", "Ivo Oda"]);
}

#[test]
fn a_pronoun_is_nobody_whom_its_own_content_names() {
    assert_eq!(names("[Ivo Oda] spoke. [He] thinks Oda is late."), ["Ivo Oda", "?"]);
}

#[test]
fn a_boss_of_one_body_is_none_of_another() {
    let text = "[Mara Lind, chief executive of Orsk Steel,] said so. [Union leader Finn Dahl] denied it. [The union boss] said no.";
    assert_eq!(names(text), ["Mara Lind", "Finn Dahl", "Finn Dahl"]);
}

#[test]
fn people_somewhere_are_others_than_the_people_before() {
    let speakers = read("[Two people briefed on the call] said so. [People in the market] think that.");
    assert_ne!(speakers.of[0], speakers.of[1]);
}

#[test]
fn those_who_are_only_described_are_nobody_in_particular() {
    for vague in ["Those who know him", "Those close to her", "Some in the village", "A lot of people", "No one"] {
        let source = only(&format!("[{vague}] said so."));
        assert!(source.vague && source.kind == Some(SourceKind::Group), "{vague}");
    }
    let counted = only("[A number of teachers] said so.");
    assert!(!counted.vague && counted.kind == Some(SourceKind::Group));
}

#[test]
fn a_noun_without_an_article_is_no_name_where_it_opens_its_sentence() {
    assert!(!only("[Police] said so.").named);
    assert!(only("[Police Scotland] said so.").named);
}

#[test]
fn what_follows_according_to_is_the_subject_of_its_clause() {
    let speakers = read("According to [the lawsuit], Ada Kvist knew of it.");
    let source = &speakers.sources[speakers.of[0].expect("somebody").index()];
    assert_eq!(source.name, "the lawsuit");
}

#[test]
fn a_doctor_is_somebody_elses() {
    assert_eq!(names("Ilse Varga has written nine operas. [The doctor] says that she hears none."), ["The doctor"]);
}

#[test]
fn the_late_holder_of_a_post_has_a_name() {
    assert_eq!(only("[Her manager at the time, the late Lionel Stroud,] said so.").name, "Lionel Stroud");
}

#[test]
fn one_noun_is_one_source_in_two_attributions() {
    let text = "An official in the roads department, who asked not to be named, said it rained.";
    let document = Document::segment(Article::from_text(text));
    let spans = [Span::new(37, 40), Span::new(0, 62)];
    let attributions = [0, 1].map(|i| attribution(text, AttributionId::at(i), spans[i]));
    assert_eq!(resolve(&document, &attributions).sources.len(), 1);
}
