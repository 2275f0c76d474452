//! A list of articles, wherever it stands: rows under the day or source they share, signs, lit letters, snippets.

use std::collections::BTreeSet;

use crate::app::layout::Area;
use crate::app::list::{self, ListLine};
use crate::app::rows::Rows;
use crate::model::{ArticleRow, Sort};
use crate::text::wrap;

use super::pen::{Pen, cells, columns};
use super::theme::Role;
use super::words::Words;

/// From this width on a row has room for its source.
const ROOMY: u16 = 44;
/// From this width on a snippet has room for a day before it.
const LEAST_DATED: u16 = 28;
/// The longest source that is shown whole, in cells.
const LONGEST: usize = 18;
/// Cells before the title: mark, unread, air.
const MARGIN: u16 = 3;

/// What is drawn.
pub(super) struct Listed<'a> {
    pub(super) rows: &'a Rows<ArticleRow>,
    pub(super) sort: Sort,
    pub(super) picked: Option<&'a BTreeSet<String>>,
    pub(super) focused: bool,
}

impl Listed<'_> {
    /// Cells before a title; one more for the signs of what is picked.
    fn margin(&self) -> u16 {
        MARGIN + u16::from(self.picked.is_some_and(|picked| !picked.is_empty()))
    }
}

/// Draws the rows that are seen.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, listed: &Listed<'_>) {
    let (rows, height) = (listed.rows, usize::from(area.height));
    if height == 0 {
        return;
    }
    let top = top(rows, listed.sort, height);
    for (line, place) in list::lines(rows, listed.sort, top, height).iter().zip(0..) {
        match line {
            ListLine::Group(name) => {
                let name = if name.is_empty() { "no source" } else { name };
                let words = Words::new(" ", Role::Text).and(name, Role::Group);
                pen.words(area, place, &words);
            }
            ListLine::Row(number) => {
                if let Some(row) = rows.get(*number) {
                    draw_row(pen, area, place, row, listed);
                }
            }
            ListLine::Snippet(number) => {
                if let Some(row) = rows.get(*number) {
                    let area = columns(area, listed.margin(), area.width);
                    let mut words = dated(row, area.width, listed);
                    let room = usize::from(area.width).saturating_sub(words.width());
                    words.push_snippet(&row.snippet, room, pen.signs.more);
                    pen.words(area, place, &words);
                }
            }
        }
        if matches!(line, ListLine::Row(number) | ListLine::Snippet(number) if *number == rows.cursor)
        {
            pen.select(area, place, listed.focused);
        }
    }
}

/// The first row on screen: the list's own, unless the cursor would not be seen.
fn top(rows: &Rows<ArticleRow>, sort: Sort, height: usize) -> usize {
    let mut top = rows.top.min(rows.cursor);
    top = top.max(rows.cursor.saturating_sub(height));
    while top < rows.cursor && rows.cursor >= top + list::fits(rows, sort, top, height).max(1) {
        top += 1;
    }
    top
}

fn draw_row(pen: &mut Pen<'_>, area: Area, place: u16, row: &ArticleRow, listed: &Listed<'_>) {
    let signs = pen.signs;
    let y = area.y.saturating_add(place);
    if !row.read {
        let at = columns(area, 1, 1);
        pen.text(at.x, y, at.width, signs.unread, Role::Unread);
    }
    if listed.picked.is_some_and(|picked| picked.contains(&row.id)) {
        let at = columns(area, 2, 1);
        pen.text(at.x, y, at.width, signs.picked, Role::Picked);
    }
    let mut right = Words::default();
    if row.starred {
        right.push(signs.star, Role::Star);
        right.push(" ", Role::Dim);
    }
    if row.noted {
        right.push(signs.note, Role::Sign);
        right.push(" ", Role::Dim);
    }
    if row.copies > 0 {
        right.push(format!("+{} ", row.copies), Role::Sign);
    }
    // The heading cannot say which of its articles is only thought to be of its day.
    if matches!(listed.sort, Sort::Newest | Sort::Oldest)
        && row.date.is_some_and(|d| d.is_inferred())
    {
        right.push("date? ", Role::Dim);
    }
    if area.width >= ROOMY {
        let beside = beside(row, listed.sort);
        let short = match wrap::width(&beside) > LONGEST {
            true => format!(
                "{}{}",
                &beside[..wrap::fit(&beside, LONGEST - 1)],
                signs.more
            ),
            false => beside,
        };
        if !short.is_empty() {
            right.push(short, Role::Dim);
            right.push(" ", Role::Dim);
        }
    }
    let mut title = Words::default();
    let role = if row.read { Role::Read } else { Role::Text };
    if row.title.is_empty() {
        title.push("(no title)", Role::Dim);
    }
    title.push_lit(&row.title, &row.lit, role);
    let area = columns(area, listed.margin(), area.width);
    let least = usize::from(cells(16).min(area.width / 2));
    pen.ends(area, place, (&title, &right), least);
}

/// What stands before a snippet of a row of `width` cells: the day, where neither its title nor a heading has room for it.
fn dated(row: &ArticleRow, width: u16, listed: &Listed<'_>) -> Words<'static> {
    let told =
        matches!(listed.sort, Sort::Newest | Sort::Oldest) || width + listed.margin() >= ROOMY;
    match row.date {
        Some(date) if !told && width >= LEAST_DATED => {
            Words::new(super::words::day(&date), Role::Group).and(" ", Role::Dim)
        }
        _ => Words::default(),
    }
}

/// What stands beside a title: what its heading does not say.
fn beside(row: &ArticleRow, sort: Sort) -> String {
    match (sort, row.date) {
        (Sort::Relevance | Sort::Source, Some(date)) => super::words::day(&date),
        (Sort::Relevance | Sort::Newest | Sort::Oldest, _) => row.source.clone(),
        (Sort::Source, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Date;

    fn check(sort: Sort, width: u16, expected: &str) {
        let row = ArticleRow {
            date: Some(Date::day(date(2022, 5, 30))),
            ..ArticleRow::default()
        };
        let rows = Rows::default();
        let listed = Listed {
            rows: &rows,
            sort,
            picked: None,
            focused: false,
        };
        let words = dated(&row, width, &listed);
        let text: String = words.pieces.iter().map(|(text, _)| &**text).collect();
        assert_eq!(text, expected, "{sort:?} at {width}");
    }

    #[test]
    fn the_day_of_a_hit_is_told_where_nothing_else_tells_it() {
        check(Sort::Relevance, 31, "30 May 2022 ");
        check(Sort::Relevance, ROOMY - MARGIN, "");
        check(Sort::Relevance, 20, "");
        check(Sort::Newest, 31, "");
    }
}
