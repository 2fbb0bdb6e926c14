//! The command.
#![forbid(unsafe_code)]

mod analyze;
mod dump;
mod extract;
mod input;
mod link;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Shows who says what in a news article.
#[derive(Parser)]
#[command(version)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Says who says what in a text, a page, or an archive.
    Analyze(analyze::Options),
    /// Prints the article that is found in a web page, a block a line.
    Extract(extract::Options),
    /// Prints what the tagger reads of articles, for training.
    Dump(dump::Options),
    /// Ties the spans of articles whose spans are given, to measure the linking alone.
    Link(link::Options),
}

fn main() -> ExitCode {
    // clap itself ends the process with 2 where the usage is wrong.
    let done = match Command::parse().verb {
        Verb::Analyze(options) => analyze::run(&options),
        Verb::Extract(options) => extract::run(&options),
        Verb::Dump(options) => dump::run(&options),
        Verb::Link(options) => link::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            anstream::eprintln!("hearsay: {fault}");
            ExitCode::FAILURE
        }
    }
}
