//! Signals while a subcommand runs: the first one ends the work in good order, a second one ends it at once.

use std::process;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::fault::INTERRUPTED;
use crate::library::Library;
use crate::text::Cancel;

/// How long the work may take to end after a signal.
const PATIENCE: Duration = Duration::from_secs(4);

static CAME: OnceLock<()> = OnceLock::new();

/// Lets a write that would make a file larger than it may be fail as one on a full disk does, instead of ending the program.
pub(super) fn outlive_full_files() {
    // The flag is never looked at: that there is a handler is enough, and what is started from here does without it.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

/// Whether a signal has come.
pub(super) fn came() -> bool {
    CAME.get().is_some()
}

/// What a signal ends.
#[derive(Clone, Default)]
pub(super) struct Ending {
    /// Ends the search or reading that goes on.
    pub(super) cancel: Cancel,
    libraries: Arc<Mutex<Vec<Arc<Library>>>>,
}

impl Ending {
    /// Listens from now on.
    pub(super) fn listen() -> Self {
        let ending = Self::default();
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
            return ending;
        };
        let ends = ending.clone();
        // Without this thread a signal simply ends the program, and what was committed is kept all the same.
        let _ = thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for _ in signals.forever() {
                    if CAME.set(()).is_err() {
                        process::exit(INTERRUPTED.into());
                    }
                    ends.end();
                    let _ = thread::Builder::new().spawn(|| {
                        thread::sleep(PATIENCE);
                        process::exit(INTERRUPTED.into());
                    });
                }
            });
        ending
    }

    /// Ends the work of this library, too.
    pub(super) fn also(&self, library: &Arc<Library>) {
        self.lock().push(Arc::clone(library));
        if came() {
            self.end();
        }
    }

    fn end(&self) {
        self.cancel.cancel();
        self.lock().iter().for_each(|library| library.cancel());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Library>>> {
        self.libraries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
