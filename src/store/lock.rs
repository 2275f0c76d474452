//! One writer: a lock file that the writing process holds for as long as it lives, with its process number in it.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    path::Path,
};

use super::error::ReadOnly;

/// The file in a library's folder.
const NAME: &str = "writer.lock";

/// The right to write; given back when dropped, also by a process that is killed.
pub(super) struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Takes the right to write, or says why it cannot be had.
    pub(super) fn take(dir: &Path) -> Result<Self, ReadOnly> {
        let unwritable = |error: io::Error| ReadOnly::Unwritable {
            why: error.to_string(),
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(dir.join(NAME))
            .map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Whoever holds it may be writing its number just now.
                let _ = (&mut file).take(32).read_to_string(&mut text);
                return Err(ReadOnly::Held {
                    pid: text
                        .lines()
                        .next()
                        .and_then(|line| line.trim().parse().ok()),
                });
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(error)),
        }
        // The number only serves the message; a full disk does not stop the lock. It is always as wide and written over the last
        // one: some file systems wait for the disk where a file was emptied first.
        let number = format!("{:<10}\n", std::process::id());
        let _ = file
            .rewind()
            .and_then(|()| file.write_all(number.as_bytes()));
        Ok(Self { _file: file })
    }

    /// The same right once more, for a part of the work: it is given back when the last holder has dropped it.
    pub(super) fn share(&self) -> io::Result<Self> {
        let _file = self._file.try_clone()?;
        Ok(Self { _file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_writes() {
        let dir = tempfile::tempdir().expect("a folder");
        let held = WriteLock::take(dir.path()).expect("nobody writes");
        let told = WriteLock::take(dir.path()).err();
        let pid = Some(std::process::id());
        assert_eq!(told, Some(ReadOnly::Held { pid }));
        let shared = held.share().expect("a second handle");
        drop(held);
        assert!(WriteLock::take(dir.path()).is_err());
        drop(shared);
        assert!(WriteLock::take(dir.path()).is_ok());
    }
}
