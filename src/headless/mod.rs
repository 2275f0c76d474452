//! Keys in, a screen of text out: the browser without a terminal, for tests and for pictures.
//!
//! Effects are done at once: questions are answered by the library before the next key, all others are kept to be looked at.
//! Imports what lies below, `library` and `ui` among them. Absent here: a clock, threads, a terminal.

mod answer;
mod svg;

use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::app::{App, Button, Effect, Lane, Mouse, MouseKind, Msg, Setup, key};
use crate::library::Library;
use crate::text::{Cancel, wrap};
use crate::ui::{self, Spots};

pub use answer::answer;
pub use svg::svg;

/// The moment at which changes are made, in seconds since 1970: the same in every run.
const NOW: i64 = 1_700_000_000;

/// A browser over a library, on a screen in memory.
pub struct Screen {
    library: Arc<Library>,
    app: App,
    /// Wishes to the outside that were not done, oldest first.
    pub wishes: Vec<Effect>,
}

impl Screen {
    /// Starts the browser; its first page is there at once.
    pub fn new(library: Arc<Library>, setup: Setup) -> Self {
        let (width, height) = setup.size;
        let mut screen = Self {
            library,
            app: App::new(setup),
            wishes: Vec::new(),
        };
        screen.tell(Msg::Resize(width, height));
        screen
    }

    /// Presses keys as they are written: `/ghent<enter>jj`.
    pub fn keys(&mut self, written: &str) -> &mut Self {
        for key in key::typed(written) {
            self.tell(Msg::Key(key));
        }
        self
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.tell(Msg::Resize(width, height));
        self
    }

    /// Tells the browser what happened, and does what it wishes until it wishes nothing more.
    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        let mut wishes: VecDeque<Effect> = self.app.update(msg).into();
        while let Some(wish) = wishes.pop_front() {
            let Effect::Ask {
                ticket,
                lane,
                question,
            } = wish
            else {
                self.wishes.push(wish);
                continue;
            };
            // As the terminal does: a question that a newer one has passed over needs no answer.
            let passed_over =
                |wish: &Effect| matches!(wish, Effect::Ask { lane: newer, .. } if *newer == lane);
            if lane != Lane::Change && wishes.iter().any(passed_over) {
                continue;
            }
            let result = answer(&self.library, question, NOW, &Cancel::new());
            wishes.extend(self.app.update(Msg::Answer { ticket, result }));
        }
        self
    }

    /// What is on the screen, without the spaces at the ends of its lines.
    pub fn text(&self) -> String {
        let buffer = self.buffer();
        lines(&buffer, |cell| cell.symbol().to_owned())
    }

    /// One letter for what each cell is, in the same places as [`Screen::text`]: `s` row under the cursor, `h` hit, `a` actor.
    pub fn roles(&self) -> String {
        let (buffer, _) = self.drawn(ui::draw_roles);
        lines(&buffer, |cell| {
            let letter = ui::letter(cell).to_string();
            letter.repeat(wrap::width(cell.symbol()).max(1))
        })
    }

    /// What is on the screen, cell by cell.
    pub fn buffer(&self) -> Buffer {
        self.drawn(ui::draw).0
    }

    /// Presses the left button of the mouse at a cell.
    pub fn press(&mut self, x: u16, y: u16) -> &mut Self {
        let spot = self.drawn(ui::draw).1.at(x, y);
        let kind = MouseKind::Press(Button::Left);
        self.tell(Msg::Mouse(Mouse { kind, x, y, spot }))
    }

    fn drawn(&self, draw: fn(&mut ratatui::Frame<'_>, &App) -> Spots) -> (Buffer, Spots) {
        let (width, height) = self.app.size();
        // A screen in memory cannot fail.
        let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
        let mut spots = Spots::default();
        let Ok(drawn) = terminal.draw(|frame| spots = draw(frame, &self.app));
        (drawn.buffer.clone(), spots)
    }
}

/// The lines of a buffer, each cell as a text; cells covered by a wide character are left out.
fn lines(buffer: &Buffer, text: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut covered = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            if covered == 0 {
                line.push_str(&text(cell));
                covered = wrap::width(cell.symbol());
            }
            covered = covered.saturating_sub(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
