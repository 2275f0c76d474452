//! The keys, under the places where they work.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::{Help, HelpRow};
use crate::text::wrap;

use super::pen::{Pen, columns, rows};
use super::theme::Role;
use super::words::Words;

/// Cells for keys.
const KEYS: usize = 22;
/// From this width on there is room for the names that the settings file uses.
const ROOMY: u16 = 76;

/// Draws the table.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, help: &Help) {
    let mut area = area;
    if !help.filter.is_empty() {
        let words = Words::new("  Keys for ", Role::Dim).and(help.filter.as_str(), Role::Lit);
        pen.words(area, 0, &words);
        area = rows(area, 1, area.height);
    }
    if help.rows.total == 0 {
        pen.sentence(area, "No key does that. Esc shows all.", Role::Dim);
        return;
    }
    let mut top = help.rows.top.min(help.rows.cursor);
    while top < help.rows.cursor && line_of(help, top, help.rows.cursor) >= area.height {
        top += 1;
    }
    let (mut row, mut scope) = (0, "");
    for place in top..help.rows.total {
        let Some(command) = help.rows.get(place) else {
            break;
        };
        if row >= area.height {
            break;
        }
        if command.scope != scope {
            scope = command.scope;
            let words = Words::new("  ", Role::Text).and(scope, Role::Heading);
            pen.words(area, row, &words);
            row += 1;
        }
        draw_row(pen, area, row, command);
        pen.spot(area, row, Spot::Row(place));
        if place == help.rows.cursor {
            pen.select(area, row, true);
        }
        row += 1;
    }
}

/// The line on which a row stands, where `top` is the first row.
fn line_of(help: &Help, top: usize, place: usize) -> u16 {
    let (mut line, mut scope) = (0u16, "");
    for number in top..=place {
        let Some(row) = help.rows.get(number) else {
            break;
        };
        if row.scope != scope {
            scope = row.scope;
            line = line.saturating_add(1);
        }
        line = line.saturating_add(1);
    }
    line.saturating_sub(1)
}

fn draw_row(pen: &mut Pen<'_>, area: Area, row: u16, command: &HelpRow) {
    let keys = if area.width < 60 { KEYS - 8 } else { KEYS };
    let key = columns(area, 2, keys as u16 - 1);
    let shown = match wrap::width(&command.keys) < keys {
        true => command.keys.as_str(),
        // Whole keys, where not all fit.
        false => {
            let cut = &command.keys[..wrap::fit(&command.keys, keys - 1)];
            cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole)
        }
    };
    pen.words(key, row, &Words::new(shown, Role::Key));
    let rest = columns(area, 2 + keys as u16, area.width);
    let id = match area.width >= ROOMY {
        true => Words::new(command.id, Role::Dim).and(" ", Role::Dim),
        false => Words::default(),
    };
    let title = Words::new(command.title, Role::Text);
    pen.ends(rest, row, (&title, &id), usize::from(rest.width / 2));
}
