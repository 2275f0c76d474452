//! The line that something is typed into, with what is wrong with it and what it could go on with.

use crate::app::App;
use crate::app::layout::Area;
use crate::app::prompt::Prompt;
use crate::text::wrap;

use super::pen::{Pen, cells, columns};
use super::theme::Role;
use super::words::Words;

/// Draws the prompt where one is open; returns the place of the cursor.
pub(super) fn draw(pen: &mut Pen<'_>, app: &App) -> Option<(u16, u16)> {
    let prompt = app.prompt.as_ref()?;
    let area = app.layout().footer;
    let label = Words::new(" ", Role::Text).and(prompt.kind.label(), Role::Prompt);
    let used = pen.words(area, 0, &label);
    let room = columns(area, used, area.width.saturating_sub(used + 1));
    let typed = Typed {
        text: prompt.text(),
        cursor: prompt.cursor_byte(),
    };
    let cursor = input(pen, room, typed, Role::Text);
    let mut above = 1;
    if let Some(mistake) = &prompt.mistake {
        let start = column(prompt, mistake.at.start);
        let end = column(prompt, mistake.at.end);
        let skip = wrap::width(&typed.text[..hidden(typed, room.width)]);
        let (start, end) = (start.saturating_sub(skip), end.saturating_sub(skip));
        let wrong = columns(room, cells(start), cells(end.saturating_sub(start)));
        pen.lay(wrong, 0, Role::Error);
        let said = format!("{}; expected {}", mistake.message, mistake.expected);
        let start = usize::from(used) + start;
        if let Some(line) = line_above(pen, area, above) {
            above += 1;
            let beside = under(pen, line, start, &said);
            // Where it fits on no side of the sign it stands above it.
            if !beside && let Some(line) = line_above(pen, area, above) {
                apart(pen, line, start, &said);
                above += 1;
            }
        }
    }
    if let Some(said) = &app.said
        && let Some(line) = line_above(pen, area, above)
    {
        pen.words(
            line,
            0,
            &Words::new(" ", Role::Text).and(said.as_str(), Role::Message),
        );
        above += 1;
    }
    if !prompt.offers.is_empty()
        && let Some(line) = line_above(pen, area, above)
    {
        offers(pen, line, prompt);
    }
    Some(cursor)
}

/// An emptied line above the prompt.
fn line_above(pen: &mut Pen<'_>, area: Area, above: u16) -> Option<Area> {
    let line = Area {
        y: area.y.checked_sub(above)?,
        ..area
    };
    pen.clear(line);
    Some(line)
}

/// Writes the sign for the wrong place above it, and what is wrong beside the sign; returns whether there was room for that.
fn under(pen: &mut Pen<'_>, line: Area, start: usize, said: &str) -> bool {
    let (wide, sign) = (usize::from(line.width), pen.signs.wrong);
    let start = start.min(wide.saturating_sub(1));
    let at = columns(line, cells(start), 1);
    pen.words(at, 0, &Words::new(sign, Role::Error));
    let need = wrap::width(said);
    let after = (start + 2 + need <= wide).then_some(start + 2);
    let Some(skip) = after.or(start.checked_sub(need + 1)) else {
        return false;
    };
    let room = columns(line, cells(skip), line.width);
    pen.words(room, 0, &Words::new(said, Role::Error));
    true
}

/// Writes what is wrong as near to the right of its sign as it is seen whole; where no line holds it, what was expected is cut.
fn apart(pen: &mut Pen<'_>, line: Area, start: usize, said: &str) {
    let free = usize::from(line.width).saturating_sub(wrap::width(said) + 1);
    let room = columns(line, cells(start.min(free).max(1)), line.width);
    pen.words(room, 0, &Words::new(said, Role::Error));
}

fn offers(pen: &mut Pen<'_>, line: Area, prompt: &Prompt) {
    let mut words = Words::new(" ", Role::Text);
    // Those that come after the one taken are worth more than those before it.
    let skip = prompt.offer.map_or(0, |offer| offer.saturating_sub(2));
    for (place, offer) in prompt.offers.iter().enumerate().skip(skip) {
        let role = match prompt.offer == Some(place) {
            true => Role::Label,
            false => Role::Meta,
        };
        words.push(offer.as_str(), role);
        words.push("  ", Role::Dim);
        if words.width() > usize::from(line.width) {
            break;
        }
    }
    pen.words(line, 0, &words);
}

/// The column of a byte of the text.
fn column(prompt: &Prompt, byte: usize) -> usize {
    let text = prompt.text();
    let before = text.get(..byte).unwrap_or(text);
    wrap::width(before)
}

/// A text with its cursor, as a byte of it.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) text: &'a str,
    pub(super) cursor: usize,
}

impl Typed<'_> {
    /// Cells before the cursor.
    fn before(self) -> usize {
        wrap::width(self.text.get(..self.cursor).unwrap_or(self.text))
    }
}

/// Bytes of a text that lie left of what is shown of it, so that its cursor is seen; it may stand after the last character.
fn hidden(typed: Typed<'_>, width: u16) -> usize {
    let skip = (typed.before() + 1).saturating_sub(usize::from(width).max(1));
    let hidden = wrap::fit(typed.text, skip);
    // A wide character that is half hidden is hidden.
    match wrap::width(&typed.text[..hidden]) < skip {
        true => wrap::fit(typed.text, skip + 1),
        false => hidden,
    }
}

/// Draws a text that is typed, moved so that its cursor is seen; returns the place of the cursor.
pub(super) fn input(pen: &mut Pen<'_>, area: Area, typed: Typed<'_>, role: Role) -> (u16, u16) {
    let hidden = hidden(typed, area.width);
    let (gone, shown) = typed.text.split_at(hidden);
    pen.text(area.x, area.y, area.width, shown, role);
    let cursor = cells(typed.before().saturating_sub(wrap::width(gone)));
    let x = area
        .x
        .saturating_add(cursor.min(area.width.saturating_sub(1)));
    (x, area.y)
}
