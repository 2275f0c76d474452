//! The glance beside the omnibox: what the row under its cursor leads to, before the reader goes there.

use crate::model::{Address, OmniTarget, View, Window};

use super::asked::Asked;
use super::layout;
use super::load::text_width;
use super::page::{Reader, by_field};
use super::{App, Lane, Question, saved};

/// Rows of a list that are looked at.
const ROWS: usize = 40;

/// What is shown beside the box.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glance {
    /// Where the row leads; none for a command.
    address: Option<Address>,
    pub(crate) asked: Asked,
    pub(crate) shown: Shown,
}

/// What was answered last.
#[derive(Clone, Debug, Default)]
pub(crate) enum Shown {
    #[default]
    Nothing,
    Article(Box<Reader>),
    /// A list of articles or an actor.
    View(Box<View>),
}

impl Glance {
    /// Takes what stands at the address.
    pub(super) fn take(&mut self, view: View) {
        self.asked.fault = None;
        self.shown = match view {
            View::Article(_) => {
                let mut reader = Reader::default();
                reader.take(view);
                Shown::Article(Box::new(reader))
            }
            other => Shown::View(Box::new(other)),
        };
    }
}

impl App {
    /// Asks for what the row under the omnibox' cursor leads to, where there is room to show it.
    pub(super) fn glance(&mut self) {
        let room = layout::omnibox(self.size()).glance;
        let Some(open) = &mut self.omnibox else {
            return;
        };
        let Some(room) = room else { return };
        let address = open.rows.selected().and_then(|row| leads_to(&row.target));
        if open.glance.address != address {
            open.glance = Glance {
                address: address.clone(),
                ..Glance::default()
            };
            if let Some(address) = address {
                let question = Question::Look {
                    address,
                    window: Window::first(ROWS),
                    lit: String::new(),
                };
                let ticket = self.ask(Lane::Glance, question);
                if let Some(open) = &mut self.omnibox {
                    open.glance.asked.ask(ticket);
                }
            }
        }
        let (measure, dot) = (self.setup.measure, self.dot());
        if let Some(open) = &mut self.omnibox
            && let Shown::Article(reader) = &mut open.glance.shown
        {
            let width = text_width(room.width, measure);
            reader.fit(width, usize::from(room.height), dot);
        }
    }
}

/// The page behind a row of the box.
fn leads_to(target: &OmniTarget) -> Option<Address> {
    match target {
        OmniTarget::Article(id) => Some(Address::Article { id: id.clone() }),
        OmniTarget::Actor(name) => Some(Address::Actor { name: name.clone() }),
        OmniTarget::Source(source) => Some(by_field("source", source)),
        OmniTarget::Tag(tag) => Some(by_field("tag", tag)),
        OmniTarget::Saved(search) => Some(saved::address(search)),
        OmniTarget::Command(_) => None,
    }
}
