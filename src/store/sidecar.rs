//! The note beside the database that says how many articles were there, so that an emptied file is never taken for a new library.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

/// The file in a library's folder.
const NAME: &str = "library.json";

/// What the note says. A missing or unreadable note says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sidecar {
    /// Articles that were committed.
    pub(super) articles: u64,
    /// The generation they belonged to.
    pub(super) generation: u64,
}

impl Sidecar {
    /// Reads the note in a library's folder.
    pub(super) fn read(dir: &Path) -> Self {
        Self::find(dir).unwrap_or_default()
    }

    /// Reads the note, if there is a readable one.
    pub(super) fn find(dir: &Path) -> Option<Self> {
        let bytes = fs::read(dir.join(NAME)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Writes the note so that at any moment the old one or the new one is there whole.
    pub(super) fn write(self, dir: &Path) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(dir)?;
        serde_json::to_writer(&mut file, &self)?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist(dir.join(NAME)).map_err(|error| error.error)?;
        sync_folder(dir)
    }
}

/// Makes a renaming in a folder survive a loss of power.
pub(super) fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_is_read_back() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(Sidecar::read(dir.path()), Sidecar::default());
        let note = Sidecar {
            articles: 12,
            generation: 3,
        };
        note.write(dir.path()).expect("the folder is there");
        assert_eq!(Sidecar::read(dir.path()), note);
    }
}
