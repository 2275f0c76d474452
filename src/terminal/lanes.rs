//! The workers: one thread a lane, each at work on one question, with the newest waiting and older ones passed over.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::event::Event;
use crate::app::{Answer, Lane, Question, Ticket};
use crate::model::Progress;
use crate::text::Cancel;

/// Who answers the questions of the browser: the library, or a stand-in in tests.
pub trait Answers: Send + Sync + 'static {
    /// Answers a question; a refusal is a sentence for the reader. Looks at `cancel` in long work.
    fn answer(&self, question: Question, cancel: &Cancel) -> Result<Answer, String>;

    /// Calls `listener` whenever the work behind the screen came further.
    fn subscribe(&self, listener: Box<dyn Fn(Progress) + Send + Sync>);

    /// What the work behind the screen has to tell the reader since the last time.
    fn said(&self) -> Vec<String> {
        Vec::new()
    }

    /// Ends the work behind the screen; what is committed by then is kept.
    fn close(&self, patience: Duration);
}

/// How long the cursor must rest before what lies under it is previewed: a held key asks for one preview, not for thirty.
const PREVIEW_RESTS: Duration = Duration::from_millis(25);

/// Every lane with its worker.
#[derive(Debug)]
pub(super) struct Lanes {
    lanes: Vec<(Lane, Arc<Desk>)>,
}

/// Where the questions of one lane wait.
#[derive(Debug, Default)]
struct Desk {
    papers: Mutex<Papers>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Papers {
    waiting: VecDeque<(Ticket, Question)>,
    at_work: Option<Cancel>,
    asked_at: Option<Instant>,
    closed: bool,
}

impl Lanes {
    /// Starts a worker for each lane.
    pub(super) fn start(
        answers: &Arc<dyn Answers>,
        events: &Sender<Event>,
    ) -> std::io::Result<Self> {
        let mut lanes = Vec::new();
        for lane in Lane::ALL {
            let desk = Arc::new(Desk::default());
            let (theirs, answers, events) =
                (Arc::clone(&desk), Arc::clone(answers), events.clone());
            thread::Builder::new()
                .name(format!("{lane:?} lane").to_lowercase())
                .spawn(move || work(lane, &theirs, answers.as_ref(), &events))?;
            lanes.push((lane, desk));
        }
        Ok(Self { lanes })
    }

    /// Puts a question into its lane; where the lane keeps only the newest, older ones are cancelled or passed over.
    pub(super) fn ask(&self, ticket: Ticket, lane: Lane, question: Question) {
        let Some((_, desk)) = self.lanes.iter().find(|(other, _)| *other == lane) else {
            return;
        };
        let mut papers = desk.lock();
        if !lane.keeps_all() {
            papers.waiting.clear();
            if let Some(at_work) = &papers.at_work {
                at_work.cancel();
            }
        }
        papers.waiting.push_back((ticket, question));
        papers.asked_at = Some(Instant::now());
        desk.changed.notify_all();
    }

    /// Cancels what can be cancelled and waits until every change of marks is kept, at most this long.
    pub(super) fn close(&self, patience: Duration) {
        let end = Instant::now() + patience;
        for (lane, desk) in &self.lanes {
            let mut papers = desk.lock();
            papers.closed = true;
            if !lane.keeps_all() {
                papers.waiting.clear();
                if let Some(at_work) = &papers.at_work {
                    at_work.cancel();
                }
            }
            desk.changed.notify_all();
        }
        for (_, desk) in self.lanes.iter().filter(|(lane, _)| lane.keeps_all()) {
            let papers = desk.lock();
            let left = end.saturating_duration_since(Instant::now());
            let done = desk.changed.wait_timeout_while(papers, left, |papers| {
                !papers.waiting.is_empty() || papers.at_work.is_some()
            });
            drop(done);
        }
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Papers> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next question, once the lane has rested for `rest`; `None` when the browser ends.
    fn take(&self, rest: Duration) -> Option<(Ticket, Question, Cancel)> {
        let mut papers = self.lock();
        loop {
            let rested = papers.asked_at.map(|at| at.elapsed());
            match rested {
                Some(rested) if rested < rest && !papers.closed => {
                    papers = self
                        .changed
                        .wait_timeout(papers, rest - rested)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0;
                    continue;
                }
                _ => {}
            }
            if let Some((ticket, question)) = papers.waiting.pop_front() {
                let cancel = Cancel::new();
                papers.at_work = Some(cancel.clone());
                return Some((ticket, question, cancel));
            }
            if papers.closed {
                return None;
            }
            papers = self
                .changed
                .wait(papers)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn finish(&self) {
        self.lock().at_work = None;
        self.changed.notify_all();
    }
}

/// Answers questions until the browser ends. A fault in an answer is an answer too: the screen stays.
fn work(lane: Lane, desk: &Desk, answers: &dyn Answers, events: &Sender<Event>) {
    let rest = match lane {
        Lane::Preview | Lane::Glance => PREVIEW_RESTS,
        _ => Duration::ZERO,
    };
    while let Some((ticket, question, cancel)) = desk.take(rest) {
        let answered = catch_unwind(AssertUnwindSafe(|| answers.answer(question, &cancel)));
        desk.finish();
        let result = match answered {
            Ok(_) if cancel.is_cancelled() && !lane.keeps_all() => continue,
            Ok(result) => result,
            Err(_) => Err(
                "a fault of the program kept this from being answered; the log has more".to_owned(),
            ),
        };
        if events.send(Event::Answered { ticket, result }).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
