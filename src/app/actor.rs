//! One actor: the parts of its page.

use crate::model::{Address, ArticlesAt, Sort};

use super::App;
use super::document::Target;
use super::page::{Actor, Body, Focus, Tab, by_field};

pub(super) fn next_tab(app: &mut App) {
    if let Body::Actor(actor) = app.body_mut() {
        actor.turn(true);
    }
}

pub(super) fn last_tab(app: &mut App) {
    if let Body::Actor(actor) = app.body_mut() {
        actor.turn(false);
    }
}

/// Searches for the actor's articles, or those of two, where they can be narrowed.
pub(super) fn search(app: &mut App) {
    let Body::Actor(actor) = &app.page().body else {
        return;
    };
    let Some(page) = &actor.page else { return };
    let names = page.queried.iter();
    let query: Vec<String> = ["actor", "with"]
        .into_iter()
        .zip(names)
        .map(|(field, name)| query(field, name))
        .collect();
    let query = query.join(" ");
    app.go(Address::Articles(ArticlesAt {
        query,
        sort: Sort::Newest,
        ..ArticlesAt::default()
    }));
}

/// The articles that write an actor in a form.
pub(super) fn written(name: &str, form: &str) -> Address {
    // In quotes it is this very form, even where it is but a word.
    let form = form.replace(['"', '“', '”', '\\'], " ");
    Address::Articles(ArticlesAt {
        query: format!("{} \"{form}\"", query("actor", name)),
        ..ArticlesAt::default()
    })
}

fn query(field: &str, name: &str) -> String {
    match by_field(field, name) {
        Address::Articles(at) => at.query,
        _ => String::new(),
    }
}

/// Looks at two actors together: the one under the cursor and the one of the page, or the one chosen before.
pub(super) fn pair(app: &mut App) {
    let Some(name) = under_cursor(app) else {
        return app
            .say("x is for an actor: in a list of actors, on a page of one, beside an article, in its text at a name ]a goes to");
    };
    let page = match &app.page().address {
        Address::Actor { name } => Some(name.clone()),
        _ => None,
    };
    match page.filter(|page| *page != name).or(app.chosen.take()) {
        Some(one) if one != name => app.go(Address::Pair { one, other: name }),
        _ => {
            let keys = match app.page().body {
                Body::Article(_) => "x",
                _ => "Enter or x",
            };
            app.say(format!(
                "{name} and who else? {keys} on another actor shows both"
            ));
            app.chosen = Some(name);
            if matches!(app.page().address, Address::Actor { .. }) {
                super::actors::open(app);
            }
        }
    }
}

/// The actor that a key is about: the row under the cursor, else the page's own.
pub(super) fn under_cursor(app: &App) -> Option<String> {
    match (&app.page().body, &app.page().address) {
        (Body::Actors(list), _) => Some(list.rows.selected()?.handle.clone()),
        (Body::Actor(actor), Address::Actor { name }) => {
            let other = match actor.tab {
                Tab::With => actor.with.selected().map(|other| &other.handle),
                Tab::Network => actor.network.selected(),
                _ => None,
            };
            Some(other.unwrap_or(name).clone())
        }
        (Body::Article(reader), _) if reader.focus == Focus::Side => {
            let actors = &reader.page.as_ref()?.actors;
            Some(actors.get(reader.side)?.handle.clone())
        }
        (Body::Article(reader), _) => match &reader.document.links.get(reader.link?)?.target {
            Target::Address(Address::Actor { name }) => Some(name.clone()),
            _ => None,
        },
        _ => None,
    }
}

impl Actor {
    /// Turns to the next part, or to the one before.
    pub(super) fn turn(&mut self, forward: bool) {
        let tabs = self.tabs();
        let step = if forward { 1 } else { tabs.len() - 1 };
        let here = tabs.iter().position(|tab| *tab == self.tab);
        self.tab = tabs[(here.unwrap_or(0) + step) % tabs.len()];
    }
}
