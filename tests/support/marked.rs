//! The notation of marked text, as far as tests and fuzz targets share it.

/// Marked text without its marks.
pub fn strip(marked: &str) -> String {
    let mut text = String::new();
    let mut chars = marked.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            // A label ends with the first space.
            '{' => assert!(chars.any(|c| c == ' '), "a mark without a space behind its label"),
            '}' => {}
            c => text.push(c),
        }
    }
    text
}
