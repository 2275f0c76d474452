//! The threads of a reading, and the order in which all of it reaches the sink.
//!
//! One thread reads and cuts, some parse, and the caller's own thread hands everything to the sink. What is read goes
//! into one bounded queue in its order; a batch stands there as the promise of what a worker will make of it. So the
//! order needs no sorting, and a slow sink holds the reader back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::civil;

use super::file::Reader;
use super::outcome::{Fault, Outcome};
use super::walk::walk;
use super::{FileOutcome, Flow, Input, Options, Sink, Source};
use super::{json, plain};
use crate::model::Problem;
use crate::text::Cancel;

/// Faults of one file that are told one by one.
const MOST_FAULTS: u64 = 10_000;
/// Small faults of one file that are told one by one.
const MOST_MINOR: u64 = 20;
/// Batches that are parsed ahead of the sink: about as many articles as it commits at once, so that nobody waits meanwhile.
const AHEAD: usize = 40;
/// How often the sink's thread looks whether it was told to stop while it waits.
const LOOK: Duration = Duration::from_millis(50);

/// What the reader's thread tells the sink's, in order.
pub(super) enum Step {
    Begin(Input),
    /// What a worker makes of a batch.
    Batch(Receiver<Vec<Outcome>>),
    Fault(Fault),
    /// Nothing more comes for the moment.
    Lull,
    /// The input with its fingerprint; whether it was read to its end.
    End(Input, bool),
    /// What is wrong with a source that is no file.
    Loose(Problem),
    Bytes(u64),
}

/// Work for a parsing thread.
pub(super) enum Work {
    Json(json::Batch),
    Plain(String),
}

/// A batch and where its outcome is awaited.
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) done: SyncSender<Vec<Outcome>>,
}

/// Reads the sources; returns when all has been handed over, or soon after it was told to stop.
pub(super) fn run(sources: &[Source], options: &Options<'_>, sink: &mut dyn Sink, cancel: &Cancel) {
    let found = walk(sources, options, cancel);
    let workers = options.workers.clamp(1, 64);
    let stop = Stop::default();
    let today = options.today;
    let (send_step, steps) = sync_channel(AHEAD);
    let (send_job, jobs) = sync_channel::<Job>(workers * 2);
    let jobs = &Mutex::new(jobs);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(move || work(jobs, today));
        }
        let stop = &stop;
        scope.spawn(move || {
            let mut reader = Reader::new(send_step, send_job, stop.clone());
            for found in found {
                if !reader.read(found) {
                    break;
                }
            }
            reader.finish();
        });
        hand_over(steps, stop, sink, cancel);
    });
}

/// Raised when nobody wants the rest.
#[derive(Clone, Default)]
pub(super) struct Stop(std::sync::Arc<AtomicBool>);

impl Stop {
    pub(super) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn work(jobs: &Mutex<Receiver<Job>>, today: civil::Date) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { work, done }) = next else {
            return;
        };
        let outcomes = match work {
            Work::Json(batch) => json::parse(batch, today),
            Work::Plain(text) => plain::parse(&text, today),
        };
        // Nobody waits for it once the reading was stopped.
        let _ = done.send(outcomes);
    }
}

/// Hands every step to the sink until there are none, or until it or the caller wants no more.
fn hand_over(steps: Receiver<Step>, stop: &Stop, sink: &mut dyn Sink, cancel: &Cancel) {
    let mut over = Over { sink, file: None };
    let mut lull = false;
    loop {
        if cancel.is_cancelled() {
            stop.raise();
            break;
        }
        let flow = match steps.recv_timeout(if lull { Duration::ZERO } else { LOOK }) {
            // Passed on only when all has been: while more is there the sink had better go on, and another lull will come.
            Ok(Step::Lull) => {
                lull = true;
                Flow::Continue
            }
            Ok(step) => {
                lull = false;
                over.take(step)
            }
            Err(RecvTimeoutError::Timeout) if std::mem::take(&mut lull) => over.sink.lull(),
            Err(RecvTimeoutError::Timeout) => Flow::Continue,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        if flow == Flow::Stop {
            stop.raise();
            break;
        }
    }
    // What is still open was not read to its end.
    if let Some(file) = over.file.take() {
        over.end(&file.input.clone(), file, false);
    }
}

struct Over<'s> {
    sink: &'s mut dyn Sink,
    file: Option<Open>,
}

/// The file that is being handed over.
struct Open {
    input: Input,
    articles: u64,
    faults: u64,
    minor: u64,
    /// The line and record of the first that was not told of its own, of faults and of small ones.
    untold: [Option<(Option<u64>, Option<u64>)>; 2],
    /// Whether a fault was told that is about all of it.
    whole: bool,
}

impl Over<'_> {
    fn take(&mut self, step: Step) -> Flow {
        match step {
            Step::Begin(input) => {
                self.sink.begin(&input);
                self.file = Some(Open {
                    input,
                    articles: 0,
                    faults: 0,
                    minor: 0,
                    untold: [None; 2],
                    whole: false,
                });
            }
            Step::Batch(outcomes) => {
                for outcome in outcomes.recv().unwrap_or_default() {
                    match outcome {
                        Outcome::Article(parsed) => {
                            if let Some(file) = &mut self.file {
                                file.articles += 1;
                            }
                            if self.sink.article(*parsed) == Flow::Stop {
                                return Flow::Stop;
                            }
                        }
                        Outcome::Fault(fault) => self.fault(fault),
                    }
                }
            }
            Step::Fault(fault) => self.fault(fault),
            Step::End(input, complete) => {
                if let Some(file) = self.file.take() {
                    self.end(&input, file, complete);
                }
            }
            Step::Lull => return self.sink.lull(),
            Step::Loose(problem) => self.sink.problem(problem),
            Step::Bytes(read) => self.sink.bytes(read),
        }
        Flow::Continue
    }

    fn fault(&mut self, fault: Fault) {
        let Some(file) = &mut self.file else {
            return;
        };
        let (count, most) = if fault.is_minor {
            (&mut file.minor, MOST_MINOR)
        } else {
            (&mut file.faults, MOST_FAULTS)
        };
        *count += 1;
        file.whole |= fault.line.is_none() && fault.record.is_none();
        if *count <= most {
            self.sink.problem(Problem {
                file: file.input.path.clone(),
                line: fault.line,
                record: fault.record,
                reason: fault.reason,
            });
        } else {
            // The sum of the rest has a place in the file: it is no word about the file as a whole.
            file.untold[usize::from(fault.is_minor)].get_or_insert((fault.line, fault.record));
        }
    }

    fn end(&mut self, input: &Input, mut file: Open, complete: bool) {
        if complete && file.articles + file.faults + file.minor == 0 {
            file.faults += 1;
            self.tell(input, "no articles in it");
        } else if complete && file.articles == 0 && !file.whole {
            file.faults += 1;
            self.tell(input, "no article in it could be read");
        }
        let rest = [
            (
                file.faults,
                MOST_FAULTS,
                "more records from here on that could not be read",
            ),
            (
                file.minor,
                MOST_MINOR,
                "more articles from here on of which a part could not be read",
            ),
        ];
        for ((met, told, what), place) in rest.into_iter().zip(file.untold) {
            if let Some((line, record)) = place {
                self.sink.problem(Problem {
                    file: input.path.clone(),
                    line,
                    record,
                    reason: format!("{} {what}", met - told),
                });
            }
        }
        let outcome = FileOutcome {
            articles: file.articles,
            problems: file.faults + file.minor,
            complete,
        };
        self.sink.end(input, outcome);
    }

    fn tell(&mut self, input: &Input, reason: &str) {
        self.sink.problem(Problem {
            file: input.path.clone(),
            reason: reason.to_owned(),
            ..Problem::default()
        });
    }
}
