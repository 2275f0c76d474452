//! What happens when the program itself is at fault: the terminal is put back first, then a report is written and named.

use std::any::Any;
use std::backtrace::Backtrace;
use std::fs;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;

use super::{modes, tty};
use crate::library;

/// Takes over the hook that runs at a panic. The calling thread is the one that owns the screen: only its panics put the
/// terminal back and speak to the reader; those of workers are caught by who waits for them and are only reported.
pub(super) fn install(state: &Path) {
    let owner = thread::current().id();
    let state = state.to_path_buf();
    panic::set_hook(Box::new(move |info| {
        if library::is_guarded(info) {
            tracing::warn!("{}", report(info));
            return;
        }
        let ends = thread::current().id() == owner;
        if ends {
            modes::leave();
        }
        let text = report(info);
        let kept = keep(&state, &text);
        tracing::error!("{text}");
        if ends {
            tty::tell(&farewell(info, kept.as_deref()));
        }
    }));
}

/// What the reader is told.
fn farewell(info: &PanicHookInfo<'_>, kept: Option<&Path>) -> String {
    let what = said(info.payload());
    let report = match kept {
        Some(path) => format!("A report is in {}.", path.display()),
        None => "No report could be written.".to_owned(),
    };
    format!(
        "dateline: ended by a fault of its own ({what}). Everything that was committed is kept. {report}"
    )
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let thread = thread::current();
    format!(
        "dateline {} at {place} in thread {}: {}\n{}",
        env!("CARGO_PKG_VERSION"),
        thread.name().unwrap_or("without name"),
        said(info.payload()),
        Backtrace::force_capture()
    )
}

/// The words of the panic.
fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words")
}

/// Writes the report into the state folder; a later one of the same process stands in place of the earlier.
fn keep(state: &Path, text: &str) -> Option<PathBuf> {
    fs::create_dir_all(state).ok()?;
    let path = state.join(format!("fault-{}.txt", process::id()));
    fs::write(&path, text).ok()?;
    Some(path)
}
