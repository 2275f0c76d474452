//! Makes the README's picture: opens the sample corpus in a passing home, plays keys, writes the screen as SVG.
//!
//! `cargo run --release --example picture -- data/screen.svg`; keys may be given as a second argument.

use std::error::Error;

use dateline::app::{Setup, ThemeName};
use dateline::config::Folders;
use dateline::headless::{Screen, svg};
use dateline::library::{Library, OpenOptions, Upto, What};
use jiff::civil::date;

/// From the list to an article with its list and its actors beside it.
const KEYS: &str = "/pashinyan<enter>jj<enter><tab>";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or("data/screen.svg".to_owned());
    let keys = arguments.next().unwrap_or(KEYS.to_owned());
    let home = tempfile::tempdir()?;
    let today = date(2026, 1, 1);
    let library = Library::open(&OpenOptions {
        folders: Folders::under(home.path()),
        what: What::Usual,
        today,
    })?;
    library.work(Upto::Actors, &mut |_| {})?;
    let setup = Setup {
        size: (132, 36),
        theme: ThemeName::Dark,
        today,
        ..Setup::default()
    };
    let mut screen = Screen::new(library, setup);
    screen.keys(&keys);
    std::fs::write(&path, svg(&screen.buffer()))?;
    if std::env::args().nth(3).is_some() {
        std::fs::write(format!("{path}.txt"), screen.text() + &screen.roles())?;
    }
    Ok(())
}
