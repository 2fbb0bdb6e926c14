//! The forms of English verbs and nouns.
//!
//! A lemma enters, its forms leave: "say" gives "say", "says", "said", "saying". Regular forms come by rule, the others
//! from `irregular.tsv`, so that a cue made of a verb and a particle ("speak of") needs no forms of its own.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::{list, rows};

/// Which form of its cue a word is.
///
/// A form that serves as the past and as anything else is reported as the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inflection {
    /// A verb's base form, a noun's singular, and whatever has one form only: "They *say* no."
    Base,
    /// The form in -s: "She *says* no."; of a noun, the plural: "Her *claims* were heard."
    Third,
    /// The past, the participle too if that looks the same: "She *said* no."
    Past,
    /// A participle that differs from the past: "It is *written* here."
    Participle,
    /// The form in -ing: "She rose, *saying* no."
    Gerund,
}

/// One form of a lemma.
pub(super) struct Form {
    pub(super) text: String,
    pub(super) inflection: Inflection,
    pub(super) participle: bool,
}

struct Irregular {
    past: Vec<&'static str>,
    participle: Vec<&'static str>,
    gerund: Vec<&'static str>,
}

pub(super) const IRREGULAR: &str = include_str!("irregular.tsv");

static IRREGULARS: LazyLock<HashMap<&'static str, Irregular>> = LazyLock::new(|| {
    let read = |[base, past, participle, gerund]: [&'static str; 4]| {
        let [past, participle, gerund] = [past, participle, gerund].map(|cell| list(cell).collect());
        (base, Irregular { past, participle, gerund })
    };
    rows(IRREGULAR).map(read).collect()
});

/// The forms of a verb, each once.
pub(super) fn verb(base: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut add = |text: String, inflection, participle| {
        if forms.iter().all(|f| f.text != text) {
            forms.push(Form { text, inflection, participle });
        }
    };
    // American -ize is also written -ise.
    let spellings = [Some(base.to_owned()), base.strip_suffix("ize").map(|stem| format!("{stem}ise"))];
    for base in spellings.into_iter().flatten() {
        let irregular = IRREGULARS.get(base.as_str());
        let pasts = irregular.map_or_else(|| regular_pasts(&base), |i| owned(&i.past));
        let participles = irregular.map_or_else(|| pasts.clone(), |i| owned(&i.participle));
        let gerunds = match irregular {
            Some(i) if !i.gerund.is_empty() => owned(&i.gerund),
            _ => regular_gerunds(&base, &pasts),
        };
        for past in &pasts {
            add(past.clone(), Inflection::Past, participles.contains(past));
        }
        participles.into_iter().for_each(|text| add(text, Inflection::Participle, true));
        gerunds.into_iter().for_each(|text| add(text, Inflection::Gerund, false));
        add(with_s(&base), Inflection::Third, false);
        add(base, Inflection::Base, false);
    }
    forms
}

/// The two forms of a noun, or the one of a noun that is a plural already.
pub(super) fn noun(singular: &str) -> Vec<Form> {
    let form = |text, inflection| Form { text, inflection, participle: false };
    let mut forms = vec![form(singular.to_owned(), Inflection::Base)];
    if !singular.ends_with('s') || singular.ends_with("ss") {
        forms.push(form(with_s(singular), Inflection::Third));
    }
    forms
}

fn owned(forms: &[&str]) -> Vec<String> {
    forms.iter().map(ToString::to_string).collect()
}

fn with_s(base: &str) -> String {
    if let Some(stem) = stem_in_y(base) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh", "go", "do", "to"].iter().any(|end| base.ends_with(end)) {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

/// More than one where British and American spelling differ: "signaled", "signalled".
fn regular_pasts(base: &str) -> Vec<String> {
    if base.ends_with('e') {
        return vec![format!("{base}d")];
    }
    if let Some(stem) = stem_in_y(base) {
        return vec![format!("{stem}ied")];
    }
    let doubled = || format!("{base}{}ed", &base[base.len() - 1..]);
    match doubling(base) {
        Doubling::Never => vec![format!("{base}ed")],
        Doubling::Always => vec![doubled()],
        Doubling::British => vec![format!("{base}ed"), doubled()],
    }
}

fn regular_gerunds(base: &str, pasts: &[String]) -> Vec<String> {
    if let Some(stem) = base.strip_suffix("ie") {
        return vec![format!("{stem}ying")];
    }
    if base.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| base.ends_with(end)) {
        return vec![format!("{}ing", &base[..base.len() - 1])];
    }
    let doubled = |past: &String| past.strip_suffix("ed").is_some_and(|stem| stem.len() == base.len() + 1);
    let from_pasts = pasts.iter().filter(|past| doubled(past)).map(|past| format!("{}ing", &past[..past.len() - 2]));
    let mut gerunds: Vec<String> = from_pasts.collect();
    if doubling(base) == Doubling::Always {
        gerunds.push(format!("{base}{}ing", &base[base.len() - 1..]));
    } else if gerunds.is_empty() || doubling(base) == Doubling::British {
        gerunds.push(format!("{base}ing"));
    }
    gerunds
}

/// "deny" gives "den"; "say" keeps its y.
fn stem_in_y(base: &str) -> Option<&str> {
    base.strip_suffix('y').filter(|stem| stem.ends_with(|c: char| !is_vowel(c)))
}

#[derive(PartialEq)]
enum Doubling {
    Never,
    Always,
    British,
}

/// Whether the last letter doubles before -ed: in one syllable with one vowel letter ("slam"), and in British spelling
/// in any -l after a single vowel ("signal"). Stress decides the others ("admit", "visit"): they are irregular here.
fn doubling(base: &str) -> Doubling {
    // The u of "quip" is no vowel.
    let letters: Vec<char> = base.replace("qu", "q").chars().collect();
    let vowels = letters.iter().filter(|c| is_vowel(**c)).count();
    let single = |end: &[char]| match end {
        [.., before, vowel, last] => !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last),
        [vowel, last] => is_vowel(*vowel) && !is_vowel(*last),
        _ => false,
    };
    match letters.last() {
        Some('w' | 'x' | 'y') => Doubling::Never,
        _ if vowels == 1 && single(&letters) => Doubling::Always,
        Some('l') if vowels > 1 && single(&letters) => Doubling::British,
        _ => Doubling::Never,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    fn forms(base: &str) -> Vec<String> {
        let mut texts: Vec<_> = verb(base).into_iter().map(|f| f.text).collect();
        texts.sort();
        texts
    }

    #[test]
    fn the_table_holds() {
        check(IRREGULAR, 1);
    }

    #[test]
    fn the_table_holds_nothing_that_the_rule_gives() {
        for (base, irregular) in IRREGULARS.iter() {
            let pasts = regular_pasts(base);
            let regular = irregular.past == pasts && irregular.participle == pasts && irregular.gerund.is_empty();
            assert!(!regular, "{base} is regular");
        }
    }

    #[test]
    fn inflects_by_rule() {
        assert_eq!(forms("urge"), ["urge", "urged", "urges", "urging"]);
        assert_eq!(forms("agree"), ["agree", "agreed", "agreeing", "agrees"]);
        assert_eq!(forms("deny"), ["denied", "denies", "deny", "denying"]);
        assert_eq!(forms("sigh"), ["sigh", "sighed", "sighing", "sighs"]);
        assert_eq!(forms("stress"), ["stress", "stressed", "stresses", "stressing"]);
        assert_eq!(forms("quip"), ["quip", "quipped", "quipping", "quips"]);
        assert_eq!(forms("claim"), ["claim", "claimed", "claiming", "claims"]);
        assert_eq!(forms("view"), ["view", "viewed", "viewing", "views"]);
        assert_eq!(forms("veto"), ["veto", "vetoed", "vetoes", "vetoing"]);
        assert_eq!(forms("warn"), ["warn", "warned", "warning", "warns"]);
    }

    #[test]
    fn knows_british_and_american_spelling() {
        assert_eq!(forms("signal"), ["signal", "signaled", "signaling", "signalled", "signalling", "signals"]);
        assert_eq!(forms("reveal"), ["reveal", "revealed", "revealing", "reveals"]);
        let criticize = forms("criticize");
        assert!(
            ["criticise", "criticised", "criticising", "criticizes"].iter().all(|f| criticize.contains(&f.to_string()))
        );
    }

    #[test]
    fn takes_the_irregular_from_the_table() {
        assert_eq!(forms("write"), ["write", "writes", "writing", "written", "wrote"]);
        assert_eq!(forms("admit"), ["admit", "admits", "admitted", "admitting"]);
        assert_eq!(forms("put"), ["put", "puts", "putting"]);
        let write = verb("write");
        let of = |text: &str| write.iter().find(|f| f.text == text).map(|f| (f.inflection, f.participle));
        assert_eq!(of("wrote"), Some((Inflection::Past, false)));
        assert_eq!(of("written"), Some((Inflection::Participle, true)));
        assert!(verb("put").iter().any(|f| f.text == "put" && f.inflection == Inflection::Past && f.participle));
    }

    #[test]
    fn inflects_nouns() {
        let texts = |singular| noun(singular).into_iter().map(|f| f.text).collect::<Vec<_>>();
        assert_eq!(texts("testimony"), ["testimony", "testimonies"]);
        assert_eq!(texts("remarks"), ["remarks"]);
        assert_eq!(texts("press release"), ["press release", "press releases"]);
    }
}
