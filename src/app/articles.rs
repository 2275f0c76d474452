//! Lists of articles: query, filter, order, facets, picking.

use crate::language;
use crate::model::{Address, ArticleRow, ArticlesAt, Leaf, NameField, Sort};

use super::App;
use super::page::{Articles, Body, Page};
use super::prompt::PromptKind;
use super::rows::Rows;

/// Opens the prompt for a query: over the search that is shown, or over all articles, on a page of its own.
pub(super) fn search(app: &mut App) {
    let before = app.page().address.clone();
    let own = match &before {
        Address::Articles(at) if !at.query.is_empty() => None,
        Address::Articles(at) => Some(at.clone()),
        // From the hits of a search one goes on with that search.
        Address::Concordance(at) => Some(ArticlesAt {
            query: at.query.clone(),
            sort: Sort::Relevance,
            ..ArticlesAt::default()
        }),
        _ => Some(ArticlesAt::default()),
    };
    if let Some(at) = own {
        let query = at.query.clone();
        app.go_page(Page::new(Address::Articles(at)));
        app.open_prompt(PromptKind::Query, &query, None);
        if let Some(prompt) = &mut app.prompt {
            prompt.own_page = true;
        }
        return;
    }
    let query = app.at_articles().query;
    app.open_prompt(PromptKind::Query, &query, Some(before));
}

/// Opens the prompt for a filter of titles.
pub(super) fn filter(app: &mut App) {
    let before = app.page().address.clone();
    if matches!(before, Address::Marks) {
        app.say("marked articles cannot be filtered; / searches, as in is:starred");
        return;
    }
    let filter = app.at_articles().filter;
    app.open_prompt(PromptKind::Filter, &filter, Some(before));
}

/// Changes the order.
pub(super) fn sort(app: &mut App) {
    if !matches!(app.page().address, Address::Articles(_)) {
        return;
    }
    let mut at = app.at_articles();
    let place = Sort::ALL.iter().position(|sort| *sort == at.sort);
    at.sort = Sort::ALL[place.map_or(0, |place| (place + 1) % Sort::ALL.len())];
    if at.query.is_empty() && at.sort == Sort::Relevance {
        at.sort = Sort::Source;
    }
    app.say(format!("order: {}", at.sort.word()));
    app.relist(at);
}

/// Picks the article for a common act, or puts it back, and goes to the next.
pub(super) fn pick(app: &mut App) {
    let Body::Articles(list) = app.body_mut() else {
        return;
    };
    let Some(id) = list.rows.selected().map(|row| row.id.clone()) else {
        return;
    };
    if !list.picked.remove(&id) {
        list.picked.insert(id);
    }
    list.rows.move_by(1);
}

/// Moves the cursor among the facet values.
pub(super) fn move_facet(list: &mut Articles, rows: isize) {
    let last = facets(list).count().saturating_sub(1);
    list.facet = list.facet.saturating_add_signed(rows).min(last);
}

/// Facet values in the order they are shown, each with its field.
pub(super) fn facets(list: &Articles) -> impl Iterator<Item = (&'static str, &str)> {
    list.facets.iter().flat_map(|facet| {
        facet
            .values
            .iter()
            .map(|(value, _)| (facet.field, value.as_str()))
    })
}

/// Adds the facet value under the cursor to the query.
pub(super) fn include(app: &mut App) {
    narrow(app, false);
}

/// Adds to the query that the facet value under the cursor must not be there.
pub(super) fn exclude(app: &mut App) {
    match &app.page().body {
        Body::Articles(list) if list.in_facets => narrow(app, true),
        _ => app.say("Tab goes to the facets; x leaves one out there"),
    }
}

fn narrow(app: &mut App, without: bool) {
    let today = app.setup.today;
    let Body::Articles(list) = &app.page().body else {
        return;
    };
    let Some((field, value)) = facets(list).nth(list.facet) else {
        return;
    };
    let leaf = leaf(field, value);
    let mut at = app.at_articles();
    let query = if without {
        language::exclude(&at.query, leaf, today)
    } else {
        language::include(&at.query, leaf, today)
    };
    match query {
        Ok(query) => {
            at.query = query;
            // A narrower search is a step that can be taken back.
            app.go(Address::Articles(at));
        }
        Err(fault) => app.say(fault.to_string()),
    }
}

/// The condition that a facet value stands for.
fn leaf(field: &str, value: &str) -> Leaf {
    let name = |field| Leaf::Name {
        field,
        value: value.to_owned(),
    };
    match field {
        "source" => name(NameField::Source),
        "actor" => name(NameField::Actor),
        "lang" => name(NameField::Lang),
        "tag" => name(NameField::Tag),
        _ => {
            // A month: the parser knows its days.
            let typed = format!("{field}:{value}");
            match language::parse(&typed, jiff::civil::date(2000, 1, 1)) {
                Ok(crate::model::Query::Leaf(leaf)) => leaf,
                _ => Leaf::Date {
                    from: None,
                    to: None,
                    written: typed,
                },
            }
        }
    }
}

pub(super) fn next_unread(app: &mut App) {
    unread(app, true);
}

pub(super) fn last_unread(app: &mut App) {
    unread(app, false);
}

fn unread(app: &mut App, forward: bool) {
    let Body::Articles(list) = app.body_mut() else {
        return;
    };
    match unread_from(&list.rows, forward) {
        Some(row) => list.rows.move_to(row),
        None => app.say("nothing unread that way, as far as the list is loaded"),
    }
}

/// The nearest unread row after the cursor, or before it.
pub(super) fn unread_from(rows: &Rows<ArticleRow>, forward: bool) -> Option<usize> {
    let end = rows.offset + rows.part.len();
    let unread = |row: &usize| rows.get(*row).is_some_and(|row| !row.read);
    if forward {
        (rows.cursor + 1..end).find(unread)
    } else {
        (rows.offset..rows.cursor.min(end)).rev().find(unread)
    }
}

impl App {
    /// What the list shows; all articles where the page is no list of articles.
    pub(super) fn at_articles(&self) -> ArticlesAt {
        match &self.page().address {
            Address::Articles(at) => at.clone(),
            _ => ArticlesAt::default(),
        }
    }

    /// Shows another list on the same page; the cursor goes to its top.
    pub(super) fn relist(&mut self, at: ArticlesAt) {
        let address = Address::Articles(at);
        if self.page().address == address {
            return;
        }
        let page = self.page_mut();
        page.address = address;
        match &mut page.body {
            Body::Articles(list) => {
                list.rows.restart();
                (list.in_facets, list.facet) = (false, 0);
            }
            _ => *page = Page::new(page.address.clone()),
        }
        self.load_part(crate::model::Window::first(super::rows::PART));
    }
}
