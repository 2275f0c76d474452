//! The names by which an actor is written and the roles it is seen in, with their dates.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::NameLine;
use crate::app::rows::Rows;
use crate::model::ActorPage;
use crate::text::wrap;

use super::pen::{Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, number, stretch};

/// From this width on roles stand beside the names.
const WIDE: u16 = 70;

/// A name or a role with what is known of it.
#[derive(Default)]
struct Line<'a> {
    words: Words<'a>,
    /// What is told whatever the room.
    told: Words<'a>,
    /// What is told where there is room for everything.
    rest: Words<'a>,
}

/// Draws names, then roles; in two columns where there is room.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, view: &ActorPage, lines: &Rows<NameLine>) {
    let (left, right) = if area.width >= WIDE {
        let widest = view.names.iter().map(|(name, _)| wrap::width(name)).max();
        // Room for the count and for air.
        let needed = cells(widest.unwrap_or(0)).saturating_add(12);
        let cut = needed.clamp(area.width / 4, area.width / 2);
        (columns(area, 0, cut), columns(area, cut, area.width))
    } else {
        let above = cells(view.names.len() + 2).min(area.height / 2);
        (rows(area, 0, above), rows(area, above, area.height))
    };
    let (times, dash) = (pen.signs.times, pen.signs.dash);
    let names = view.names.iter().map(|(name, often)| {
        let often = format!("{times}{}", number(*often));
        Line {
            words: Words::new(name.as_str(), Role::Text),
            told: Words::new(often, Role::Dim),
            rest: Words::default(),
        }
    });
    let names = names.collect();
    part(pen, left, "Written as", names, (0, lines.cursor));
    let seen = cells(view.roles.len() + 1);
    let (above, below) = match view.offices.is_empty() {
        true => (right, rows(right, right.height, right.height)),
        false => {
            let needed = cells(view.offices.len() + 1).min(right.height / 2);
            let cut = (seen + 1).min(right.height - needed);
            (rows(right, 0, cut), rows(right, cut, right.height))
        }
    };
    let roles = view.roles.iter().map(|role| {
        let dates = stretch(role.first.as_ref(), role.last.as_ref(), dash);
        Line {
            words: Words::new(role.role.as_str(), Role::Piece),
            told: Words::new(dates, Role::Dim),
            rest: Words::new(count(role.articles, "article"), Role::Dim),
        }
    });
    let before = view.names.len();
    let roles = roles.collect();
    part(pen, above, "Roles seen", roles, (before, lines.cursor));
    if view.offices.is_empty() {
        return;
    }
    let offices = view.offices.iter().map(|office| Line {
        words: Words::new(office.in_words(), Role::Dim),
        ..Line::default()
    });
    let (before, offices) = (before + view.roles.len(), offices.collect());
    let heading = "By your dictionary, not by the texts";
    part(pen, below, heading, offices, (before, lines.cursor));
}

/// Draws a heading and some lines of all, scrolled so that the one under the cursor is seen; so many lines stand in the parts before.
fn part(
    pen: &mut Pen<'_>,
    area: Area,
    heading: &str,
    lines: Vec<Line<'_>>,
    (before, cursor): (usize, usize),
) {
    pen.words(area, 0, &Words::new(format!("  {heading}"), Role::Group));
    let list = rows(area, 1, area.height);
    let here = cursor
        .checked_sub(before)
        .filter(|here| *here < lines.len());
    let shown = usize::from(list.height);
    // Where the cursor is in a part after this one, its end stays on the screen.
    let at = here.unwrap_or(if cursor < before { 0 } else { lines.len() });
    let top = first(0, at.min(lines.len().saturating_sub(1)), shown);
    for (place, row) in (top..lines.len()).zip(0..list.height) {
        lines[place].draw(pen, columns(list, 2, list.width), row);
        pen.spot(list, row, Spot::Row(before + place));
        if here == Some(place) {
            pen.select(list, row, true);
        }
    }
}

impl Line<'_> {
    /// Writes the words and what is told of them; where there is no room for both, the words are cut.
    fn draw(&self, pen: &mut Pen<'_>, area: Area, row: u16) {
        let air = |words: &Words<'_>| match words.width() {
            0 => 0,
            width => cells(width + 2),
        };
        let (told, rest) = (air(&self.told), air(&self.rest));
        let room = area.width.saturating_sub(told);
        let mut used = pen.words(columns(area, 0, room), row, &self.words);
        if told > 0 {
            used += 2 + pen.words(columns(area, used + 2, area.width), row, &self.told);
        }
        if rest > 0 && used.saturating_add(rest) <= area.width {
            pen.words(columns(area, used + 2, area.width), row, &self.rest);
        }
    }
}
