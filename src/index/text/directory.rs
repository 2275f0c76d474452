//! The folder of an index, which may lie where nothing can be written: a library on a disk that is mounted for reading only.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Index;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};
use tantivy::index::SegmentComponent;

use super::error::IndexError;

/// A mapped folder in which reading needs no lock where none can be made: nobody writes there then.
#[derive(Clone, Debug)]
pub(super) struct Folder(MmapDirectory);

impl Folder {
    /// Opens a folder that is there.
    pub(super) fn open(path: &Path) -> Result<Self, IndexError> {
        match fs::read_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(IndexError::Unreadable(
                format!("{}: {error}", path.display()),
            )),
            _ => Ok(Self(
                MmapDirectory::open(path).map_err(IndexError::rebuild)?,
            )),
        }
    }
}

/// The names of files that belong to an index in a folder and are gone or empty. The index library misses one only when it reads it,
/// and some not even then.
pub(super) fn missing(index: &Index, folder: &Path) -> Result<Vec<String>, IndexError> {
    let missing = gone(index, folder)?;
    if missing.is_empty() {
        return Ok(missing);
    }
    // Another program may have merged its segments meanwhile.
    gone(index, folder)
}

fn gone(index: &Index, folder: &Path) -> Result<Vec<String>, IndexError> {
    use SegmentComponent as Part;
    let always = [
        Part::Postings,
        Part::Positions,
        Part::FastFields,
        Part::FieldNorms,
        Part::Terms,
        Part::Store,
    ];
    let segments = index.searchable_segment_metas()?;
    let files = segments.iter().flat_map(|segment| {
        let deletes = segment.has_deletes().then_some(Part::Delete);
        let parts = always.iter().cloned().chain(deletes);
        parts.map(|part| segment.relative_path(part))
    });
    let is_gone = |file: &PathBuf| match fs::metadata(folder.join(file)) {
        Ok(found) => found.len() == 0,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let names = files.filter(is_gone);
    Ok(names
        .map(|file| file.to_string_lossy().into_owned())
        .collect())
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error)) if lock.filepath == META_LOCK.filepath => {
                match error.kind() {
                    io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                        Ok(DirectoryLock::from(Box::new(())))
                    }
                    _ => Err(LockError::IoError(error)),
                }
            }
            other => other,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
