//! Help: every command with its keys, as they are set.

use crate::model::Address;
use crate::text::fuzzy::{Matcher, Pattern};

use super::App;
use super::commands::COMMANDS;
use super::keymap::Scope;
use super::page::{Body, HelpRow};
use super::prompt::PromptKind;
use super::rows::Rows;

/// Shows the keys; once they are shown, filters them.
pub(super) fn open(app: &mut App) {
    if app.page().address == Address::Help {
        filter(app);
    } else {
        app.go(Address::Help);
    }
}

/// Opens the prompt for a filter of the keys.
pub(super) fn filter(app: &mut App) {
    if let Body::Help(help) = &app.page().body {
        let filter = help.filter.clone();
        app.open_prompt(PromptKind::Help, &filter, None);
    }
}

/// Fills the page with what its filter leaves: what has each word as it was typed, else what has its letters in their order.
pub(super) fn fill(app: &mut App) {
    let Body::Help(help) = &app.page().body else {
        return;
    };
    let typed = help.filter.to_lowercase();
    let mut rows = matching(app, |text| {
        typed.split_whitespace().all(|word| text.contains(word))
    });
    if rows.is_empty() {
        let (pattern, matcher) = (Pattern::parse(&typed), Matcher::new());
        rows = matching(app, |text| pattern.lit(&matcher, text).is_some());
    }
    if let Body::Help(help) = app.body_mut() {
        let cursor = help.rows.cursor;
        help.rows = Rows::whole(rows);
        help.rows.move_to(cursor);
    }
}

/// The rows whose title, keys and name, in small letters, are wanted.
fn matching(app: &App, wanted: impl Fn(&str) -> bool) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for scope in Scope::ALL {
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys = app.keymap.keys_of(command.id).join("  ");
            let searched = format!("{} {keys} {}", command.title, command.id);
            if wanted(&searched.to_lowercase()) {
                rows.push(HelpRow {
                    scope: scope.word(),
                    keys,
                    title: command.title,
                    id: command.id,
                });
            }
        }
    }
    rows
}

/// The filter was changed.
pub(super) fn filtered(app: &mut App, typed: &str) {
    if let Body::Help(help) = app.body_mut() {
        typed.clone_into(&mut help.filter);
        help.rows.cursor = 0;
    }
    fill(app);
}
