//! The article's address, where an export may link to it.
//!
//! A page declares what it likes, so only what is plainly the address of a web page comes out: `https://tarnholm.example/ferry`
//! does; `javascript:…`, `https://bank.example@evil.example` and what has a space in it do not.

use super::{Report, fragment::Fragments};
use crate::span::Span;

/// The longest address that is linked to, in bytes: the least that every browser and server takes.
const MAX: usize = 2000;

/// The address without its fragment; none where it is none that one may link to.
pub(super) fn of(report: &Report) -> Option<&str> {
    let address = report.article.meta.url.as_deref()?.split('#').next()?;
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|s| address.get(..s.len()).is_some_and(|a| a.eq_ignore_ascii_case(s)))?;
    let host = address[scheme.len()..].split(['/', '?']).next()?;
    let is_host = !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    // What RFC 3986 lets stand in an address; the rest would have been encoded.
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&b);
    (is_host && address.len() <= MAX && address.bytes().all(fits)).then_some(address)
}

/// A link to the words under `span`, where there is an address and a directive that leads to them.
pub(super) fn to(report: &Report, fragments: &Fragments, span: Span) -> Option<String> {
    of(report).zip(fragments.directive(span)).map(|(address, directive)| format!("{address}#{directive}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_web_page_and_nothing_else() {
        let mut report = Report::empty();
        let mut address = |url: &str| {
            report.article.meta.url = Some(url.to_owned());
            of(&report).map(str::to_owned)
        };
        assert_eq!(address("https://tarnholm.example/a?b=c#d").as_deref(), Some("https://tarnholm.example/a?b=c"));
        for bad in [
            "javascript:alert(1)",
            "\tjava\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://bank.example@evil.example/",
            "https://exаmple.org/",
            "https://a.example/\" onload=\"x",
            "https://a.example/ b",
            "https://a.example/<b>",
            "https://",
            "//a.example/",
            "",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
        assert_eq!(address(&format!("https://a.example/{}", "a".repeat(MAX))), None);
    }
}
