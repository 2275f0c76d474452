//! What one place of the screen has asked and not heard yet: an answer to an older ticket is dropped, a fault is kept to be shown.

use super::Ticket;

/// The state of a question whose last answer stays on screen while a new one is awaited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pending: Option<Ticket>,
    /// Whether the world has changed since the question was asked.
    stale: bool,
    /// Why the last question was refused.
    pub(crate) fault: Option<String>,
}

impl Asked {
    /// A question was asked.
    pub(crate) fn ask(&mut self, ticket: Ticket) {
        self.pending = Some(ticket);
        self.stale = false;
    }

    /// Whether an answer is awaited.
    pub(crate) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether this answer is the one awaited; it is no longer then.
    pub(crate) fn answered(&mut self, ticket: Ticket) -> bool {
        let mine = self.pending == Some(ticket);
        if mine {
            self.pending = None;
        }
        mine
    }

    /// Notes that there is more to see: true where it should be asked for now, false where an answer is still awaited.
    pub(crate) fn outdated(&mut self) -> bool {
        self.stale = self.pending.is_some();
        !self.stale
    }

    /// Whether the world changed while the answer was awaited.
    pub(crate) fn was_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }
}
