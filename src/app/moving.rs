//! Moving the cursor in whatever has rows.

use super::asked::Asked;
use super::page::{Actor, Body, NameLine, OpenedFrom, Tab};
use super::rows::Rows;
use super::{App, actor, articles, concordance, reader, saved};
use crate::model::{Address, MentionInContext};

/// A list as far as moving in it goes.
pub(crate) trait Cursor {
    /// Moves by so many rows.
    fn by(&mut self, rows: isize);
    /// Moves to a row.
    fn to(&mut self, row: usize);
    /// The row it is on.
    fn at(&self) -> usize;
    /// Moves the first row on screen so that the cursor is among the first `height`.
    fn show(&mut self, height: usize);
}

impl<T> Cursor for Rows<T> {
    fn by(&mut self, rows: isize) {
        self.move_by(rows);
    }

    fn to(&mut self, row: usize) {
        self.move_to(row);
    }

    fn at(&self) -> usize {
        self.cursor
    }

    fn show(&mut self, height: usize) {
        self.show_cursor(|_, _| height);
    }
}

impl Body {
    /// The rows that keys move in.
    pub(super) fn cursor(&mut self) -> Option<&mut dyn Cursor> {
        Some(match self {
            Self::Articles(list) => &mut list.rows,
            Self::Actors(list) => &mut list.rows,
            Self::Actor(actor) => match actor.tab {
                Tab::Mentions => &mut actor.mentions,
                Tab::With => &mut actor.with,
                Tab::Articles => &mut actor.articles,
                Tab::Said => &mut actor.said,
                Tab::Network => &mut actor.network,
                Tab::Names => &mut actor.names,
            },
            Self::Overview(overview) => &mut overview.rows,
            Self::Report(report) => &mut report.rows,
            Self::Concordance(found) => &mut found.rows,
            Self::Saved(rows) => rows,
            Self::Triage(triage) => &mut triage.rows,
            Self::History(rows) => rows,
            Self::Help(help) => &mut help.rows,
            Self::Article(_) => return None,
        })
    }
}

fn step(app: &mut App, rows: isize) {
    match app.body_mut() {
        Body::Articles(list) if list.in_facets => articles::move_facet(list, rows),
        body => {
            if let Some(cursor) = body.cursor() {
                cursor.by(rows);
            }
        }
    }
}

/// Rows on the screen, about.
fn page(app: &App) -> isize {
    let layout = app.layout();
    let area = layout
        .list
        .or(layout.main)
        .or(layout.side)
        .unwrap_or_default();
    isize::try_from(area.height.saturating_sub(4).max(1)).unwrap_or(1)
}

pub(super) fn down(app: &mut App) {
    step(app, 1);
}

pub(super) fn up(app: &mut App) {
    step(app, -1);
}

pub(super) fn half_down(app: &mut App) {
    step(app, (page(app) / 2).max(1));
}

pub(super) fn half_up(app: &mut App) {
    step(app, -(page(app) / 2).max(1));
}

pub(super) fn page_down(app: &mut App) {
    step(app, page(app));
}

pub(super) fn page_up(app: &mut App) {
    step(app, -page(app));
}

pub(super) fn top(app: &mut App) {
    if let Body::Articles(list) = app.body_mut()
        && list.in_facets
    {
        list.facet = 0;
    } else if let Some(cursor) = app.body_mut().cursor() {
        cursor.to(0);
    }
}

pub(super) fn bottom(app: &mut App) {
    if let Body::Articles(list) = app.body_mut()
        && list.in_facets
    {
        articles::move_facet(list, isize::MAX);
    } else if let Some(cursor) = app.body_mut().cursor() {
        cursor.to(usize::MAX);
    }
}

/// Opens what is under the cursor.
pub(super) fn open(app: &mut App) {
    let address = app.page().address.clone();
    let target = match &app.page().body {
        Body::Articles(list) if list.in_facets => return articles::include(app),
        Body::Articles(list) => {
            let Some(row) = list.rows.selected() else {
                return;
            };
            let from = OpenedFrom {
                address,
                rows: list.rows.clone(),
                asked: Asked::default(),
            };
            return reader::open_from(app, row.id.clone(), from);
        }
        Body::Actors(list) => {
            let name = list.rows.selected().map(|row| row.handle.clone());
            let one = app.chosen.take().filter(|one| Some(one) != name.as_ref());
            name.map(|name| match one {
                Some(one) => Address::Pair { one, other: name },
                None => Address::Actor { name },
            })
        }
        Body::Actor(actor) => match opened_by(actor, address) {
            Some(Opened::Article(id, from)) => return reader::open_from(app, id, from),
            Some(Opened::Mention(id, place, from)) => {
                return reader::open_at_mention(app, id, place, from);
            }
            Some(Opened::Address(address)) => Some(address),
            None => None,
        },
        Body::Overview(overview) => overview.rows.selected().map(|row| row.address.clone()),
        Body::Concordance(_) => return concordance::open_hit(app),
        Body::Saved(_) => return saved::open(app),
        Body::Triage(triage) => triage.rows.selected().map(|row| Address::Pair {
            one: row.actor.name.clone(),
            other: row.into.name.clone(),
        }),
        Body::History(rows) => rows.selected().map(|(address, _)| address.clone()),
        Body::Help(help) => {
            let command = help
                .rows
                .selected()
                .and_then(|row| super::commands::find(row.id));
            if let Some(command) = command {
                super::go::back(app);
                (command.run)(app);
            }
            return;
        }
        Body::Report(_) | Body::Article(_) => None,
    };
    if let Some(target) = target {
        app.go(target);
    }
}

enum Opened {
    Article(String, OpenedFrom),
    Mention(String, Option<u32>, OpenedFrom),
    Address(Address),
}

fn opened_by(actor: &Actor, address: Address) -> Option<Opened> {
    let from = OpenedFrom {
        address,
        rows: actor.articles.clone(),
        asked: Asked::default(),
    };
    let at = |mention: &MentionInContext| {
        Opened::Mention(mention.id.clone(), mention.place, from.clone())
    };
    Some(match actor.tab {
        Tab::Mentions => at(actor.mentions.selected()?),
        Tab::With => Opened::Address(Address::Actor {
            name: actor.with.selected()?.handle.clone(),
        }),
        Tab::Articles => Opened::Article(actor.articles.selected()?.id.clone(), from),
        Tab::Said => at(actor.said.selected()?),
        Tab::Network => Opened::Address(Address::Actor {
            name: actor.network.selected()?.clone(),
        }),
        Tab::Names => match actor.names.selected()? {
            NameLine::Written(form) => {
                let name = actor.page.as_ref()?.queried.first()?;
                Opened::Address(actor::written(name, form))
            }
            NameLine::Role(_) => return None,
        },
    })
}

pub(super) fn next_pane(app: &mut App) {
    pane(app, true);
}

pub(super) fn last_pane(app: &mut App) {
    pane(app, false);
}

fn pane(app: &mut App, forward: bool) {
    match app.body_mut() {
        Body::Articles(list) => list.in_facets = !list.in_facets && !list.facets.is_empty(),
        Body::Article(_) => reader::next_link(app, forward),
        Body::Actor(actor) => actor.turn(forward),
        _ => {}
    }
}
