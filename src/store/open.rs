//! Opening a library: who may write, whether what is there can be trusted, and the way from older layouts.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    ReadOnly, Store, StoreError,
    bulk::Bulk,
    error::At,
    lock::WriteLock,
    migrate,
    schema::{APPLICATION, LAYOUT, TABLES},
    sidecar::Sidecar,
    state,
    state::State,
};

/// The database in a library's folder.
pub(super) const DATABASE: &str = "articles.db";

/// How long a process waits for another one's commit.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits between two looks at a library that another process is making.
const BETWEEN: Duration = Duration::from_millis(10);
/// Bytes of a log that is moved into the database at once, so that the next opening finds a library at rest. A greater one, which a
/// load left that was cut off, would keep the first frame waiting; the load that goes on settles it.
const SMALL_LOG: u64 = 1 << 20;

/// What a library is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To read and to write; reading only where another process writes or the folder cannot be written.
    Write,
    /// To read.
    Read,
}

/// What opening a library found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// What was put right, in words for the reader.
    pub healed: Vec<String>,
    /// How many articles went with commits that did not reach the disk, where there were such.
    pub lost: Option<u64>,
    /// The older layout it was brought up to date from.
    pub migrated: Option<u32>,
    /// Why it is only read, where it was to be written.
    pub read_only: Option<ReadOnly>,
    /// Whether it was made just now.
    pub created: bool,
}

impl Store {
    /// Opens the library in a folder; with [`Mode::Write`] an absent one is made.
    pub fn open(dir: &Path, mode: Mode) -> Result<(Self, Opened), StoreError> {
        if mode == Mode::Read {
            return open_reading(dir, ReadOnly::Asked);
        }
        if let Err(error) = fs::create_dir_all(dir) {
            let why = error.to_string();
            return open_reading(dir, ReadOnly::Unwritable { why });
        }
        let begun = Instant::now();
        loop {
            let why = match WriteLock::take(dir) {
                Ok(lock) => return open_writing(dir, lock),
                Err(why) => why,
            };
            let is_held = matches!(why, ReadOnly::Held { .. });
            match open_reading(dir, why.clone()) {
                // Who holds it is making it just now.
                Err(StoreError::Missing { path } | StoreError::Older { path, found: 0 })
                    if is_held =>
                {
                    if begun.elapsed() >= PATIENCE {
                        return Err(StoreError::ReadOnly { path, why });
                    }
                    thread::sleep(BETWEEN);
                }
                opened => return opened,
            }
        }
    }
}

/// Whether there is a library in a folder, whatever is in it.
pub fn is_library(dir: &Path) -> bool {
    Sidecar::find(dir).is_some() || dir.join(DATABASE).exists()
}

/// Whether a folder holds, or should hold, a library with articles: one that has lost its database does, and is not to be
/// mistaken for a new one.
pub fn holds_articles(dir: &Path) -> bool {
    Sidecar::find(dir).map_or_else(|| dir.join(DATABASE).exists(), |noted| noted.articles > 0)
}

pub(super) fn open_writing(dir: &Path, lock: WriteLock) -> Result<(Store, Opened), StoreError> {
    let path = dir.join(DATABASE);
    let noted = Sidecar::read(dir);
    let created = !check_file(&path, noted)?;
    let mut db = Connection::open_with_flags(
        &path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .at(&path)?;
    let mut opened = Opened {
        created,
        ..Opened::default()
    };
    let prepared = set_up_writing(&mut db, created, &mut opened).at(&path);
    match prepared {
        Ok(Layout::Known) => {}
        Ok(Layout::Newer(found)) => {
            let known = LAYOUT;
            return Err(StoreError::Newer { path, found, known });
        }
        Err(StoreError::ReadOnly {
            why: ReadOnly::Unwritable { why },
            ..
        }) => {
            drop(db);
            return open_reading(dir, ReadOnly::Unwritable { why });
        }
        Err(error) => return Err(error),
    }
    let mut store = assemble(dir, db, noted)?;
    if store.state.generation < noted.generation {
        if store.state.articles == 0 {
            return Err(StoreError::Lost {
                path,
                expected: Some(noted.articles),
                what: "empty",
            });
        }
        let (had, has) = (noted.articles, store.state.articles);
        opened.healed.push(format!(
            "{}: the last commits did not reach the disk ({had} articles were noted, {has} are there)",
            path.display()
        ));
        opened.lost = Some(had.saturating_sub(has));
    }
    // Only from here on the note beside the database may be written again.
    store.lock = Some(lock);
    if (1..=SMALL_LOG).contains(&log_length(&store.path)) {
        // Only a delay for later openings: what else writes will settle it.
        let _ = store.settle();
    }
    Ok((store, opened))
}

fn open_reading(dir: &Path, why: ReadOnly) -> Result<(Store, Opened), StoreError> {
    let path = dir.join(DATABASE);
    let noted = Sidecar::read(dir);
    if !check_file(&path, noted)? {
        return match why {
            ReadOnly::Unwritable { .. } => Err(StoreError::ReadOnly { path, why }),
            _ => Err(StoreError::Missing { path }),
        };
    }
    let (db, immutable) = connect_reading(&path)?;
    let found = migrate::layout(&db).at(&path)?;
    if found > LAYOUT {
        let known = LAYOUT;
        return Err(StoreError::Newer { path, found, known });
    }
    if found < LAYOUT {
        return Err(StoreError::Older { path, found });
    }
    let mut store = assemble(dir, db, noted)?;
    store.immutable = immutable;
    store.read_only = Some(why.clone());
    let opened = Opened {
        read_only: (why != ReadOnly::Asked).then_some(why),
        ..Opened::default()
    };
    Ok((store, opened))
}

fn assemble(dir: &Path, db: Connection, noted: Sidecar) -> Result<Store, StoreError> {
    let path = dir.join(DATABASE);
    let (state, indexed) = (|| -> rusqlite::Result<_> {
        db.set_prepared_statement_cache_capacity(64);
        Ok((State::read(&db)?, has_indexes(&db)?))
    })()
    .at(&path)?;
    Ok(Store {
        db,
        dir: dir.to_path_buf(),
        path,
        read_only: None,
        immutable: false,
        state,
        indexed,
        bulk: Bulk::default(),
        packer: None,
        lessons: Default::default(),
        passes: Default::default(),
        crowded: Default::default(),
        merged: None,
        noted,
        lock: None,
    })
}

/// Opens a connection that only reads; where the medium allows no writing at all, as an unchanging file.
pub(super) fn connect_reading(path: &Path) -> Result<(Connection, bool), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let db = Connection::open_with_flags(path, flags)?;
        set_up_reading(&db)?;
        // The first read is what needs the shared-memory file beside the database.
        migrate::layout(&db)?;
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(db)
    };
    let first = open();
    if let Err(error) = &first
        && matches!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)
        )
    {
        let unchanging = || -> rusqlite::Result<Connection> {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            let db = Connection::open_with_flags(unchanging_uri(path), flags)?;
            set_up_reading(&db)?;
            Ok(db)
        };
        return unchanging().map(|db| (db, true)).at(path);
    }
    first.map(|db| (db, false)).at(path)
}

/// Opens one more connection of the kind that [`connect_reading`] found to work.
pub(super) fn connect_again(path: &Path, immutable: bool) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = if immutable {
        Connection::open_with_flags(unchanging_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)
    } else {
        Connection::open_with_flags(path, flags)
    }
    .at(path)?;
    set_up_reading(&db).at(path)?;
    Ok(db)
}

fn unchanging_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'%' | b'?' | b'#' => uri.push_str(&format!("%{byte:02X}")),
            _ if byte.is_ascii() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn set_up_reading(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(64);
    plan_once(db)?;
    // Together, since each by itself would lock and unlock the file.
    db.execute_batch(
        "BEGIN; PRAGMA cache_size=-8192; PRAGMA mmap_size=1073741824; PRAGMA query_only=1; COMMIT;",
    )
}

/// Keeps a statement as it was first planned. Otherwise those that a partial index may serve are planned again for every new
/// value that is bound, which costs more than running them.
fn plan_once(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map(|_| ())
}

enum Layout {
    Known,
    Newer(u32),
}

fn set_up_writing(
    db: &mut Connection,
    created: bool,
    opened: &mut Opened,
) -> rusqlite::Result<Layout> {
    db.busy_timeout(PATIENCE)?;
    plan_once(db)?;
    if created {
        db.execute_batch("PRAGMA page_size=8192;")?;
    }
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8192;
         PRAGMA journal_size_limit=4194304; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;",
    )?;
    let found = migrate::layout(db)?;
    if found > LAYOUT {
        return Ok(Layout::Newer(found));
    }
    if found == 0 {
        create(db)?;
    } else if found < LAYOUT {
        migrate::migrate(db)?;
        opened.migrated = Some(found);
    }
    state::give_identity(db)?;
    Ok(Layout::Known)
}

fn create(db: &mut Connection) -> rusqlite::Result<()> {
    let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    change.execute_batch(TABLES)?;
    change.pragma_update(None, "application_id", APPLICATION)?;
    change.pragma_update(None, "user_version", LAYOUT)?;
    change.commit()
}

/// Whether the indexes of [`super::schema::INDEXES`] are there: they are made together.
pub(super) fn has_indexes(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'articles_id'")?
        .exists([])
}

/// Looks at the file before the database library does. Returns whether there is a library; an absent or empty file
/// where articles were noted, a file cut short, and a file of another kind are errors.
pub(super) fn check_file(path: &Path, noted: Sidecar) -> Result<bool, StoreError> {
    let lost = |what| {
        Err(StoreError::Lost {
            path: path.to_path_buf(),
            expected: Some(noted.articles),
            what,
        })
    };
    let mut head = [0; 100];
    let length = match File::open(path) {
        Ok(mut file) => {
            let length = file.metadata().at(path)?.len();
            if length >= head.len() as u64 {
                file.read_exact(&mut head).at(path)?;
            }
            length
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if noted.articles > 0 {
                return lost("missing");
            }
            return Ok(false);
        }
        Err(error) => return Err(error).at(path),
    };
    if length == 0 {
        if noted.articles > 0 {
            return lost("empty");
        }
        return Ok(false);
    }
    if length < head.len() as u64 || !head.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::Damaged {
            path: path.to_path_buf(),
            what: "it does not begin like one".into(),
        });
    }
    if is_cut_short(&head, length) && !has_log(path) {
        return lost("cut short");
    }
    Ok(true)
}

/// Whether the header promises more pages than the file has. Only valid when no log waits to be written back.
fn is_cut_short(head: &[u8; 100], length: u64) -> bool {
    let word = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        page => u64::from(page),
    };
    // The page count counts only where the header says it was kept.
    word(24) == word(92) && u64::from(word(28)) * page > length
}

pub(super) fn has_log(path: &Path) -> bool {
    log_length(path) > 0
}

fn log_length(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).map_or(0, |log| log.len())
}
