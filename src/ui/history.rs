//! Where the reader has been, newest first.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::rows::Rows;
use crate::model::Address;

use super::pen::{Pen, columns, first};
use super::theme::Role;
use super::words::Words;

/// Draws the list.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, visited: &Rows<(Address, String)>) {
    if visited.total == 0 {
        pen.sentence(area, "Nothing was visited yet.", Role::Dim);
        return;
    }
    let top = first(visited.top, visited.cursor, usize::from(area.height));
    for (place, row) in (top..visited.total).zip(0..area.height) {
        let Some((address, title)) = visited.get(place) else {
            break;
        };
        let words =
            Words::new(format!("{:<9}", word(address)), Role::Dim).and(title.as_str(), Role::Text);
        pen.words(columns(area, 2, area.width), row, &words);
        pen.spot(area, row, Spot::Row(place));
        if place == visited.cursor {
            pen.select(area, row, true);
        }
    }
}

fn word(address: &Address) -> &'static str {
    match address {
        Address::Articles(at) if at.query.is_empty() => "list",
        Address::Articles(_) => "search",
        Address::Article { .. } => "article",
        Address::Actors(_) => "actors",
        Address::Actor { .. } => "actor",
        Address::Pair { .. } => "pair",
        Address::Marks => "marks",
        Address::Saved => "saved",
        Address::Triage => "page",
        Address::Concordance(_) => "hits",
        Address::Overview | Address::Report | Address::History | Address::Help => "page",
    }
}
