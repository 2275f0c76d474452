//! Saved searches: keeping the one that is shown, opening and removing those of the list.

use crate::model::{Address, ArticlesAt, SavedSearch};

use super::page::{Body, by_field};
use super::prompt::PromptKind;
use super::{App, Lane, Question};

/// Opens the prompt for the name of the search that is shown.
pub(super) fn save(app: &mut App) {
    let at = app.at_articles();
    if at.query.is_empty() {
        app.say("there is no search to save here; / searches first");
        return;
    }
    app.open_prompt(PromptKind::Save, "", None);
}

/// The name was typed.
pub(super) fn named(app: &mut App, name: &str) {
    let ArticlesAt { query, sort, .. } = app.at_articles();
    let name = name.trim().to_owned();
    if name.is_empty() || query.is_empty() {
        return;
    }
    app.change_saved(Question::Save(SavedSearch { name, query, sort }));
}

/// Opens the search under the cursor.
pub(super) fn open(app: &mut App) {
    let Body::Saved(rows) = &app.page().body else {
        return;
    };
    if let Some(search) = rows.selected().map(|row| row.search.clone()) {
        show(app, search);
    }
}

/// Shows what a saved search finds; what it finds now is no longer new to it.
pub(super) fn show(app: &mut App, search: SavedSearch) {
    app.go(address(&search));
    app.ask(Lane::Change, Question::SeeSaved(search));
}

/// The page of what a saved search finds.
pub(super) fn address(search: &SavedSearch) -> Address {
    Address::Articles(ArticlesAt {
        query: search.query.clone(),
        sort: search.sort,
        ..ArticlesAt::default()
    })
}

/// Shows only what came since the search under the cursor was opened; it stays new until the search itself is opened.
pub(super) fn open_new(app: &mut App) {
    let Body::Saved(rows) = &app.page().body else {
        return;
    };
    if let Some(name) = rows.selected().map(|row| row.search.name.clone()) {
        app.go(by_field("new", &name));
    }
}

/// Removes the search under the cursor.
pub(super) fn remove(app: &mut App) {
    let Body::Saved(rows) = &app.page().body else {
        return;
    };
    if let Some(name) = rows.selected().map(|row| row.search.name.clone()) {
        app.change_saved(Question::RemoveSaved(name));
    }
}

impl App {
    pub(super) fn change_saved(&mut self, question: Question) {
        let ticket = self.ask(Lane::Change, question);
        self.changing.insert(ticket);
    }
}
