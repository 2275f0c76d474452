//! The saved searches: each with its query, how many articles it finds, and how many of them are new since it was opened last.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::Page;
use crate::app::rows::Rows;
use crate::model::{Finds, SavedRow};
use crate::text::wrap;

use super::nothing;
use super::pen::{Pen, columns, first};
use super::theme::Role;
use super::words::{Words, count, number};

/// The widest column of names.
const NAMES: usize = 28;

/// Draws the list.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, page: &Page, saved: &Rows<SavedRow>) {
    if saved.total == 0 {
        let empty =
            "No search is saved yet. In a list, / searches and w saves the search under a name.";
        let (words, role) = nothing(&page.asked, empty);
        pen.sentence(area, words, role);
        return;
    }
    let widest = saved.part.iter().map(|row| wrap::width(&row.search.name));
    let names = widest.max().unwrap_or(0).min(NAMES);
    let top = first(saved.top, saved.cursor, usize::from(area.height));
    for (place, row) in (top..saved.total).zip(0..area.height) {
        let Some(saved_row) = saved.get(place) else {
            break;
        };
        draw_row(pen, columns(area, 2, area.width), row, saved_row, names);
        pen.spot(area, row, Spot::Row(place));
        if place == saved.cursor {
            pen.select(area, row, true);
        }
    }
}

fn draw_row(pen: &mut Pen<'_>, area: Area, row: u16, saved: &SavedRow, names: usize) {
    let name = saved.search.name.as_str();
    let shown = &name[..wrap::fit(name, names)];
    let air = " ".repeat(names.saturating_sub(wrap::width(shown)) + 2);
    let left = Words::new(shown, Role::Title)
        .and(air, Role::Dim)
        .and(saved.search.query.as_str(), Role::Meta);
    let right = match &saved.finds {
        Finds::Uncounted => Words::new("…", Role::Dim),
        Finds::Mistake(why) => Words::new(why.as_str(), Role::Error),
        Finds::Articles { all, new } => {
            let mut words = Words::default();
            if let Some(new) = new.filter(|new| *new > 0) {
                words.push(format!("{} new", number(new as u64)), Role::Unread);
                words.push("  ", Role::Dim);
            }
            words.and(format!("{:>14}", count(*all as u64, "article")), Role::Dim)
        }
    };
    let room = columns(area, 0, area.width.saturating_sub(1));
    pen.ends(room, row, (&left, &right), names + 10);
}
