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
        app.open_prompt(PromptKind::Help, "", None);
    } else {
        app.go(Address::Help);
    }
}

/// Fills the page with what its filter leaves.
pub(super) fn fill(app: &mut App) {
    let Body::Help(help) = &app.page().body else {
        return;
    };
    let (pattern, matcher) = (Pattern::parse(&help.filter), Matcher::new());
    let mut rows = Vec::new();
    for scope in Scope::ALL {
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys = app.keymap.keys_of(command.id).join("  ");
            let searched = format!("{} {keys} {}", command.title, command.id);
            if pattern.is_empty() || pattern.lit(&matcher, &searched).is_some() {
                rows.push(HelpRow {
                    scope: scope.word(),
                    keys,
                    title: command.title,
                    id: command.id,
                });
            }
        }
    }
    if let Body::Help(help) = app.body_mut() {
        let cursor = help.rows.cursor;
        help.rows = Rows::whole(rows);
        help.rows.move_to(cursor);
    }
}

/// The filter was changed.
pub(super) fn filter(app: &mut App, typed: &str) {
    if let Body::Help(help) = app.body_mut() {
        typed.clone_into(&mut help.filter);
        help.rows.cursor = 0;
    }
    fill(app);
}
