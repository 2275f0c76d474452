//! The state machine of the browser: facts go in, wishes come out, and nothing else happens.
//!
//! Imports `text`, `model` and `language`. Absent here: a clock, files, threads, a terminal, colours.
//! [`App::update`] is the only place where a [`Msg`] (what happened), a [`commands::Command`] (what the reader wants) and an
//! [`Effect`] (what the outside shall do) meet.
//!
//! | question | file |
//! |---|---|
//! | What does a key do? | `commands` (the table), `keymap` (which keys), then the file of the screen |
//! | What does a screen hold? | `page`; long lists in `rows`, an article's lines in `document` |
//! | Where is it on the screen? | `layout`, `list`, `side` |
//! | What is asked, when, and who gets the answer? | `load`, `asked`, `answer` |

mod actor;
mod actors;
mod answer;
mod articles;
pub(crate) mod asked;
pub mod commands;
mod complete;
mod concordance;
mod copy;
mod curation;
pub(crate) mod document;
mod effect;
pub(crate) mod glance;
mod go;
mod help;
pub(crate) mod hints;
mod jump;
pub mod key;
mod keyboard;
pub(crate) mod keymap;
pub(crate) mod layout;
pub(crate) mod list;
mod load;
mod marking;
mod message;
mod mouse;
mod moving;
pub(crate) mod omnibox;
mod overlay;
pub(crate) mod page;
pub(crate) mod prompt;
mod reader;
pub(crate) mod rows;
mod saved;
pub(crate) mod side;
mod state;
mod triage;
mod typing;
mod update;

#[cfg(test)]
mod tests;

pub use effect::{Answer, Effect, Lane, Question, Ticket};
pub use keymap::{Scope, check_keys};
pub use message::{Button, Mouse, MouseKind, Msg, Spot};
pub use state::{App, Setup, ThemeName};
