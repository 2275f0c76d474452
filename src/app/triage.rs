//! Proposed merges: answered one by one, each answer taken back by `u`.

use crate::model::{ActorEdit, Proposal};

use super::page::{Body, Triage};
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
    let Body::Triage(Triage { rows, .. }) = app.body_mut() else {
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
    if let Body::Triage(triage) = app.body_mut() {
        triage.rows.move_by(1);
    }
}

/// The last change is about to be taken back, which may have been an answer.
pub(super) fn undoing(app: &mut App) {
    if let Body::Triage(triage) = app.body_mut() {
        triage.undone = true;
    }
}

fn answer(app: &mut App, edit: fn(String, String) -> ActorEdit) {
    let Body::Triage(Triage { rows, answered, .. }) = app.body_mut() else {
        return;
    };
    let Some(row) = rows.selected() else { return };
    answered.push(pair(row));
    let edit = edit(row.actor.handle.clone(), row.into.handle.clone());
    // Gone at once; the library's own list comes after.
    let cursor = rows.cursor;
    rows.part.remove(cursor);
    rows.total = rows.part.len();
    rows.move_to(cursor);
    app.change_saved(Question::EditActor(edit));
}

/// The two of a proposal, whichever gives the name.
fn pair(row: &Proposal) -> [String; 2] {
    let mut pair = [&row.actor, &row.into].map(|actor| actor.handle.clone());
    pair.sort_unstable();
    pair
}

impl Triage {
    /// Takes the proposals. The cursor stays on its pair, or goes to the one whose answer was taken back.
    pub(super) fn take(&mut self, all: Vec<Proposal>) {
        let pairs: Vec<[String; 2]> = all.iter().map(pair).collect();
        self.rows.take(all.len(), 0, all, |a, b| pair(a) == pair(b));
        // What was undone may have been something else, such as a star: then no answered pair is back.
        let back = |answered: &[String; 2]| pairs.iter().position(|pair| pair == answered);
        if std::mem::take(&mut self.undone)
            && let Some(row) = self.answered.iter().find_map(back)
        {
            self.rows.move_to(row);
            self.answered.retain(|pair| back(pair).is_none());
        }
    }
}
