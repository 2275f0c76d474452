//! Putting right who is who: merging, splitting, naming and ignoring actors, all of which `u` takes back.

use crate::model::{ActorEdit, ActorKind, Address};

use super::actor::under_cursor;
use super::page::{Body, NameLine, Tab};
use super::prompt::PromptKind;
use super::{App, Question, go};

const WHERE: &str =
    "this is for an actor: in a list of actors, on a page of one, beside an article";

/// Makes the actor that was chosen first part of the one under the cursor; chooses it where none was.
pub(super) fn merge(app: &mut App) {
    let Some(into) = under_cursor(app) else {
        return app.say(WHERE);
    };
    match app.merging.take() {
        Some(name) if name != into => edit(app, ActorEdit::Merge { name, into }),
        Some(_) => app.say("not merged"),
        None => {
            app.say(format!(
                "{into} is part of whom? M on that actor merges them"
            ));
            app.merging = Some(into);
        }
    }
}

/// Asks for another name of the actor under the cursor.
pub(super) fn alias(app: &mut App) {
    ask(app, PromptKind::Alias);
}

/// Asks for the name to show the actor under the cursor by.
pub(super) fn rename(app: &mut App) {
    ask(app, PromptKind::Rename);
}

/// Turns to the names of the actor and asks which one is another's.
pub(super) fn split(app: &mut App) {
    let Address::Actor { name } = &app.page().address else {
        return app.say(WHERE);
    };
    let name = name.clone();
    let Body::Actor(actor) = app.body_mut() else {
        return;
    };
    let mut names = actor.page.iter().flat_map(|page| {
        let own = &page.row.name;
        page.names.iter().filter(move |(other, _)| other != own)
    });
    let Some((first, _)) = names.next() else {
        return app.say(format!("{name} goes by no other name"));
    };
    let other = match actor.names.selected() {
        Some(NameLine::Written(under)) if actor.tab == Tab::Names => under,
        _ => first,
    };
    let other = other.clone();
    actor.tab = Tab::Names;
    app.open_prompt(PromptKind::Split, &other, None);
}

/// Asks whom an article means by an actor; offers what was said last.
pub(super) fn ask_whom(app: &mut App) {
    if meant(app).is_none() {
        return app.say("this is for an actor in an article: beside one, in its text at a name ]a goes to, at an article of an actor's page");
    }
    let last = app.moved_to.clone();
    app.open_prompt(PromptKind::Move, &last, None);
}

/// An actor, and an article that names it.
fn meant(app: &App) -> Option<(String, String)> {
    match (&app.page().body, &app.page().address) {
        (Body::Article(reader), _) => {
            let id = reader.page.as_ref()?.article.id.clone();
            Some((under_cursor(app)?, id))
        }
        (Body::Actor(actor), Address::Actor { name }) => {
            let id = match actor.tab {
                Tab::Articles => &actor.articles.selected()?.id,
                Tab::Mentions => &actor.mentions.selected()?.id,
                _ => return None,
            };
            Some((name.clone(), id.clone()))
        }
        _ => None,
    }
}

/// Whom the article means was typed.
pub(super) fn moved(app: &mut App, to: &str) {
    let to = to.trim().to_owned();
    if let Some((name, id)) = meant(app).filter(|_| !to.is_empty()) {
        app.moved_to.clone_from(&to);
        let articles = vec![id];
        edit(app, ActorEdit::Move { name, to, articles });
    }
}

fn ask(app: &mut App, kind: PromptKind) {
    match under_cursor(app) {
        Some(name) => {
            let text = if kind == PromptKind::Rename {
                name.as_str()
            } else {
                ""
            };
            app.open_prompt(kind, text, None);
        }
        None => app.say(WHERE),
    }
}

/// Another name was typed.
pub(super) fn aliased(app: &mut App, alias: &str) {
    let alias = alias.trim().to_owned();
    if let Some(name) = under_cursor(app).filter(|_| !alias.is_empty()) {
        edit(app, ActorEdit::Alias { name, alias });
    }
}

/// The name to take out of the page's actor was typed.
pub(super) fn split_off(app: &mut App, alias: &str) {
    let alias = alias.trim().to_owned();
    let Address::Actor { name } = &app.page().address else {
        return;
    };
    let name = name.clone();
    if !alias.is_empty() {
        edit(app, ActorEdit::Split { name, alias });
    }
}

/// The name to show it by was typed.
pub(super) fn renamed(app: &mut App, to: &str) {
    let to = to.trim().to_owned();
    if let Some(name) = under_cursor(app).filter(|name| !to.is_empty() && *name != to) {
        edit(app, ActorEdit::Rename { name, to });
    }
}

/// Makes the actor under the cursor one of the next kind.
pub(super) fn kind(app: &mut App) {
    let kind = match &app.page().body {
        Body::Actors(list) => list.rows.selected().map(|row| row.kind),
        Body::Actor(actor) => actor.page.as_ref().map(|page| page.row.kind),
        _ => None,
    };
    let (Some(name), Some(kind)) = (under_cursor(app), kind) else {
        return app.say(WHERE);
    };
    let all = ActorKind::ALL;
    let here = all.iter().position(|other| *other == kind).unwrap_or(0);
    let kind = all[(here + 1) % all.len()];
    edit(app, ActorEdit::Kind { name, kind });
}

/// Shows the actor under the cursor nowhere any more.
pub(super) fn ignore(app: &mut App) {
    let Some(name) = under_cursor(app) else {
        return app.say(WHERE);
    };
    let own = matches!(&app.page().address, Address::Actor { name: page } if *page == name);
    edit(app, ActorEdit::Ignore { name });
    if own {
        go::back(app);
    }
}

fn edit(app: &mut App, edit: ActorEdit) {
    // A page keeps its address: an actor is found by its older names, too, and by them alone once this is taken back.
    app.change_saved(Question::EditActor(edit));
}
