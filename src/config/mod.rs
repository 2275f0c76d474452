//! Where the program keeps its files and what its user has set.
//!
//! [`Folders`] answers "where", [`Settings`] answers "how"; one table (`table`) is read by the parser of `config.toml`,
//! by the environment (`DATELINE_THEME=light`) and by the file that `dateline config` prints, so the three cannot differ.
//! A mistake in the file is a [`Complaint`] with its line and column and never a reason to lose the rest of the file.
//! May import `model` and `text`; touches files only.

mod complaint;
mod folders;
mod parse;
mod settings;
mod table;
mod today;

pub use complaint::{Complaint, Weight};
pub use folders::{Folders, NoHome};
pub use parse::{Loaded, from_environment, load, read};
pub use settings::{Binding, Colour, Settings, Theme};
pub use table::default_text;
pub use today::today;
