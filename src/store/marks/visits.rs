//! What was opened, how often and how lately, as one number each.
//!
//! Each opening counts 1 and loses half of that in [`HALF_LIFE`] days: the number is the sum over all openings of
//! 2^(-age / half-life). Since every part of the sum fades alike, the number at one moment is enough to know it at any later one.

use rusqlite::{TransactionBehavior, params};

use super::{
    super::{StoreError, error::At},
    Marks,
};

/// Days in which an opening loses half of its weight.
const HALF_LIFE: f64 = 14.0;
const DAY: f64 = 86_400.0;
/// Things that are remembered; those of the least weight are forgotten.
const KEPT: i64 = 1_000;

/// Something that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// What it is: `article`, `actor`, `source`, `tag`, `search`.
    pub kind: String,
    /// Its id or name.
    pub name: String,
    /// The sum over its openings, as it was at `at`.
    pub weight: f64,
    /// The last opening, in seconds since 1970.
    pub at: i64,
}

impl Visit {
    /// The weight at a later time (seconds since 1970).
    pub fn weight_at(&self, now: i64) -> f64 {
        faded(self.weight, self.at, now)
    }
}

impl Marks {
    /// Everything that was opened, in no order.
    pub fn visits(&self) -> Result<Vec<Visit>, StoreError> {
        if self.is_of_layout_before(2)? {
            return Ok(Vec::new());
        }
        let (db, path) = self.parts();
        let read = || {
            db.prepare_cached("SELECT kind, name, weight, at FROM visits")?
                .query_map([], |row| {
                    Ok(Visit {
                        kind: row.get(0)?,
                        name: row.get(1)?,
                        weight: row.get(2)?,
                        at: row.get(3)?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().at(path)
    }

    /// Counts an opening at a time (seconds since 1970). Returns the visit as it is now.
    pub fn add_visit(&mut self, kind: &str, name: &str, at: i64) -> Result<Visit, StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        let mut add = || -> rusqlite::Result<Visit> {
            let act = self
                .db
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let before: Option<(f64, i64)> = rusqlite::OptionalExtension::optional(act.query_row(
                "SELECT weight, at FROM visits WHERE kind = ? AND name = ?",
                [kind, name],
                |row| Ok((row.get(0)?, row.get(1)?)),
            ))?;
            let weight = 1.0 + before.map_or(0.0, |(weight, then)| faded(weight, then, at));
            act.execute(
                "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?)",
                params![kind, name, weight, at],
            )?;
            forget(&act, at)?;
            act.commit()?;
            Ok(Visit {
                kind: kind.to_owned(),
                name: name.to_owned(),
                weight,
                at,
            })
        };
        add().at(&path)
    }
}

/// Keeps the table small: a tenth over the bound, then back to it.
fn forget(db: &rusqlite::Connection, now: i64) -> rusqlite::Result<()> {
    let count: i64 = db.query_row("SELECT count(*) FROM visits", [], |row| row.get(0))?;
    if count <= KEPT + KEPT / 10 {
        return Ok(());
    }
    let mut weights: Vec<(f64, String, String)> = db
        .prepare("SELECT weight, at, kind, name FROM visits")?
        .query_map([], |row| {
            Ok((
                faded(row.get(0)?, row.get(1)?, now),
                row.get(2)?,
                row.get(3)?,
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    weights.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, kind, name) in weights.iter().skip(usize::try_from(KEPT).unwrap_or(0)) {
        db.execute(
            "DELETE FROM visits WHERE kind = ? AND name = ?",
            [kind, name],
        )?;
    }
    Ok(())
}

fn faded(weight: f64, then: i64, now: i64) -> f64 {
    let days = now.saturating_sub(then).max(0) as f64 / DAY;
    weight * (-days / HALF_LIFE).exp2()
}
