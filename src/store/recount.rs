//! Whether what is kept of who is named where can be read, and the counts that follow from it.

use rusqlite::{Connection, types::ValueRef};

use super::{
    inputs::Pass,
    mentions::{InDocument, whole_document},
    merge::Tally,
    schema::UNDATED,
};

/// Forgets the mentions that cannot be read, or that name actors, names or roles which are not there, so that a recogniser
/// reads their articles again. Returns how many articles that were; the counts are of them too until [`recount`].
pub(super) fn drop_unreadable(db: &Connection) -> rusqlite::Result<u64> {
    let known = Known::read(db)?;
    let mut unreadable = Vec::new();
    each_document(db, |number, document| {
        if !document.is_some_and(|actors| known.has_all(&actors)) {
            unreadable.push(number);
        }
    })?;
    for number in &unreadable {
        db.prepare_cached("DELETE FROM mentions WHERE n = ?")?
            .execute([number])?;
    }
    Ok(unreadable.len() as u64)
}

/// Counts anew how many articles name each actor, by which names and in which roles.
pub(super) fn recount(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "UPDATE actors SET articles = 0; UPDATE names SET count = 0; UPDATE roles SET articles = 0;",
    )?;
    let mut tally = Tally::default();
    each_document(db, |_, document| {
        for actor in document.iter().flatten() {
            // The dates of roles stay as they are kept.
            tally.add(actor, Some((UNDATED, None)));
        }
    })?;
    tally.write(db)
}

/// Calls `each` for every article with mentions; with `None` where they cannot be read.
fn each_document(
    db: &Connection,
    mut each: impl FnMut(i64, Option<Vec<InDocument>>),
) -> rusqlite::Result<()> {
    let mut find = db.prepare("SELECT n, blob FROM mentions")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let document = match row.get_ref(1)? {
            ValueRef::Blob(blob) => whole_document(blob),
            _ => None,
        };
        each(row.get(0)?, document);
    }
    Ok(())
}

/// The numbers there are.
struct Known {
    actors: Pass,
    names: Pass,
    roles: Pass,
}

impl Known {
    fn read(db: &Connection) -> rusqlite::Result<Self> {
        let numbers = |sql| -> rusqlite::Result<Pass> {
            let mut there = Pass::default();
            let mut find = db.prepare(sql)?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                there.see(row.get(0)?);
            }
            Ok(there)
        };
        Ok(Self {
            actors: numbers("SELECT a FROM actors")?,
            names: numbers("SELECT s FROM names")?,
            roles: numbers("SELECT r FROM roles")?,
        })
    }

    fn has_all(&self, document: &[InDocument]) -> bool {
        document.iter().all(|here| {
            self.actors.has(here.actor)
                && (here.role == 0 || self.roles.has(here.role))
                && here.names.iter().all(|(name, _)| self.names.has(*name))
        })
    }
}
