//! Lists of actors: filter, order, kind.

use crate::model::{ActorKind, ActorRow, ActorSort, ActorsAt, Address, From, Window};

use super::App;
use super::page::Body;
use super::prompt::PromptKind;

/// Goes to the list of actors and lets one type a name at once.
pub(super) fn open(app: &mut App) {
    let before = app.page().address.clone();
    if !matches!(before, Address::Actors(_)) {
        app.go(Address::Actors(ActorsAt::default()));
        app.open_prompt(PromptKind::Filter, "", None);
        return;
    }
    filter(app);
}

/// Opens the prompt for a filter of names.
pub(super) fn filter(app: &mut App) {
    let before = app.page().address.clone();
    let filter = app.at_actors().filter;
    app.open_prompt(PromptKind::Filter, &filter, Some(before));
}

/// Changes the order.
pub(super) fn sort(app: &mut App) {
    let mut at = app.at_actors();
    let place = ActorSort::ALL.iter().position(|sort| *sort == at.sort);
    at.sort = ActorSort::ALL[place.map_or(0, |place| (place + 1) % ActorSort::ALL.len())];
    app.say(format!("order: {}", at.sort.word()));
    app.relist_actors(at);
}

/// Shows one kind after the other, then all.
pub(super) fn kind(app: &mut App) {
    let mut at = app.at_actors();
    at.kind = match at.kind {
        None => Some(ActorKind::ALL[0]),
        Some(kind) => {
            let place = ActorKind::ALL.iter().position(|other| *other == kind);
            place.and_then(|place| ActorKind::ALL.get(place + 1).copied())
        }
    };
    app.say(match at.kind {
        Some(kind) => format!("only {}s are shown", kind.word()),
        None => "all kinds are shown".to_owned(),
    });
    app.relist_actors(at);
}

impl App {
    /// What the list of actors shows; all actors where the page is none.
    pub(super) fn at_actors(&self) -> ActorsAt {
        match &self.page().address {
            Address::Actors(at) => at.clone(),
            _ => ActorsAt::default(),
        }
    }

    /// Shows other actors on the same page. The cursor stays on its actor where that stands in the new list, whatever its order;
    /// what is typed is a question of its own: its answer is looked at from the top.
    pub(super) fn relist_actors(&mut self, at: ActorsAt) {
        let stays =
            |row: &ActorRow| at.filter.is_empty() && at.kind.is_none_or(|kind| kind == row.kind);
        let address = Address::Actors(at.clone());
        if self.page().address == address {
            return;
        }
        let page = self.page_mut();
        page.address = address;
        let mut window = Window::first(Window::PART);
        if let Body::Actors(list) = &mut page.body {
            let chosen = list.rows.chosen().filter(|row| stays(row));
            match chosen.map(|row| row.no) {
                Some(no) => window.from = From::AroundActor(no),
                None => list.rows.restart(),
            }
        }
        self.load_part(window);
    }
}
