//! The sources as a list of regular files, in a fixed order, and what on the way to them cannot be read.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ignore::WalkBuilder;

use crate::ingest::{Input, Options, Source};
use crate::model::Problem;
use crate::text::Cancel;
use crate::text::clean::clean_line;

/// Something to read, or a word on why it is not read.
#[derive(Debug)]
pub(super) enum Found {
    /// A regular file.
    File(PathBuf, Input),
    /// Standard input.
    Stdin(Input),
    /// Bytes in hand.
    Given(&'static [u8], Input),
    /// What is in the way.
    Problem(Problem),
}

/// Returns everything that has to be read, in order: a file that two sources name comes once, a known one not at all.
pub(super) fn walk(sources: &[Source], options: &Options<'_>, cancel: &Cancel) -> Vec<Found> {
    let mut walk = Walk {
        options,
        seen: HashSet::new(),
        folder: None,
        found: Vec::new(),
    };
    for source in sources {
        if cancel.is_cancelled() {
            break;
        }
        match source {
            Source::Path(path) => walk.path(path, cancel),
            Source::Stdin => walk.stdin(),
            Source::Given { name, bytes } => walk.given(name, bytes),
        }
    }
    walk.found
}

struct Walk<'a> {
    options: &'a Options<'a>,
    /// Hashes of the keys met so far: a million names would not be worth their bytes.
    seen: HashSet<u64>,
    /// The folder of the last file, as it was named and as it is resolved.
    folder: Option<(PathBuf, PathBuf)>,
    found: Vec<Found>,
}

impl Walk<'_> {
    fn stdin(&mut self) {
        let input = Input {
            path: "standard input".to_owned(),
            key: "-".to_owned(),
            ..Input::default()
        };
        if self.is_new(&input) {
            self.found.push(Found::Stdin(input));
        }
    }

    fn given(&mut self, name: &str, bytes: &'static [u8]) {
        let input = Input {
            path: clean_line(name),
            key: name.to_owned(),
            size: bytes.len() as u64,
            ..Input::default()
        };
        if self.is_new(&input) && !(self.options.known)(&input) {
            self.found.push(Found::Given(bytes, input));
        }
    }

    fn path(&mut self, path: &Path, cancel: &Cancel) {
        match fs::metadata(path) {
            Err(error) => self.problem(path, &reason(&error)),
            Ok(metadata) if metadata.is_dir() => self.folder(path, cancel),
            Ok(metadata) => self.file(path, &metadata),
        }
    }

    fn folder(&mut self, root: &Path, cancel: &Cancel) {
        let walker = WalkBuilder::new(root)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .sort_by_file_name(Ord::cmp)
            .build();
        let mut nothing = true;
        for entry in walker {
            if cancel.is_cancelled() {
                return;
            }
            match entry {
                Err(error) => {
                    nothing = false;
                    self.fault(root, &error);
                }
                Ok(entry) => match entry.metadata() {
                    Ok(metadata) if metadata.is_dir() => {}
                    Ok(metadata) => {
                        nothing = false;
                        self.file(entry.path(), &metadata);
                    }
                    Err(error) => {
                        nothing = false;
                        self.fault(entry.path(), &error);
                    }
                },
            }
        }
        if nothing {
            self.problem(root, "an empty folder: no articles in it");
        }
    }

    fn file(&mut self, path: &Path, metadata: &Metadata) {
        if !metadata.is_file() {
            return self.problem(path, kind(metadata));
        }
        let input = describe(path, &self.resolved(path), metadata);
        if self.is_new(&input) && !(self.options.known)(&input) {
            self.found.push(Found::File(path.to_owned(), input));
        }
    }

    /// The absolute name of a file. Its folder is resolved and the file itself is not, so that a link and what it points
    /// to stay two files.
    fn resolved(&mut self, path: &Path) -> PathBuf {
        let parts = path.parent().zip(path.file_name());
        let Some((parent, name)) = parts else {
            return std::path::absolute(path).unwrap_or_else(|_| path.into());
        };
        if let Some((named, resolved)) = &self.folder
            && named == parent
        {
            return resolved.join(name);
        }
        let resolved = resolved_folder(parent);
        let file = resolved.join(name);
        self.folder = Some((parent.to_owned(), resolved));
        file
    }

    fn is_new(&mut self, input: &Input) -> bool {
        self.seen
            .insert(xxhash_rust::xxh3::xxh3_64(input.key.as_bytes()))
    }

    fn fault(&mut self, near: &Path, error: &ignore::Error) {
        match error {
            ignore::Error::WithPath { path, err } => self.fault(path, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                self.fault(near, err);
            }
            ignore::Error::Loop { child, .. } => {
                self.problem(
                    child,
                    "a link back to a folder above it: not followed again",
                );
            }
            ignore::Error::Io(error) => self.problem(near, &reason(error)),
            other => self.problem(near, &clean_line(&other.to_string())),
        }
    }

    fn problem(&mut self, path: &Path, reason: &str) {
        self.found.push(Found::Problem(Problem {
            file: shown(path),
            reason: reason.to_owned(),
            ..Problem::default()
        }));
    }
}

/// A path as the user knows it, cleaned for display.
fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy())
}

/// The absolute name of a folder, as far as it is there.
fn resolved_folder(folder: &Path) -> PathBuf {
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    fs::canonicalize(here).unwrap_or_else(|_| std::path::absolute(here).unwrap_or(here.into()))
}

/// The absolute name of whatever is at a path, or is not: the same however the path is written.
pub(super) fn key_of(path: &Path) -> String {
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !path.is_dir() => key(&resolved_folder(parent).join(name)),
        _ => key(&resolved_folder(path)),
    }
}

/// The input that a regular file is.
fn describe(path: &Path, absolute: &Path, metadata: &Metadata) -> Input {
    let changed = metadata
        .modified()
        .ok()
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_nanos()).ok());
    Input {
        path: shown(path),
        key: key(absolute),
        size: metadata.len(),
        mtime_ns: changed.unwrap_or(0),
        fingerprint: 0,
    }
}

/// A path as text; bytes that are not UTF-8 are written as `\xNN`.
fn key(path: &Path) -> String {
    let mut key = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        key.push_str(chunk.valid());
        for byte in chunk.invalid() {
            key.push_str(&format!("\\x{byte:02X}"));
        }
    }
    key
}

/// Why an I/O error kept something from being read.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied: it cannot be read".to_owned(),
        _ => clean_line(&format!("it cannot be read: {error}")),
    }
}

#[cfg(unix)]
fn kind(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        "a pipe: only regular files and folders are read"
    } else if kind.is_socket() {
        "a socket: only regular files and folders are read"
    } else {
        "a device: only regular files and folders are read"
    }
}

#[cfg(not(unix))]
fn kind(_metadata: &Metadata) -> &'static str {
    "no regular file: it is not read"
}
