//! Every hit of a query in its context: read article by article, newest first, some at each look, so that no look takes long.

use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use crate::index::text::in_context;
use crate::model::{
    ArticleNo, Concordance, ConcordanceAt, Field, HitLine, HitSort, Query, Sort, View, Window,
};
use crate::text::Cancel;
use crate::text::fold::fold;
use crate::text::words::words;

use super::lit::Lit;
use super::seen::Seen;
use super::{Library, LookError, lock, queries};

/// Articles read by the first look.
const AT_ONCE: usize = 200;
/// A later look reads this part of what has been read, so that putting all in order again stays a small part of the work.
const GROWTH: usize = 8;
/// Characters to each side of a hit: enough for the widest screen.
const CHARS: usize = 150;
/// Words of a context that decide its place in the order.
const COMPARED: usize = 6;

/// The concordance that was looked at last, as far as it has been read.
#[derive(Default)]
pub(super) struct Concordances(Mutex<Option<Reading>>);

/// A concordance that is being read.
struct Reading {
    query: String,
    generation: u64,
    /// Articles to read, newest first.
    order: Vec<u32>,
    /// How many of them have been read.
    read: usize,
    lines: Vec<Line>,
    notices: Vec<String>,
}

/// A line with what it is ordered by.
struct Line {
    line: Arc<HitLine>,
    left: Box<str>,
    right: Box<str>,
}

/// Looks at a concordance of as many hits as the window wants: reads on where the last look ended.
pub(super) fn look(
    library: &Library,
    at: &ConcordanceAt,
    window: Window,
    cancel: &Cancel,
) -> Result<View, LookError> {
    let seen = library.seen();
    let query = queries::parse(library, &at.query)?;
    let lit = Lit::of(library, &seen, &query)?;
    let before = lock(&library.concordances.0).take();
    let before = before.filter(|before| before.query == at.query);
    // What came in meanwhile changes the order: begin anew, and read at once as far as had been read.
    let (mut reading, goal) = match before {
        Some(reading) if reading.generation == seen.generation => {
            let more = AT_ONCE.max(reading.read / GROWTH);
            let goal = reading.read + more;
            (reading, goal)
        }
        other => {
            let goal = other.map_or(0, |old| old.read).max(AT_ONCE);
            (Reading::begin(library, &seen, at, &query, cancel)?, goal)
        }
    };
    if lit.is_empty() {
        reading.order.clear();
        reading.notices = vec!["the query asks for nothing that stands in a text".to_owned()];
    }
    let read = reading.read_on(library, &seen, &lit, (goal, window.limit), cancel);
    let view = reading.view(at.sort, window.limit);
    *lock(&library.concordances.0) = Some(reading);
    read.map(|()| View::Concordance(view))
}

impl Library {
    /// Calls `each` for every hit of a query, newest article first, until it says stop.
    pub fn each_hit(
        &self,
        typed: &str,
        cancel: &Cancel,
        mut each: impl FnMut(HitLine) -> ControlFlow<()>,
    ) -> Result<(), LookError> {
        let seen = self.seen();
        let query = queries::parse(self, typed)?;
        let lit = Lit::of(self, &seen, &query)?;
        if lit.is_empty() {
            return Ok(());
        }
        let all = queries::all(self, &seen, typed, cancel)?;
        for part in seen.columns.sorted(&all, Sort::Newest).chunks(AT_ONCE) {
            let read = hits(self, &seen, &lit, part, cancel, &mut each)?;
            if read < part.len() {
                break;
            }
        }
        Ok(())
    }
}

impl Reading {
    fn begin(
        library: &Library,
        seen: &Seen,
        at: &ConcordanceAt,
        query: &Query,
        cancel: &Cancel,
    ) -> Result<Self, LookError> {
        // Everything has no hits.
        let order = match query {
            Query::All => Vec::new(),
            _ => {
                let all = queries::all(library, seen, &at.query, cancel)?;
                seen.columns.sorted(&all, Sort::Newest)
            }
        };
        Ok(Self {
            query: at.query.clone(),
            generation: seen.generation,
            order,
            read: 0,
            lines: Vec::new(),
            notices: Vec::new(),
        })
    }

    /// Reads articles up to the place `goal`, or until there are `most` hits.
    fn read_on(
        &mut self,
        library: &Library,
        seen: &Seen,
        lit: &Lit,
        (goal, most): (usize, usize),
        cancel: &Cancel,
    ) -> Result<(), LookError> {
        if self.lines.len() >= most {
            return Ok(());
        }
        let part = self.order.get(self.read..).unwrap_or_default();
        let part = &part[..part.len().min(goal.saturating_sub(self.read))];
        let lines = &mut self.lines;
        let mut take = |line: HitLine| {
            lines.push(Line::of(line));
            match lines.len() < most {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        };
        self.read += hits(library, seen, lit, part, cancel, &mut take)?;
        Ok(())
    }

    fn view(&self, sort: HitSort, most: usize) -> Concordance {
        let mut order: Vec<&Line> = self.lines.iter().collect();
        match sort {
            HitSort::Date => {}
            HitSort::Left => order.sort_by(|a, b| compared(&a.left, &b.left)),
            HitSort::Right => order.sort_by(|a, b| compared(&a.right, &b.right)),
        }
        Concordance {
            lines: order.iter().map(|line| Arc::clone(&line.line)).collect(),
            read: self.read,
            articles: self.order.len(),
            complete: self.read >= self.order.len() || self.lines.len() >= most,
            notices: self.notices.clone(),
        }
    }
}

impl Line {
    fn of(line: HitLine) -> Self {
        let folded =
            |text: &str| -> Vec<String> { words(text).map(|word| fold(word.text)).collect() };
        let (mut left, mut right) = (folded(&line.left), folded(&line.right));
        left.reverse();
        left.truncate(COMPARED);
        right.truncate(COMPARED);
        Self {
            left: left.join(" ").into(),
            right: right.join(" ").into(),
            line: Arc::new(line),
        }
    }
}

/// Where there is nothing beside a hit there is nothing to compare: such lines come last.
fn compared(a: &str, b: &str) -> Ordering {
    (a.is_empty(), a).cmp(&(b.is_empty(), b))
}

/// Gives the hits of some articles to `each`; the number of articles that were read to their end, or to where it said stop.
fn hits(
    library: &Library,
    seen: &Seen,
    lit: &Lit,
    articles: &[u32],
    cancel: &Cancel,
    each: &mut impl FnMut(HitLine) -> ControlFlow<()>,
) -> Result<usize, LookError> {
    let reader = library.reader()?;
    let _held = reader.hold()?;
    for (place, &no) in articles.iter().enumerate() {
        if cancel.is_cancelled() {
            return Err(LookError::Cancelled);
        }
        let no = ArticleNo(no);
        let Some(row) = seen.row(no) else { continue };
        // What a list shows in place of a missing headline is no headline.
        let title = reader.rows(&[no])?.pop().map(|row| row.title);
        let title = title.unwrap_or_default();
        let body = library.unless_damaged(no, reader.body(no))?.flatten();
        let body = body.unwrap_or_default();
        let lit = lit.hits(&reader, no, (&title, &body));
        let Some((in_title, in_body)) = library.unless_damaged(no, lit)? else {
            continue;
        };
        let mut number = 0;
        for (field, text, found) in [
            (Field::Title, &title, &in_title),
            (Field::Body, &body, &in_body),
        ] {
            for (hit, context) in found.iter().zip(in_context(text, found, CHARS)) {
                let short = |place| u32::try_from(place).unwrap_or(u32::MAX);
                let line = HitLine {
                    article: no,
                    id: row.id.clone(),
                    title: row.title.clone(),
                    source: row.source.clone(),
                    date: row.date,
                    field,
                    start: short(hit.start),
                    end: short(hit.end),
                    place: number,
                    left: context.left,
                    hit: context.hit,
                    right: context.right,
                };
                number += 1;
                if each(line).is_break() {
                    return Ok(place);
                }
            }
        }
    }
    Ok(articles.len())
}
