//! One article: scrolling, its links, the list it was opened from.

use crate::model::Address;

use super::document::Target;
use super::page::{Body, Focus, OpenedFrom, Page, Reader};
use super::{App, articles, jump};

/// Opens an article from a list.
pub(super) fn open_from(app: &mut App, id: String, from: OpenedFrom) {
    app.go_page(page(id, from));
}

/// Opens an article from a list, at one of the hits of its query.
pub(super) fn open_at_hit(app: &mut App, id: String, hit: usize, from: OpenedFrom) {
    let mut page = page(id, from);
    if let Body::Article(reader) = &mut page.body {
        reader.arrive = Some(hit);
    }
    app.go_page(page);
}

/// Opens an article from a page of actors, at a mention in its text.
pub(super) fn open_at_mention(app: &mut App, id: String, place: Option<u32>, from: OpenedFrom) {
    let mut page = page(id, from);
    if let Body::Article(reader) = &mut page.body {
        reader.mention = place;
    }
    app.go_page(page);
}

fn page(id: String, mut from: OpenedFrom) -> Page {
    let lit = match &from.address {
        Address::Articles(at) => at.query.clone(),
        Address::Concordance(at) => at.query.clone(),
        _ => String::new(),
    };
    if let Some(place) = from.rows.part.iter().position(|row| row.id == id) {
        from.rows.cursor = from.rows.offset + place;
        from.rows.part[place].read = true;
    }
    let mut page = Page::new(Address::Article { id: id.clone() });
    page.body = Body::Article(Reader {
        id,
        lit,
        list: Some(Box::new(from)),
        ..Reader::default()
    });
    page
}

/// Lines of text on the screen.
fn height(app: &App) -> usize {
    usize::from(app.layout().text().height)
}

fn scroll(app: &mut App, lines: isize) {
    let height = height(app);
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    if reader.focus == Focus::Side {
        let last = reader.side_rows().saturating_sub(1);
        reader.side = reader.side.saturating_add_signed(lines.signum()).min(last);
        return;
    }
    reader.top = reader
        .top
        .saturating_add_signed(lines)
        .min(reader.last_top(height));
    reader.link = None;
}

pub(super) fn line_down(app: &mut App) {
    scroll(app, 1);
}

pub(super) fn line_up(app: &mut App) {
    scroll(app, -1);
}

fn half(app: &App) -> isize {
    isize::try_from(height(app) / 2).unwrap_or(1).max(1)
}

/// A page keeps two lines of the one before.
fn whole(app: &App) -> isize {
    isize::try_from(height(app).saturating_sub(2))
        .unwrap_or(1)
        .max(1)
}

pub(super) fn half_down(app: &mut App) {
    scroll(app, half(app));
}

pub(super) fn half_up(app: &mut App) {
    scroll(app, -half(app));
}

pub(super) fn page_down(app: &mut App) {
    scroll(app, whole(app));
}

pub(super) fn page_up(app: &mut App) {
    scroll(app, -whole(app));
}

pub(super) fn top(app: &mut App) {
    scroll(app, isize::MIN);
}

pub(super) fn bottom(app: &mut App) {
    scroll(app, isize::MAX);
}

pub(super) fn paragraph_down(app: &mut App) {
    paragraph(app, true);
}

pub(super) fn paragraph_up(app: &mut App) {
    paragraph(app, false);
}

fn paragraph(app: &mut App, forward: bool) {
    let height = height(app);
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    let lines = &reader.document.lines;
    let starts = |line: &usize| lines.get(*line).is_some_and(|line| line.paragraph);
    let found = if forward {
        (reader.top + 1..lines.len()).find(starts)
    } else {
        (0..reader.top).rev().find(starts)
    };
    let end = if forward { usize::MAX } else { 0 };
    reader.top = found.unwrap_or(end).min(reader.last_top(height));
}

/// Follows the link under the cursor, or the row of the side panel.
pub(super) fn open(app: &mut App) {
    let Body::Article(reader) = &app.page().body else {
        return;
    };
    if reader.focus == Focus::Side {
        return follow_side(app);
    }
    match reader.link {
        Some(link) => jump::follow(app, link),
        None => app.say("Tab goes from link to link, f shows letters for all of them"),
    }
}

/// Goes to the next link, or the one before; past the last on the screen to the panel beside the text.
pub(super) fn next_link(app: &mut App, forward: bool) {
    let side = app.layout().side.is_some();
    let height = height(app);
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    if reader.focus == Focus::Side {
        reader.focus = Focus::Text;
        return;
    }
    let seen = reader.top..reader.top + height;
    let links = &reader.document.links;
    let next = match (reader.link, forward) {
        (Some(link), true) => Some(link + 1).filter(|next| *next < links.len()),
        (Some(link), false) => link.checked_sub(1),
        (None, true) => links.iter().position(|link| link.line >= seen.start),
        (None, false) => links.iter().rposition(|link| link.line < seen.end),
    };
    let far = next.is_none_or(|next| !seen.contains(&links[next].line));
    if far && side && reader.side_rows() > 0 {
        reader.focus = Focus::Side;
        reader.link = None;
        return;
    }
    reader.link = next;
    reader.show_link(height);
}

fn follow_side(app: &mut App) {
    let Body::Article(reader) = &app.page().body else {
        return;
    };
    let Some(page) = &reader.page else { return };
    if let Some(actor) = page.actors.get(reader.side) {
        let name = actor.handle.clone();
        return app.go(Address::Actor { name });
    }
    let Some(piece) = page.related.get(reader.side - page.actors.len()) else {
        return;
    };
    match (&piece.no, &piece.id, &piece.url) {
        (Some(_), Some(id), _) => {
            let id = id.clone();
            app.go(Address::Article { id });
        }
        (_, _, Some(url)) => {
            let url = url.clone();
            app.effects.push(super::Effect::OpenUrl(url));
        }
        _ => {
            let title = piece.title.clone();
            jump::stub(app, &title);
        }
    }
}

impl Reader {
    /// Rows of the panel beside the text: actors, then related pieces.
    pub(super) fn side_rows(&self) -> usize {
        self.page
            .as_ref()
            .map_or(0, |page| page.actors.len() + page.related.len())
    }

    /// Scrolls so that the link under the cursor is on the screen.
    pub(super) fn show_link(&mut self, height: usize) {
        let line = self
            .link
            .and_then(|link| self.document.links.get(link))
            .map(|link| link.line);
        if let Some(line) = line {
            self.show_line(line, height);
        }
    }

    /// Shows the mention that begins at a byte of the body, with the cursor on it.
    pub(super) fn show_mention(&mut self, place: u32, height: usize) {
        let line = self.document.line_at(place);
        self.show_line(line, height);
        // By its place: the page it was opened from may have been asked for by another of the actor's names.
        self.link = self.document.links.iter().position(|link| {
            let is_actor = matches!(link.target, Target::Address(Address::Actor { .. }));
            is_actor && link.at.is_some_and(|at| at >= place)
        });
    }

    /// Scrolls so that a line is on the screen, not at its very edge.
    pub(super) fn show_line(&mut self, line: usize, height: usize) {
        if line < self.top || line >= self.top + height {
            self.top = line.saturating_sub(height / 3).min(self.last_top(height));
        }
    }
}

pub(super) fn next_article(app: &mut App) {
    other(app, |rows| Some(rows.cursor + 1));
}

pub(super) fn last_article(app: &mut App) {
    other(app, |rows| rows.cursor.checked_sub(1));
}

pub(super) fn next_unread(app: &mut App) {
    other(app, |rows| articles::unread_from(rows, true));
}

pub(super) fn last_unread(app: &mut App) {
    other(app, |rows| articles::unread_from(rows, false));
}

/// Opens another article of the list this one was opened from, in its place.
fn other(
    app: &mut App,
    which: impl Fn(&super::rows::Rows<crate::model::ArticleRow>) -> Option<usize>,
) {
    let Body::Article(reader) = &app.page().body else {
        return;
    };
    let Some(from) = &reader.list else {
        app.say("this article was not opened from a list");
        return;
    };
    let row = which(&from.rows).and_then(|row| from.rows.get(row));
    match row.map(|row| row.id.clone()) {
        Some(id) => {
            let (from, zen) = (OpenedFrom::clone(from), reader.zen);
            let mut page = page(id, from);
            if let Body::Article(reader) = &mut page.body {
                reader.zen = zen;
            }
            app.replace_page(page);
        }
        None => app.say("there is no other article that way, as far as the list is loaded"),
    }
}

pub(super) fn zen(app: &mut App) {
    if let Body::Article(reader) = app.body_mut() {
        reader.zen = !reader.zen;
        reader.focus = Focus::Text;
    }
}

pub(super) fn narrower(app: &mut App) {
    app.setup.measure = app.setup.measure.saturating_sub(4).max(20);
    let measure = app.setup.measure;
    app.say(format!("text at most {measure} cells wide"));
}

pub(super) fn wider(app: &mut App) {
    app.setup.measure = app.setup.measure.saturating_add(4).min(400);
    let measure = app.setup.measure;
    app.say(format!("text at most {measure} cells wide"));
}
