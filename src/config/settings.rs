//! What the user can set, with its defaults.

use std::path::PathBuf;

use crate::model::Sort;

/// Everything that can be set. The table in `table.rs` has the name, the range and the meaning of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Colours of the screen.
    pub theme: Theme,
    /// Width of the text in the reader, in cells.
    pub measure: u16,
    /// Whether clicks and the wheel are taken.
    pub mouse: bool,
    /// Frames and signs in ASCII only.
    pub ascii: bool,
    /// Whether subcommands print colours.
    pub colour: Colour,
    /// The order lists of articles open in.
    pub sort: Sort,
    /// The library used where no source is named; the data folder's own where `None`.
    pub library: Option<PathBuf>,
    /// Keys that stand in place of a command's own.
    pub keys: Vec<Binding>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            measure: 72,
            mouse: true,
            ascii: false,
            colour: Colour::Auto,
            sort: Sort::Newest,
            library: None,
            keys: Vec::new(),
        }
    }
}

/// The colours of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark or light, as the terminal answers when it is asked.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// The terminal's own sixteen colours.
    Terminal,
    /// No colours: weight, underline and reverse only.
    None,
}

impl Theme {
    /// Every theme, in the order help lists them.
    pub const ALL: [Self; 5] = [
        Self::Auto,
        Self::Dark,
        Self::Light,
        Self::Terminal,
        Self::None,
    ];

    /// The word in the settings file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Terminal => "terminal",
            Self::None => "none",
        }
    }
}

/// Whether something is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Every choice, in the order help lists them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The word in the settings file and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// Keys given to a command. Whether the command exists, and whether a key is given twice, the table of commands knows;
/// the place is kept so that it can say where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The command's id (`results.down`).
    pub command: String,
    /// Keys or sequences of keys, as the table of commands writes them (`j down ctrl-n`); empty takes all keys from it.
    pub keys: Vec<String>,
    /// Line in the settings file, from 1.
    pub line: usize,
    /// Column in it, from 1.
    pub column: usize,
}
