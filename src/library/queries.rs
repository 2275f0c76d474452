//! Queries as typed to lists of articles: parsed, searched, ranked, and kept for the next question about them.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil;

use crate::index::RowSet;
use crate::index::columns::{Columns, Kind};
use crate::index::text::{Filters, IndexError, SearchOptions};
use crate::language;
use crate::model::{
    ArticleNo, ArticlesAt, Facet, From, Leaf, Mark, NameField, Query, Sort, Window,
};
use crate::text::{Cancel, fold};

use super::{Library, LookError, Seen, actor};

/// Lists kept for the next question: the one on screen, the one before, and what was typed on the way.
const KEPT: usize = 8;
/// Articles ranked by score; the rest of a list by relevance follows newest first.
const RANKED: usize = 300;

/// Saved searches that are part of one another.
const DEEPEST: usize = 4;

/// What is wanted of a search.
#[derive(Clone, Copy)]
struct Wanted {
    /// Articles in order of score.
    best: usize,
    /// How many searches it is part of.
    depth: usize,
}

impl Wanted {
    /// For a list.
    const RANKED: Self = Self {
        best: RANKED,
        depth: 0,
    };
}

/// Parses a query as typed; empty is everything.
pub(super) fn parse(library: &Library, typed: &str) -> Result<Query, LookError> {
    if typed.trim().is_empty() {
        return Ok(Query::All);
    }
    language::parse(typed, library.today()).map_err(LookError::Query)
}

/// Every article a query finds, and the order of the best.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All of them.
    pub all: RowSet,
    /// The best by score, best first.
    pub best: Vec<(ArticleNo, f32)>,
    /// Their number.
    pub total: usize,
    /// What could not be done, in words.
    pub notices: Vec<String>,
    sorted: Mutex<Option<(Sort, Arc<Vec<u32>>)>>,
    facets: OnceLock<Vec<Facet>>,
    looked_at: AtomicBool,
}

impl Found {
    /// Whether nobody asked this yet.
    pub(super) fn is_new(&self) -> bool {
        !self.looked_at.swap(true, Ordering::Relaxed)
    }

    /// Counts of fields over all of them; made once, however many parts of the list are looked at.
    pub(super) fn facets(&self, seen: &Seen) -> Vec<Facet> {
        let made = self.facets.get_or_init(|| seen.facets(&self.all));
        made.clone()
    }

    /// A part of the list by relevance that lies within the best, with where it begins: the others need not be put in order for it.
    pub(super) fn among_the_best(
        &self,
        sort: Sort,
        window: Window,
    ) -> Option<(usize, Vec<ArticleNo>)> {
        let (Sort::Relevance, From::Row(row)) = (sort, window.from) else {
            return None;
        };
        let part = self.best.get(row..row.checked_add(window.limit)?)?;
        Some((row, part.iter().map(|(no, _)| *no).collect()))
    }

    /// The numbers of all articles in this order.
    pub(super) fn in_order(&self, sort: Sort, columns: &Columns) -> Arc<Vec<u32>> {
        let mut sorted = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((kept, order)) = sorted.as_ref()
            && *kept == sort
        {
            return Arc::clone(order);
        }
        let order = Arc::new(self.order(sort, columns));
        *sorted = Some((sort, Arc::clone(&order)));
        order
    }

    fn order(&self, sort: Sort, columns: &Columns) -> Vec<u32> {
        match sort {
            Sort::Newest | Sort::Oldest | Sort::Source => columns.sorted(&self.all, sort),
            Sort::Relevance => {
                let mut order: Vec<u32> = self.best.iter().map(|(no, _)| no.0).collect();
                let ranked: RowSet = order.iter().copied().collect();
                let by_date = columns.sorted(&self.all, Sort::Newest);
                order.extend(by_date.into_iter().filter(|&no| !ranked.contains(no)));
                order
            }
        }
    }

    /// The score of an article among the best.
    pub(super) fn score(&self, no: ArticleNo) -> f32 {
        self.best
            .iter()
            .find(|(found, _)| *found == no)
            .map_or(0.0, |(_, score)| *score)
    }
}

/// What has been searched for lately.
#[derive(Default)]
pub(super) struct Results {
    kept: Mutex<VecDeque<(String, u64, Arc<Found>)>>,
}

impl Results {
    /// What a query finds now, from memory where it was asked a moment ago.
    pub(super) fn find(
        &self,
        library: &Library,
        seen: &Seen,
        at: &ArticlesAt,
        cancel: &Cancel,
    ) -> Result<Arc<Found>, LookError> {
        let asked = language::asked(at);
        let state = seen.generation ^ library.mark_book().generation.rotate_left(32);
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, found)) = kept()
            .iter()
            .find(|(query, then, _)| *query == asked && *then == state)
        {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(search(library, seen, &asked, Wanted::RANKED, cancel)?);
        let mut kept = kept();
        kept.push_front((asked.into_owned(), state, Arc::clone(&found)));
        kept.truncate(KEPT);
        Ok(found)
    }
}

/// Every article a query finds, in no order.
pub(super) fn all(
    library: &Library,
    seen: &Seen,
    typed: &str,
    cancel: &Cancel,
) -> Result<RowSet, LookError> {
    all_within(library, seen, typed, 0, cancel)
}

/// The same for a search that is part of another, which may be part of another in turn.
fn all_within(
    library: &Library,
    seen: &Seen,
    typed: &str,
    depth: usize,
    cancel: &Cancel,
) -> Result<RowSet, LookError> {
    let wanted = Wanted { best: 0, depth };
    Ok(search(library, seen, typed, wanted, cancel)?.all)
}

fn search(
    library: &Library,
    seen: &Seen,
    typed: &str,
    Wanted { best, depth }: Wanted,
    cancel: &Cancel,
) -> Result<Found, LookError> {
    let query = parse(library, typed)?;
    if query == Query::All {
        let all = seen.columns.alive().clone();
        return Ok(Found {
            total: all.len(),
            all,
            ..Found::default()
        });
    }
    let conditions = Conditions {
        library,
        seen,
        depth,
        cancel,
    };
    let days = library
        .today()
        .duration_since(civil::date(1970, 1, 1))
        .as_hours()
        / 24;
    let options = SearchOptions {
        best,
        today: Some(days),
    };
    if let Err(absent @ IndexError::Absent) = library.index() {
        return Ok(Found {
            notices: vec![absent.to_string()],
            ..Found::default()
        });
    }
    let mut hits = library.ask_index(|text| text.search(&query, &conditions, options, cancel))?;
    // The index may lag behind what has gone from the store.
    hits.all.and(seen.columns.alive());
    let mut notices = Vec::new();
    if hits.cut_short {
        notices.push(broken_off(&query).to_owned());
    }
    notices.extend(unknown(library, &query));
    let total = hits.all.len();
    Ok(Found {
        all: hits.all,
        best: hits.best,
        total,
        notices,
        ..Found::default()
    })
}

/// What is the matter with a search that took too long.
fn broken_off(query: &Query) -> &'static str {
    match leaves_out(query) {
        false => "this search takes too long and was broken off: there may be more articles",
        true => {
            "this search takes too long and was broken off: articles may be missing, or not left out"
        }
    }
}

fn leaves_out(query: &Query) -> bool {
    match query {
        Query::Not(_) => true,
        Query::And(parts) | Query::Or(parts) => parts.iter().any(leaves_out),
        Query::All | Query::Leaf(_) => false,
    }
}

/// What a query asks for that is not known, in words.
fn unknown(library: &Library, query: &Query) -> Vec<String> {
    match query {
        Query::Leaf(Leaf::Is(Mark::New)) if !library.knows_last_visit() => {
            vec!["this is the first visit: nothing is new since the last".to_owned()]
        }
        Query::Leaf(Leaf::Name {
            field: NameField::Saved | NameField::New,
            value,
        }) if library.saved_like(value).is_none() => {
            vec![format!("no search is saved as {value}")]
        }
        Query::And(parts) | Query::Or(parts) => {
            let parts = parts.iter();
            parts.flat_map(|part| unknown(library, part)).collect()
        }
        Query::Not(part) => unknown(library, part),
        _ => Vec::new(),
    }
}

/// The conditions that the text index cannot answer by itself.
pub(super) struct Conditions<'l> {
    library: &'l Library,
    seen: &'l Seen,
    depth: usize,
    cancel: &'l Cancel,
}

impl Conditions<'_> {
    /// What a query finds that is part of this one; nothing where they go too deep, as one that is part of itself does.
    pub(super) fn within(&self, typed: &str) -> RowSet {
        if self.depth == DEEPEST {
            return RowSet::new();
        }
        // Where it fails, the whole is cancelled, or the reader is told so when the part is opened.
        all_within(self.library, self.seen, typed, self.depth + 1, self.cancel).unwrap_or_default()
    }
}

impl Conditions<'_> {
    /// What has the name as it is written; where nothing has, what has it but for case, accents and script.
    fn whole(&self, kind: Kind, name: &str) -> RowSet {
        let written = self.seen.columns.with_written_name(kind, name);
        match written.is_empty() {
            true => self.seen.columns.with_folded_name(kind, name),
            false => written,
        }
    }

    /// What the text index does not find, where there is anything: it has names as they fold, and "Güneş" is typed `gunes`, too.
    fn spelt_otherwise(&self, kind: Kind, value: &str) -> Option<RowSet> {
        let found = self.seen.columns.with_other_spelling(kind, value);
        (!found.is_empty()).then_some(found)
    }
}

impl Filters for Conditions<'_> {
    fn dates(&self, from: Option<civil::Date>, to: Option<civil::Date>) -> RowSet {
        self.seen.columns.between(from, to)
    }

    fn marked(&self, mark: Mark) -> RowSet {
        if mark == Mark::New {
            return self.library.new_since_last_visit(self.seen);
        }
        let marked = self.library.marked(|marks| match mark {
            Mark::Unread | Mark::Read | Mark::New => marks.read,
            Mark::Starred => marks.starred,
            Mark::Tagged => !marks.tags.is_empty(),
            Mark::Noted => marks.note.is_some(),
        });
        if mark != Mark::Unread {
            return marked;
        }
        let mut unread = self.seen.columns.alive().clone();
        unread.and_not(&marked);
        unread
    }

    fn named(&self, field: NameField, value: &str) -> Option<RowSet> {
        let whole = value.strip_prefix(NameField::WHOLE);
        match field {
            NameField::Actor | NameField::With => {
                let mut named = self.seen.actors_asked_for(value);
                if named.is_empty() {
                    let value = whole.unwrap_or(value);
                    // "Washington (organisation)"
                    let found = self.seen.actor_named(value);
                    let of_key = || actor::of_key(self.library, self.seen, value).ok().flatten();
                    let found = found.or_else(of_key);
                    named.extend(found.or_else(|| self.seen.bearer(value)));
                }
                Some(self.seen.actors.articles_of_any(&named))
            }
            NameField::Tag => {
                let wanted = fold::fold(whole.unwrap_or(value));
                let start = wanted.strip_suffix('*').filter(|_| whole.is_none());
                let fits = |tag: &String| match start {
                    Some(start) => tag.starts_with(start),
                    None => *tag == wanted,
                };
                let has =
                    |tag: &String| fits(&fold::fold(tag)) || fold::alternates(tag).iter().any(fits);
                let mut rows = self.library.marked(|marks| marks.tags.iter().any(has));
                rows.or(&match whole {
                    Some(tag) => self.whole(Kind::Tag, tag),
                    None => self.seen.columns.with_other_spelling(Kind::Tag, value),
                });
                Some(rows)
            }
            NameField::Saved | NameField::New => {
                let new = field == NameField::New;
                Some(self.library.found_by_saved(self, value, new))
            }
            NameField::Source | NameField::Author => {
                let kind = match field {
                    NameField::Source => Kind::Source,
                    _ => Kind::Author,
                };
                match whole {
                    Some(name) => Some(self.whole(kind, name)),
                    None => self.spelt_otherwise(kind, value),
                }
            }
            NameField::Lang => match whole {
                Some(tag) => Some(self.whole(Kind::Lang, tag)),
                // A language alone is what the text index knows of it, which is faster.
                None if value.contains(['-', '_', '*']) => {
                    Some(self.seen.columns.with_name(Kind::Lang, value))
                }
                None => None,
            },
        }
    }
}
