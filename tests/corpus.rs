//! Every file of `fuzz/corpus/` once more, as an ordinary test: seeds that show a target the way, and what it has found. The
//! articles and pages of the other tests are played to every target as well, since what is odd to one is daily bread to another.

use std::{fs, panic, path::Path};

#[path = "../fuzz/target.rs"]
mod target;

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder").path()).collect();
    paths.sort();
    let read = |path: &Path| (path.display().to_string(), fs::read(path).expect("a readable file"));
    paths.iter().map(|path| read(path)).collect()
}

#[test]
fn every_target_survives_its_corpus_and_those_of_the_others() {
    let mut all: Vec<(String, Vec<u8>)> = ["tests/articles", "tests/pages"].into_iter().flat_map(files).collect();
    for (name, _) in target::TARGETS {
        let corpus = files(&format!("fuzz/corpus/{name}"));
        assert!(!corpus.is_empty(), "{name} has no corpus");
        all.extend(corpus);
    }
    for (name, target) in target::TARGETS {
        for (path, data) in &all {
            // The network takes its time over what is long, and sees bounded windows of it.
            let data = if name == "network" { &data[..data.len().min(400)] } else { data };
            assert!(panic::catch_unwind(|| target(data)).is_ok(), "{name} fails on {path}");
        }
    }
}

#[test]
fn every_folder_of_the_corpus_belongs_to_a_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let names = |of: &str| {
        let entries = fs::read_dir(folder.join(of)).expect("a readable folder").map(|e| e.expect("an entry").path());
        let mut names: Vec<_> =
            entries.map(|p| p.file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let mut known: Vec<String> = target::TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.sort();
    assert_eq!(names("corpus"), known);
    assert_eq!(names("fuzz_targets"), known);
}
