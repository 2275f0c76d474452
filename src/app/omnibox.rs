//! The omnibox: one line that finds articles, actors, sources, tags, saved searches and commands.

use tui_input::Input;

use crate::language;
use crate::model::{Address, ArticlesAt, OmniRow, OmniTarget, Sort};
use crate::text::fold::fold;
use crate::text::fuzzy::{Matcher, Pattern};

use super::asked::Asked;
use super::commands::{self, COMMANDS, Command};
use super::glance::Glance;
use super::key::{Code, Key};
use super::page::by_field;
use super::prompt::edit;
use super::rows::Rows;
use super::{App, Lane, Question, overlay, saved, typing};

/// Rows asked for.
const LIMIT: usize = 60;
/// What a command must score to stand among articles and actors.
const COMMAND_FLOOR: i64 = 40;

/// The open box.
#[derive(Clone, Debug, Default)]
pub(crate) struct Omnibox {
    pub(crate) input: Input,
    pub(crate) asked: Asked,
    pub(crate) rows: Rows<OmniRow>,
    pub(crate) glance: Glance,
}

/// Opens the box.
pub(super) fn open(app: &mut App) {
    app.omnibox = Some(Omnibox::default());
    changed(app);
}

/// Takes a key while the box is open.
pub(super) fn key(app: &mut App, key: Key) {
    let Some(open) = &mut app.omnibox else { return };
    match (key.code, key.ctrl) {
        (Code::Char('c'), true) => overlay::quit(app),
        (Code::Esc, _) | (Code::Char('p'), true) => app.omnibox = None,
        (Code::Enter, _) => accept(app),
        (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => open.rows.move_by(1),
        (Code::Up, _) => open.rows.move_by(-1),
        (Code::PageDown, _) => open.rows.move_by(10),
        (Code::PageUp, _) => open.rows.move_by(-10),
        _ => {
            if edit(&mut open.input, key) {
                changed(app);
            }
        }
    }
}

/// What is typed changed: asks for what fits it.
pub(super) fn changed(app: &mut App) {
    let Some(open) = &mut app.omnibox else { return };
    let text = open.input.value().to_owned();
    if text.starts_with('>') || text.starts_with('/') {
        open.asked = Asked::default();
        let rows = commands(app, &text);
        if let Some(open) = &mut app.omnibox {
            open.rows = Rows::whole(rows);
        }
        return;
    }
    let ticket = app.ask(Lane::Omnibox, Question::Omnibox { text, limit: LIMIT });
    if let Some(open) = &mut app.omnibox {
        open.asked.ask(ticket);
        open.rows.cursor = 0;
    }
}

/// The commands of the shown page that fit what is typed: after `>` all that match, without it only good ones.
pub(super) fn commands(app: &App, typed: &str) -> Vec<OmniRow> {
    let alone = typed.strip_prefix('>');
    let typed = alone.unwrap_or(typed).trim();
    if typed.starts_with(['@', '#', '/']) || (alone.is_none() && typed.is_empty()) {
        return Vec::new();
    }
    let (pattern, matcher) = (Pattern::parse(typed), Matcher::new());
    let mut rows: Vec<OmniRow> = of_page(app)
        .into_iter()
        .filter_map(|(command, keys)| {
            let score = if pattern.is_empty() {
                0
            } else {
                let by_title = pattern.score(&matcher, command.title, &fold(command.title));
                by_title.max(pattern.score(&matcher, command.id, command.id))?
            };
            (alone.is_some() || score >= COMMAND_FLOOR).then(|| OmniRow {
                target: OmniTarget::Command(command.id),
                text: command.title.to_owned(),
                detail: keys.join("  "),
                lit: pattern.lit(&matcher, command.title).unwrap_or_default(),
                score,
            })
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.score));
    rows
}

/// The commands that work on the shown page, with their keys. What stands in several scopes is one command with the keys of all.
fn of_page(app: &App) -> Vec<(&'static Command, Vec<String>)> {
    let mut found: Vec<(&'static Command, Vec<String>)> = Vec::new();
    for scope in app.page().scopes() {
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys = app.keymap.keys_of(command.id);
            match found
                .iter_mut()
                .find(|(other, _)| other.title == command.title)
            {
                Some((_, others)) => others.extend(keys),
                None => found.push((command, keys)),
            }
        }
    }
    found
}

/// Goes where the row under the cursor leads, once it belongs to what is typed.
pub(super) fn accept(app: &mut App) {
    let waits = app
        .omnibox
        .as_ref()
        .is_some_and(|open| open.asked.is_pending() && !open.input.value().starts_with('/'));
    if waits {
        app.accepting = true;
        return;
    }
    let Some(open) = app.omnibox.take() else {
        return;
    };
    let typed = open.input.value();
    if let Some(query) = typed.strip_prefix('/') {
        return search(app, query.trim());
    }
    let Some(row) = open.rows.selected() else {
        return;
    };
    match row.target.clone() {
        OmniTarget::Article(id) => app.go(Address::Article { id }),
        OmniTarget::Actor(name) => app.go(Address::Actor { name }),
        OmniTarget::Source(source) => app.go(by_field("source", &source)),
        OmniTarget::Tag(tag) => app.go(by_field("tag", &tag)),
        OmniTarget::Saved(search) => saved::show(app, search),
        OmniTarget::Command(id) => {
            if let Some(command) = commands::find(id) {
                (command.run)(app);
            }
        }
    }
}

fn search(app: &mut App, query: &str) {
    match language::parse(query, app.setup.today) {
        Ok(_) => {
            app.go(Address::Articles(ArticlesAt {
                query: query.to_owned(),
                sort: Sort::Relevance,
                ..ArticlesAt::default()
            }));
            typing::remember(app, query.to_owned());
        }
        Err(mistake) => app.say(mistake.to_string()),
    }
}
