//! Daily copies of the marks: the last seven days they were copied on.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use jiff::civil;
use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{
    super::{StoreError, error::At, sidecar::sync_folder},
    Marks, open,
};

/// Copies that are kept.
const KEPT: usize = 7;
/// How the names of the files end that SQLite keeps beside a database. Beside another database they would be read into it.
pub(super) const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

impl Marks {
    /// Copies the marks where today's copy is not there yet, or they have changed since it was made. Returns whether a copy was made.
    pub fn copy_daily(&self, today: civil::Date) -> Result<bool, StoreError> {
        if self.read_only.is_some() || self.path.parent().is_none() || !self.path.exists() {
            return Ok(false);
        }
        let copy = folder(&self.path).join(format!("marks-{today}.db"));
        let changed = modified(&self.path).at(&self.path)?;
        if modified(&copy).is_ok_and(|copied| copied == changed) {
            return Ok(false);
        }
        let (db, path) = self.parts();
        if marked(db).at(path)? == 0 && count(&copy).is_ok_and(|marks| marks > 0) {
            // Whatever emptied them: what was there this morning is worth more than nothing.
            return Ok(false);
        }
        self.copy_to(&copy, changed)?;
        for old in newest_first(&self.path).into_iter().skip(KEPT) {
            fs::remove_file(&old).at(&old)?;
        }
        Ok(true)
    }

    /// How many articles are marked in a file of marks, which is only looked at.
    pub fn count(path: &Path) -> Result<u64, StoreError> {
        count(path).at(path)
    }

    /// The copy bears the time of the last change in it, by which it is known to be of that.
    fn copy_to(&self, copy: &Path, changed: SystemTime) -> Result<(), StoreError> {
        let dir = folder(&self.path);
        fs::create_dir_all(&dir).at(&dir)?;
        let file = tempfile::NamedTempFile::new_in(&dir).at(&dir)?;
        let (db, path) = self.parts();
        let fill = || -> rusqlite::Result<()> {
            let mut to = Connection::open(file.path())?;
            Backup::new(db, &mut to)?.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
            // A copy lies alone, without a log beside it.
            to.execute_batch("PRAGMA journal_mode=DELETE")
        };
        fill().at(path)?;
        open::check(file.path()).at(path)?;
        file.as_file().set_modified(changed).at(copy)?;
        file.as_file().sync_all().at(copy)?;
        file.persist(copy).map_err(|error| error.error).at(copy)?;
        sync_folder(&dir).at(&dir)
    }
}

fn modified(path: &Path) -> io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

/// How many articles are marked in a copy.
pub(super) fn count(copy: &Path) -> rusqlite::Result<u64> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    marked(&Connection::open_with_flags(copy, flags)?)
}

fn marked(db: &Connection) -> rusqlite::Result<u64> {
    let count: i64 = db.query_row("SELECT count(*) FROM marks", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Every copy, newest first.
pub(super) fn newest_first(path: &Path) -> Vec<PathBuf> {
    let Ok(all) = fs::read_dir(folder(path)) else {
        return Vec::new();
    };
    let mut copies: Vec<_> = all
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("marks-") && name.ends_with(".db"))
        })
        .collect();
    // Their names end in the day, so that their order is that of time.
    copies.sort();
    copies.reverse();
    copies
}

/// Renames a damaged file and its log; returns its new name.
pub(super) fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = (1..u32::MAX)
        .map(|place| with(path, &format!(".damaged-{place}")))
        .find(|aside| !aside.exists())
        .unwrap_or_else(|| with(path, ".damaged"));
    for end in BESIDE {
        let log = with(path, end);
        if log.exists() {
            fs::rename(&log, with(&aside, end))?;
        }
    }
    fs::rename(path, &aside)?;
    Ok(aside)
}

/// A path with something after its name.
pub(super) fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

/// Where the copies of one file lie: every file has a folder of its own, since several may lie beside one another.
fn folder(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push("-copies");
    path.with_file_name(name)
}
