//! The tables of a library, and the indexes that wait until a first load is over.

/// The layout this program writes; see `migrate` for the way to it.
pub(super) const LAYOUT: u32 = 6;

/// Marks a file as ours (`application_id`): "dtln".
pub(super) const APPLICATION: u32 = 0x6474_6C6E;

/// The sort key of an article without a date: before all others.
pub(super) const UNDATED: i64 = i64::MIN;

/// Every table.
///
/// `articles.at` is the date in seconds or [`UNDATED`]; `content` tells equal texts, `print` equal records.
/// Bodies lie apart so that lists and scans do not read them; with them lie what only a whole article needs (see `record`).
/// `articles.url` is filled in rows of layout 5 and before, which have their address there.
pub(super) const TABLES: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value);
CREATE TABLE inputs (
    i INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL, complete INTEGER NOT NULL);
CREATE TABLE articles (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, at INTEGER NOT NULL, offset INTEGER,
    inferred INTEGER NOT NULL, source TEXT NOT NULL, lang TEXT, words INTEGER NOT NULL, url TEXT,
    meta BLOB NOT NULL, content BLOB NOT NULL, print INTEGER NOT NULL, title_key INTEGER, url_key INTEGER,
    input INTEGER NOT NULL, line INTEGER, record INTEGER);
CREATE TABLE bodies (n INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE dictionaries (d INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE duplicates (
    id TEXT NOT NULL, n INTEGER NOT NULL, url_key INTEGER, input INTEGER NOT NULL, line INTEGER, record INTEGER);
CREATE TABLE tombstones (n INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
CREATE TABLE refs (
    n INTEGER NOT NULL, k INTEGER NOT NULL, title TEXT, teaser TEXT, url TEXT, id TEXT,
    title_key INTEGER, url_key INTEGER, target INTEGER, PRIMARY KEY (n, k)) WITHOUT ROWID;
CREATE TABLE problems (
    p INTEGER PRIMARY KEY, input INTEGER, file TEXT NOT NULL, line INTEGER, record INTEGER, reason TEXT NOT NULL);
CREATE TABLE actors (
    a INTEGER PRIMARY KEY, key TEXT NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0, UNIQUE (key, kind));
CREATE TABLE names (
    s INTEGER PRIMARY KEY, actor INTEGER NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, UNIQUE (actor, name));
CREATE TABLE roles (
    r INTEGER PRIMARY KEY, actor INTEGER NOT NULL, role TEXT NOT NULL, first INTEGER NOT NULL, first_offset INTEGER,
    last INTEGER NOT NULL, last_offset INTEGER, articles INTEGER NOT NULL, UNIQUE (actor, role));
CREATE TABLE mentions (n INTEGER PRIMARY KEY, version INTEGER NOT NULL, blob BLOB NOT NULL);
";

/// Every index that a first load makes at its end; they cost too much to keep while a million rows come.
///
/// Contents are found by their first eight bytes and then compared: a whole one more in the index would be as much as the text of
/// a title.
pub(super) const INDEXES: &str = "
CREATE UNIQUE INDEX IF NOT EXISTS articles_id ON articles (id);
CREATE INDEX IF NOT EXISTS articles_content ON articles (substr(content, 1, 8));
CREATE INDEX IF NOT EXISTS articles_input ON articles (input);
CREATE INDEX IF NOT EXISTS duplicates_id ON duplicates (id);
CREATE INDEX IF NOT EXISTS duplicates_n ON duplicates (n);
CREATE INDEX IF NOT EXISTS duplicates_input ON duplicates (input);
CREATE INDEX IF NOT EXISTS duplicates_url ON duplicates (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS problems_input ON problems (input);
CREATE INDEX IF NOT EXISTS refs_target ON refs (target) WHERE target IS NOT NULL;
CREATE INDEX IF NOT EXISTS refs_open_id ON refs (id) WHERE target IS NULL AND id IS NOT NULL;
CREATE INDEX IF NOT EXISTS refs_open_url ON refs (url_key) WHERE target IS NULL AND url_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS refs_open_title ON refs (title_key) WHERE target IS NULL AND title_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS mentions_version ON mentions (version);
";

/// The indexes by which the pieces that articles name are found. Most archives name none, and are spared them.
pub(super) const TARGETS: &str = "
CREATE INDEX IF NOT EXISTS articles_url ON articles (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_title ON articles (title_key) WHERE title_key IS NOT NULL;
";
