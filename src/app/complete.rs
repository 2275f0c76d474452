//! What Tab offers in a prompt: fields, marks and dates at once, values of fields from the list on screen and then from the library.

use std::ops::Range;

use crate::language::{self, What};
use crate::model::NameField;
use crate::text::fold::fold;

use super::page::Body;
use super::prompt::{Prompt, PromptKind};
use super::{App, Lane, Question, Ticket, articles, typing};

/// Values asked for.
const LIMIT: usize = 40;

/// Values that were asked for, and what is to be done with them.
#[derive(Clone, Debug)]
pub(crate) struct Awaited {
    ticket: Ticket,
    forward: bool,
    /// Values of the list on screen, which come first.
    here: Vec<String>,
    replaces: Range<usize>,
}

/// Puts the next thing that could stand at the cursor in its place, or the one before.
pub(super) fn next(app: &mut App, forward: bool) {
    let Some(prompt) = &app.prompt else { return };
    if !prompt.offers.is_empty() {
        return step(app, forward);
    }
    if prompt.kind == PromptKind::Untag {
        let typed = prompt.text().to_owned();
        let mut tags = tags_here(app);
        tags.retain(|tag| fold(tag).starts_with(&fold(&typed)));
        return offer(app, tags, 0..typed.len(), forward);
    }
    let Some((replaces, what)) = wanted(prompt) else {
        return;
    };
    match what {
        What::Value(field, typed) => ask(app, field, typed, replaces, forward),
        other => offer(app, fixed(&other), replaces, forward),
    }
}

/// What stands at the cursor, and the bytes that are to be replaced.
fn wanted(prompt: &Prompt) -> Option<(Range<usize>, What)> {
    match prompt.kind {
        PromptKind::Query => {
            let found = language::complete(prompt.text(), prompt.cursor_byte())?;
            Some((found.range, found.what))
        }
        PromptKind::Tag => {
            let typed = prompt.text().to_owned();
            Some((0..typed.len(), What::Value(NameField::Tag, typed)))
        }
        _ => None,
    }
}

fn ask(app: &mut App, field: NameField, typed: String, replaces: Range<usize>, forward: bool) {
    let starts = fold(&typed);
    let mut here = on_screen(app, field);
    here.retain(|value| fold(value).starts_with(&starts));
    let question = Question::Values {
        field,
        typed,
        limit: LIMIT,
    };
    let ticket = app.ask(Lane::Omnibox, question);
    if let Some(prompt) = &mut app.prompt {
        prompt.awaited = Some(Awaited {
            ticket,
            forward,
            here,
            replaces,
        });
    }
}

/// Takes the values that were asked for; whether they were.
pub(super) fn answered(app: &mut App, ticket: Ticket, values: Result<Vec<String>, String>) -> bool {
    let Some(prompt) = &mut app.prompt else {
        return false;
    };
    let is_query = prompt.kind == PromptKind::Query;
    let Some(awaited) = prompt.awaited.take_if(|awaited| awaited.ticket == ticket) else {
        return false;
    };
    let mut offers = awaited.here;
    match values {
        Ok(more) => {
            for value in more {
                if !offers.contains(&value) {
                    offers.push(value);
                }
            }
        }
        Err(fault) => app.say(fault),
    }
    if offers.is_empty() {
        app.say("nothing in this corpus begins so");
        return true;
    }
    if is_query {
        offers = offers.iter().map(|value| language::quoted(value)).collect();
    }
    offer(app, offers, awaited.replaces, awaited.forward);
    true
}

/// Shows what may be taken, and takes the first or the last of it.
fn offer(app: &mut App, offers: Vec<String>, replaces: Range<usize>, forward: bool) {
    if offers.is_empty() {
        return;
    }
    if let Some(prompt) = &mut app.prompt {
        (prompt.offers, prompt.offer, prompt.replaces) = (offers, None, replaces);
    }
    step(app, forward);
}

/// Takes the next of what may be taken, or the one before.
fn step(app: &mut App, forward: bool) {
    let Some(prompt) = &mut app.prompt else {
        return;
    };
    let count = prompt.offers.len();
    let next = match (prompt.offer, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(here), true) => (here + 1) % count,
        (Some(here), false) => (here + count - 1) % count,
    };
    let (offers, start) = (std::mem::take(&mut prompt.offers), prompt.replaces.start);
    let text = offers[next].as_str();
    prompt.replace(prompt.replaces.clone(), text);
    let end = start + text.len();
    typing::changed(app);
    if let Some(prompt) = &mut app.prompt {
        prompt.replaces = start..end;
        prompt.offers = offers;
        prompt.offer = Some(next);
    }
}

/// What can be told without the library.
fn fixed(what: &What) -> Vec<String> {
    let of = |words: &[&str], typed: &str| {
        let fit = words.iter().filter(|word| word.starts_with(typed));
        fit.map(|word| (*word).to_owned()).collect()
    };
    match what {
        What::FieldNames(typed) => language::FIELDS
            .iter()
            .filter(|(name, _)| name.starts_with(typed.as_str()))
            .map(|(name, _)| format!("{name}:"))
            .collect(),
        What::Marks(typed) => of(
            &["unread", "read", "starred", "tagged", "noted", "new"],
            typed,
        ),
        What::Dates(typed) => of(
            &["today", "yesterday", "last-week", "last-month", "7d.."],
            typed,
        ),
        What::Value(..) => Vec::new(),
    }
}

/// The reader's tags on the article that is shown.
fn tags_here(app: &App) -> Vec<String> {
    let page = match &app.page().body {
        Body::Article(reader) => reader.page.as_ref(),
        Body::Articles(list) => list.preview.as_ref().and_then(|shown| shown.page.as_ref()),
        _ => None,
    };
    page.map(|page| page.marks.tags.clone()).unwrap_or_default()
}

/// Values of the facets on screen: what narrows the list that is seen.
fn on_screen(app: &App, field: NameField) -> Vec<String> {
    let name = match field {
        NameField::Actor | NameField::With => "actor",
        NameField::Source => "source",
        NameField::Lang => "lang",
        NameField::Tag => "tag",
        NameField::Author | NameField::Saved | NameField::New => return Vec::new(),
    };
    let Body::Articles(list) = &app.page().body else {
        return Vec::new();
    };
    let here = articles::facets(list).filter(|(field, _)| *field == name);
    here.map(|(_, value)| value.to_owned()).collect()
}
