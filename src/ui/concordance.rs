//! Every hit of a query in its context: one line each, the hits below one another.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::{ConcordancePage, Page};
use crate::model::{Address, Field, HitLine, HitSort};
use crate::text::wrap;

use super::nothing;
use super::pen::{Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, day, end_of, number};

/// From this width on a line has room for its date.
const ROOMY: u16 = 96;
/// Cells of a date with air.
const DATE: u16 = 13;

/// Draws the page.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, page: &Page, found: &ConcordancePage) {
    let area = columns(area, 1, area.width);
    if found.rows.total == 0 {
        let (words, role) = match found.notices.first() {
            Some(notice) => (notice.as_str(), Role::Dim),
            None if found.complete => ("nothing found", Role::Dim),
            None => nothing(&page.asked, "reading"),
        };
        pen.sentence(area, words, role);
        return;
    }
    head(pen, area, page, found);
    let list = rows(area, 1, area.height.saturating_sub(3));
    let top = first(found.rows.top, found.rows.cursor, usize::from(list.height));
    for (place, row) in (top..found.rows.total).zip(0..list.height) {
        let Some(line) = found.rows.get(place) else {
            break;
        };
        draw_line(pen, list, row, line);
        pen.spot(list, row, Spot::Row(place));
        if place == found.rows.cursor {
            pen.select(list, row, true);
        }
    }
    foot(pen, rows(area, area.height.saturating_sub(2), 2), found);
}

fn head(pen: &mut Pen<'_>, area: Area, page: &Page, found: &ConcordancePage) {
    let dot = format!(" {} ", pen.signs.dot);
    let mut left = Words::new(count(found.rows.total as u64, "hit"), Role::Text);
    left.push(dot.clone(), Role::Dim);
    let articles = match found.read < found.articles {
        true => format!(
            "{} of {} read",
            number(found.read as u64),
            count(found.articles as u64, "article")
        ),
        false => count(found.articles as u64, "article"),
    };
    left.push(articles, Role::Text);
    if found.complete && found.read < found.articles {
        left.push(dot, Role::Dim);
        left.push("the newest; a narrower search shows the rest", Role::Meta);
    }
    let order = match &page.address {
        Address::Concordance(at) => at.sort,
        _ => HitSort::default(),
    };
    let order = match order {
        HitSort::Date => "newest first ",
        HitSort::Left => "by what stands left ",
        HitSort::Right => "by what stands right ",
    };
    let right = Words::new(order, Role::Dim);
    pen.ends(area, 0, (&left, &right), 20);
}

fn draw_line(pen: &mut Pen<'_>, area: Area, row: u16, line: &HitLine) {
    let mut room = columns(area, 2, area.width);
    if area.width >= ROOMY {
        if let Some(date) = &line.date {
            pen.words(room, row, &Words::new(day(date), Role::Meta));
        }
        room = columns(room, DATE, room.width);
    }
    let half = usize::from(room.width) * 9 / 20;
    let plain = match line.field {
        Field::Title => Role::Title,
        Field::Body => Role::Text,
    };
    let (shown, cut) = end_of(&line.left, half, pen.signs.more);
    let more = if cut { pen.signs.more } else { "" };
    let air = half.saturating_sub(wrap::width(shown) + wrap::width(more));
    let words = Words::new(" ".repeat(air), Role::Dim)
        .and(more, Role::Dim)
        .and(shown, plain)
        .and(line.hit.as_str(), Role::Hit)
        .and(line.right.as_str(), plain);
    pen.words(room, row, &words);
}

/// The article of the hit under the cursor.
fn foot(pen: &mut Pen<'_>, area: Area, found: &ConcordancePage) {
    let rule = pen.signs.across.repeat(usize::from(area.width));
    pen.text(area.x, area.y, area.width, &rule, Role::Frame);
    let Some(line) = found.rows.selected() else {
        return;
    };
    let mut words = Words::new(line.title.as_str(), Role::Title);
    let mut meta = Vec::new();
    meta.extend(Some(line.source.clone()).filter(|source| !source.is_empty()));
    meta.extend(line.date.as_ref().map(day));
    let meta = Words::new(meta.join(", "), Role::Meta).and(" ", Role::Dim);
    if words.is_empty() {
        words.push("no title", Role::Dim);
    }
    pen.ends(columns(area, 2, area.width), cells(1), (&words, &meta), 20);
}
