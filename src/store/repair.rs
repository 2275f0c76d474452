//! Rows that hold what cannot be read, as a broken disk or another program leaves them: found, and repaired with what is left of them.

use std::borrow::Cow;

use rusqlite::{
    Connection, Row, params, params_from_iter,
    types::{FromSql, Value, ValueRef},
};

use crate::model::Article;
use crate::text::Cancel;

use super::{
    compress::{Packer, Unpacker},
    record, salvage,
    schema::UNDATED,
};

/// What stands for the fingerprint of a record that was repaired: when its source is read again, the record takes its place.
const REPAIRED: i64 = 1;

/// Tables beside the articles, with what tells their rows apart. A row of which a value is not of its column's kind is of no use.
const BESIDE: &[(&str, &str)] = &[
    ("duplicates", "rowid"),
    ("refs", "n, k"),
    ("problems", "p"),
    ("actors", "a"),
    ("names", "s"),
    ("roles", "r"),
];

/// What was repaired.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    /// The ids of articles, each with the parts of it that were lost.
    pub(super) articles: Vec<(String, String)>,
    /// Rows of each other table that were dropped.
    pub(super) dropped: Vec<(&'static str, usize)>,
    /// How many articles there are.
    pub(super) count: u64,
    /// The highest number of one.
    pub(super) last: u32,
    /// Those whose body cannot be read, by number and id.
    pub(super) bodiless: Vec<(u32, String)>,
}

impl Repaired {
    /// Whether there was nothing to repair.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.dropped.is_empty() && self.bodiless.is_empty()
    }

    /// In words for the reader.
    pub(super) fn notes(&self) -> Vec<String> {
        const TOLD: usize = 20;
        let mut notes = Vec::new();
        for (id, lost) in self.articles.iter().take(TOLD) {
            notes.push(format!(
                "article {id}: could not be read and was replaced by what is left: {lost}"
            ));
        }
        let untold = self.articles.len().saturating_sub(TOLD);
        if untold > 0 {
            notes.push(format!("{untold} more articles were repaired so"));
        }
        if !self.bodiless.is_empty() {
            let ids: Vec<&str> = self.bodiless.iter().map(|(_, id)| id.as_str()).collect();
            let more = if ids.len() > TOLD { ", …" } else { "" };
            notes.push(format!(
                "{} had no readable body: {}{more}",
                match ids.len() {
                    1 => "1 article".to_owned(),
                    many => format!("{many} articles"),
                },
                ids[..ids.len().min(TOLD)].join(", ")
            ));
        }
        for (table, rows) in &self.dropped {
            notes.push(format!("rows of {table} that could not be read: {rows}"));
        }
        notes
    }
}

/// Whether a row was repaired and waits for its record.
pub(super) fn is_repaired(print: i64) -> bool {
    print == REPAIRED
}

/// Finds the rows that cannot be read and repairs them; bodies that cannot be read are only named. `None` where it was cancelled,
/// which leaves everything as it was.
pub(super) fn repair(db: &mut Connection, cancel: &Cancel) -> rusqlite::Result<Option<Repaired>> {
    let change = db.transaction()?;
    let mut repaired = Repaired::default();
    for &(table, key) in BESIDE {
        let dropped = drop_unfit(&change, table, key)?;
        if dropped > 0 {
            repaired.dropped.push((table, dropped));
        }
    }
    let inputs = rename_inputs(&change)?;
    if inputs > 0 {
        repaired.dropped.push(("inputs", inputs));
    }
    for (number, left) in unfit_articles(&change)? {
        repaired.articles.push(left.write(&change, number)?);
    }
    for (number, id, body) in unfit_bodies(&change, cancel, &mut repaired)? {
        let lost = "its address and declared actors".to_owned();
        strip_body(&change, number, &body)?;
        repaired.articles.push((id, lost));
    }
    if cancel.is_cancelled() {
        return Ok(None);
    }
    change.commit()?;
    Ok(Some(repaired))
}

/// Whether a value can be what a column of this kind holds.
fn fits(kind: &str, value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Null => true,
        ValueRef::Integer(_) => kind == "INTEGER",
        ValueRef::Text(text) => kind == "TEXT" && std::str::from_utf8(text).is_ok(),
        ValueRef::Blob(_) => kind == "BLOB",
        ValueRef::Real(_) => false,
    }
}

fn drop_unfit(db: &Connection, table: &str, key: &str) -> rusqlite::Result<usize> {
    let columns: Vec<(String, String)> = db
        .prepare("SELECT name, type FROM pragma_table_info(?)")?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let keys = key.split(", ").count();
    let mut find = db.prepare(&format!("SELECT {key}, {} FROM {table}", names.join(", ")))?;
    let mut rows = find.query([])?;
    let mut unfit: Vec<Vec<Value>> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut fit = true;
        for (place, (_, kind)) in columns.iter().enumerate() {
            fit &= fits(kind, row.get_ref(keys + place)?);
        }
        if !fit {
            unfit.push((0..keys).map(|at| row.get(at)).collect::<Result<_, _>>()?);
        }
    }
    let marks = vec!["?"; keys].join(", ");
    for row in &unfit {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE ({key}) = ({marks})"))?
            .execute(params_from_iter(row))?;
    }
    Ok(unfit.len())
}

/// Sources whose path cannot be read get one that nothing has, so that the articles from them stay.
fn rename_inputs(db: &Connection) -> rusqlite::Result<usize> {
    let mut find = db.prepare("SELECT i, path FROM inputs")?;
    let mut rows = find.query([])?;
    let mut unfit: Vec<(u32, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let path = row.get_ref(1)?;
        if !fits("TEXT", path) {
            let number = row.get(0)?;
            unfit.push((number, format!("{} (damaged {number})", text(path))));
        }
    }
    for (number, path) in &unfit {
        db.execute(
            "UPDATE inputs SET path = ?, size = 0, mtime = 0, fingerprint = 0, complete = 0 WHERE i = ?",
            params![path, number],
        )?;
    }
    Ok(unfit.len())
}

/// What can be read of a text, whatever was put in its place.
pub(super) fn text(value: ValueRef<'_>) -> Cow<'_, str> {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes),
        _ => Cow::Borrowed(""),
    }
}

/// What is left of a row of articles.
#[derive(Default)]
struct Left {
    id: String,
    title: String,
    at: i64,
    offset: Option<i16>,
    inferred: bool,
    source: String,
    lang: Option<String>,
    words: u32,
    url: Option<String>,
    meta: Vec<u8>,
    content: [u8; 16],
    keys: [Option<i64>; 2],
    input: u32,
    places: [Option<i64>; 2],
    lost: Vec<&'static str>,
}

/// The columns of [`Left`], in its order.
const ROW: &str = "SELECT n, id, title, at, offset, inferred, source, lang, words, url, meta, content, title_key, url_key, \
    input, line, record, print FROM articles";

impl Left {
    fn of(row: &Row<'_>, number: u32) -> rusqlite::Result<Self> {
        let mut left = Self::default();
        left.id = left.text(row, 1, "its id")?;
        left.title = left.text(row, 2, "the title")?;
        left.at = left.value(row, 3, "its date")?.unwrap_or(UNDATED);
        left.offset = left.value(row, 4, "its date")?.flatten();
        left.inferred = left.value(row, 5, "its date")?.unwrap_or_default();
        left.source = left.text(row, 6, "its source")?;
        left.lang = left.value(row, 7, "its language")?.flatten();
        left.words = left.value(row, 8, "its length")?.unwrap_or_default();
        left.url = left.value(row, 9, "its address")?.flatten();
        left.meta = left.value(row, 10, DECLARED)?.unwrap_or_default();
        if record::decode(&left.meta, &mut Article::default()).is_none() {
            left.meta = record::encode(&Article::default());
            left.lose(DECLARED);
        }
        let content = left.value(row, 11, "its fingerprint")?;
        left.content = content.unwrap_or_else(|| u128::from(number).to_le_bytes());
        for (place, at) in [12, 13].into_iter().enumerate() {
            left.keys[place] = left.value(row, at, "its keys")?.flatten();
        }
        left.input = left
            .value(row, 14, "where it came from")?
            .unwrap_or_default();
        for (place, at) in [15, 16].into_iter().enumerate() {
            left.places[place] = left.value(row, at, "where it came from")?.flatten();
        }
        left.value::<i64>(row, 17, "its fingerprint")?;
        Ok(left)
    }

    fn lose(&mut self, what: &'static str) {
        if !self.lost.contains(&what) {
            self.lost.push(what);
        }
    }

    fn text(&mut self, row: &Row<'_>, at: usize, what: &'static str) -> rusqlite::Result<String> {
        let value = row.get_ref(at)?;
        if !fits("TEXT", value) || value == ValueRef::Null {
            self.lose(what);
        }
        Ok(text(value).into_owned())
    }

    /// A value, or nothing where it is not of its kind.
    fn value<T: FromSql>(
        &mut self,
        row: &Row<'_>,
        at: usize,
        what: &'static str,
    ) -> rusqlite::Result<Option<T>> {
        let value = T::column_result(row.get_ref(at)?).ok();
        if value.is_none() {
            self.lose(what);
        }
        Ok(value)
    }

    /// Writes it in place of what cannot be read. Returns its id and what was lost.
    fn write(mut self, db: &Connection, number: u32) -> rusqlite::Result<(String, String)> {
        let taken = "SELECT 1 FROM articles WHERE id = ? AND n <> ?";
        if self.id.is_empty() || db.prepare_cached(taken)?.exists(params![self.id, number])? {
            self.id = format!("{}~damaged-{number}", self.id);
        }
        db.prepare_cached(
            "UPDATE articles SET id = ?2, title = ?3, at = ?4, offset = ?5, inferred = ?6, source = ?7, lang = ?8, words = ?9,
                url = ?10, meta = ?11, content = ?12, title_key = ?13, url_key = ?14, input = ?15, line = ?16, record = ?17,
                print = iif(print = 0, 0, ?18) WHERE n = ?1",
        )?
        .execute(params![
            number,
            self.id,
            self.title,
            self.at,
            self.offset,
            self.inferred,
            self.source,
            self.lang,
            self.words,
            self.url,
            self.meta,
            self.content,
            self.keys[0],
            self.keys[1],
            self.input,
            self.places[0],
            self.places[1],
            REPAIRED,
        ])?;
        salvage::read_again(db, number)?;
        Ok((self.id, self.lost.join(", ")))
    }
}

const DECLARED: &str = "its authors and tags";

fn unfit_articles(db: &Connection) -> rusqlite::Result<Vec<(u32, Left)>> {
    let mut find = db.prepare(ROW)?;
    let mut rows = find.query([])?;
    let mut unfit = Vec::new();
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        let left = Left::of(row, number)?;
        if !left.lost.is_empty() {
            unfit.push((number, left));
        }
    }
    Ok(unfit)
}

/// Looks at every body. Returns those that can be read, but not what stands beside them.
fn unfit_bodies(
    db: &Connection,
    cancel: &Cancel,
    found: &mut Repaired,
) -> rusqlite::Result<Vec<(u32, String, String)>> {
    let mut unpacker = Unpacker::default();
    let mut unfit = Vec::new();
    let mut find =
        db.prepare("SELECT a.n, a.id, b.body FROM articles a LEFT JOIN bodies b ON b.n = a.n")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let number: u32 = row.get(0)?;
        found.count += 1;
        found.last = found.last.max(number);
        if found.count.is_multiple_of(1_000) && cancel.is_cancelled() {
            break;
        }
        let packed = row.get_ref(2)?.as_blob();
        match packed.map(|packed| unpacker.unpack(db, packed)) {
            Ok(Ok(unpacked)) => {
                if record::decode_aside(&unpacked.aside, &mut Article::default()).is_none() {
                    unfit.push((number, row.get(1)?, unpacked.body));
                }
            }
            _ => found.bodiless.push((number, row.get(1)?)),
        }
    }
    Ok(unfit)
}

/// Takes away what stands beside a body, so that the body itself can be read.
fn strip_body(db: &Connection, number: u32, body: &str) -> rusqlite::Result<()> {
    let packed = Packer::default().pack(body, b"");
    db.execute(
        "UPDATE bodies SET body = ? WHERE n = ?",
        params![packed.0, number],
    )?;
    db.execute(
        "UPDATE articles SET print = ? WHERE n = ?",
        params![REPAIRED, number],
    )?;
    salvage::read_again(db, number)
}
