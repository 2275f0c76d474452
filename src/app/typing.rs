//! Typing into a prompt: what follows each key at once, what Enter and Esc do, and earlier searches.

use crate::language;
use crate::model::{Address, ArticlesAt, Sort};

use super::key::{Code, Key};
use super::page::Body;
use super::prompt::{Prompt, PromptKind, edit, paste as paste_line};
use super::{
    App, Lane, Question, complete, copy, curation, help, jump, marking, moving, overlay, saved,
};

/// Searches that are remembered.
const SEARCHES: usize = 500;

/// Takes a key while a prompt is open.
pub(super) fn key(app: &mut App, key: Key) {
    match (key.code, key.ctrl) {
        (Code::Char('c'), true) => overlay::quit(app),
        (Code::Esc, _) => give_up(app),
        (Code::Enter, _) => accept(app),
        (Code::Tab, _) => complete::next(app, !key.shift),
        (Code::Char('n'), true) if is_query(app) => newer(app),
        (Code::Char('p'), true) if is_query(app) => older(app),
        (Code::Down, _) | (Code::Char('n'), true) => down(app),
        (Code::Up, _) | (Code::Char('p'), true) => up(app),
        (Code::PageDown, _) => moving::page_down(app),
        (Code::PageUp, _) => moving::page_up(app),
        _ => {
            let Some(prompt) = &mut app.prompt else {
                return;
            };
            let empty = prompt.text().is_empty();
            if empty && key.code == Code::Backspace {
                return give_up(app);
            }
            if edit(&mut prompt.input, key) {
                prompt.recalled = None;
                changed(app);
            }
        }
    }
}

/// Takes a paste: into the prompt or the omnibox that is open, else into none.
pub(super) fn paste(app: &mut App, text: &str) {
    let fits = if let Some(open) = &mut app.omnibox {
        let fits = paste_line(&mut open.input, text);
        super::omnibox::changed(app);
        fits
    } else if let Some(prompt) = &mut app.prompt {
        let fits = paste_line(&mut prompt.input, text);
        changed(app);
        fits
    } else {
        app.say("a paste goes into a prompt: press / to search first");
        return;
    };
    if !fits {
        app.say("the paste was too long for a line: its end is left out");
    }
}

/// What was typed changed: what is live follows.
pub(super) fn changed(app: &mut App) {
    let Some(prompt) = &mut app.prompt else {
        return;
    };
    prompt.offers.clear();
    prompt.offer = None;
    prompt.awaited = None;
    let (kind, text) = (prompt.kind, prompt.text().to_owned());
    match kind {
        PromptKind::Query => query(app, &text),
        PromptKind::Filter => filter(app, text),
        PromptKind::Find => jump::find_text(app, &text),
        PromptKind::Help => help::filtered(app, &text),
        PromptKind::Tag
        | PromptKind::Untag
        | PromptKind::Save
        | PromptKind::Alias
        | PromptKind::Rename
        | PromptKind::Split
        | PromptKind::Move
        | PromptKind::Pipe => {}
    }
}

/// Shows what a query finds; while it is no query yet, the last good result stays.
fn query(app: &mut App, typed: &str) {
    let mistake = language::parse(typed, app.setup.today).err();
    let good = mistake.is_none();
    if let Some(prompt) = &mut app.prompt {
        prompt.mistake = mistake;
    }
    if !good {
        return;
    }
    let mut at = app.at_articles();
    let (was, is) = (at.query.is_empty(), typed.trim().is_empty());
    // Best first is what one wants of a search, whatever the order of everything was; an order chosen for a search stays.
    match (was, is, at.sort) {
        (true, false, _) => at.sort = Sort::Relevance,
        (false, true, Sort::Relevance) => at.sort = Sort::Newest,
        _ => {}
    }
    typed.trim().clone_into(&mut at.query);
    at.open = !is && !typed.ends_with(char::is_whitespace);
    app.otherwise = None;
    follow(app, at);
}

/// Shows what is typed; where that is what was shown before, goes back to where one was.
fn follow(app: &mut App, at: ArticlesAt) {
    let shown = Some(Address::Articles(at.clone()));
    match &app.prompt {
        Some(prompt) if prompt.before == shown => app.relist_here(at, prompt.place),
        _ => app.relist(at),
    }
}

fn filter(app: &mut App, typed: String) {
    match &app.page().body {
        Body::Actors(_) => {
            let mut at = app.at_actors();
            at.filter = typed;
            app.relist_actors(at);
        }
        Body::Articles(_) => {
            let mut at = app.at_articles();
            at.filter = typed;
            follow(app, at);
        }
        _ => {}
    }
}

fn accept(app: &mut App) {
    if app
        .prompt
        .as_ref()
        .is_some_and(|prompt| prompt.mistake.is_some())
    {
        return;
    }
    let Some(prompt) = app.prompt.take() else {
        return;
    };
    let text = prompt.text().to_owned();
    let listed = matches!(prompt.kind, PromptKind::Query | PromptKind::Filter);
    if listed && prompt.before.as_ref() != Some(&app.page().address) {
        // What was picked belongs to the list that was left.
        if let Body::Articles(list) = app.body_mut() {
            list.picked.clear();
        }
    }
    match prompt.kind {
        PromptKind::Query if prompt.own_page && text.trim().is_empty() => app.drop_page(),
        PromptKind::Query => {
            close(app);
            let address = app.page().address.clone();
            app.join(&address);
            remember(app, text);
        }
        // A name that was typed leads on; titles stay to be chosen from.
        PromptKind::Filter => {
            if matches!(app.page().body, Body::Actors(_)) {
                app.accepting = true;
                app.accept_actor();
            }
        }
        PromptKind::Tag => marking::tagged(app, &text, true),
        PromptKind::Untag => marking::tagged(app, &text, false),
        PromptKind::Save => saved::named(app, &text),
        PromptKind::Alias => curation::aliased(app, &text),
        PromptKind::Rename => curation::renamed(app, &text),
        PromptKind::Split => curation::split_off(app, &text),
        PromptKind::Move => curation::moved(app, &text),
        PromptKind::Pipe => copy::piped(app, &text),
        PromptKind::Find => jump::tell_found(app),
        PromptKind::Help => {}
    }
}

impl App {
    /// Opens the first actor that fits what was typed, where Enter was pressed and the list belongs to it.
    pub(super) fn accept_actor(&mut self) {
        if !self.accepting || self.page().asked.is_pending() {
            return;
        }
        if let Body::Actors(list) = &self.page().body {
            let found = list.rows.selected().is_some();
            self.accepting = false;
            if found {
                moving::open(self);
            }
        }
    }
}

/// Remembers a search, once, as the newest.
pub(super) fn remember(app: &mut App, text: String) {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return;
    }
    app.searches.retain(|search| *search != text);
    app.searches.push(text.clone());
    if app.searches.len() > SEARCHES {
        app.searches.remove(0);
    }
    app.ask(Lane::Change, Question::Searched(text));
}

/// Ends the typing of a query: it asks for its last word as it stands, or, where no article has that, for what begins so.
fn close(app: &mut App) {
    let mut at = app.at_articles();
    if !at.open {
        return;
    }
    let open = language::open(&at.query);
    let open = match open.len() > at.query.len() {
        true => format!("{}*", at.query),
        false => open.into_owned(),
    };
    at.open = false;
    let moved = matches!(&app.page().body, Body::Articles(list) if list.rows.cursor > 0);
    let otherwise = ArticlesAt {
        query: open,
        ..at.clone()
    };
    if moved {
        // A row was chosen among what is shown: that stays.
        app.page_mut().address = Address::Articles(otherwise);
        return;
    }
    let differs = otherwise.query != at.query;
    app.otherwise = differs.then(|| Otherwise {
        typed: at.clone(),
        open: otherwise,
        tried: false,
    });
    app.relist(at);
}

/// What is shown where the search that was just accepted finds nothing.
#[derive(Debug)]
pub(super) struct Otherwise {
    /// The search as it was typed.
    typed: ArticlesAt,
    /// What begins with its last word.
    open: ArticlesAt,
    /// Whether that is what is shown now.
    tried: bool,
}

impl App {
    /// Shows what begins with the last word of a search that has found nothing, and says so once it is there.
    pub(super) fn widen(&mut self) {
        if self.page().asked.is_pending() {
            return;
        }
        let nothing = matches!(&self.page().body, Body::Articles(list) if list.rows.total == 0);
        let Some(other) = self.otherwise.take() else {
            return;
        };
        match (other.tried, nothing) {
            (false, true) => {
                self.relist(other.open.clone());
                self.otherwise = Some(Otherwise {
                    tried: true,
                    ..other
                });
            }
            (true, false) => {
                self.say("no article has this very word: these have words that begin so");
            }
            // Nothing begins so either: the search stands as it was typed.
            (true, true) => self.page_mut().address = Address::Articles(other.typed),
            (false, false) => {}
        }
    }
}

/// Closes the prompt; what followed the keys goes back to what was before.
fn give_up(app: &mut App) {
    let Some(prompt) = app.prompt.take() else {
        return;
    };
    if prompt.own_page {
        return app.drop_page();
    }
    match prompt.before {
        Some(Address::Articles(at)) => app.relist_here(at, prompt.place),
        Some(Address::Actors(at)) => app.relist_actors(at),
        _ => match prompt.kind {
            PromptKind::Find => jump::find_text(app, ""),
            PromptKind::Help => help::filtered(app, ""),
            _ => {}
        },
    }
}

fn is_query(app: &App) -> bool {
    let kind = app.prompt.as_ref().map(|prompt| prompt.kind);
    kind == Some(PromptKind::Query)
}

/// Goes to the row above; from the first row of a search to the search before.
fn up(app: &mut App) {
    let at_top = matches!(&app.page().body, Body::Articles(list) if list.rows.cursor == 0);
    if is_query(app) && at_top {
        older(app);
    } else {
        moving::up(app);
    }
}

/// Goes to the row below, or back to a newer search while older ones are gone through.
fn down(app: &mut App) {
    let recalling = |prompt: &Prompt| prompt.recalled.is_some();
    if app.prompt.as_ref().is_some_and(recalling) {
        newer(app);
    } else {
        moving::down(app);
    }
}

/// Puts the search before into the prompt; what had been typed comes back after the newest.
fn older(app: &mut App) {
    let Some(prompt) = &app.prompt else { return };
    let (place, typed) = match &prompt.recalled {
        Some((place, typed)) => (*place, typed.clone()),
        None => (app.searches.len(), prompt.text().to_owned()),
    };
    // What stands there already is no step.
    let other = |place: &usize| app.searches[*place] != prompt.text();
    if let Some(place) = (0..place).rev().find(other) {
        recall(app, Some(place), typed);
    }
}

fn newer(app: &mut App) {
    let Some(prompt) = &app.prompt else { return };
    let Some((place, typed)) = prompt.recalled.clone() else {
        return;
    };
    let next = Some(place + 1).filter(|place| *place < app.searches.len());
    recall(app, next, typed);
}

fn recall(app: &mut App, place: Option<usize>, typed: String) {
    let text = place.and_then(|place| app.searches.get(place).cloned());
    let Some(prompt) = &mut app.prompt else {
        return;
    };
    let text = text.unwrap_or_else(|| typed.clone());
    prompt.replace(0..prompt.text().len(), &text);
    prompt.recalled = place.map(|place| (place, typed));
    changed(app);
}

impl App {
    /// Opens a prompt.
    pub(super) fn open_prompt(&mut self, kind: PromptKind, text: &str, before: Option<Address>) {
        let place = match &self.page().body {
            Body::Articles(list) => list.place(),
            _ => None,
        };
        let prompt = Prompt::new(kind, text, before);
        self.prompt = Some(Prompt { place, ..prompt });
    }
}
