//! Opening the marks: a damaged or emptied file is put aside and the newest good copy takes its place.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{
    super::{ReadOnly, StoreError, error::At, open::PATIENCE},
    LAYOUT, Marks, TABLES, TABLES_OF_2, copies,
    rescue::rescue,
};

/// Files up to this size are checked at every opening (it takes some milliseconds), greater ones when they are copied.
const CHECKED_BYTES: u64 = 4 << 20;

/// What opening the marks found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarksOpened {
    /// What was put right, in words for the reader.
    pub healed: Vec<String>,
    /// Why marks are not kept, where they cannot be written.
    pub read_only: Option<ReadOnly>,
}

impl Marks {
    /// Opens the marks in a file, which is made where it is absent. Where it cannot be written the marks that are there
    /// are read, and changes are refused with [`StoreError::ReadOnly`].
    pub fn open(path: &Path) -> Result<(Self, MarksOpened), StoreError> {
        let mut opened = MarksOpened::default();
        if let Some(dir) = path.parent()
            && let Err(error) = fs::create_dir_all(dir)
        {
            return Self::reading(path, error.to_string());
        }
        let length = fs::metadata(path).map_or(0, |file| file.len());
        let mut healed = None;
        if length == 0 {
            healed = restore(path)?.map(|copy| {
                format!(
                    "{}: the marks were gone; {} was put in their place",
                    path.display(),
                    in_words(&copy)
                )
            });
        }
        let first = connect(path);
        let db = match first {
            Ok(db) => db,
            Err(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                    let aside = copies::put_aside(path).at(path)?;
                    let copy = restore(path)?;
                    let db = connect(path).at(path)?;
                    let instead = match copy {
                        Some(copy) => format!("{} was put in their place", in_words(&copy)),
                        None => "there was no copy, so they begin anew".to_owned(),
                    };
                    let rescued = match rescue(&aside, &db) {
                        0 => "no marks could be read from the damaged file".to_owned(),
                        1 => "1 mark was read from the damaged file".to_owned(),
                        many => format!("{many} marks were read from the damaged file"),
                    };
                    healed = Some(format!(
                        "{}: the marks were damaged and are put aside as {}; {instead}; {rescued}",
                        path.display(),
                        aside.display()
                    ));
                    db
                }
                Some(
                    ErrorCode::CannotOpen
                    | ErrorCode::ReadOnly
                    | ErrorCode::PermissionDenied
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::DiskFull,
                ) => {
                    return Self::reading(path, error.to_string());
                }
                _ => return Err(error).at(path),
            },
        };
        opened.healed.extend(healed);
        let marks = Self {
            db,
            path: path.to_path_buf(),
            read_only: None,
        };
        let found = marks.layout()?;
        if found > LAYOUT {
            return Err(StoreError::Newer {
                path: path.to_path_buf(),
                found,
                known: LAYOUT,
            });
        }
        Ok((marks, opened))
    }

    /// Marks that are kept nowhere, for a sample or a test.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let db = Connection::open_in_memory()
            .and_then(|db| bring_up(&db, 0).map(|()| db))
            .at(&path)?;
        Ok(Self {
            db,
            path,
            read_only: None,
        })
    }

    /// No marks, for a file that cannot even be read: changes are refused, so that nobody takes them for kept.
    pub fn refused(path: &Path, why: String) -> Result<Self, StoreError> {
        Ok(Self {
            path: path.to_path_buf(),
            read_only: Some(ReadOnly::Unwritable { why }),
            ..Self::in_memory()?
        })
    }

    fn reading(path: &Path, why: String) -> Result<(Self, MarksOpened), StoreError> {
        let why = ReadOnly::Unwritable { why };
        let db = if fs::metadata(path).is_ok_and(|file| file.len() > 0) {
            super::super::open::connect_reading(path)?.0
        } else {
            let empty = Connection::open_in_memory().at(path)?;
            bring_up(&empty, 0).at(path)?;
            empty
        };
        let opened = MarksOpened {
            read_only: Some(why.clone()),
            ..MarksOpened::default()
        };
        let marks = Self {
            db,
            path: path.to_path_buf(),
            read_only: Some(why),
        };
        Ok((marks, opened))
    }

    fn layout(&self) -> Result<u32, StoreError> {
        layout(&self.db).at(&self.path)
    }

    /// Whether these are older marks that can only be read, and lack what came later.
    pub(super) fn is_of_layout_before(&self, layout: u32) -> Result<bool, StoreError> {
        Ok(self.read_only.is_some() && self.layout()? < layout)
    }
}

fn layout(db: &Connection) -> rusqlite::Result<u32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// A copy, from when it is, and how much it holds.
fn in_words(copy: &Path) -> String {
    let changed = fs::metadata(copy).and_then(|file| file.modified());
    let changed = changed.ok().and_then(|at| Timestamp::try_from(at).ok());
    let as_of = changed.map_or_else(String::new, |at| {
        format!(", as they were at {},", at.strftime("%Y-%m-%d %H:%M UTC"))
    });
    let marks = copies::count(copy).map_or_else(
        |_| String::new(),
        |marks| {
            let ending = if marks == 1 { "" } else { "s" };
            format!(" with {marks} marked article{ending}")
        },
    );
    format!("the copy {}{as_of}{marks}", copy.display())
}

/// Puts the newest good copy in the place of a file that is missing or empty.
fn restore(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    for copy in copies::newest_first(path) {
        if check(&copy).is_ok() {
            // Beside an empty file a log of the lost one may lie; it belongs to other pages.
            for end in copies::BESIDE {
                remove_quietly(&copies::with(path, end)).at(path)?;
            }
            fs::copy(&copy, path).at(path)?;
            return Ok(Some(copy));
        }
    }
    Ok(None)
}

fn remove_quietly(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether a file is a whole database of marks.
pub(super) fn check(path: &Path) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    check_open(&Connection::open_with_flags(path, flags)?)?;
    Ok(())
}

fn check_open(db: &Connection) -> rusqlite::Result<()> {
    let word: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if word == "ok" {
        return db.query_row("SELECT count(*) FROM kept", [], |_| Ok(()));
    }
    Err(super::super::error::unreadable(word))
}

/// Adds the tables that came after a layout.
fn bring_up(db: &Connection, found: u32) -> rusqlite::Result<()> {
    for tables in [TABLES, TABLES_OF_2].iter().skip(found as usize) {
        db.execute_batch(tables)?;
    }
    db.pragma_update(None, "user_version", LAYOUT)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let mut db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    db.busy_timeout(PATIENCE)?;
    // A mark is an act of the reader: it is on the disk before it is shown as done, and in the database itself. A log beside it,
    // left by a process that was killed and damaged since, would hide what was written after its last whole page.
    db.execute_batch("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;")?;
    if layout(&db)? < LAYOUT {
        let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have made the tables meanwhile.
        let found = layout(&change)?;
        if found < LAYOUT {
            bring_up(&change, found)?;
        }
        change.commit()?;
    }
    if std::fs::metadata(path).is_ok_and(|file| file.len() <= CHECKED_BYTES) {
        check_open(&db)?;
    }
    Ok(db)
}
