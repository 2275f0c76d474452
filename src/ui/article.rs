//! One article: its lines in the middle of their area, links and their hint letters; beside it the list and who is in it.

use crate::app::document::{Document, Line};
use crate::app::hints::Hints;
use crate::app::layout::{Area, Layout};
use crate::app::page::{Focus, Reader, sort_of};
use crate::text::wrap;

use super::articles::right_line;
use super::list::Listed;
use super::pen::{Edge, Pen, cells, columns};
use super::theme::Role;
use super::words::{Words, count};
use super::{list, nothing, side};

/// Draws the article, the list it was opened from and what stands beside it.
pub(super) fn draw(pen: &mut Pen<'_>, layout: &Layout, reader: &Reader, hints: Option<&Hints>) {
    if let (Some(area), Some(from)) = (layout.list, &reader.list) {
        let edge = Edge {
            title: Words::new(count(from.rows.total as u64, "article"), Role::Meta),
            ..Edge::default()
        };
        let inside = pen.frame(area, &edge);
        let listed = Listed {
            rows: &from.rows,
            sort: sort_of(&from.address),
            picked: None,
            focused: false,
        };
        list::draw(pen, inside, &listed);
        pen.thumb(right_line(area), from.rows.top, from.rows.total);
    }
    if let Some(area) = layout.main {
        let framed = layout.list.is_some() || layout.side.is_some();
        let inside = if framed {
            let edge = Edge {
                focused: reader.focus == Focus::Text,
                ..Edge::default()
            };
            pen.frame(area, &edge)
        } else {
            area
        };
        text(pen, inside, reader, hints);
        let lines = reader.document.lines.len();
        let line = if framed { right_line(area) } else { area };
        pen.thumb(line, reader.top, lines);
    }
    if let Some(area) = layout.side {
        side::draw(pen, area, reader);
    }
}

/// Draws the lines of the text that are seen.
pub(super) fn text(pen: &mut Pen<'_>, area: Area, reader: &Reader, hints: Option<&Hints>) {
    let document = &reader.document;
    if document.lines.is_empty() {
        let (words, role) = nothing(&reader.asked, "");
        pen.sentence(area, words, role);
        return;
    }
    let free = area.width.saturating_sub(cells(document.width));
    let area = columns(area, free / 2, area.width);
    let shown = document.lines.iter().enumerate().skip(reader.top);
    for ((number, line), row) in shown.zip(0..area.height) {
        let here = reader.link.filter(|_| reader.focus == Focus::Text);
        draw_line(pen, area, row, line, here);
        if let Some(hints) = hints {
            draw_hints(pen, area, row, (number, line), (document, hints));
        }
    }
}

fn draw_line(pen: &mut Pen<'_>, area: Area, row: u16, line: &Line, here: Option<usize>) {
    let y = area.y.saturating_add(row);
    let mut used = 0u16;
    for span in &line.spans {
        let at = columns(area, used, area.width);
        let taken = pen.text(at.x, y, at.width, &span.text, Role::of(span.ink));
        if span.link.is_some() && span.link == here {
            pen.lay(columns(at, 0, taken), row, Role::LinkHere);
        }
        used = used.saturating_add(taken);
    }
}

/// Draws the letters of the links that begin on a line over their first cells.
fn draw_hints(
    pen: &mut Pen<'_>,
    area: Area,
    row: u16,
    (number, line): (usize, &Line),
    (document, hints): (&Document, &Hints),
) {
    let y = area.y.saturating_add(row);
    let mut before = 0usize;
    let mut last = None;
    for span in &line.spans {
        let begins = span.link.filter(|link| {
            last != Some(*link)
                && document
                    .links
                    .get(*link)
                    .is_some_and(|link| link.line == number)
        });
        let label = begins.and_then(|link| hints.labels.iter().find(|(_, of)| *of == link));
        if let Some((label, _)) = label
            && let Some(rest) = label.strip_prefix(hints.typed.as_str())
        {
            let at = columns(area, cells(before), area.width);
            pen.text(at.x, y, at.width, rest, Role::Label);
        }
        last = span.link;
        before += wrap::width(&span.text);
    }
}
