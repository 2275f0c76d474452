//! The one way to the screen: frames in one piece between synchronized-update marks, every cell filtered.

use std::borrow::Cow;
use std::io::{self, Write};

use crossterm::{cursor, queue, terminal};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::tty;
use crate::text::clean;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// A screen of a known size on a writer. Never asks the terminal anything.
#[derive(Debug)]
pub(super) struct Screen<W: Write> {
    frame: CrosstermBackend<Frame<W>>,
    size: Size,
    cursor: Position,
    hidden: Option<bool>,
}

/// Collects what is written; a flush sends it as one frame.
#[derive(Debug)]
struct Frame<W: Write> {
    held: Vec<u8>,
    out: W,
}

impl<W: Write> Write for Frame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.is_empty() {
            self.held.extend_from_slice(BEGIN);
        }
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        self.held.extend_from_slice(END);
        let written = tty::write_all(&mut self.out, &self.held);
        self.held.clear();
        written?;
        self.out.flush()
    }
}

impl<W: Write> Screen<W> {
    /// A screen of this size that goes to `out`.
    pub(super) fn new(out: W, size: Size) -> Self {
        let held = Vec::with_capacity(16 * 1024);
        Self {
            frame: CrosstermBackend::new(Frame { held, out }),
            size,
            cursor: Position::ORIGIN,
            hidden: None,
        }
    }

    /// Takes the new size of the terminal.
    pub(super) fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// Forgets what it believes of the cursor, because others used the terminal.
    pub(super) fn forget(&mut self) {
        self.hidden = None;
    }

    /// Adds control sequences of our own to the frame.
    pub(super) fn control(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.frame.write_all(sequence)
    }
}

// Cursor and clearing are queued here: the inner backend would flush after each, which ends a frame.
impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<(u16, u16, Cow<'a, Cell>)> =
            content.map(|(x, y, cell)| (x, y, filtered(cell))).collect();
        if cells.is_empty() {
            return Ok(());
        }
        self.frame
            .draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell.as_ref())))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.hidden != Some(true) {
            self.hidden = Some(true);
            queue!(self.frame, cursor::Hide)?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.hidden != Some(false) {
            self.hidden = Some(false);
            queue!(self.frame, cursor::Show)?;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        queue!(self.frame, cursor::MoveTo(self.cursor.x, self.cursor.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let region = match region {
            ClearType::All => terminal::ClearType::All,
            ClearType::AfterCursor => terminal::ClearType::FromCursorDown,
            ClearType::BeforeCursor => terminal::ClearType::FromCursorUp,
            ClearType::CurrentLine => terminal::ClearType::CurrentLine,
            ClearType::UntilNewLine => terminal::ClearType::UntilNewLine,
        };
        queue!(self.frame, terminal::Clear(region))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.frame)
    }
}

/// The cell with nothing in it that a terminal could take for more than a sign: whatever was drawn, this is what gets out.
fn filtered(cell: &Cell) -> Cow<'_, Cell> {
    let symbol = cell.symbol();
    if symbol.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(cell);
    }
    let shown = clean::scrub(symbol);
    let flat = !shown.contains(char::is_control);
    match (shown, flat) {
        (Cow::Borrowed(_), true) => Cow::Borrowed(cell),
        (shown, _) => {
            let shown: String = shown.chars().filter(|c| !c.is_control()).collect();
            let mut cell = cell.clone();
            cell.set_symbol(if shown.is_empty() { " " } else { &shown });
            Cow::Owned(cell)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws a cell with this symbol and returns what the terminal gets between the marks.
    fn check(symbol: &str) -> String {
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, Size::new(10, 2));
        let mut cell = Cell::default();
        cell.set_symbol(symbol);
        screen
            .draw([(0, 0, &cell)].into_iter())
            .and_then(|()| screen.flush())
            .expect("writing to memory cannot fail");
        let written = String::from_utf8(out).expect("text");
        let inner = written
            .strip_prefix("\x1b[?2026h")
            .and_then(|rest| rest.strip_suffix("\x1b[?2026l"));
        inner.expect("a frame stands between its marks").to_owned()
    }

    #[test]
    fn signs_get_out_as_they_are() {
        for sign in ["a", "я", "Ա", "日", "é", "│", "👩‍👩‍👧"] {
            assert!(check(sign).contains(sign), "{sign}");
        }
    }

    #[test]
    fn nothing_that_controls_gets_out() {
        let bad = [
            "\x1b]52;c;eA==\x07",
            "\u{9b}31m",
            "\u{202e}",
            "\u{2066}x",
            "\u{e0041}",
            "\n",
            "\0",
            "\u{ad}",
        ];
        for symbol in bad {
            let drawn = check(symbol);
            // Our own sequences (place and colours) stay; they hold only ESC [ digits.
            let rest = drawn.split("\x1b[").skip(1).collect::<String>();
            assert!(!rest.contains(char::is_control), "{symbol:?}: {drawn:?}");
            for c in ["\u{202e}", "\u{2066}", "\u{e0041}", "\u{ad}"] {
                assert!(!drawn.contains(c), "{symbol:?}: {drawn:?}");
            }
        }
    }

    #[test]
    fn nothing_is_written_where_nothing_changed() {
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, Size::new(10, 2));
        screen.flush().expect("writing to memory cannot fail");
        assert!(out.is_empty());
    }
}
