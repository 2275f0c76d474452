//! Proposed merges: answered one by one, each answer taken back by `u`.

use crate::model::ActorEdit;

use super::page::Body;
use super::{App, Question};

/// They are one.
pub(super) fn yes(app: &mut App) {
    answer(app, |name, into| ActorEdit::Merge { name, into });
}

/// They are two.
pub(super) fn no(app: &mut App) {
    answer(app, |name, other| ActorEdit::Apart { name, other });
}

/// The other of the two gives the name.
pub(super) fn swap(app: &mut App) {
    let Body::Triage(rows) = app.body_mut() else {
        return;
    };
    let cursor = rows.cursor;
    if let Some(row) = rows.part.get_mut(cursor) {
        std::mem::swap(&mut row.actor, &mut row.into);
        row.contexts.swap(0, 1);
    }
}

/// Not now: the proposal stays, the next one is looked at.
pub(super) fn later(app: &mut App) {
    if let Body::Triage(rows) = app.body_mut() {
        rows.move_by(1);
    }
}

fn answer(app: &mut App, edit: fn(String, String) -> ActorEdit) {
    let Body::Triage(rows) = app.body_mut() else {
        return;
    };
    let Some(row) = rows.selected() else { return };
    let edit = edit(row.actor.handle.clone(), row.into.handle.clone());
    // Gone at once; the library's own list comes after.
    let cursor = rows.cursor;
    rows.part.remove(cursor);
    rows.total = rows.part.len();
    rows.move_to(cursor);
    app.change_saved(Question::EditActor(edit));
}
