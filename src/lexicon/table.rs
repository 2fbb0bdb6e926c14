//! The one parser and the one lookup behind every table of the lexicon.
//!
//! A table is tab-separated text whose first line names the columns. What enters is that text; what leaves is a map
//! from entry to value, where an entry is one or several words: `prime minister`, found at the `prime` of "the prime
//! minister resigned".

use std::collections::HashMap;

/// The rows below the heading, cut into their `N` columns.
///
/// # Panics
/// If a row has another number of columns: a fault of the table, which is compiled in, and which its test finds.
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().skip(1).map(|line| {
        let cells: Vec<_> = line.split('\t').collect();
        cells.try_into().unwrap_or_else(|_| panic!("this row has not {N} columns: {line:?}"))
    })
}

/// The parts of a cell that holds a list; `-` is the empty list.
pub(super) fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').filter(|part| *part != "-")
}

/// The meaning of a cell, out of the few that its column knows.
///
/// # Panics
/// If the column does not know it: a fault of the table, as in [`rows`].
pub(super) fn choice<T: Copy>(cell: &str, known: &[(&str, T)]) -> T {
    match known.iter().find(|(name, _)| *name == cell) {
        Some((_, value)) => *value,
        None => panic!("no such value in this column: {cell:?}"),
    }
}

/// An entry beyond its first word, and what the table says of it.
struct Entry<V> {
    rest: Box<[&'static str]>,
    value: V,
}

/// Entries of one or several words, by their first.
pub(super) struct Table<V> {
    by_first: HashMap<Box<str>, Vec<Entry<V>>>,
}

impl<V> Table<V> {
    /// A table of `(first word, the other words, value)`.
    pub(super) fn new(entries: impl Iterator<Item = (String, &'static str, V)>) -> Self {
        let mut by_first: HashMap<Box<str>, Vec<Entry<V>>> = HashMap::new();
        for (first, rest, value) in entries {
            let rest = rest.split_ascii_whitespace().collect();
            by_first.entry(first.into()).or_default().push(Entry { rest, value });
        }
        for entries in by_first.values_mut() {
            // Stable, so that equally long entries keep the order of the table.
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        Self { by_first }
    }

    /// A table whose entries are taken as they are written.
    pub(super) fn verbatim(entries: impl Iterator<Item = (&'static str, V)>) -> Self {
        Self::new(entries.map(|(entry, value)| {
            let (first, rest) = split_first(entry);
            (first.to_owned(), rest, value)
        }))
    }

    /// The value of `entry`, words parted by single spaces.
    pub(super) fn exact(&self, entry: &str) -> Option<&V> {
        let (first, rest) = split_first(entry);
        let found =
            self.by_first.get(first)?.iter().find(|e| e.rest.iter().copied().eq(rest.split_ascii_whitespace()))?;
        Some(&found.value)
    }

    /// Every entry that begins at word `i`, with the number of its words; the longest first.
    pub(super) fn at<'a, 't>(
        &'a self,
        word: impl Fn(usize) -> Option<&'t str>,
        i: usize,
    ) -> impl Iterator<Item = (&'a V, usize)> {
        let entries = word(i).and_then(|first| self.by_first.get(first)).map_or(&[][..], Vec::as_slice);
        entries.iter().filter_map(move |entry| {
            let follows = |(k, w): (usize, &&str)| word(i + 1 + k) == Some(w);
            entry.rest.iter().enumerate().all(follows).then_some((&entry.value, entry.rest.len() + 1))
        })
    }
}

/// An entry's first word and the others.
pub(super) fn split_first(entry: &str) -> (&str, &str) {
    // Words are short: looking for the blank by bytes is done before a searcher is made.
    match entry.bytes().position(|byte| byte == b' ') {
        Some(at) => (&entry[..at], &entry[at + 1..]),
        None => (entry, ""),
    }
}

/// Checks that belong to every table: it fails on a row out of order or doubled, on blanks at a cell's end, on an
/// upper-case or curly-quoted entry, and on an empty cell.
#[cfg(test)]
pub(super) fn check(text: &'static str, key_columns: usize) {
    assert!(text.ends_with('\n') && !text.contains('\r'), "lines end in a line feed");
    let key = |line: &'static str| line.split('\t').take(key_columns).collect::<Vec<_>>();
    let lines: Vec<_> = text.lines().collect();
    let columns = lines[0].split('\t').count();
    for line in &lines[1..] {
        assert_eq!(line.split('\t').count(), columns, "{line:?}");
        assert!(
            line.split('\t').all(|cell| !cell.is_empty() && cell.trim() == cell && !cell.contains("  ")),
            "{line:?}"
        );
        let entry = key(line)[0];
        assert!(entry == entry.to_lowercase() && !entry.contains('\u{2019}'), "{line:?}");
    }
    for pair in lines[1..].windows(2) {
        assert!(key(pair[0]) < key(pair[1]), "not sorted, or twice: {:?} {:?}", pair[0], pair[1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table<u8> {
        Table::verbatim([("prime", 1), ("prime minister", 2), ("prime minister of state", 3)].into_iter())
    }

    #[test]
    fn finds_every_entry_that_begins_here_longest_first() {
        let words = ["the", "prime", "minister", "of", "defence"];
        let found: Vec<_> = table().at(|i| words.get(i).copied(), 1).map(|(v, n)| (*v, n)).collect();
        assert_eq!(found, [(2, 2), (1, 1)]);
        assert_eq!(table().at(|i| words.get(i).copied(), 9).count(), 0);
    }

    #[test]
    fn exact_wants_the_whole_entry() {
        assert_eq!(table().exact("prime minister"), Some(&2));
        assert_eq!(table().exact("prime minister of"), None);
    }

    #[test]
    #[should_panic(expected = "has not 2 columns")]
    fn refuses_a_row_of_another_width() {
        rows::<2>("a\tb\nx\ty\tz\n").for_each(drop);
    }

    #[test]
    #[should_panic(expected = "no such value")]
    fn refuses_an_unknown_value() {
        choice("c", &[("a", 1), ("b", 2)]);
    }

    #[test]
    #[should_panic(expected = "not sorted")]
    fn check_finds_a_double() {
        check("w\nb\nb\n", 1);
    }
}
