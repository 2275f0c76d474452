//! Lists of articles: query, filter, order, facets, picking.

use crate::language;
use crate::model::{
    Address, ArticleList, ArticleNo, ArticleRow, ArticlesAt, Facet, Leaf, NameField, Sort,
};

use super::App;
use super::page::{Articles, Body, Narrowed, Page, Place};
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
        let query = match at.query.as_str() {
            "" => String::new(),
            query => format!("{query} "),
        };
        app.go_page(Page::new(Address::Articles(at)));
        app.open_prompt(PromptKind::Query, &query, None);
        if let Some(prompt) = &mut app.prompt {
            prompt.own_page = true;
        }
        return;
    }
    // What is typed now narrows the search further.
    let query = format!("{} ", app.at_articles().query);
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
    app.relist_here(at, None);
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
    let narrowed = Narrowed {
        field,
        value: value.to_owned(),
        without,
    };
    let mut at = app.at_articles();
    let query = if without {
        language::exclude(&at.query, leaf, today)
    } else {
        language::include(&at.query, leaf, today)
    };
    let (facets, facet) = (list.facets.clone(), list.facet);
    match query {
        Ok(query) => {
            at.query = query;
            // A narrower search is a step that can be taken back.
            app.go(Address::Articles(at));
            // Several values can be set in a row: keys go on to the facets, the old ones standing until the new ones come.
            if let Body::Articles(list) = app.body_mut() {
                (list.facets, list.facet, list.in_facets) = (facets, facet, true);
                list.narrowed = Some(narrowed);
            }
        }
        Err(fault) => app.say(fault.to_string()),
    }
}

/// The condition that a facet value stands for: this whole name, as it was counted.
fn leaf(field: &str, value: &str) -> Leaf {
    let whole = |field| Leaf::Name {
        field,
        value: format!("{}{value}", NameField::WHOLE),
    };
    match field {
        "source" => whole(NameField::Source),
        "actor" => whole(NameField::Actor),
        "lang" => whole(NameField::Lang),
        "tag" => whole(NameField::Tag),
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

    /// Shows another list on the same page; the cursor goes to its top, and where it was is kept to be gone back to.
    pub(super) fn relist(&mut self, at: ArticlesAt) {
        let address = Address::Articles(at);
        if self.page().address == address {
            return;
        }
        let page = self.page_mut();
        page.address = address;
        match &mut page.body {
            Body::Articles(list) => {
                list.left = list.place().or(list.left);
                list.sought = None;
                list.rows.restart();
                (list.in_facets, list.facet) = (false, 0);
            }
            _ => *page = Page::new(page.address.clone()),
        }
        self.load_page();
    }

    /// Shows another list on the same page; the cursor stays on its article, or goes to `before` where it was not moved. Where
    /// the page before shows that list already, goes back to it.
    pub(super) fn relist_here(&mut self, at: ArticlesAt, before: Option<Place>) {
        let address = Address::Articles(at);
        if self.prompt.is_none() && self.join(&address) {
            return;
        }
        let page = self.page_mut();
        let other = page.address != address;
        page.address = address;
        match &mut page.body {
            Body::Articles(list) => {
                let sought = before.filter(|_| list.place().is_none());
                if !other && sought.is_none() {
                    return;
                }
                list.sought = sought;
                (list.in_facets, list.facet) = (false, 0);
            }
            _ => *page = Page::new(page.address.clone()),
        }
        self.load_page();
    }
}

impl Articles {
    /// Where the cursor is, once it was moved.
    pub(super) fn place(&self) -> Option<Place> {
        self.rows.chosen().map(|row| Place {
            no: ArticleNo(row.no),
            row: self.rows.cursor,
        })
    }

    /// Puts the cursor on an article: at once where it is loaded, else as it comes.
    pub(super) fn seek(&mut self, no: ArticleNo) {
        let row = self.rows.cursor;
        self.rows.restart();
        self.sought = Some(Place { no, row });
        self.find();
    }

    /// Puts the cursor on the article that is sought, where it was not moved since.
    fn find(&mut self) -> bool {
        let Some(sought) = self.sought.filter(|_| self.place().is_none()) else {
            return false;
        };
        let found = self.rows.part.iter().position(|row| row.no == sought.no.0);
        if let Some(place) = found {
            self.sought = None;
            self.rows.move_to(self.rows.offset + place);
        }
        found.is_some()
    }

    /// Takes a part of the list. The cursor goes to the article that is sought, or to its row where the list has it no more.
    pub(super) fn take(&mut self, view: ArticleList) {
        self.exact = view.exact;
        self.uncounted = view.uncounted;
        if !view.uncounted {
            self.take_facets(view.facets, view.total);
        }
        self.notices = view.notices;
        self.rows
            .take(view.total, view.offset, view.rows, |a, b| a.no == b.no);
        let chosen = self.place().is_some();
        if !self.find()
            && let Some(sought) = self.sought.take()
            && !chosen
        {
            self.rows.move_to(sought.row);
        }
    }

    /// Takes other facets, of so many articles; the cursor among them stays on its value.
    fn take_facets(&mut self, mut new: Vec<Facet>, articles: usize) {
        self.keep_narrowed(&mut new, articles);
        let value = |(field, value): (&'static str, &str)| (field, value.to_owned());
        let under = facets(self).nth(self.facet).map(value);
        self.facets = new;
        let again = facets(self).position(|other| Some(value(other)) == under);
        self.facet = again.unwrap_or(self.facet);
        move_facet(self, 0);
        self.in_facets &= !self.facets.is_empty();
    }

    /// Puts the value that the list was narrowed by where it stood before, where the new facets lack it.
    fn keep_narrowed(&self, new: &mut Vec<Facet>, articles: usize) {
        let Some(narrowed) = &self.narrowed else {
            return;
        };
        let is_it = |(value, _): &(String, u32)| *value == narrowed.value;
        let of = |facet: &Facet| facet.field == narrowed.field;
        if new
            .iter()
            .any(|facet| of(facet) && facet.values.iter().any(is_it))
        {
            return;
        }
        let Some(place) = self.facets.iter().position(of) else {
            return;
        };
        let row = self.facets[place].values.iter().position(is_it);
        let count = match narrowed.without {
            true => 0,
            false => u32::try_from(articles).unwrap_or(u32::MAX),
        };
        let here = new.iter().position(of).unwrap_or_else(|| {
            let place = place.min(new.len());
            let values = Vec::new();
            let field = narrowed.field;
            new.insert(place, Facet { field, values });
            place
        });
        let values = &mut new[here].values;
        let row = row.unwrap_or(0).min(values.len());
        values.insert(row, (narrowed.value.clone(), count));
    }
}
