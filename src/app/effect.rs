//! Effects: the closed list of what the browser wishes from the outside, and the questions it asks the library.

use crate::model::{
    ActorEdit, Address, Change, NameField, OmniRow, OmniTarget, SavedSearch, View, Window,
};

/// Names one question, so that its answer finds its place and an older one is known as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Questions of one lane are answered one after the other; in each but [`Lane::Change`] only the newest waits, a
/// newer one cancels the one at work, and a question that was passed over needs no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// What the screen shows.
    Main,
    /// What is shown beside the list under the cursor.
    Preview,
    /// What is shown beside the omnibox.
    Glance,
    /// The counts in the top line.
    Counts,
    /// The omnibox, and what a prompt could go on with.
    Omnibox,
    /// Changes of marks, and what is kept from visit to visit: all of them, in order, none passed over.
    Change,
}

impl Lane {
    /// Every lane.
    pub const ALL: [Self; 6] = [
        Self::Main,
        Self::Preview,
        Self::Glance,
        Self::Counts,
        Self::Omnibox,
        Self::Change,
    ];

    /// Whether each question of this lane must be answered; in the other lanes only the newest must.
    pub fn keeps_all(self) -> bool {
        self == Self::Change
    }
}

/// What the library is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// What stands at an address; answered with [`Answer::View`].
    Look {
        /// The address.
        address: Address,
        /// The part of it, where it is a long list.
        window: Window,
        /// A query whose hits shall be lit in an article; empty for none.
        lit: String,
    },
    /// What fits the text typed into the omnibox; answered with [`Answer::Omnibox`].
    Omnibox {
        /// As typed, with its first sign: `@` actors, `#` tags, none for everything.
        text: String,
        /// How many rows at most.
        limit: usize,
    },
    /// A change of marks; answered with [`Answer::Changed`].
    Change(Change),
    /// A search to be kept under its name; answered with [`Answer::Changed`].
    Save(SavedSearch),
    /// A saved search to be taken away, by name; answered with [`Answer::Changed`].
    RemoveSaved(String),
    /// A saved search was opened; answered with [`Answer::Noted`].
    SeeSaved(SavedSearch),
    /// Something was opened; answered with [`Answer::Noted`].
    Visited(OmniTarget),
    /// Values of a field that fit what is typed; answered with [`Answer::Values`].
    Values {
        /// The field.
        field: NameField,
        /// What is typed of the value.
        typed: String,
        /// How many at most.
        limit: usize,
    },
    /// What was searched for on earlier visits; answered with [`Answer::Searches`].
    Searches,
    /// Something was searched for; answered with [`Answer::Noted`].
    Searched(String),
    /// Something done with an actor; answered with [`Answer::Changed`].
    EditActor(ActorEdit),
    /// The last change taken back; answered with [`Answer::Changed`].
    Undo,
    /// An end of the load that is going on; answered with [`Answer::Changed`].
    CancelLoad,
}

/// What the library answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// What stands at the address.
    View(Box<View>),
    /// Rows for the omnibox, best first.
    Omnibox(Vec<OmniRow>),
    /// The change is kept; `said` tells the reader what was done.
    Changed {
        /// A short sentence ("starred", "undone: starred 3 articles").
        said: String,
    },
    /// What was searched for before, newest last.
    Searches(Vec<String>),
    /// Values, those that fit best first.
    Values(Vec<String>),
    /// It is noted, and nothing on the screen follows from it.
    Noted,
}

/// A wish to the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the library; the answer comes as [`super::Msg::Answer`] with the same ticket.
    Ask {
        /// Names the question.
        ticket: Ticket,
        /// Where it waits.
        lane: Lane,
        /// What is asked.
        question: Question,
    },
    /// Put this text on the clipboard; only ever wished on a key or a click.
    Copy(String),
    /// Open this http or https address in the reader's web browser.
    OpenUrl(String),
    /// Let the reader edit this text in the editor; the result comes as [`super::Msg::Edited`].
    Edit {
        /// Names the wish.
        ticket: Ticket,
        /// The text to start from.
        text: String,
    },
    /// Give the text on standard input to a program with its arguments; no shell between.
    Pipe {
        /// The program and its arguments as typed.
        command: String,
        /// What it reads.
        text: String,
    },
    /// Stop the program until it is continued.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// End the program.
    Quit,
}
