//! What the browser looks like: draws the state of [`App`] and changes nothing.
//!
//! ```text
//!  dateline  NAME · 1 024 articles · 312 actors        unread 87   ★ 12   ? help     frame.rs
//!  Articles ▸ actor: Ilham Aliyev ▸ …                                                frame.rs
//! ┌ 38 articles ─ date ↓ ──┐                                ┌ Actors here ─────────┐
//! │ list.rs, articles.rs   │  article.rs                    │ side.rs, facets.rs   │
//! │                        │  actors.rs, actor.rs,          │                      │
//! │                        │  overview.rs, chart.rs,        │                      │
//! │                        │  report.rs, history.rs,        ├ Related ─────────────┤
//! │                        │  saved.rs, concordance.rs,     │                      │
//! │                        │  help.rs                       │                      │
//! └────────────────────────┘         above all: omnibox.rs, glance.rs, which_key.rs, prompt.rs ┘
//!  / search   @ actors   f follow                                              38 %  frame.rs
//! ```
//!
//! imports `app`, `language`, `model` and `text`. Absent here: questions, answers, the terminal itself. Every widget draws with the one
//! `pen` and names roles of `theme`; only rows that are seen are built.

mod actor;
mod actors;
mod article;
mod articles;
mod chart;
mod concordance;
mod facets;
mod frame;
mod glance;
mod help;
mod history;
mod list;
mod names;
mod network;
mod omnibox;
mod overview;
mod pen;
mod prompt;
mod report;
mod saved;
mod side;
mod signs;
#[cfg(test)]
mod tests;
mod theme;
mod triage;
mod which_key;
mod words;

use ratatui::Frame;
use ratatui::buffer::Cell;

use crate::app::App;
use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::Body;

use pen::Pen;
use theme::{Role, Theme};

/// What the screen shows that can be pressed, and where.
#[derive(Clone, Debug, Default)]
pub struct Spots(Vec<(Area, Spot)>);

impl Spots {
    /// What can be pressed at a cell; of several the one drawn last.
    pub fn at(&self, x: u16, y: u16) -> Option<Spot> {
        let mut all = self.0.iter().rev();
        all.find(|(area, _)| area.holds(x, y))
            .map(|(_, spot)| *spot)
    }
}

/// Draws the whole screen; tells what of it can be pressed.
pub fn draw(frame: &mut Frame<'_>, app: &App) -> Spots {
    draw_with(frame, app, Theme::Named(app.setup.theme))
}

/// Draws the whole screen with a colour for each role, to be read back with [`letter`].
pub(crate) fn draw_roles(frame: &mut Frame<'_>, app: &App) -> Spots {
    draw_with(frame, app, Theme::Roles)
}

/// The letter of the role that a cell was drawn in by [`draw_roles`].
pub(crate) fn letter(cell: &Cell) -> char {
    theme::letter(cell.fg, cell.bg, cell.symbol().trim().is_empty())
}

fn draw_with(frame: &mut Frame<'_>, app: &App, theme: Theme) -> Spots {
    let area = frame.area();
    let mut pen = Pen {
        buffer: frame.buffer_mut(),
        theme,
        signs: signs::signs(app.setup.ascii),
        spots: Spots::default(),
    };
    let whole = Area {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    };
    if app.is_too_small() {
        let (width, height) = app.size();
        let said = format!("dateline needs 40 x 12 cells; this is {width}x{height}");
        pen.sentence(whole, &said, Role::Message);
        return pen.spots;
    }
    page(&mut pen, app);
    frame::draw(&mut pen, app);
    which_key::draw(&mut pen, app, whole);
    let mut cursor = prompt::draw(&mut pen, app);
    if let Some(omnibox) = &app.omnibox {
        // What lies below the box cannot be pressed.
        pen.spots = Spots::default();
        cursor = Some(omnibox::draw(&mut pen, omnibox, app.size()));
    }
    let spots = std::mem::take(&mut pen.spots);
    if let Some((x, y)) = cursor
        && x < area.right()
        && y < area.bottom()
    {
        frame.set_cursor_position((x, y));
    }
    spots
}

/// Draws the page that is shown.
fn page(pen: &mut Pen<'_>, app: &App) {
    let (page, layout) = (app.page(), app.layout());
    let hints = app.hints.as_ref();
    match &page.body {
        Body::Articles(list) => {
            let known = app
                .counts
                .as_ref()
                .map_or(0, |counts| u64::from(counts.problems));
            let problems = known.max(app.progress.problems);
            articles::draw(pen, &layout, page, list, problems);
        }
        Body::Article(reader) => article::draw(pen, &layout, reader, hints),
        body => {
            let Some(framed) = layout.main else { return };
            // A cell of air at the right.
            let main = pen::columns(framed, 0, framed.width.saturating_sub(1));
            match body {
                Body::Actors(actors) => actors::draw(pen, framed, page, actors),
                Body::Actor(actor) => actor::draw(pen, main, page, actor),
                Body::Overview(overview) => overview::draw(pen, main, page, overview),
                Body::Report(report) => report::draw(pen, main, report),
                Body::Concordance(found) => concordance::draw(pen, main, page, found),
                Body::Triage(found) => triage::draw(pen, main, page, &found.rows),
                Body::Saved(rows) => saved::draw(pen, main, page, rows),
                Body::History(visited) => history::draw(pen, main, visited),
                Body::Help(help) => help::draw(pen, main, help),
                Body::Articles(_) | Body::Article(_) => {}
            }
        }
    }
}

/// What stands where there is nothing yet: that it is awaited, why it was refused, or the given words.
fn nothing<'a>(asked: &'a crate::app::asked::Asked, words: &'a str) -> (&'a str, Role) {
    match &asked.fault {
        Some(fault) => (fault, Role::Error),
        None if asked.is_pending() => ("loading", Role::Dim),
        None => (words, Role::Dim),
    }
}
