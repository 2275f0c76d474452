//! The omnibox: a box over the page with what is typed, what it finds, and what may be typed first.

use crate::app::Spot;
use crate::app::layout::{self, Area};
use crate::app::omnibox::Omnibox;
use crate::model::{OmniRow, OmniTarget};

use super::glance;
use super::pen::{Edge, Pen, cells, columns, first, rows};
use super::prompt::{self, Typed};
use super::theme::Role;
use super::words::Words;

/// Draws the box; returns the place of the cursor.
pub(super) fn draw(pen: &mut Pen<'_>, omnibox: &Omnibox, screen: (u16, u16)) -> (u16, u16) {
    let layout = layout::omnibox(screen);
    let area = layout.whole;
    pen.clear(area);
    let mut foot = Words::default();
    let prefixes = [
        ("@", "actors"),
        ("#", "sources and tags"),
        (">", "commands"),
        ("/", "search"),
    ];
    for (place, (sign, word)) in prefixes.into_iter().enumerate() {
        foot.push(if place > 0 { "  " } else { "" }, Role::Dim);
        foot.push(sign, Role::Key);
        foot.push(" ", Role::Dim);
        foot.push(word, Role::Dim);
    }
    let edge = Edge {
        title: Words::new("Go to", Role::Heading),
        foot,
        focused: true,
        ..Edge::default()
    };
    let inside = pen.frame(area, &edge);
    let line = columns(rows(inside, 0, 1), 1, inside.width.saturating_sub(2));
    let text = omnibox.input.value();
    let at = text.char_indices().nth(omnibox.input.cursor());
    let typed = Typed {
        text,
        cursor: at.map_or(text.len(), |(at, _)| at),
    };
    let cursor = prompt::input(pen, line, typed, Role::Text);
    pen.rule(area, 2, &Words::default(), true);

    if let Some(beside) = layout.glance {
        glance::draw(pen, rows(beside, 2, beside.height), &omnibox.glance);
    }
    let list = rows(layout.list, 2, inside.height);
    let found = &omnibox.rows;
    if found.total == 0 {
        let words = match &omnibox.asked.fault {
            Some(fault) => Words::new(fault.as_str(), Role::Error),
            None if omnibox.asked.is_pending() => Words::new("looking", Role::Dim),
            None if text.is_empty() => Words::new("a few letters of anything", Role::Dim),
            None => Words::new(nothing(text), Role::Dim),
        };
        pen.words(columns(list, 1, list.width), 0, &words);
    }
    let top = first(found.top, found.cursor, usize::from(list.height));
    for (place, row) in (top..found.total).zip(0..list.height) {
        let Some(thing) = found.get(place) else { break };
        draw_row(pen, list, row, thing);
        pen.spot(list, row, Spot::Row(place));
        if place == found.cursor {
            pen.select(list, row, true);
        }
    }
    cursor
}

/// What is said where no row fits what is typed.
fn nothing(text: &str) -> &'static str {
    match text.chars().next() {
        Some('/') => "Enter searches the articles",
        Some('@' | '#' | '>') => "nothing fits",
        _ => "nothing fits; with / before it Enter searches the articles",
    }
}

fn draw_row(pen: &mut Pen<'_>, area: Area, row: u16, thing: &OmniRow) {
    let (sign, role) = match thing.target {
        OmniTarget::Article(_) => (pen.signs.step, Role::Piece),
        OmniTarget::Actor(_) => ("@", Role::Actor),
        OmniTarget::Source(_) | OmniTarget::Tag(_) => ("#", Role::Sign),
        OmniTarget::Saved(_) => ("/", Role::Prompt),
        OmniTarget::Command(_) => (">", Role::Key),
    };
    pen.words(columns(area, 1, 1), row, &Words::new(sign, role));
    let mut text = Words::default();
    text.push_lit(&thing.text, &thing.lit, Role::Text);
    let detail = Words::new(thing.detail.as_str(), Role::Dim);
    let room = columns(area, 3, area.width.saturating_sub(4));
    let least = text.width().min(usize::from(cells(24).min(room.width)));
    pen.ends(room, row, (&text, &detail), least);
}
