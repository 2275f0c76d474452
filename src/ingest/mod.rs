//! Ingest: bytes to articles and problems; one format, one file. Imports `text` and `model`, and touches nothing but files.
//!
//! A file goes through these hands, in this order:
//!
//! ```text
//! walk    the sources become a list of regular files, in a fixed order
//! disk    bytes as they stand there, fingerprinted as they pass; standard input that can be given up
//! unpack  gzip and zstd, by content, within limits
//! charset to UTF-8
//! sniff   what format is it?
//! json    cut: where each record starts and ends (reader's thread)
//!         parse: a record to an article (worker's thread)
//! plain   a text to an article (worker's thread)
//! finish  what an article gets whatever it was read from: limits, a date, a language, an id
//! file    one file through all of these, on the reader's thread
//! run     the threads, and the order in which all of it reaches the sink
//!
//! dictionary  apart from these: a text to a dictionary of actors
//! ```
//!
//! Broken input is data here: a bad record becomes a [`Problem`] that names file, place and reason, and the rest loads.

mod calendar;
mod charset;
mod dates;
pub mod dictionary;
mod disk;
mod entities;
mod file;
mod finish;
mod infer;
mod json;
mod link;
mod markup;
mod outcome;
mod paragraphs;
mod plain;
mod run;
mod sniff;
#[cfg(test)]
mod tests;
mod tongue;
mod unpack;
mod walk;

use std::path::{Path, PathBuf};

use jiff::civil;

use crate::model::{Article, Problem};
use crate::text::Cancel;

/// Where articles are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder with everything in it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes that the program itself brings (the sample), under a name.
    Given {
        /// The name, as a path.
        name: &'static str,
        /// The bytes.
        bytes: &'static [u8],
    },
}

/// What a reading needs to know beside its sources.
pub struct Options<'a> {
    /// The day on which the reading happens; dates worked out from a text never lie after it.
    pub today: civil::Date,
    /// Threads that parse, beside the one that reads; 0 is taken as 1.
    pub workers: usize,
    /// Tells whether a file is known and unchanged, so that it may be skipped.
    pub known: &'a dyn Fn(&Input) -> bool,
}

impl Options<'_> {
    /// Two parsing threads, no file known.
    pub fn new(today: civil::Date) -> Self {
        Self {
            today,
            workers: 2,
            known: &|_| false,
        }
    }
}

/// One file, or standard input, as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name as the user knows it, cleaned for display.
    pub path: String,
    /// Its absolute name, the same in every reading; bytes that are not UTF-8 are written as `\xNN`.
    pub key: String,
    /// Bytes on disk; 0 for standard input.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 where unknown.
    pub mtime_ns: i64,
    /// xxh3 of all its bytes; 0 until it has been read to its end.
    pub fingerprint: u64,
}

/// An article and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The article.
    pub article: Article,
    /// The line its record starts on, from 1.
    pub line: Option<u64>,
    /// Its record number in the file, from 1, where lines mean nothing.
    pub record: Option<u64>,
}

/// Whether a reading goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop as soon as possible.
    Stop,
}

/// How the reading of one file ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileOutcome {
    /// Articles given to the sink.
    pub articles: u64,
    /// Problems met, those not given one by one included.
    pub problems: u64,
    /// Whether it was read to its end: not cancelled, not stopped, no failure of the disk.
    pub complete: bool,
}

/// Takes what is read, in the order of the sources and of the records in them.
pub trait Sink {
    /// A file is begun.
    fn begin(&mut self, input: &Input);
    /// An article was read.
    fn article(&mut self, parsed: Parsed) -> Flow;
    /// Something could not be read, or not as it was meant. Comes between files, too.
    fn problem(&mut self, problem: Problem);
    /// Nothing more comes for the moment: what was given so far had better be shown.
    fn lull(&mut self) -> Flow {
        Flow::Continue
    }
    /// A file is done; its fingerprint is known now.
    fn end(&mut self, input: &Input, outcome: FileOutcome);
    /// So many bytes of all sources have been read, as they stand on disk.
    fn bytes(&mut self, read: u64);
}

/// The absolute name of whatever is at a path, or is not: the same however the path is written, as in [`Input::key`].
pub fn key_of(path: &Path) -> String {
    walk::key_of(path)
}

/// Reads the sources, file after file, and hands what is in them to the sink, on the caller's own thread. Returns when all
/// has been handed over; when the sink stops it or `cancel` is raised, soon after that.
pub fn read(sources: &[Source], options: &Options<'_>, sink: &mut dyn Sink, cancel: &Cancel) {
    run::run(sources, options, sink, cancel);
}
