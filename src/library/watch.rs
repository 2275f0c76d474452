//! What is being done behind the screen, and who wants to hear of it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::model::{Phase, Progress};
use crate::text::Cancel;

type Listener = Box<dyn Fn(&Progress) + Send>;

/// Least time after which the pace says anything.
const SOON: Duration = Duration::from_secs(1);

/// The progress, and when and where its phase began.
#[derive(Default)]
struct Paced {
    progress: Progress,
    began: Option<(Instant, Progress)>,
}

impl Paced {
    /// Works out how fast the phase goes and how long it will still take, as of this instant.
    fn pace(&mut self, at: Instant) {
        let now = &mut self.progress;
        let same = |begun: &Progress| {
            std::mem::discriminant(&begun.phase) == std::mem::discriminant(&now.phase)
        };
        if !self.began.as_ref().is_some_and(|(_, begun)| same(begun)) {
            self.began = Some((at, now.clone()));
        }
        (now.rate, now.seconds_left) = (0, None);
        let Some((since, begun)) = &self.began else {
            return;
        };
        let passed = at.saturating_duration_since(*since);
        if passed < SOON {
            return;
        }
        let (articles, done, whole) = match (&begun.phase, &now.phase) {
            (Phase::Recognising(from, _), Phase::Recognising(done, all)) => {
                let done = done.saturating_sub(*from);
                (done, done, all.saturating_sub(*from))
            }
            (_, Phase::Loading) => (
                now.articles.saturating_sub(begun.articles),
                now.bytes_read.saturating_sub(begun.bytes_read),
                now.bytes_total
                    .map_or(0, |all| all.saturating_sub(begun.bytes_read)),
            ),
            _ => return,
        };
        let seconds = passed.as_secs_f64();
        now.rate = (articles as f64 / seconds) as u32;
        if done > 0 && whole >= done {
            now.seconds_left = Some((seconds * (whole - done) as f64 / done as f64) as u32);
        }
    }
}

/// The progress of the work behind the screen, with everyone who listens.
#[derive(Default)]
pub(super) struct Watch {
    progress: Mutex<Paced>,
    listeners: Mutex<Vec<Listener>>,
    /// Ends the work that goes on.
    pub cancel: Cancel,
}

impl Watch {
    /// The progress now.
    pub(super) fn now(&self) -> Progress {
        self.lock().progress.clone()
    }

    /// Changes the progress and tells everyone.
    pub(super) fn change(&self, with: impl FnOnce(&mut Progress)) {
        let now = {
            let mut paced = self.lock();
            with(&mut paced.progress);
            paced.pace(Instant::now());
            paced.progress.clone()
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

    fn lock(&self) -> MutexGuard<'_, Paced> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a phase that began ten seconds ago says now.
    fn after_ten_seconds(begun: Progress, now: Progress) -> (u32, Option<u32>) {
        let began = Instant::now();
        let mut paced = Paced {
            progress: now,
            began: Some((began, begun)),
        };
        paced.pace(began + Duration::from_secs(10));
        (paced.progress.rate, paced.progress.seconds_left)
    }

    fn loading(articles: u64, read: u64) -> Progress {
        Progress {
            phase: Phase::Loading,
            articles,
            bytes_read: read,
            bytes_total: Some(4_000),
            ..Progress::default()
        }
    }

    fn recognising(done: u64) -> Progress {
        Progress {
            phase: Phase::Recognising(done, 1_000),
            ..Progress::default()
        }
    }

    #[test]
    fn the_time_left_is_that_of_the_bytes_left() {
        let found = after_ten_seconds(loading(0, 0), loading(5_000, 1_000));
        assert_eq!(found, (500, Some(30)));
    }

    #[test]
    fn what_was_done_before_does_not_count() {
        let found = after_ten_seconds(recognising(800), recognising(900));
        assert_eq!(found, (10, Some(10)));
    }

    #[test]
    fn another_phase_begins_anew_and_says_nothing_yet() {
        let found = after_ten_seconds(loading(5_000, 4_000), recognising(10));
        assert_eq!(found, (0, None));
    }
}
