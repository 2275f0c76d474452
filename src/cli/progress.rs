//! The line on standard error that shows how far a load has come; only on a terminal.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::library::Library;
use crate::model::{Phase, Progress};

/// Shows the progress of a library's work until it is dropped.
pub(super) struct Shown(ProgressBar);

/// Begins to show it, where there is a terminal to show it on.
pub(super) fn show(library: &Library) -> Option<Shown> {
    if !io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{wide_bar} {percent}% {msg} {eta}").ok()?;
    bar.set_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    let shown = bar.clone();
    library.listen(move |progress| change(&shown, progress));
    Some(Shown(bar))
}

fn change(bar: &ProgressBar, progress: &Progress) {
    match progress.phase {
        Phase::Recognising(done, total) => {
            bar.set_length(total);
            bar.set_position(done);
            bar.set_message("recognising actors");
        }
        _ => {
            bar.set_length(progress.bytes_total.unwrap_or(progress.bytes_read));
            bar.set_position(progress.bytes_read);
            bar.set_message(format!("{} articles", progress.articles));
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
