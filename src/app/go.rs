//! Going from page to page, and back and forward through them.

use crate::language;
use crate::model::{Act, Address, ArticlesAt, Change, Leaf, NameField, OmniTarget, Query};

use super::page::{Body, Page, Reader};
use super::{App, Lane, Question};

/// Pages that are kept to go back to.
const KEPT: usize = 100;
/// Visits that the history lists.
const VISITS: usize = 500;

impl App {
    /// Goes to an address; where it is shown already, stays.
    pub(super) fn go(&mut self, address: Address) {
        if self.page().address == address {
            return;
        }
        self.go_page(Page::new(address));
    }

    /// Goes to a page that has been made ready.
    pub(super) fn go_page(&mut self, page: Page) {
        self.leave();
        self.pages.truncate(self.at + 1);
        self.pages.push(page);
        if self.pages.len() > KEPT {
            self.pages.remove(0);
        }
        self.at = self.pages.len() - 1;
        self.arrive();
        self.count_visit();
    }

    /// Goes back from a page that leads nowhere, and forgets it.
    pub(super) fn drop_page(&mut self) {
        if self.at > 0 {
            self.pages.truncate(self.at);
            self.at -= 1;
            self.arrive();
        }
    }

    /// Goes back where the page before shows this address, so that none stands in the history twice in a row. The cursor of
    /// that page goes to the article it was moved to here. Returns whether it went back.
    pub(super) fn join(&mut self, address: &Address) -> bool {
        let Some(before) = self.at.checked_sub(1) else {
            return false;
        };
        if self.pages[before].address != *address {
            return false;
        }
        let place = match &self.page().body {
            Body::Articles(list) => list.place(),
            _ => None,
        };
        if let (Some(place), Body::Articles(list)) = (place, &mut self.pages[before].body) {
            list.seek(place.no);
        }
        if self.page().address == *address {
            self.drop_page();
        } else {
            self.move_to(before);
        }
        true
    }

    /// Puts another page in the place of the shown one.
    pub(super) fn replace_page(&mut self, page: Page) {
        self.leave();
        let at = self.at;
        self.pages[at] = page;
        self.arrive();
        self.count_visit();
    }

    /// Counts that the thing this page is about was opened, for the order of the omnibox.
    fn count_visit(&mut self) {
        if let Some(target) = visited(&self.page().address) {
            self.ask(Lane::Change, Question::Visited(target));
        }
    }

    fn arrive(&mut self) {
        self.begun.clear();
        self.hints = None;
        self.otherwise = None;
        if !matches!(self.page().body, Body::Actors(_) | Body::Article(_)) {
            self.chosen = None;
        }
        self.load_page();
    }

    /// Keeps the reading place and the visit.
    pub(super) fn leave(&mut self) {
        let page = self.page();
        if !matches!(page.address, Address::History | Address::Help) {
            let visit = (page.address.clone(), page.title());
            self.visited.retain(|(address, _)| *address != visit.0);
            self.visited.push(visit);
            if self.visited.len() > VISITS {
                self.visited.remove(0);
            }
        }
        if let Body::Article(reader) = &self.page().body
            && let Some(change) = place_of(reader)
        {
            self.change_silently(change);
        }
    }

    fn move_to(&mut self, at: usize) {
        self.leave();
        let read = match &self.page().body {
            Body::Article(reader) => Some(reader.id.clone()),
            _ => None,
        };
        let back = at < self.at;
        self.at = at;
        // A list one comes back to has its cursor where one has read on to.
        if let (Some(id), true, Body::Articles(list)) = (read, back, self.body_mut())
            && let Some(place) = list.rows.part.iter().position(|row| row.id == id)
        {
            list.rows.cursor = list.rows.offset + place;
        }
        self.arrive();
    }
}

/// What is opened at an address, where it is one thing of the omnibox.
fn visited(address: &Address) -> Option<OmniTarget> {
    match address {
        Address::Article { id } => Some(OmniTarget::Article(id.clone())),
        Address::Actor { name } => Some(OmniTarget::Actor(name.clone())),
        Address::Articles(at) => match language::parse(&at.query, jiff::civil::Date::MIN) {
            Ok(Query::Leaf(Leaf::Name { field, value })) if !value.ends_with('*') => {
                let name = value.strip_prefix(NameField::WHOLE).unwrap_or(&value);
                match field {
                    NameField::Source => Some(OmniTarget::Source(name.to_owned())),
                    NameField::Tag => Some(OmniTarget::Tag(name.to_owned())),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    }
}

fn place_of(reader: &Reader) -> Option<Change> {
    let page = reader.page.as_ref()?;
    let place = if reader.top == 0 {
        0
    } else {
        reader.place_now().unwrap_or(0)
    };
    let kept = page.marks.place.unwrap_or(0);
    (place != kept).then(|| Change {
        ids: vec![page.article.id.clone()],
        act: Act::Place(place),
    })
}

pub(super) fn back(app: &mut App) {
    match app.at.checked_sub(1) {
        Some(at) => app.move_to(at),
        None => app.say("this is the first page; Q quits"),
    }
}

pub(super) fn forward(app: &mut App) {
    if app.at + 1 < app.pages.len() {
        app.move_to(app.at + 1);
    } else {
        app.say("this is the last page");
    }
}

pub(super) fn all_articles(app: &mut App) {
    app.go(Address::Articles(ArticlesAt::default()));
}

pub(super) fn overview(app: &mut App) {
    app.go(Address::Overview);
}

pub(super) fn marked(app: &mut App) {
    app.go(Address::Marks);
}

/// Goes to what came since the last visit.
pub(super) fn new(app: &mut App) {
    app.go(Address::Articles(ArticlesAt {
        query: "is:new".to_owned(),
        ..ArticlesAt::default()
    }));
}

pub(super) fn saved(app: &mut App) {
    app.go(Address::Saved);
}

pub(super) fn history(app: &mut App) {
    app.go(Address::History);
}

pub(super) fn report(app: &mut App) {
    app.go(Address::Report);
}

pub(super) fn triage(app: &mut App) {
    app.go(Address::Triage);
}
