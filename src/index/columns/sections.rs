//! A set of named byte sections, in memory or in one mapped file, and the errors of reading it.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};
use tempfile::NamedTempFile;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

const MAGIC: [u8; 8] = *b"DLCOLUMN";
const VERSION: u32 = 3;
const FIXED: usize = 64;
const ENTRY: usize = 24;
/// Most sections a file may have.
const SECTIONS: usize = 256;

/// Why a file of columns cannot be used. Whatever it is, the file can be rebuilt from the store.
#[derive(Debug, thiserror::Error)]
pub enum ColumnsError {
    /// There is no file.
    #[error("{0}: there are no columns yet")]
    Missing(PathBuf),
    /// The file was written by another version.
    #[error("{path}: columns of layout {found}, this program writes {VERSION}")]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// The version in it.
        found: u32,
    },
    /// The file is not what was written.
    #[error("{path}: damaged columns ({what})")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        what: &'static str,
    },
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
}

/// Facts about the file as a whole that its readers check before they use it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The store's generation; the library decides what it means.
    pub(super) stamp: u64,
    /// Rows in every per-row section.
    pub(super) rows: u32,
    /// The number of the first row.
    pub(super) first: u32,
    /// Checksum of all sections.
    checksum: u64,
}

/// Byte sections by number.
#[derive(Clone)]
pub(super) struct Sections {
    pub(super) head: Head,
    found: Vec<(u32, OwnedBytes)>,
    path: PathBuf,
}

impl Sections {
    /// A section; an error where there is none.
    pub(super) fn get(&self, id: u32) -> Result<OwnedBytes, ColumnsError> {
        self.found
            .iter()
            .find(|(found, _)| *found == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| self.damaged("a section is missing"))
    }

    /// A section that must have `len` bytes.
    pub(super) fn sized(&self, id: u32, len: usize) -> Result<OwnedBytes, ColumnsError> {
        let bytes = self.get(id)?;
        match bytes.len() == len {
            true => Ok(bytes),
            false => Err(self.damaged("a section has the wrong size")),
        }
    }

    pub(super) fn damaged(&self, what: &'static str) -> ColumnsError {
        ColumnsError::Damaged {
            path: self.path.clone(),
            what,
        }
    }

    /// Opens a file: checks its header, maps the rest.
    pub(super) fn open(path: &Path) -> Result<Self, ColumnsError> {
        let io = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => ColumnsError::Missing(path.to_owned()),
            _ => ColumnsError::Io {
                path: path.to_owned(),
                error,
            },
        };
        let damaged = |what| ColumnsError::Damaged {
            path: path.to_owned(),
            what,
        };
        let size = File::open(path)
            .and_then(|file| file.metadata())
            .map_err(io)?
            .len();
        if size < (FIXED + 8) as u64 {
            return Err(damaged("it is too short"));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let name = path.file_name().ok_or_else(|| damaged("it has no name"))?;
        let mapped = MmapDirectory::open(folder.unwrap_or(Path::new(".")))
            .map_err(|error| io::Error::other(error.to_string()))
            .and_then(|folder| {
                let slice = folder
                    .open_read(Path::new(name))
                    .map_err(io::Error::other)?;
                slice.read_bytes()
            })
            .map_err(io)?;
        let (head, table) = read_header(&mapped).map_err(|fault| match fault {
            Fault::Version(found) => ColumnsError::OtherVersion {
                path: path.to_owned(),
                found,
            },
            Fault::Damage(what) => damaged(what),
        })?;
        let found = table
            .into_iter()
            .map(|(id, start, len)| {
                let end = start.checked_add(len).filter(|end| *end <= mapped.len());
                end.map(|end| (id, mapped.slice(start..end)))
                    .ok_or_else(|| damaged("a section lies outside"))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            head,
            found,
            path: path.to_owned(),
        })
    }

    /// Reads everything and compares it with the checksum written beside it.
    pub(super) fn verify(&self) -> Result<(), ColumnsError> {
        let mut hash = Xxh3::new();
        for (_, bytes) in &self.found {
            hash.update(bytes.as_slice());
        }
        match hash.digest() == self.head.checksum {
            true => Ok(()),
            false => Err(self.damaged("its checksum does not fit")),
        }
    }
}

enum Fault {
    Version(u32),
    Damage(&'static str),
}

type Table = Vec<(u32, usize, usize)>;

fn read_header(mapped: &[u8]) -> Result<(Head, Table), Fault> {
    let short = Fault::Damage("its header is cut");
    let fixed = mapped.get(..FIXED).ok_or(short)?;
    if fixed[..8] != MAGIC {
        return Err(Fault::Damage("it is something else"));
    }
    let version = u32_at(fixed, 8);
    if version != VERSION {
        return Err(Fault::Version(version));
    }
    let count = u32_at(fixed, 12) as usize;
    if count > SECTIONS {
        return Err(Fault::Damage("its header is damaged"));
    }
    let end = FIXED + count * ENTRY;
    let (Some(all), Some(sum)) = (mapped.get(..end), mapped.get(end..end + 8)) else {
        return Err(Fault::Damage("its header is cut"));
    };
    if xxh3_64(all) != u64_at(sum, 0) {
        return Err(Fault::Damage("its header is damaged"));
    }
    let head = Head {
        stamp: u64_at(fixed, 16),
        rows: u32_at(fixed, 24),
        first: u32_at(fixed, 28),
        checksum: u64_at(fixed, 32),
    };
    let table = all[FIXED..]
        .chunks_exact(ENTRY)
        .map(|entry| {
            let (start, len) = (u64_at(entry, 8), u64_at(entry, 16));
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            (
                u32_at(entry, 0),
                start,
                usize::try_from(len).unwrap_or(usize::MAX),
            )
        })
        .collect();
    Ok((head, table))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..]
        .first_chunk()
        .map_or(0, |raw| u32::from_le_bytes(*raw))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..]
        .first_chunk()
        .map_or(0, |raw| u64::from_le_bytes(*raw))
}

/// Takes sections one after the other: `begin`, then their bytes.
pub(super) trait Sink {
    /// Starts a section.
    fn begin(&mut self, id: u32) -> io::Result<()>;
    /// Adds bytes to it.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// Collects sections in memory.
#[derive(Default)]
pub(super) struct Memory {
    sections: Vec<(u32, Vec<u8>)>,
}

impl Memory {
    pub(super) fn finish(self, rows: u32, first: u32) -> Sections {
        Sections {
            head: Head {
                rows,
                first,
                ..Head::default()
            },
            found: self
                .sections
                .into_iter()
                .map(|(id, bytes)| (id, OwnedBytes::new(bytes)))
                .collect(),
            path: PathBuf::from("columns in memory"),
        }
    }
}

impl Sink for Memory {
    fn begin(&mut self, id: u32) -> io::Result<()> {
        self.sections.push((id, Vec::new()));
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((_, section)) = self.sections.last_mut() {
            section.extend_from_slice(bytes);
        }
        Ok(())
    }
}

/// Writes sections to a file that replaces the older one only when it is whole.
pub(super) struct FileSink {
    out: BufWriter<NamedTempFile>,
    path: PathBuf,
    table: Vec<(u32, u64, u64)>,
    at: u64,
    hash: Xxh3,
}

impl FileSink {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let start = FIXED + SECTIONS * ENTRY + 8;
        out.write_all(&vec![0; start])?;
        Ok(Self {
            out,
            path: path.to_owned(),
            table: Vec::new(),
            at: start as u64,
            hash: Xxh3::new(),
        })
    }

    /// Writes the header, makes the file durable and gives it its name.
    pub(super) fn finish(self, stamp: u64, rows: u32, first: u32) -> io::Result<()> {
        let mut header = Vec::with_capacity(FIXED + self.table.len() * ENTRY + 8);
        header.extend_from_slice(&MAGIC);
        header.extend_from_slice(&VERSION.to_le_bytes());
        header.extend_from_slice(&(self.table.len() as u32).to_le_bytes());
        header.extend_from_slice(&stamp.to_le_bytes());
        header.extend_from_slice(&rows.to_le_bytes());
        header.extend_from_slice(&first.to_le_bytes());
        header.extend_from_slice(&self.hash.digest().to_le_bytes());
        header.resize(FIXED, 0);
        for (id, start, len) in &self.table {
            header.extend_from_slice(&u64::from(*id).to_le_bytes());
            header.extend_from_slice(&start.to_le_bytes());
            header.extend_from_slice(&len.to_le_bytes());
        }
        header.extend_from_slice(&xxh3_64(&header).to_le_bytes());
        let mut file = self
            .out
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header)?;
        file.as_file().sync_data()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

impl Sink for FileSink {
    fn begin(&mut self, id: u32) -> io::Result<()> {
        if self.table.len() == SECTIONS {
            return Err(io::Error::other("too many sections"));
        }
        let padding = (64 - self.at % 64) % 64;
        self.out.write_all(&[0; 64][..padding as usize])?;
        self.at += padding;
        self.table.push((id, self.at, 0));
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.hash.update(bytes);
        self.at += bytes.len() as u64;
        if let Some((_, _, len)) = self.table.last_mut() {
            *len += bytes.len() as u64;
        }
        Ok(())
    }
}
