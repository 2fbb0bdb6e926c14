//! What several test files share: cases in marked text.

// Each test file compiles this module for itself and uses a part of it.
#![allow(dead_code)]

mod marked;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

#[allow(unused_imports)]
pub use marked::strip;

/// Runs the command as a person does, in the root of the checkout, with `input` on its standard input.
pub fn hearsay(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearsay"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the command starts");
    // A command that does not read its input shuts it, which is no fault here.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    child.wait_with_output().expect("the command ends")
}

/// One article in marked text.
pub struct Case {
    /// The file's name.
    pub name: String,
    /// Why the analysis is known not to give these marks.
    pub known_failure: Option<String>,
    /// The marked text.
    pub marked: String,
}

/// The cases of a folder, by name.
pub fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder").path()).collect();
    paths.sort();
    paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")).map(|p| case(p)).collect()
}

fn case(path: &Path) -> Case {
    let file = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (known_failure, marked) = match file.strip_prefix("known_failure: ").and_then(|rest| rest.split_once("\n\n")) {
        Some((reason, marked)) => (Some(reason.to_owned()), marked.to_owned()),
        None => (None, file),
    };
    Case { name, known_failure, marked }
}
