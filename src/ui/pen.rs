//! The one hand that draws: text into cells, cut where there is no room. Nothing it is asked to draw can fall outside the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Spot;
use crate::app::layout::Area;
use crate::text::wrap;

use super::Spots;
use super::signs::Signs;
use super::theme::{Role, Theme};
use super::words::Words;

/// Draws into a buffer.
pub(super) struct Pen<'b> {
    pub(super) buffer: &'b mut Buffer,
    pub(super) theme: Theme,
    pub(super) signs: &'static Signs,
    pub(super) spots: Spots,
}

/// What a frame says and whether keys go to what it holds.
#[derive(Default)]
pub(super) struct Edge<'a> {
    pub(super) title: Words<'a>,
    /// At the left of the last line.
    pub(super) foot: Words<'a>,
    /// At the right of the last line.
    pub(super) corner: Words<'a>,
    pub(super) focused: bool,
}

impl Pen<'_> {
    /// Writes a text from a cell on, in `width` cells at most. Returns the cells that it took.
    pub(super) fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let style = self.theme.style(role);
        self.styled(x, y, width, text, style)
    }

    fn styled(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if x < area.x || y < area.y || x >= area.right() || y >= area.bottom() {
            return 0;
        }
        let room = width.min(area.right() - x);
        let text = &text[..wrap::fit(text, usize::from(room))];
        let (end, _) = self
            .buffer
            .set_stringn(x, y, text, usize::from(room), style);
        end.saturating_sub(x)
    }

    /// Writes words on a row of an area, cut with a sign where they are too long. Returns the cells that they took.
    pub(super) fn words(&mut self, area: Area, row: u16, words: &Words<'_>) -> u16 {
        if row >= area.height || area.width == 0 {
            return 0;
        }
        let (y, whole) = (area.y.saturating_add(row), usize::from(area.width));
        let cut = words.width() > whole;
        let room = area.width - u16::from(cut);
        let mut used = 0;
        for (text, role) in &words.pieces {
            let left = room.saturating_sub(used);
            let taken = self.text(area.x.saturating_add(used), y, left, text, *role);
            used += taken;
            if usize::from(taken) < wrap::width(text) {
                break;
            }
        }
        if cut {
            let more = self.signs.more;
            used += self.text(area.x.saturating_add(used), y, 1, more, Role::Dim);
        }
        used
    }

    /// Writes words at the left of a row and others at its right end; those at the right give way where `least` cells
    /// would not be left for the others.
    pub(super) fn ends(
        &mut self,
        area: Area,
        row: u16,
        (left, right): (&Words<'_>, &Words<'_>),
        least: usize,
    ) {
        let need = right.width();
        let whole = usize::from(area.width);
        let least = least.min(left.width());
        if need == 0 || need + 1 + least > whole {
            self.words(area, row, left);
            return;
        }
        let need = cells(need);
        let rest = area.width.saturating_sub(need + 1);
        self.words(columns(area, 0, rest), row, left);
        self.words(columns(area, area.width - need, need), row, right);
    }

    /// Writes words in the middle of a row.
    pub(super) fn centred(&mut self, area: Area, row: u16, words: &Words<'_>) {
        let free = area.width.saturating_sub(cells(words.width()));
        self.words(columns(area, free / 2, area.width), row, words);
    }

    /// Writes a sentence in the middle of an area, wrapped.
    pub(super) fn sentence(&mut self, area: Area, text: &str, role: Role) {
        let lines = wrap::wrap(text, usize::from(area.width.saturating_sub(2)).max(1));
        let first = area.height.saturating_sub(cells(lines.len())) / 3;
        for (number, line) in lines.iter().enumerate() {
            let row = first.saturating_add(cells(number));
            self.centred(area, row, &Words::new(&text[line.range()], role));
        }
    }

    /// Lays a role over a row of an area.
    pub(super) fn lay(&mut self, area: Area, row: u16, role: Role) {
        if row < area.height {
            let row = Rect::new(area.x, area.y.saturating_add(row), area.width, 1);
            self.buffer.set_style(row, self.theme.style(role));
        }
    }

    /// Marks a row of an area as the one under the cursor.
    pub(super) fn select(&mut self, area: Area, row: u16, focused: bool) {
        if row < area.height {
            let (y, mark) = (area.y.saturating_add(row), self.signs.mark);
            self.text(area.x, y, area.width.min(1), mark, Role::Mark);
        }
        let role = if focused {
            Role::Selected
        } else {
            Role::Resting
        };
        self.lay(columns(area, 1, area.width), row, role);
    }

    /// Notes that a row of an area can be pressed.
    pub(super) fn spot(&mut self, area: Area, row: u16, spot: Spot) {
        if row < area.height {
            self.spots.0.push((rows(area, row, 1), spot));
        }
    }

    /// Draws a frame; returns what is inside it.
    pub(super) fn frame(&mut self, area: Area, edge: &Edge<'_>) -> Area {
        if area.width < 2 || area.height < 2 {
            return area.inside();
        }
        let role = if edge.focused {
            Role::Focused
        } else {
            Role::Frame
        };
        let [top_left, top_right, bottom_left, bottom_right] = self.signs.corners;
        let across = self.signs.across.repeat(usize::from(area.width - 2));
        let (left, top) = (area.x, area.y);
        let (right, bottom) = (area.x + (area.width - 1), area.y + (area.height - 1));
        for (y, start, end) in [
            (top, top_left, top_right),
            (bottom, bottom_left, bottom_right),
        ] {
            self.text(left, y, 1, start, role);
            self.text(left + 1, y, area.width - 2, &across, role);
            self.text(right, y, 1, end, role);
        }
        for y in top + 1..bottom {
            self.text(left, y, 1, self.signs.upright, role);
            self.text(right, y, 1, self.signs.upright, role);
        }
        self.on_edge(area, 0, &edge.title, false);
        let corner = self.on_edge(area, area.height - 1, &edge.corner, true);
        let foot = columns(area, 0, area.width.saturating_sub(corner));
        self.on_edge(foot, area.height - 1, &edge.foot, false);
        area.inside()
    }

    /// Writes words on the line of a frame, with a space around them. Returns the cells taken.
    fn on_edge(&mut self, area: Area, row: u16, words: &Words<'_>, at_right: bool) -> u16 {
        if words.is_empty() || area.width < 6 {
            return 0;
        }
        let mut padded = Words::new(" ", Role::Frame);
        padded.pieces.extend(words.pieces.iter().cloned());
        padded.push(" ", Role::Frame);
        let room = area.width - 2;
        let need = cells(padded.width()).min(room);
        let start = if at_right { room - need } else { 0 };
        self.words(columns(area, 1 + start, need), row, &padded);
        need
    }

    /// Draws a rule across a frame with a heading on it.
    pub(super) fn rule(&mut self, framed: Area, row: u16, heading: &Words<'_>, focused: bool) {
        if row >= framed.height || framed.width < 2 {
            return;
        }
        let role = if focused { Role::Focused } else { Role::Frame };
        let across = self.signs.across.repeat(usize::from(framed.width - 2));
        let y = framed.y.saturating_add(row);
        let [left, right] = self.signs.joints;
        self.text(framed.x, y, 1, left, role);
        self.text(framed.x + 1, y, framed.width - 2, &across, role);
        self.text(framed.x + (framed.width - 1), y, 1, right, role);
        self.on_edge(framed, row, heading, false);
    }

    /// A thumb on the right line of a frame, or the last column of an area, for a part that is shown of a whole.
    pub(super) fn thumb(&mut self, area: Area, top: usize, whole: usize) {
        let height = usize::from(area.height);
        if height == 0 || area.width == 0 || whole <= height {
            return;
        }
        let length = (height * height / whole).max(1);
        let start = top.min(whole - height) * (height - length) / (whole - height);
        let x = area.x.saturating_add(area.width - 1);
        for row in start..start + length {
            let y = area.y.saturating_add(cells(row));
            self.text(x, y, 1, self.signs.thumb, Role::Dim);
        }
    }

    /// Empties an area, for what is drawn above something else.
    pub(super) fn clear(&mut self, area: Area) {
        let whole = self.buffer.area;
        let area = Rect::new(area.x, area.y, area.width, area.height).intersection(whole);
        for y in area.top()..area.bottom() {
            // A wide character that reaches into the area would keep the terminal from drawing its first cell.
            if let Some(before) = area.x.checked_sub(1)
                && let Some(cell) = self.buffer.cell_mut((before, y))
                && wrap::width(cell.symbol()) > 1
            {
                cell.set_char(' ');
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }
}

/// A number of cells as the terminal counts them.
pub(super) fn cells(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Columns of an area: `width` of them at most, after `skip`.
pub(super) fn columns(area: Area, skip: u16, width: u16) -> Area {
    let skip = skip.min(area.width);
    Area {
        x: area.x.saturating_add(skip),
        width: width.min(area.width - skip),
        ..area
    }
}

/// Rows of an area: `height` of them at most, after `skip`.
pub(super) fn rows(area: Area, skip: u16, height: u16) -> Area {
    let skip = skip.min(area.height);
    Area {
        y: area.y.saturating_add(skip),
        height: height.min(area.height - skip),
        ..area
    }
}

/// The first of equally high rows to draw, so that the one under the cursor is seen.
pub(super) fn first(top: usize, cursor: usize, shown: usize) -> usize {
    top.min(cursor)
        .max((cursor + 1).saturating_sub(shown.max(1)))
}
