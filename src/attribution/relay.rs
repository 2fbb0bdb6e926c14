//! By way of whom the words came: `told Reuters`, `in an interview with the Merrin Herald`, `wrote on Telegram`.

use std::ops::Range;

use crate::{
    document::Document,
    lexicon::{self, SourceKind},
    span::Span,
};

/// How far from a cue its medium may stand, in tokens.
const REACH: usize = 30;
/// Where people write for everybody.
const CHANNELS: [&str; 18] = [
    "bluesky",
    "discord",
    "facebook",
    "instagram",
    "linkedin",
    "mastodon",
    "medium",
    "reddit",
    "substack",
    "telegram",
    "threads",
    "tiktok",
    "twitter",
    "vk",
    "weibo",
    "whatsapp",
    "x",
    "youtube",
];
/// Common nouns for a medium: *told the newspaper*.
const NOUNS: [&str; 14] = [
    "broadcaster",
    "channel",
    "daily",
    "journal",
    "magazine",
    "network",
    "newsletter",
    "newspaper",
    "outlet",
    "paper",
    "podcast",
    "station",
    "website",
    "weekly",
];

/// The words that name the medium or the channel by which the words of an attribution came; none for most.
pub(super) fn of(document: &Document, source: &[Span], cue: &[Span], content: &[Span]) -> Vec<Span> {
    let Some(first) = cue.first().map(|c| document.tokens_in(*c)).filter(|t| !t.is_empty()) else { return Vec::new() };
    let sentence = document.sentences[document.sentence_of(first.start)].tokens.clone();
    let window = first.start.saturating_sub(REACH).max(sentence.start)..sentence.end.min(first.end + REACH);
    let own: Vec<Span> = source.iter().chain(content).copied().collect();
    let reader = Reader { document, window: window.clone(), own };
    let told =
        cue.iter().flat_map(|c| document.tokens_in(*c)).any(|t| reader.is(t, &["told", "tells", "tell", "telling"]));
    let quoted = cue.iter().flat_map(|c| document.tokens_in(*c)).any(|t| reader.is(t, &["quoted", "cited"]));
    let wrote = cue.iter().flat_map(|c| document.tokens_in(*c)).any(|t| {
        reader.is(t, &["wrote", "writes", "posted", "posts", "tweeted", "said", "says", "announced", "writing"])
    });
    let mut found = Vec::new();
    let last = cue.last().map_or(first.end, |c| document.tokens_in(*c).end);
    if told {
        found.extend(reader.medium(last));
    }
    for t in window.filter(|&t| reader.free(t)) {
        let span = match reader.word(t) {
            "via" | "through" => reader.medium(t + 1).or_else(|| reader.channel(t + 1)),
            "on" if wrote => reader.channel(t + 1),
            "by" if quoted => reader.medium(t + 1),
            "to" if t > 0 && reader.is(t - 1, &["speaking", "talking", "remarks", "comments", "statement"]) => {
                reader.medium(t + 1)
            }
            "interview" => Some(reader.interview(t)),
            _ => None,
        };
        found.extend(span.filter(|span| !found.iter().any(|f: &Span| f.overlaps(*span))));
    }
    found.sort_unstable();
    found
}

struct Reader<'a> {
    document: &'a Document,
    window: Range<usize>,
    own: Vec<Span>,
}

impl Reader<'_> {
    fn word(&self, t: usize) -> &str {
        if self.window.contains(&t) { self.document.lower(t) } else { "" }
    }

    fn is(&self, t: usize, words: &[&str]) -> bool {
        words.contains(&self.word(t))
    }

    /// Whether the token is neither the speaker's name nor what they say.
    fn free(&self, t: usize) -> bool {
        let span = self.document.tokens[t].span;
        !self.own.iter().any(|o| o.overlaps(span)) && self.document.quotation_of(t).is_none()
    }

    /// The medium that the words from `t` on name: `Reuters`, `the state news agency, Vedom`, `the weekly`.
    fn medium(&self, t: usize) -> Option<Span> {
        let opener = |t: usize| self.document.closed(t).determiner() || self.document.closed(t).possessive();
        let start = if self.window.contains(&t) && opener(t) { t + 1 } else { t };
        let within = |k: &usize| self.window.contains(k) && self.free(*k) && self.document.is_word(*k);
        let stops = |k: usize| {
            let closed = self.document.closed(k);
            let small = closed.preposition() || closed.subordinator() || closed.coordinator();
            // "The Merrin Evening Star", "Merrin Today", but "Reuters on Friday" and "Reuters Friday".
            let next = self.window.contains(&(k + 1))
                && self.document.is_capital(k + 1)
                && !lexicon::is_time(self.word(k + 1));
            let named = self.document.is_capital(k) && (next || self.word(k) == "today");
            let time = lexicon::is_time(self.word(k)) && !named;
            small || closed.auxiliary() || closed.modal() || time || lexicon::is_speech_verb(self.word(k))
        };
        let end = (start..)
            .take_while(within)
            .find(|&k| stops(k))
            .unwrap_or_else(|| (start..).take_while(within).last().map_or(start, |k| k + 1));
        if end <= start {
            return None;
        }
        // "the Merrin Herald on Friday": the name ends with its last capital, a noun with itself.
        let capital = (start..end).rev().find(|&k| self.document.is_capital(k));
        let is_medium = |k: usize| {
            let word = self.word(k);
            let body = lexicon::body(word) == Some(SourceKind::Medium);
            let head =
                lexicon::name_head(word) == Some(SourceKind::Medium) || word == "today" || word.ends_with("wire");
            body || self.document.is_capital(k) && head || NOUNS.contains(&word)
        };
        let radio = self.is(start, &["radio", "tv", "channel", "bbc", "cnn"]) && self.document.is_capital(start);
        let known = radio || (start..end).any(is_medium) || self.longest_body(start..end);
        let until = capital.map_or_else(|| (start..end).rev().find(|&k| is_medium(k)), Some)?;
        let from = if start > t { t } else { start };
        known.then(|| {
            self.document.span_of(from..until.max((start..end).rev().find(|&k| is_medium(k)).unwrap_or(until)) + 1)
        })
    }

    fn longest_body(&self, phrase: Range<usize>) -> bool {
        let word = |k: usize| (k < phrase.end).then(|| self.document.lower(k));
        phrase.clone().any(|k| lexicon::body_at(word, k).is_some_and(|(kind, _)| kind == SourceKind::Medium))
    }

    fn channel(&self, t: usize) -> Option<Span> {
        let (start, mut at) = (t, t);
        if self.is(at, &["his", "her", "its", "their", "the"]) {
            at += 1;
        }
        let social = self.word(at) == "social" && self.word(at + 1) == "media";
        let truth = self.word(at) == "truth" && self.word(at + 1) == "social";
        let named = CHANNELS.contains(&self.word(at)) && self.document.is_capital(at);
        match () {
            () if social || truth => Some(self.document.span_of(at..at + 2)),
            () if named => Some(self.document.span_of(if at > start { start..at + 1 } else { at..at + 1 })),
            () => None,
        }
    }

    /// `an interview with the Merrin Herald`, from its article on.
    fn interview(&self, t: usize) -> Span {
        let back = (t.saturating_sub(4).max(self.window.start)..t).rev();
        let start = back
            .take_while(|&k| self.document.is_word(k) && !self.document.closed(k).preposition())
            .last()
            .unwrap_or(t);
        let with = self.is(t + 1, &["with", "to", "on", "for"]);
        let name = if with { self.medium(t + 2) } else { None };
        let whole = self.document.span_of(start..t + 1);
        name.map_or(whole, |name| whole.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[track_caller]
    fn assert_relayed(text: &str, cue: &str, expected: &[&str]) {
        let document = Document::segment(Article::from_text(text));
        let start = text.find(cue).expect("the cue stands in the text");
        let said = text.find("it was safe").expect("so does what was said");
        let content = [Span::new(said, said + "it was safe".len())];
        let found = of(&document, &[], &[Span::new(start, start + cue.len())], &content);
        assert_eq!(found.iter().map(|s| document.article.slice(*s)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn finds_the_medium_that_heard_it() {
        assert_relayed("Ada Kvist told Reuters that it was safe.", "told", &["Reuters"]);
        assert_relayed("She told the Merrin Evening Star that it was safe.", "told", &["the Merrin Evening Star"]);
        assert_relayed("He told Radio Tarrant Bay that it was safe.", "told", &["Radio Tarrant Bay"]);
        assert_relayed("They told the newspaper on Friday that it was safe.", "told", &["the newspaper"]);
    }

    #[test]
    fn finds_channels_and_interviews() {
        assert_relayed("Kvist wrote on Telegram that it was safe.", "wrote", &["Telegram"]);
        assert_relayed(
            "She said in an interview with the Merrin Herald that it was safe.",
            "said",
            &["an interview with the Merrin Herald"],
        );
        assert_relayed("Since Friday it was safe, she was quoted by TASS as saying.", "was quoted", &["TASS"]);
    }

    #[test]
    fn nobody_else_relays() {
        assert_relayed("Ada Kvist told reporters that it was safe.", "told", &[]);
        assert_relayed("She told Eva Oda on Monday that it was safe.", "told", &[]);
        assert_relayed("She said through tears that it was safe.", "said", &[]);
        assert_relayed("To her, she said, it was safe.", "said", &[]);
    }
}
