//! Every hit of a query in its context: going there, its order, opening an article at a hit.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{Address, ArticleRow, ConcordanceAt, HitLine, HitSort};

use super::page::{Body, OpenedFrom};
use super::rows::Rows;
use super::{App, reader};

/// Shows the hits of the search that is shown.
pub(super) fn open(app: &mut App) {
    let at = app.at_articles();
    if at.query.is_empty() {
        app.say("there is no search here; / searches first");
        return;
    }
    app.go(Address::Concordance(ConcordanceAt {
        query: at.query,
        sort: HitSort::default(),
    }));
}

/// Changes the order; the cursor stays on its hit.
pub(super) fn sort(app: &mut App) {
    let Address::Concordance(at) = &mut app.page_mut().address else {
        return;
    };
    let place = HitSort::ALL.iter().position(|sort| *sort == at.sort);
    at.sort = HitSort::ALL[place.map_or(0, |place| (place + 1) % HitSort::ALL.len())];
    let said = match at.sort {
        HitSort::Date => "order: newest article first",
        HitSort::Left => "order: by the words to the left",
        HitSort::Right => "order: by the words to the right",
    };
    app.say(said);
    app.load_page();
}

/// Opens the article of the hit under the cursor, at that hit.
pub(super) fn open_hit(app: &mut App) {
    let (Body::Concordance(found), Address::Concordance(at)) =
        (&app.page().body, &app.page().address)
    else {
        return;
    };
    let Some(line) = found.rows.selected() else {
        return;
    };
    let from = OpenedFrom {
        address: Address::Concordance(at.clone()),
        rows: Rows::whole(articles(&found.rows.part)),
        asked: Default::default(),
    };
    reader::open_at_hit(app, line.id.clone(), line.place, from);
}

/// The articles of the hits, each once, in the order of their first hits.
fn articles(lines: &[Arc<HitLine>]) -> Vec<ArticleRow> {
    let mut met = HashSet::new();
    let new = lines.iter().filter(|line| met.insert(line.article));
    let row = |line: &Arc<HitLine>| ArticleRow {
        no: line.article.0,
        id: line.id.clone(),
        title: line.title.clone(),
        date: line.date,
        source: line.source.clone(),
        // Nothing is known of it here, and a sign would say that there is.
        read: true,
        ..ArticleRow::default()
    };
    new.map(row).collect()
}
