//! The truth: articles, mentions, actors, related pieces and the reader's marks, in SQLite.
//!
//! This room answers "what has been committed": everything the index and the columns hold is derived from it and can be
//! made again. It is the only door to rusqlite. It may import `text` and `model`; it has no clock and knows no other room.
//!
//! One process writes a library at a time ([`Store`], through [`Batch`]es); any number read ([`Reader`]). Numbers of
//! articles are given in order and never reused. A batch is committed as a whole or not at all.
//! The reader's own marks live apart in [`Marks`], so that a library made from sources may be thrown away.

mod actors;
mod add;
mod batch;
mod bulk;
pub mod compress;
mod error;
mod facts;
mod inputs;
mod lock;
mod marks;
mod mentions;
mod merge;
mod migrate;
mod open;
mod problems;
mod reader;
mod record;
mod recount;
mod references;
mod remove;
mod repair;
mod rest;
mod rows;
mod salvage;
mod scan;
mod schema;
mod sidecar;
mod state;
mod verify;
mod wire;
mod writer;

pub use actors::{Actor, NamedActor, NamedIn, Recognised};
pub use add::{Added, Origin};
pub use batch::{Batch, Committed};
pub use error::{ReadOnly, StoreError};
pub use facts::{Facts, content};
pub use inputs::{Input, InputNo, KnownInput, Reading};
pub use marks::{KeptSearch, Marks, MarksOpened, Undone, Visit, What as UndoneWhat};
pub use mentions::LocalMention;
pub use open::{Mode, Opened, holds_articles, is_library};
pub use reader::{Held, Reader, Readers};
pub use references::Cited;
pub use rest::{AtRest, Resting};
pub use scan::{Light, Whole};
pub use state::Counts;
pub use verify::{Verified, verify};
pub use writer::Store;

#[cfg(test)]
mod tests;
