//! The log file in the state folder; never the screen.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// A log that has grown past this many bytes is put aside, once.
const LIMIT: u64 = 1 << 20;

/// Starts the log: warnings and worse, or what `DATELINE_LOG` asks for (`debug`, `dateline::store=trace`). Without a
/// folder that can be written to there is none, and nothing else changes.
pub(super) fn start(state: &Path) {
    let Ok(file) = open(state) else { return };
    let filter = EnvFilter::try_from_env("DATELINE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .try_init();
    // A log that `cli` has started already (`-v`) stays.
    drop(started);
}

fn open(state: &Path) -> io::Result<File> {
    fs::create_dir_all(state)?;
    let path = state.join("dateline.log");
    if fs::metadata(&path).is_ok_and(|log| log.len() > LIMIT) {
        fs::rename(&path, state.join("dateline.log.old"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}
