//! Where answers go: each to the place that asked, by its ticket.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language;
use crate::model::{
    Act, ActorPage, ArticlePage, ArticleRow, Change, Finds, HitLine, MentionInContext, Office,
    OmniRow, Overview, SavedRow, View,
};

use super::page::{
    Actor, Articles, Body, NameLine, OpenedFrom, OverviewPage, OverviewRow, Page, Reader,
    ReportPage, by_field,
};
use super::rows::Rows;
use super::{Answer, App, Lane, Question, Ticket, complete, omnibox};
use crate::model::Address;

/// Takes an answer.
pub(super) fn take(app: &mut App, ticket: Ticket, result: Result<Answer, String>) {
    if app.counts_asked.answered(ticket) {
        if let Ok(Answer::View(view)) = result
            && let View::Overview(counts) = *view
        {
            app.counts = Some(counts);
        }
        if app.counts_asked.was_stale() {
            app.load_counts();
        }
        return;
    }
    if app
        .omnibox
        .as_mut()
        .is_some_and(|open| open.asked.answered(ticket))
    {
        return omnibox_answer(app, result);
    }
    if let Some(open) = &mut app.omnibox
        && open.glance.asked.answered(ticket)
    {
        match result {
            Ok(Answer::View(view)) => open.glance.take(*view),
            Ok(_) => {}
            Err(fault) => open.glance.asked.fault = Some(fault),
        }
        return;
    }
    let result = match result {
        Ok(Answer::Values(values)) => {
            complete::answered(app, ticket, Ok(values));
            return;
        }
        Err(fault) if complete::answered(app, ticket, Err(fault.clone())) => return,
        other => other,
    };
    let page = app.page_mut();
    if page.asked.answered(ticket) {
        page_answer(app, result);
        return;
    }
    if let Body::Article(Reader {
        list: Some(from), ..
    }) = &mut page.body
        && from.asked.answered(ticket)
    {
        if let Ok(Answer::View(view)) = result {
            from.take_marks(*view);
        }
        return;
    }
    if let Body::Articles(Articles {
        preview: Some(preview),
        ..
    }) = &mut page.body
        && preview.asked.answered(ticket)
    {
        match result {
            Ok(Answer::View(view)) => preview.take(*view),
            Ok(_) => {}
            Err(fault) => preview.asked.fault = Some(fault),
        }
        return;
    }
    match result {
        Ok(Answer::Changed { said }) => {
            let wanted = app.changing.remove(&ticket);
            // What the reader asked for is answered with a word; that an article was opened goes without.
            if wanted && !said.is_empty() {
                app.say(said);
            }
            app.marks_changed();
            if wanted {
                app.load_marks();
            }
        }
        Ok(Answer::Searches(earlier)) => {
            app.searches.splice(0..0, earlier);
        }
        Ok(_) => {}
        // An answer that nobody waits for any more has nothing to tell; a change that failed has.
        Err(fault) if app.changing.remove(&ticket) => {
            app.say(fault);
            // What the screen showed at once has not come to be.
            app.marks_changed();
            app.load_marks();
        }
        Err(_) => {}
    }
}

fn page_answer(app: &mut App, result: Result<Answer, String>) {
    let page = app.page_mut();
    match result {
        Ok(Answer::View(view)) => {
            page.asked.fault = None;
            page.take(*view);
        }
        Ok(_) => {}
        Err(fault) => {
            page.asked.fault = Some(fault);
            if let (Address::Articles(at), Body::Articles(list)) = (&page.address, &mut page.body)
                && is_whole(&language::asked(at))
            {
                // They are the answer to another question, and would be taken for that of this one.
                list.rows = Rows::default();
            }
        }
    }
    let more = page.asked.fault.is_none() && page.is_unfinished();
    let stale = page.asked.was_stale() || more;
    app.opened();
    if stale {
        app.load_page();
    } else {
        app.accept_actor();
        app.widen();
    }
}

/// Whether a query can be read: one that cannot is still being typed, and what the last one found stays meanwhile.
fn is_whole(query: &str) -> bool {
    // The day only counts for what is found.
    language::parse(query, jiff::civil::date(2000, 1, 1)).is_ok()
}

fn omnibox_answer(app: &mut App, result: Result<Answer, String>) {
    let typed = app.omnibox.as_ref().map(|open| open.input.value());
    let commands = typed.map(|typed| omnibox::commands(app, typed));
    let (Some(open), Some(commands)) = (app.omnibox.as_mut(), commands) else {
        return;
    };
    match result {
        Ok(Answer::Omnibox(rows)) => {
            open.asked.fault = None;
            let mut all: Vec<OmniRow> = rows;
            all.extend(commands);
            all.sort_by_key(|row| std::cmp::Reverse(row.score));
            open.rows = Rows::whole(all);
            if std::mem::take(&mut app.accepting) {
                omnibox::accept(app);
            }
        }
        Ok(_) => {}
        Err(fault) => open.asked.fault = Some(fault),
    }
}

impl App {
    /// The first answer for an article counts as having read it.
    fn opened(&mut self) {
        let Body::Article(reader) = &mut self.page_mut().body else {
            return;
        };
        let unread = |page: &&mut Box<ArticlePage>| !page.marks.read;
        let Some(page) = reader.page.as_mut().filter(unread) else {
            return;
        };
        if std::mem::replace(&mut reader.opened, true) {
            return;
        }
        page.marks.read = true;
        let change = Change {
            ids: vec![page.article.id.clone()],
            act: Act::Opened,
        };
        self.change_silently(change);
    }

    /// Asks for a change of marks without a word about it.
    pub(super) fn change_silently(&mut self, change: Change) {
        self.ask(Lane::Change, Question::Change(change));
    }
}

impl Page {
    /// Whether the next look will tell more: what is not counted or read yet.
    fn is_unfinished(&self) -> bool {
        match &self.body {
            Body::Saved(rows) => rows.part.iter().any(|row| row.finds == Finds::Uncounted),
            Body::Concordance(found) => !found.complete,
            Body::Articles(list) => list.uncounted || !list.exact,
            _ => false,
        }
    }

    /// Takes a view of what the page shows.
    fn take(&mut self, view: View) {
        match (&mut self.body, view) {
            (Body::Articles(list), View::Articles(view)) => list.take(view),
            (Body::Article(reader), view @ View::Article(_)) => reader.take(view),
            (Body::Actors(list), View::Actors(view)) => {
                let same = |a: &crate::model::ActorRow, b: &crate::model::ActorRow| a.no == b.no;
                list.rows.take(view.total, view.offset, view.rows, same);
            }
            (Body::Actor(actor), View::Actor(view)) => actor.take(*view),
            (Body::Overview(overview), View::Overview(view)) => overview.take(view),
            (Body::Concordance(page), View::Concordance(found)) => {
                (page.read, page.articles) = (found.read, found.articles);
                (page.complete, page.notices) = (found.complete, found.notices);
                let same = |a: &Arc<HitLine>, b: &Arc<HitLine>| {
                    (a.article, a.field, a.start) == (b.article, b.field, b.start)
                };
                page.rows.take(found.lines.len(), 0, found.lines, same);
            }
            (Body::Triage(triage), View::Triage(all)) => triage.take(all),
            (Body::Saved(rows), View::Saved(saved)) => {
                let same = |a: &SavedRow, b: &SavedRow| a.search.name == b.search.name;
                rows.take(saved.len(), 0, saved, same);
            }
            (Body::Report(report), View::Report(view)) => {
                let ReportPage {
                    articles,
                    duplicates,
                    rows,
                } = report;
                (*articles, *duplicates) = (view.articles, view.duplicates);
                rows.take(view.total, view.offset, view.problems, |a, b| a == b);
            }
            _ => {}
        }
    }
}

impl OpenedFrom {
    /// Takes the marks of its rows. Which rows it has stays as it was: one reads on in the list that one opened.
    fn take_marks(&mut self, view: View) {
        let rows = match view {
            View::Articles(list) => list.rows,
            View::Actor(page) => page.articles.rows,
            _ => return,
        };
        let marked: HashMap<u32, ArticleRow> = rows.into_iter().map(|row| (row.no, row)).collect();
        for row in &mut self.rows.part {
            if let Some(now) = marked.get(&row.no) {
                (row.read, row.starred, row.noted) = (now.read, now.starred, now.noted);
            }
        }
    }
}

impl Reader {
    pub(super) fn take(&mut self, view: View) {
        let View::Article(page) = view else { return };
        let first = self
            .page
            .as_ref()
            .is_none_or(|old| old.article.id != page.article.id);
        self.asked.fault = None;
        self.place = match page.marks.place {
            Some(place) if first && self.lit.is_empty() && self.mention.is_none() => Some(place),
            _ if first => None,
            _ => self.place_now(),
        };
        if first {
            self.top = 0;
        }
        self.page = Some(page);
        self.rebuild = true;
    }
}

impl Actor {
    fn take(&mut self, mut view: ActorPage) {
        let articles = std::mem::take(&mut view.articles);
        // The rows go to the list; how many there are belongs to the page.
        view.articles.total = articles.total;
        self.articles
            .take(articles.total, articles.offset, articles.rows, |a, b| {
                a.no == b.no
            });
        let mentions = std::mem::take(&mut view.mentions);
        self.mentions
            .take(mentions.len(), 0, mentions, MentionInContext::eq);
        let said = std::mem::take(&mut view.said);
        self.said.take(said.len(), 0, said, MentionInContext::eq);
        let with = std::mem::take(&mut view.with);
        self.with.take(with.len(), 0, with, |a, b| a.no == b.no);
        let around: Vec<String> = view.network.handles.iter().skip(1).cloned().collect();
        self.network.take(around.len(), 0, around, String::eq);
        let lines = name_lines(&view);
        self.names.take(lines.len(), 0, lines, NameLine::eq);
        self.page = Some(view);
    }
}

/// The lines of an actor's names and roles, in the order they are shown.
fn name_lines(view: &ActorPage) -> Vec<NameLine> {
    let written = view.names.iter().map(|(name, _)| name.clone());
    let roles = view.roles.iter().map(|role| role.role.clone());
    let offices = view.offices.iter().map(Office::in_words);
    let said = roles.chain(offices).map(NameLine::Role);
    written.map(NameLine::Written).chain(said).collect()
}

impl OverviewPage {
    fn take(&mut self, view: Box<Overview>) {
        let mut rows = Vec::new();
        let mut add = |part, name: &str, count, address| {
            rows.push(OverviewRow {
                part,
                name: name.to_owned(),
                count,
                address,
            });
        };
        for actor in &view.top_actors {
            let address = Address::Actor {
                name: actor.handle.clone(),
            };
            add("Actors", &actor.name, actor.articles, address);
        }
        for (part, field, values) in [
            ("Sources", "source", &view.top_sources),
            ("Languages", "lang", &view.languages),
        ] {
            for (value, count) in values {
                add(part, value, *count, by_field(field, value));
            }
        }
        for (month, count) in view.months.iter().rev() {
            let month = format!("{:04}-{:02}", month.year(), month.month());
            add("Months", &month, *count, by_field("date", &month));
        }
        let same = |a: &OverviewRow, b: &OverviewRow| a.part == b.part && a.name == b.name;
        self.rows.take(rows.len(), 0, rows, same);
        self.view = Some(view);
    }
}
