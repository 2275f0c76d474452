//! What stands beside an article: the actors in it, and the pieces related to it.

use crate::app::layout::Area;
use crate::app::page::{Focus, Reader};
use crate::app::side::{self, SideLine};
use crate::model::{ActorHere, ActorKind, ArticlePage, Related, RelatedKind};

use super::pen::{Edge, Pen, cells, columns, rows};
use super::theme::Role;
use super::words::{Words, day};

/// Draws the lines of the panel that are seen.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, reader: &Reader) {
    let focused = reader.focus == Focus::Side;
    let edge = Edge {
        focused,
        ..Edge::default()
    };
    let inside = pen.frame(area, &edge);
    let Some(page) = &reader.page else { return };
    let (lines, top) = side::lines(reader, usize::from(inside.height));
    let cursor = focused.then_some(reader.side);
    for ((place, line), row) in lines.iter().enumerate().skip(top).zip(0..inside.height) {
        match line {
            // The second heading parts the frame.
            SideLine::Heading(word) if place > 0 => {
                let heading = heading(word, page.related.len());
                pen.rule(rows(area, 1, inside.height), row, &heading, focused);
            }
            SideLine::Heading(word) => {
                let mut words = Words::new(" ", Role::Text);
                words.pieces.extend(heading(word, page.actors.len()).pieces);
                let still = match page.recognised {
                    true => Words::default(),
                    false => Words::new("still being recognised ", Role::Dim),
                };
                pen.ends(inside, row, (&words, &still), 12);
            }
            SideLine::Blank if page.actors.is_empty() && page.recognised => {
                pen.words(inside, row, &Words::new(" nobody is named", Role::Dim));
            }
            SideLine::Blank => {}
            SideLine::Actor(number) => {
                if let Some(actor) = page.actors.get(*number) {
                    draw_actor(pen, inside, row, actor);
                }
            }
            SideLine::Role(number) => {
                let actor = page.actors.get(*number);
                let role = actor.and_then(|actor| actor.role.as_deref());
                let from = match actor.is_some_and(|actor| actor.role_elsewhere) {
                    true => "elsewhere: ",
                    false => "",
                };
                let words = Words::new(from, Role::Dim).and(role.unwrap_or_default(), Role::Dim);
                pen.words(columns(inside, 3, inside.width), row, &words);
            }
            SideLine::Piece(number) => {
                if let Some(piece) = page.related.get(*number) {
                    draw_piece(pen, inside, row, piece);
                }
            }
            SideLine::Reason(number) => {
                if let Some(piece) = page.related.get(*number) {
                    draw_reason(pen, inside, row, piece);
                }
            }
        }
        if cursor.is_some() && cursor == row_of(line, page) {
            pen.select(inside, row, true);
        }
    }
    pen.thumb(super::articles::right_line(area), top, lines.len());
    if page.related.is_empty() {
        let below = lines.len().saturating_sub(top);
        let words = Words::new(" nothing is known to belong here", Role::Dim);
        pen.words(inside, cells(below), &words);
    }
}

fn heading(word: &'static str, amount: usize) -> Words<'static> {
    let words = Words::new(word, Role::Heading);
    match amount {
        0 => words,
        amount => words.and(format!(" {amount}"), Role::Dim),
    }
}

/// The row of the panel that a line belongs to: actors first, then related pieces.
fn row_of(line: &SideLine, page: &ArticlePage) -> Option<usize> {
    match line {
        SideLine::Actor(place) | SideLine::Role(place) => Some(*place),
        SideLine::Piece(place) | SideLine::Reason(place) => Some(place + page.actors.len()),
        SideLine::Heading(_) | SideLine::Blank => None,
    }
}

fn draw_actor(pen: &mut Pen<'_>, area: Area, row: u16, actor: &ActorHere) {
    let role = match actor.uncertain {
        true => Role::Uncertain,
        false => Role::Actor,
    };
    let mut left = Words::new(actor.name.as_str(), role);
    if actor.uncertain {
        left.push("?", Role::Dim);
    }
    let mut right = Words::default();
    if actor.new {
        right.push(pen.signs.new, Role::Sign);
        right.push(" ", Role::Dim);
    }
    // What the record declares need not be named in the text.
    if actor.declared {
        right.push("declared ", Role::Dim);
    }
    if actor.mentions > 0 || !actor.declared {
        let times = format!("{}{}", pen.signs.times, actor.mentions);
        right.push(times, Role::Meta);
    }
    let room = columns(area, 1, area.width.saturating_sub(2));
    // Most are persons; of the others the kind is told where the name leaves room.
    let kind = match actor.kind {
        ActorKind::Person => "",
        ActorKind::Organisation => "  org",
        ActorKind::Place => "  place",
        ActorKind::Group => "  group",
    };
    if left.width() + kind.len() + right.width() < usize::from(room.width) {
        left.push(kind, Role::Dim);
    }
    pen.ends(room, row, (&left, &right), 12);
}

fn draw_piece(pen: &mut Pen<'_>, area: Area, row: u16, piece: &Related) {
    let (sign, role) = match piece.kind {
        RelatedKind::Stub => (pen.signs.stub, Role::Dim),
        _ => (pen.signs.step, Role::Piece),
    };
    pen.words(columns(area, 1, 1), row, &Words::new(sign, Role::Piece));
    let title = Words::new(piece.title.as_str(), role);
    pen.words(columns(area, 3, area.width), row, &title);
}

fn draw_reason(pen: &mut Pen<'_>, area: Area, row: u16, piece: &Related) {
    let mut why = Words::new(piece.reason.as_str(), Role::Dim);
    let dot = pen.signs.dot;
    if piece.kind == RelatedKind::Stub {
        why.push(format!(" {dot} not here"), Role::Dim);
    }
    if let Some(date) = &piece.date {
        why.push(format!(" {dot} {}", day(date)), Role::Dim);
    }
    pen.words(columns(area, 3, area.width), row, &why);
}
