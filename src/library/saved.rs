//! Saved searches: kept, counted, opened.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::index::RowSet;
use crate::model::{ArticleNo, Finds, OmniTarget, SavedRow, SavedSearch, View, Watermark};
use crate::store::KeptSearch;
use crate::text::fold::fold;
use crate::text::{Cancel, clean};

use super::queries::Conditions;
use super::seen::Seen;
use super::{Library, LookError, lock, queries};

/// Searches that one look counts, so that a long list is seen before it is counted.
const AT_ONCE: usize = 8;
/// Counts that are kept.
const KEPT: usize = 1_000;
/// The longest name, in bytes.
const LONGEST: usize = 200;

/// What was counted, by query, with the state of the library it holds for.
#[derive(Default)]
pub(super) struct Counts(Mutex<HashMap<KeyOfCount, (u64, Finds)>>);

/// A query and how far it had been seen.
type KeyOfCount = (String, Option<u32>);

/// Looks at the list: what is not counted yet is counted, some at a time, and the rest left for the next look.
pub(super) fn look(library: &Library, cancel: &Cancel) -> Result<View, LookError> {
    let seen = library.seen();
    let kept = library.mark_book().kept().searches()?;
    let here = library.watermark(&seen)?;
    let mut left = AT_ONCE;
    let mut rows = Vec::with_capacity(kept.len());
    for KeptSearch {
        search,
        seen: before,
    } in kept
    {
        let before = before
            .filter(|before| {
                here.as_ref()
                    .is_some_and(|here| here.library == before.library)
            })
            .map(|before| before.last);
        let finds = library.count(&seen, &search.query, before, &mut left, cancel)?;
        rows.push(SavedRow { search, finds });
    }
    Ok(View::Saved(rows))
}

impl Library {
    /// Keeps a search under its name at a moment (seconds since 1970), and says so.
    pub fn save(&self, search: &SavedSearch, at: i64) -> Result<String, LookError> {
        let name = clean::clean_line(search.name.trim());
        if name.is_empty() || name.len() > LONGEST {
            return Err(LookError::BadName(LONGEST));
        }
        queries::parse(self, &search.query)?;
        let search = SavedSearch {
            name,
            ..search.clone()
        };
        let here = self.watermark(&self.seen())?;
        let mut marks = self.mark_book();
        let new = marks.kept().save_search(&search, here.as_ref(), at)?;
        marks.generation += 1;
        Ok(if new {
            format!("saved as {}", search.name)
        } else {
            format!("{} is saved anew; u gives the old one back", search.name)
        })
    }

    /// Takes a saved search away at a moment, and says so.
    pub fn remove_saved(&self, name: &str, at: i64) -> Result<String, LookError> {
        let mut marks = self.mark_book();
        if marks.kept().remove_search(name, at)? {
            marks.generation += 1;
            return Ok(format!("removed {name}"));
        }
        Err(not_found(name))
    }

    /// Notes that a saved search was opened at a moment: what it finds now is no longer new.
    pub fn see_saved(&self, search: &SavedSearch, at: i64) -> Result<(), LookError> {
        let here = self.watermark(&self.seen())?;
        if let Some(here) = here {
            let mut marks = self.mark_book();
            marks.kept().see_search(&search.name, &here)?;
            marks.generation += 1;
        }
        self.visited(&OmniTarget::Saved(search.clone()), at)
    }

    /// Every saved search, by name.
    pub fn saved(&self) -> Result<Vec<SavedSearch>, LookError> {
        let kept = self.mark_book().kept().searches()?;
        Ok(kept.into_iter().map(|kept| kept.search).collect())
    }

    /// A saved search, and the number after which articles are new to it.
    pub fn saved_named(&self, name: &str) -> Result<(SavedSearch, Option<ArticleNo>), LookError> {
        let kept = self.mark_book().kept().searches()?;
        let here = self.watermark(&self.seen())?;
        let found = kept.into_iter().find(|kept| kept.search.name == name);
        let KeptSearch { search, seen } = found.ok_or_else(|| not_found(name))?;
        let before = seen.filter(|seen| here.is_some_and(|here| here.library == seen.library));
        Ok((search, before.map(|before| ArticleNo(before.last))))
    }

    /// The saved search of this name, whatever its case and accents.
    pub(super) fn saved_like(&self, name: &str) -> Option<KeptSearch> {
        let kept = self.mark_book().kept().searches().ok()?;
        let wanted = fold(name);
        kept.into_iter()
            .find(|kept| fold(&kept.search.name) == wanted)
    }

    /// What a saved search finds, or only what came since it was opened last.
    pub(super) fn found_by_saved(
        &self,
        conditions: &Conditions<'_>,
        name: &str,
        new: bool,
    ) -> RowSet {
        let Some(KeptSearch { search, seen }) = self.saved_like(name) else {
            return RowSet::new();
        };
        let mut found = conditions.within(&search.query);
        if new {
            let identity = self
                .reader()
                .ok()
                .and_then(|reader| reader.identity().ok()?);
            match seen.filter(|seen| identity.as_ref() == Some(&seen.library)) {
                Some(seen) => found.and_not(&RowSet::all(seen.last.saturating_add(1))),
                None => found = RowSet::new(),
            }
        }
        found
    }

    /// How far the library can be seen now.
    pub(super) fn watermark(&self, seen: &Seen) -> Result<Option<Watermark>, LookError> {
        let library = self.reader()?.identity()?;
        let last = seen.columns.rows().saturating_sub(1);
        Ok(library.map(|library| Watermark { library, last }))
    }

    fn count(
        &self,
        seen: &Seen,
        query: &str,
        before: Option<u32>,
        left: &mut usize,
        cancel: &Cancel,
    ) -> Result<Finds, LookError> {
        let state = seen.generation ^ self.mark_book().generation.rotate_left(32);
        let key = (query.to_owned(), before);
        if let Some((then, finds)) = lock(&self.counts.0).get(&key)
            && *then == state
        {
            return Ok(finds.clone());
        }
        if *left == 0 {
            return Ok(Finds::Uncounted);
        }
        *left -= 1;
        let finds = match queries::all(self, seen, query, cancel) {
            Ok(found) => Finds::Articles {
                all: found.len(),
                new: before.map(|last| found.iter().filter(|no| *no > last).count()),
            },
            Err(LookError::Cancelled) => return Err(LookError::Cancelled),
            Err(fault) => Finds::Mistake(fault.to_string()),
        };
        let mut counts = lock(&self.counts.0);
        if counts.len() >= KEPT {
            counts.clear();
        }
        counts.insert(key, (state, finds.clone()));
        Ok(finds)
    }
}

fn not_found(name: &str) -> LookError {
    LookError::NotFound {
        what: "saved search",
        name: name.to_owned(),
    }
}
