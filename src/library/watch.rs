//! What is being done behind the screen, and who wants to hear of it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::Progress;
use crate::text::Cancel;

type Listener = Box<dyn Fn(&Progress) + Send>;

/// The progress of the work behind the screen, with everyone who listens.
#[derive(Default)]
pub(super) struct Watch {
    progress: Mutex<Progress>,
    listeners: Mutex<Vec<Listener>>,
    /// Ends the work that goes on.
    pub cancel: Cancel,
}

impl Watch {
    /// The progress now.
    pub(super) fn now(&self) -> Progress {
        self.lock().clone()
    }

    /// Changes the progress and tells everyone.
    pub(super) fn change(&self, with: impl FnOnce(&mut Progress)) {
        let now = {
            let mut progress = self.lock();
            with(&mut progress);
            progress.clone()
        };
        let listeners = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        listeners.iter().for_each(|listener| listener(&now));
    }

    /// Calls `listener` at every change from now on.
    pub(super) fn listen(&self, listener: Listener) {
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(listener);
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
