//! Commands about the program itself, and putting away what is open.

use crate::model::{Address, Phase, Sort};

use super::page::{Body, Focus};
use super::{App, Effect, Lane, Question, help};

pub(super) fn quit(app: &mut App) {
    app.leave();
    app.effects.push(Effect::Quit);
}

pub(super) fn redraw(app: &mut App) {
    app.effects.push(Effect::Redraw);
}

pub(super) fn suspend(app: &mut App) {
    app.effects.push(Effect::Suspend);
}

pub(super) fn stop_loading(app: &mut App) {
    if matches!(app.progress.phase, Phase::Loading | Phase::Recognising(..)) {
        let ticket = app.ask(Lane::Change, Question::CancelLoad);
        app.changing.insert(ticket);
    } else {
        app.say("nothing is being loaded");
    }
}

/// Clears, one after the other: the link under the cursor, what is searched for, the panel, what is picked, the filter, the query.
pub(super) fn escape(app: &mut App) {
    match app.body_mut() {
        Body::Article(reader) => {
            if reader.link.take().is_some() {
                return;
            }
            if reader.focus == Focus::Side {
                reader.focus = Focus::Text;
            } else if !reader.find.is_empty() {
                reader.find.clear();
                reader.here = None;
                reader.rebuild = true;
            } else if reader.zen {
                reader.zen = false;
            }
        }
        Body::Articles(list) => {
            if list.in_facets {
                list.in_facets = false;
            } else if !list.picked.is_empty() {
                list.picked.clear();
            } else {
                clear(app);
            }
        }
        Body::Actors(_) => {
            app.chosen = None;
            let mut at = app.at_actors();
            if at.filter.is_empty() {
                at.kind = None;
            }
            at.filter.clear();
            app.relist_actors(at);
        }
        Body::Help(help) if !help.filter.is_empty() => help::filtered(app, ""),
        Body::Help(_) => super::go::back(app),
        _ => {}
    }
}

fn clear(app: &mut App) {
    if !matches!(app.page().address, Address::Articles(_)) {
        return;
    }
    let mut at = app.at_articles();
    if at.filter.is_empty() {
        at.query.clear();
        // What nothing is searched for has no best first.
        if at.sort == Sort::Relevance {
            at.sort = Sort::Newest;
        }
    }
    at.filter.clear();
    let left = match app.body_mut() {
        Body::Articles(list) => list.left.take(),
        _ => None,
    };
    app.relist_here(at, left);
}
