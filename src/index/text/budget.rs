//! The steps that a search may take, shared by its threads: what it costs is counted where it is done, and nothing goes on once
//! the steps are taken or somebody cancels it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use crate::text::Cancel;

/// Steps that one search may take; about two seconds of work.
const MOST_STEPS: u64 = 90_000_000;
/// What a step takes in nanoseconds, more or less.
const STEP: u128 = 30;
/// Steps of looking a word up in the dictionary of a segment.
pub(crate) const LOOK: u64 = 32;
/// Steps between two looks at what others have taken.
const BATCH: u64 = 512;

/// The steps that a search has left; none once it is cancelled. A step takes some [`STEP`] nanoseconds.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    taken: Arc<AtomicU64>,
    is_cut: Arc<AtomicBool>,
    most: u64,
    cancel: Cancel,
}

impl Budget {
    pub(crate) fn new(cancel: &Cancel) -> Self {
        Self::of(MOST_STEPS, cancel)
    }

    /// So many steps and no more.
    pub(crate) fn of(most: u64, cancel: &Cancel) -> Self {
        Self {
            taken: Arc::default(),
            is_cut: Arc::default(),
            most,
            cancel: cancel.clone(),
        }
    }

    /// Takes steps; `false` when there are none left.
    pub(crate) fn take(&self, steps: u64) -> bool {
        let taken = self.taken.fetch_add(steps, Ordering::Relaxed);
        taken < self.most && !self.cancel.is_cancelled()
    }

    /// The flag that ends the search.
    pub(crate) fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Whether no steps are left.
    pub(crate) fn is_spent(&self) -> bool {
        self.taken() >= self.most
    }

    /// Notes that a part of the search was left out for being too much.
    pub(crate) fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
    }

    /// Whether a search was cut short, for want of steps or because a part of it was too much.
    pub(crate) fn is_cut_short(&self) -> bool {
        self.is_spent() || self.is_cut.load(Ordering::Relaxed)
    }

    /// Takes the steps that some work took which cannot be counted.
    pub(crate) fn timed<T>(&self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        let steps = started.elapsed().as_nanos() / STEP;
        self.take(u64::try_from(steps).unwrap_or(u64::MAX));
        done
    }

    /// The steps taken so far.
    pub(crate) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Counts for one piece of work, which asks here before each of its parts.
    pub(crate) fn meter(&self) -> Meter {
        Meter {
            goes_on: !self.is_spent() && !self.cancel.is_cancelled(),
            pending: 0,
            budget: self.clone(),
        }
    }
}

/// Counts the steps of one piece of work, and seldom looks at the budget that all share.
#[derive(Debug)]
pub(crate) struct Meter {
    budget: Budget,
    pending: u64,
    goes_on: bool,
}

impl Meter {
    /// Takes steps; `false` when the work is to end, and ever after.
    #[inline]
    pub(crate) fn take(&mut self, steps: u64) -> bool {
        self.pending += steps;
        if self.pending >= BATCH {
            let steps = std::mem::take(&mut self.pending);
            self.goes_on &= self.budget.take(steps);
        }
        self.goes_on
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.budget.take(self.pending);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meter_ends_with_the_steps_that_all_share() {
        let budget = Budget::of(10 * BATCH, &Cancel::new());
        let (mut one, mut other) = (budget.meter(), budget.meter());
        assert!(one.take(BATCH) && other.take(BATCH));
        assert!(
            one.take(20 * BATCH),
            "the last part was begun with steps left"
        );
        assert!(!one.take(BATCH) && !other.take(BATCH));
        assert!(budget.is_spent() && !budget.meter().take(1));
    }

    #[test]
    fn a_meter_ends_when_the_search_is_cancelled() {
        let cancel = Cancel::new();
        let mut meter = Budget::new(&cancel).meter();
        assert!(meter.take(BATCH));
        cancel.cancel();
        assert!(!meter.take(BATCH) && !meter.take(1));
    }
}
