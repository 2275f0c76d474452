//! The reader's marks: star, read, tags, notes, and taking them back.

use crate::model::{Act, ArticleRow, Change};

use super::page::{Body, Reader};
use super::prompt::PromptKind;
use super::{App, Effect, Lane, Question, Ticket, triage};

/// What a mark is set on.
struct On {
    ids: Vec<String>,
    starred: bool,
    read: bool,
}

/// The picked articles, else the one under the cursor, else the one that is read.
fn on(app: &App) -> Option<On> {
    match &app.page().body {
        Body::Articles(list) => {
            let row = list.rows.selected()?;
            let mut ids: Vec<String> = list.picked.iter().cloned().collect();
            if ids.is_empty() {
                ids.push(row.id.clone());
            }
            Some(On {
                ids,
                starred: row.starred,
                read: row.read,
            })
        }
        Body::Article(reader) => {
            let page = reader.page.as_ref()?;
            Some(On {
                ids: vec![page.article.id.clone()],
                starred: page.marks.starred,
                read: page.marks.read,
            })
        }
        _ => None,
    }
}

pub(super) fn star(app: &mut App) {
    if let Some(on) = on(app) {
        app.change(on.ids, Act::Star(!on.starred));
    }
}

pub(super) fn read(app: &mut App) {
    if let Some(on) = on(app) {
        app.change(on.ids, Act::Read(!on.read));
    }
}

pub(super) fn tag(app: &mut App) {
    if on(app).is_some() {
        app.open_prompt(PromptKind::Tag, "", None);
    }
}

pub(super) fn untag(app: &mut App) {
    if on(app).is_some() {
        app.open_prompt(PromptKind::Untag, "", None);
    }
}

/// A tag was typed.
pub(super) fn tagged(app: &mut App, tag: &str, add: bool) {
    let tag = tag.trim().to_owned();
    if tag.is_empty() {
        return;
    }
    if let Some(on) = on(app) {
        let act = if add { Act::Tag(tag) } else { Act::Untag(tag) };
        app.change(on.ids, act);
    }
}

/// Opens the editor on the note of the article.
pub(super) fn note(app: &mut App) {
    let Some(on) = on(app) else { return };
    let page = match &app.page().body {
        Body::Article(reader) => reader.page.as_ref(),
        Body::Articles(list) => list.preview.as_ref().and_then(|preview| {
            let shown = preview.page.as_ref()?;
            (on.ids == [shown.article.id.clone()]).then_some(shown)
        }),
        _ => None,
    };
    let text = page
        .and_then(|page| page.marks.note.clone())
        .unwrap_or_default();
    let ticket = app.ticket();
    app.editing = Some((ticket, on.ids));
    app.effects.push(Effect::Edit { ticket, text });
}

/// The editor was closed.
pub(super) fn edited(app: &mut App, ticket: Ticket, text: Option<String>) {
    let Some((_, ids)) = app.editing.take_if(|(asked, _)| *asked == ticket) else {
        return;
    };
    match text {
        Some(text) => {
            let note = Some(text.trim().to_owned()).filter(|note| !note.is_empty());
            app.change(ids, Act::Note(note));
        }
        None => app.say("the note is as it was"),
    }
}

pub(super) fn undo(app: &mut App) {
    triage::undoing(app);
    let ticket = app.ask(Lane::Change, Question::Undo);
    app.changing.insert(ticket);
}

impl App {
    /// Asks for a change of marks; what is on screen shows it at once.
    fn change(&mut self, ids: Vec<String>, act: Act) {
        self.foresee(&ids, &act);
        let ticket = self.ask(Lane::Change, Question::Change(Change { ids, act }));
        self.changing.insert(ticket);
    }

    fn foresee(&mut self, ids: &[String], act: &Act) {
        let row = |row: &mut ArticleRow| {
            if ids.contains(&row.id) {
                match act {
                    Act::Star(starred) => row.starred = *starred,
                    Act::Read(read) => row.read = *read,
                    _ => {}
                }
            }
        };
        match self.body_mut() {
            Body::Articles(list) => list.rows.part.iter_mut().for_each(row),
            Body::Article(reader) => {
                if let Some(from) = &mut reader.list {
                    from.rows.part.iter_mut().for_each(row);
                }
                mark(reader, ids, act);
            }
            _ => {}
        }
    }
}

fn mark(reader: &mut Reader, ids: &[String], act: &Act) {
    let Some(page) = &mut reader.page else { return };
    if !ids.contains(&page.article.id) {
        return;
    }
    match act {
        Act::Star(starred) => page.marks.starred = *starred,
        Act::Read(read) => page.marks.read = *read,
        _ => {}
    }
    reader.rebuild = true;
}
