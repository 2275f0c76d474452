//! What may follow keys that have begun: a small panel at the foot of the page.

use crate::app::App;
use crate::app::key::print_sequence;
use crate::app::layout::Area;
use crate::text::wrap;

use super::pen::{Edge, Pen, cells, columns};
use super::theme::Role;
use super::words::Words;

/// Draws the panel where there is one.
pub(super) fn draw(pen: &mut Pen<'_>, app: &App, whole: Area) {
    if app.begun.is_empty() {
        return;
    }
    let found = app.keymap.candidates(&app.begun, &app.page().scopes());
    let lines: Vec<(String, &str)> = found
        .iter()
        .map(|(keys, command)| (print_sequence(keys), command.title))
        .collect();
    let widest = |of: fn(&(String, &str)) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let keys = cells(widest(|(keys, _)| wrap::width(keys)));
    let titles = cells(widest(|(_, title)| wrap::width(title)));
    let width = keys.saturating_add(titles).saturating_add(6);
    let width = width.max(16).min(whole.width);
    let height = cells(lines.len() + 2).min(whole.height.saturating_sub(2));
    let area = Area {
        x: whole.x + (whole.width - width),
        y: whole.y + whole.height.saturating_sub(height + 1),
        width,
        height,
    };
    pen.clear(area);
    let edge = Edge {
        title: Words::new(print_sequence(&app.begun), Role::Key),
        focused: true,
        ..Edge::default()
    };
    let inside = pen.frame(area, &edge);
    let room = usize::from(inside.height);
    // The last line says so where there are more.
    let shown = if lines.len() > room {
        room.saturating_sub(1)
    } else {
        room
    };
    if let Some(more) = lines.len().checked_sub(shown).filter(|more| *more > 0) {
        let said = format!("{} {more} more in the help", pen.signs.more);
        let line = columns(inside, 1, inside.width);
        pen.words(line, cells(shown), &Words::new(said, Role::Dim));
    }
    for ((key, title), row) in lines.iter().take(shown).zip(0..inside.height) {
        let line = columns(inside, 1, inside.width);
        pen.words(line, row, &Words::new(key.as_str(), Role::Key));
        let title = Words::new(*title, Role::Text);
        pen.words(columns(line, keys + 2, line.width), row, &title);
    }
}
