//! What is asked of the library, and when; and what is put right after every message: the screen follows the cursor,
//! the preview the row, the lines the width.

use crate::model::{Address, ArticlesAt, From, Window};

use super::page::{Actor, Articles, Body, Reader, Tab};
use super::{App, Lane, Question, document, list, page};

/// Cells left free at each side of a text.
const MARGIN: u16 = 1;
/// Hits shown in context at most, and articles in which mentions of an actor are.
const HITS: usize = 10_000;
/// How near the cursor may come to the last of the loaded mentions before more are looked for.
const NEAR: usize = 20;

impl App {
    /// Asks for what the page shows, around where its cursor is.
    pub(super) fn load_page(&mut self) {
        let window = self.page().window();
        self.load_part(window);
    }

    /// Asks for a part of what the page shows.
    pub(super) fn load_part(&mut self, window: Window) {
        let address = self.page().address.clone();
        match &address {
            Address::History => {
                let visited = self.visited.iter().rev().cloned().collect();
                self.page_mut().body = Body::History(super::rows::Rows::whole(visited));
                return;
            }
            Address::Help => return super::help::fill(self),
            _ => {}
        }
        let lit = match &self.page().body {
            Body::Article(reader) => reader.lit.clone(),
            _ => String::new(),
        };
        let question = Question::Look {
            address,
            window,
            lit,
        };
        let ticket = self.ask(Lane::Main, question);
        self.page_mut().asked.ask(ticket);
        if let Body::Actor(actor) = self.body_mut() {
            actor.depth = window.limit;
        }
    }

    /// Asks for the counts of the top line.
    pub(super) fn load_counts(&mut self) {
        let question = Question::Look {
            address: Address::Overview,
            window: Window::first(1),
            lit: String::new(),
        };
        let ticket = self.ask(Lane::Counts, question);
        self.counts_asked.ask(ticket);
    }

    /// There is more to see than what is on screen.
    pub(super) fn outdated(&mut self) {
        if !self.started {
            return;
        }
        let whole = matches!(&self.page().body, Body::Article(reader)
            if reader.page.as_ref().is_some_and(|page| page.recognised));
        if !whole && self.page_mut().asked.outdated() {
            self.load_page();
        }
        if self.counts_asked.outdated() {
            self.load_counts();
        }
    }

    /// Marks were changed: rows, counts and the article show them.
    pub(super) fn marks_changed(&mut self) {
        if self.page_mut().asked.outdated() {
            self.load_page();
        }
        if let Body::Articles(Articles {
            preview: Some(preview),
            ..
        }) = self.body_mut()
        {
            preview.id.clear();
        }
        if self.counts_asked.outdated() {
            self.load_counts();
        }
    }

    /// Asks for the marks in the list that the shown article was opened from.
    pub(super) fn load_marks(&mut self) {
        let Body::Article(Reader {
            list: Some(from), ..
        }) = &self.page().body
        else {
            return;
        };
        let address = match &from.address {
            // Its answer is hits; the articles they are in are what the query finds.
            Address::Concordance(at) => Address::Articles(ArticlesAt {
                query: at.query.clone(),
                ..ArticlesAt::default()
            }),
            address => address.clone(),
        };
        let question = Question::Look {
            address,
            window: Window {
                from: From::Row(from.rows.offset),
                limit: from.rows.part.len(),
            },
            lit: String::new(),
        };
        let ticket = self.ask(Lane::Preview, question);
        if let Body::Article(Reader {
            list: Some(from), ..
        }) = self.body_mut()
        {
            from.asked.ask(ticket);
        }
    }

    /// Puts right what follows from everything else.
    pub(super) fn settle(&mut self) {
        if self.is_too_small() {
            return;
        }
        self.show_cursor();
        let wants = match &self.page().body {
            Body::Articles(list) => list.rows.wants(),
            Body::Actors(list) => list.rows.wants(),
            Body::Actor(actor) => actor.wants(),
            Body::Report(report) => report.rows.wants(),
            _ => None,
        };
        if let Some(window) = wants
            && !self.page().asked.is_pending()
        {
            self.load_part(window);
        }
        self.preview();
        self.glance();
        self.fit();
    }

    fn show_cursor(&mut self) {
        let layout = self.layout();
        let height = |area: Option<super::layout::Area>| {
            area.map_or(0, |area| usize::from(area.inside().height))
        };
        let (list_height, main_height) = (height(layout.list), height(layout.main));
        let sort = self.page().sort();
        match self.body_mut() {
            Body::Articles(articles) => articles
                .rows
                .show_cursor(|rows, top| list::fits(rows, sort, top, list_height)),
            Body::Article(reader) => {
                if let Some(from) = &mut reader.list {
                    let sort = page::sort_of(&from.address);
                    from.rows
                        .show_cursor(|rows, top| list::fits(rows, sort, top, list_height));
                }
            }
            other => {
                if let Some(cursor) = other.cursor() {
                    cursor.show(main_height.saturating_sub(1).max(1));
                }
            }
        }
    }

    /// Asks for the article under the cursor, where there is room to show it.
    fn preview(&mut self) {
        let room = self.layout().main.is_some();
        let lit = match &self.page().address {
            Address::Articles(at) => at.query.clone(),
            _ => String::new(),
        };
        let Body::Articles(list) = self.body_mut() else {
            return;
        };
        let Some(id) = list.rows.selected().map(|row| row.id.clone()) else {
            list.preview = None;
            return;
        };
        let shown = list
            .preview
            .as_ref()
            .is_some_and(|preview| preview.id == id && preview.lit == lit);
        if shown || !room {
            return;
        }
        let preview = list.preview.get_or_insert_default();
        (preview.id, preview.lit) = (id.clone(), lit.clone());
        let question = Question::Look {
            address: Address::Article { id },
            window: Window::first(1),
            lit,
        };
        let ticket = self.ask(Lane::Preview, question);
        if let Body::Articles(Articles {
            preview: Some(preview),
            ..
        }) = self.body_mut()
        {
            preview.asked.ask(ticket);
        }
    }

    /// Breaks the shown article into lines, once for each width.
    fn fit(&mut self) {
        let layout = self.layout();
        let text = layout.text();
        let width = text_width(text.width, self.setup.measure);
        let height = usize::from(text.height);
        let dot = self.dot();
        let reader = match self.body_mut() {
            Body::Article(reader) if layout.main.is_some() => reader,
            Body::Articles(Articles {
                preview: Some(preview),
                ..
            }) if layout.main.is_some() => preview,
            _ => return,
        };
        reader.fit(width, height, dot);
    }
}

/// Cells of a line of text in a column of this width.
pub(super) fn text_width(column: u16, measure: u16) -> usize {
    let width = column.saturating_sub(2 * MARGIN).min(measure).max(1);
    usize::from(width)
}

impl Actor {
    /// What should be loaded next: `None` while the cursor is well inside what is.
    fn wants(&self) -> Option<Window> {
        let view = self.page.as_ref()?;
        let (rows, cut) = match self.tab {
            Tab::Articles => {
                let wanted = self.articles.wants()?;
                return Some(Window {
                    limit: wanted.limit.max(self.depth),
                    ..wanted
                });
            }
            Tab::Mentions => (&self.mentions, view.cut.mentions),
            Tab::Said => (&self.said, view.cut.said),
            Tab::With | Tab::Network | Tab::Names => return None,
        };
        // A first part is looked for in fewer articles than it has rows.
        let is_first = self.depth <= Window::PART;
        let unread = is_first || self.depth < view.articles.total.min(HITS);
        (cut && unread && rows.is_near_end(NEAR)).then(|| Window {
            limit: self.depth.max(Window::PART) * 2,
            ..self.window()
        })
    }

    /// The part that is wanted anew: as much as there is of each list.
    fn window(&self) -> Window {
        Window {
            from: From::Row(self.articles.cursor.saturating_sub(Window::PART / 2)),
            limit: self.depth.max(Window::PART),
        }
    }
}

impl Reader {
    /// The byte of the body at the top of the screen, where the text is shown from below its head.
    pub(super) fn place_now(&self) -> Option<u32> {
        let lines = self.document.lines.get(..=self.top)?;
        lines.iter().rev().find_map(|line| line.at)
    }

    /// Breaks it into lines where that is not done yet, or was done for another width.
    pub(super) fn fit(&mut self, width: usize, height: usize, dot: &'static str) {
        let Some(page) = &self.page else { return };
        if self.rebuild || self.document.width != width {
            let place = self.place.take().or_else(|| self.place_now());
            let arrive = self.arrive.take();
            self.here = arrive.or(self.here);
            self.document = document::build(page, width, (&self.find, self.here), dot);
            if let Some(place) = place.filter(|place| *place > 0) {
                self.top = self.document.line_at(place);
            }
            if let Some(line) = arrive.and_then(|hit| self.document.found.get(hit)) {
                self.show_line(*line, height);
            }
            if let Some(place) = self.mention.take() {
                self.show_mention(place, height);
            }
            self.rebuild = false;
            self.link = self.link.filter(|link| *link < self.document.links.len());
        }
        self.top = self.top.min(self.last_top(height));
    }

    /// The last line that may be at the top of a screen of this height.
    pub(super) fn last_top(&self, height: usize) -> usize {
        self.document.lines.len().saturating_sub(height.max(1))
    }
}

impl super::page::Page {
    /// The part of the page that is wanted anew: what is on screen and around it.
    fn window(&self) -> Window {
        let from = |row: usize| Window {
            from: From::Row(row.saturating_sub(Window::PART / 2)),
            limit: Window::PART,
        };
        match &self.body {
            Body::Articles(list) => match list.place().or(list.sought) {
                Some(place) => Window {
                    from: From::Around(place.no),
                    limit: Window::PART,
                },
                None => Window::first(Window::PART),
            },
            Body::Actors(list) => from(list.rows.cursor),
            Body::Actor(actor) => actor.window(),
            Body::Report(report) => from(report.rows.cursor),
            Body::Concordance(_) => Window::first(HITS),
            _ => Window::first(Window::PART),
        }
    }
}
