//! Bytes from outside, as text: a file or standard input.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read},
};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into an HTML file its encoding may be declared, in bytes. The standard looks at 1,024; pages that open with a
/// long comment declare it later, and browsers then start again.
const DECLARED_WITHIN: usize = 4096;

/// The bytes of `name`, `-` for standard input.
///
/// # Errors
/// Where it cannot be read; the message names it.
pub fn bytes(name: &str) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    let read = if name == "-" { io::stdin().lock().read_to_end(&mut all).map(|_| all) } else { fs::read(name) };
    read.map_err(|e| format!("{}: expected a file that can be read: {e}", called(name)))
}

/// `name`, `-` for standard input, to be read line by line.
///
/// # Errors
/// Where it cannot be opened; the message names it.
pub fn reader(name: &str) -> Result<Box<dyn BufRead>, String> {
    if name == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = fs::File::open(name).map_err(|e| format!("{name}: expected a file that can be read: {e}"))?;
    Ok(Box::new(BufReader::new(file)))
}

/// What a message calls the input.
pub fn called(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

/// The text of an HTML file: by its byte order mark; else as UTF-8 if it is valid UTF-8 beyond ASCII; else by the encoding
/// that a `<meta>` declares; else as windows-1252. What is no character of the encoding becomes U+FFFD.
///
/// A browser would heed the declaration first. But a file is often saved as UTF-8 with its old declaration left in it, and
/// text of another encoding is hardly ever valid UTF-8.
#[must_use]
pub fn html(bytes: &[u8]) -> String {
    let utf_8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    let encoding = if utf_8 { UTF_8 } else { declared(bytes).unwrap_or(WINDOWS_1252) };
    encoding.decode(bytes).0.into_owned()
}

/// The encoding that the head of the file names after `charset=`, in whatever attribute.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let at = head.windows(5).position(|w| w == b"<meta")?;
    let mut rest = &head[at..];
    while let Some(found) = rest.windows(7).position(|w| w == b"charset") {
        rest = &rest[found + 7..];
        let value = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let quoted = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = quoted.iter().position(|b| b"\"'; />\n\t".contains(b)).unwrap_or(quoted.len());
        if let Some(encoding) = Encoding::for_label(&quoted[..end]) {
            // A file that could be searched for ASCII is not UTF-16, whatever it says: the standard reads it as UTF-8.
            return Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heeds_the_declared_encoding() {
        assert_eq!(html(b"<meta charset=windows-1251><p>\xcf"), "<meta charset=windows-1251><p>П");
        assert!(html(b"<meta http-equiv=x content='text/html; charset=ISO-8859-2'>\xb9").ends_with('š'));
        assert!(html(b"<meta charset=utf-8>a\xff").ends_with("a\u{fffd}"));
        assert!(html(b"<meta charset=utf-16>a").ends_with('a'));
    }

    #[test]
    fn takes_a_file_for_utf_8_if_it_is_that() {
        assert!(html("<meta charset=windows-1251>š".as_bytes()).ends_with('š'));
        assert_eq!(html("š".as_bytes()), "š");
        assert_eq!(html(b"caf\xe9"), "café");
        assert_eq!(html(b"\xff\xfea\0"), "a");
    }
}
