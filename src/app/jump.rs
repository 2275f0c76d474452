//! Jumps inside an article: links by their letters, matches, actors, related pieces.

use crate::model::{Address, ArticlesAt};

use super::document::Target;
use super::hints::Hints;
use super::page::{Body, Focus, Reader};
use super::prompt::PromptKind;
use super::{App, Effect};

fn height(app: &App) -> usize {
    usize::from(app.layout().text().height)
}

/// Shows letters at every link on the screen.
pub(super) fn hints(app: &mut App) {
    let height = height(app);
    let Body::Article(reader) = &app.page().body else {
        return;
    };
    let lines = reader.top..reader.top + height;
    match Hints::new(&reader.document, lines) {
        Some(hints) => app.hints = Some(hints),
        None => app.say("there is no link on the screen"),
    }
}

/// Follows a link of the shown article.
pub(super) fn follow(app: &mut App, link: usize) {
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    let Some(link) = reader.document.links.get(link) else {
        return;
    };
    match link.target.clone() {
        Target::Address(address) => app.go(address),
        Target::Url(url) => app.effects.push(Effect::OpenUrl(url)),
        Target::Stub(title) => stub(app, &title),
    }
}

/// A piece that is not in the corpus: looks for articles with the words of its title.
pub(super) fn stub(app: &mut App, title: &str) {
    let filter: String = title
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .take(4)
        .collect::<Vec<_>>()
        .join(" ");
    app.go(Address::Articles(ArticlesAt {
        filter,
        ..ArticlesAt::default()
    }));
    app.say("this piece is not in the corpus; these have titles like it");
}

/// Goes to the actors here, beside the text or in its place; from there back to the text.
pub(super) fn actors(app: &mut App) {
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    let actors = reader.page.as_ref().map_or(0, |page| page.actors.len());
    let is_among_them = reader.side < actors || actors == 0;
    if reader.focus == Focus::Side && is_among_them {
        reader.focus = Focus::Text;
    } else if actors == 0 {
        app.say("no actors are known here");
    } else {
        (reader.focus, reader.side, reader.link) = (Focus::Side, 0, None);
    }
}

/// Goes to the related pieces: in the panel where there is one, else in the text.
pub(super) fn related(app: &mut App) {
    let (side, height) = (app.layout().side.is_some(), height(app));
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    let actors = reader.page.as_ref().map_or(0, |page| page.actors.len());
    match reader.document.related {
        Some(_) if side => {
            reader.focus = Focus::Side;
            reader.side = actors;
        }
        Some(line) => {
            reader.top = line.min(reader.last_top(height));
            reader.link = reader
                .document
                .links
                .iter()
                .position(|link| link.line > line);
            reader.show_link(height);
        }
        None => app.say("no related pieces are known"),
    }
}

/// Opens the prompt for something to find in the article.
pub(super) fn find(app: &mut App) {
    app.open_prompt(PromptKind::Find, "", None);
}

/// Searches for something in the shown article and goes to its first place on the screen or after.
pub(super) fn find_text(app: &mut App, what: &str) {
    let (height, dot) = (height(app), app.dot());
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    what.clone_into(&mut reader.find);
    reader.here = None;
    reader.rebuild = true;
    let width = reader.document.width;
    reader.rebuild_now(width, dot);
    let first = reader
        .document
        .found
        .iter()
        .position(|line| *line >= reader.top)
        .or_else(|| (!reader.document.found.is_empty()).then_some(0));
    reader.go_to(first, height);
}

/// Says how often what was searched for stands in the shown article, and at which place the reader is.
pub(super) fn tell_found(app: &mut App) {
    let Body::Article(reader) = &app.page().body else {
        return;
    };
    if reader.find.trim().is_empty() {
        return;
    }
    let said = match (reader.here, reader.document.found.len()) {
        (Some(here), count) => format!("match {} of {count}", here + 1),
        (None, _) => format!("{} is not in this text", reader.find.trim()),
    };
    app.say(said);
}

pub(super) fn next_match(app: &mut App) {
    match_by(app, true);
}

pub(super) fn last_match(app: &mut App) {
    match_by(app, false);
}

fn match_by(app: &mut App, forward: bool) {
    let height = height(app);
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    let found = &reader.document.found;
    let count = found.len();
    if count == 0 {
        app.say("nothing to go to; / finds in the text");
        return;
    }
    let next = match (reader.here, forward) {
        (Some(here), true) => (here + 1) % count,
        (Some(here), false) => (here + count - 1) % count,
        (None, true) => found
            .iter()
            .position(|line| *line >= reader.top)
            .unwrap_or(0),
        (None, false) => found
            .iter()
            .rposition(|line| *line < reader.top)
            .unwrap_or(count - 1),
    };
    reader.go_to(Some(next), height);
    app.say(format!("match {} of {count}", next + 1));
}

pub(super) fn next_actor(app: &mut App) {
    actor(app, true);
}

pub(super) fn last_actor(app: &mut App) {
    actor(app, false);
}

fn actor(app: &mut App, forward: bool) {
    let height = height(app);
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    reader.focus = Focus::Text;
    let links = &reader.document.links;
    let is_actor =
        |place: &usize| matches!(links[*place].target, Target::Address(Address::Actor { .. }));
    let found = match (reader.link, forward) {
        (Some(link), true) => (link + 1..links.len()).find(is_actor),
        (Some(link), false) => (0..link.min(links.len())).rev().find(is_actor),
        (None, true) => (0..links.len())
            .filter(is_actor)
            .find(|place| links[*place].line >= reader.top),
        (None, false) => (0..links.len())
            .rev()
            .filter(is_actor)
            .find(|place| links[*place].line < reader.top),
    };
    match found {
        Some(_) => {
            reader.link = found;
            reader.show_link(height);
        }
        None => app.say("no actor is named that way"),
    }
}

impl Reader {
    /// Goes to one of the found places.
    fn go_to(&mut self, place: Option<usize>, height: usize) {
        self.here = place;
        let line = place.and_then(|place| self.document.found.get(place).copied());
        if let Some(line) = line {
            self.show_line(line, height);
        }
        self.rebuild = true;
    }

    fn rebuild_now(&mut self, width: usize, dot: &'static str) {
        if let Some(page) = &self.page {
            self.document = super::document::build(page, width, (&self.find, self.here), dot);
        }
    }
}
