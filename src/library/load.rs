//! The load job: reads the sources, commits in batches, and lets everyone see each batch at once.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::ingest::{self, FileOutcome, Flow, Options, Parsed, Sink, Source};
use crate::model::{Phase, Problem};
use crate::store::{Facts, Input, InputNo, KnownInput, Origin, Reading, StoreError};
use crate::text::Cancel;

use super::derive::Derive;
use super::loose::Loose;
use super::{Library, LoadError};

/// Articles in the first batch: a screenful, so that it is seen at once.
const FIRST_BATCH: usize = 200;
/// Articles in a later batch.
const BATCH: usize = 5_000;
/// Bytes of text after which a batch is committed however few its articles.
const BATCH_BYTES: usize = 48 << 20;

/// What a load did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Articles that are new or changed.
    pub added: u64,
    /// Exact duplicates folded.
    pub duplicates: u64,
    /// Articles that went with their sources.
    pub removed: u64,
    /// What could not be read.
    pub problems: u64,
    /// How much of that the report lists: its last rows.
    pub listed: usize,
    /// Whether something kept whole sources from being read.
    pub unread: bool,
    /// Files that are as they were when they were last read.
    pub unchanged: u64,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

/// Reads `sources` into the library. Sources that have not changed since the last load are passed over; with `whole`
/// the library is what is in them: articles and files that are gone from them are forgotten. Without it nothing goes. `committed` hears the number of articles after each durable batch.
pub(super) fn load(
    library: &Library,
    sources: &[Source],
    whole: bool,
    committed: &mut dyn FnMut(u64),
) -> Result<Loaded, LoadError> {
    let cancel = &library.watch.cancel;
    let known = known_inputs(library)?;
    library
        .watch
        .change(|progress| progress.phase = Phase::Loading);
    let mut loader = Loader {
        library,
        whole,
        derive: Derive::begin(library)?,
        events: Vec::new(),
        waiting: 0,
        waiting_bytes: 0,
        batch: FIRST_BATCH,
        inputs: HashMap::new(),
        current: None,
        loose: Loose::default(),
        told: 0,
        loaded: Loaded::default(),
        fault: None,
        committed,
    };
    if whole {
        loader.forget_loose_problems()?;
    } else {
        loader.loose = Loose::read(&*library.reader()?)?;
    }
    let met = RefCell::new(HashSet::new());
    let (total, passed) = (Cell::new(0), Cell::new(0));
    let unchanged = |input: &ingest::Input| {
        met.borrow_mut().insert(input.key.clone());
        let same = known
            .get(&input.key)
            .is_some_and(|known| is_same(known, input));
        if same {
            passed.set(passed.get() + 1);
        } else {
            total.set(total.get() + input.size);
            library
                .watch
                .change(|progress| progress.bytes_total = Some(total.get()));
        }
        same
    };
    let options = Options {
        known: &unchanged,
        ..Options::new(library.today)
    };
    ingest::read(sources, &options, &mut loader, cancel);
    loader.loaded.unchanged = passed.get();
    loader.flush();
    if whole && loader.fault.is_none() && !cancel.is_cancelled() {
        loader.forget_missing(&known, &met.borrow());
    }
    loader.finish(cancel)
}

/// Whether a file is as it was when it was last read to its end.
pub(super) fn is_same(known: &KnownInput, input: &ingest::Input) -> bool {
    known.complete && known.input.size == input.size && known.input.mtime_ns == input.mtime_ns
}

/// The files that have been read, by key.
pub(super) fn known_inputs(library: &Library) -> Result<HashMap<String, KnownInput>, StoreError> {
    let reader = library.reader()?;
    let inputs = reader.inputs()?.into_iter();
    Ok(inputs
        .map(|known| (known.input.path.clone(), known))
        .collect())
}

/// What waits for the next commit, in the order it was read.
enum Event {
    Begin(ingest::Input, Reading),
    Article(Box<Parsed>),
    Problem(Problem),
    End(Input, FileOutcome),
}

struct Loader<'l> {
    library: &'l Library,
    /// Whether the sources are all there is: what is no longer in them goes.
    whole: bool,
    derive: Derive<'l>,
    events: Vec<Event>,
    waiting: usize,
    waiting_bytes: usize,
    batch: usize,
    inputs: HashMap<String, InputNo>,
    current: Option<String>,
    /// Problems of earlier walks that may be met again, or have been put right.
    loose: Loose,
    /// Problems of the current source that were told one by one.
    told: u64,
    loaded: Loaded,
    fault: Option<LoadError>,
    committed: &'l mut dyn FnMut(u64),
}

impl Sink for Loader<'_> {
    fn begin(&mut self, input: &ingest::Input) {
        let is_stream = input.size == 0 && input.mtime_ns == 0;
        let reading = match self.whole && !is_stream {
            true => Reading::Again,
            false => Reading::More,
        };
        self.events.push(Event::Begin(input.clone(), reading));
    }

    fn article(&mut self, parsed: Parsed) -> Flow {
        self.waiting += 1;
        self.waiting_bytes += parsed.article.body.len() + parsed.article.title.len();
        self.events.push(Event::Article(Box::new(parsed)));
        if self.waiting >= self.batch || self.waiting_bytes >= BATCH_BYTES {
            self.flush();
        }
        if self.fault.is_some() {
            Flow::Stop
        } else {
            Flow::Continue
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.events.push(Event::Problem(problem));
    }

    fn lull(&mut self) -> Flow {
        if self.waiting > 0 {
            self.flush();
        }
        if self.fault.is_some() {
            Flow::Stop
        } else {
            Flow::Continue
        }
    }

    fn end(&mut self, input: &ingest::Input, outcome: FileOutcome) {
        self.events.push(Event::End(stored(input), outcome));
    }

    fn bytes(&mut self, read: u64) {
        self.library
            .watch
            .change(|progress| progress.bytes_read = read);
    }
}

fn stored(input: &ingest::Input) -> Input {
    Input {
        path: input.key.clone(),
        size: input.size,
        mtime_ns: input.mtime_ns,
        fingerprint: input.fingerprint,
    }
}

impl Loader<'_> {
    fn flush(&mut self) {
        if self.fault.is_some() || self.events.is_empty() {
            return;
        }
        let events = std::mem::take(&mut self.events);
        (self.waiting, self.waiting_bytes, self.batch) = (0, 0, BATCH);
        if let Err(fault) = self.commit(events) {
            self.fault = Some(fault);
        }
    }

    fn commit(&mut self, events: Vec<Event>) -> Result<(), LoadError> {
        let mut fresh = Vec::new();
        let (mut problems, mut listed, mut gone) = (0, 0, 0);
        let mut unread = false;
        let done = {
            let mut store = self.library.store()?;
            let mut packer = store.packer()?;
            let mut batch = store.batch()?;
            for event in events {
                match event {
                    Event::Begin(input, reading) => {
                        self.loose.forget_about(&input, &mut batch)?;
                        let number = batch.begin_input(&stored(&input), reading)?;
                        self.told = 0;
                        self.current = Some(input.key.clone());
                        self.inputs.insert(input.key, number);
                    }
                    Event::Article(parsed) => {
                        let Some(&input) =
                            self.current.as_ref().and_then(|path| self.inputs.get(path))
                        else {
                            continue;
                        };
                        let Parsed {
                            mut article,
                            line,
                            record,
                        } = *parsed;
                        let facts = Facts::of(&article, &mut packer);
                        let added = batch.article_with(
                            &article,
                            &facts,
                            Origin {
                                input,
                                line,
                                record,
                            },
                        )?;
                        if let Some(id) = added.renamed() {
                            id.clone_into(&mut article.id);
                        }
                        if added.is_new() {
                            fresh.push((added.no(), article, facts.words()));
                        }
                    }
                    Event::Problem(problem) => {
                        problems += 1;
                        self.told += 1;
                        listed += 1;
                        unread |= problem.is_of_all();
                        let input = self.current.as_ref().and_then(|path| self.inputs.get(path));
                        if input.is_none() {
                            self.loose.forget_same(&problem, &mut batch)?;
                        }
                        batch.problem(input.copied(), &problem)?;
                        if input.is_none() {
                            self.loose.add(problem);
                        }
                    }
                    Event::End(input, outcome) => {
                        if let Some(&number) = self.inputs.get(&input.path) {
                            gone += batch.end_input(number, outcome.complete)?;
                            let untold = outcome.problems.saturating_sub(self.told);
                            batch.untold_problems(number, untold)?;
                            problems += untold;
                        }
                        self.current = None;
                    }
                }
            }
            batch.commit()?
        };
        self.loaded.added += done.added;
        self.loaded.duplicates += done.duplicates;
        self.loaded.removed += gone;
        self.loaded.problems += problems;
        self.loaded.listed += listed;
        self.loaded.unread |= unread;
        self.derive.take(&fresh, &done)?;
        let loaded = &self.loaded;
        self.library.watch.change(|progress| {
            progress.articles = loaded.added;
            progress.duplicates = loaded.duplicates;
            progress.problems = loaded.problems;
        });
        (self.committed)(self.loaded.added);
        Ok(())
    }

    /// Problems of the last walk over the sources are found anew by this one.
    fn forget_loose_problems(&mut self) -> Result<(), LoadError> {
        let mut store = self.library.store()?;
        let mut batch = store.batch()?;
        batch.forget_loose_problems()?;
        batch.commit()?;
        Ok(())
    }

    fn forget_missing(&mut self, known: &HashMap<String, KnownInput>, met: &HashSet<String>) {
        let gone: Vec<&String> = known.keys().filter(|key| !met.contains(*key)).collect();
        if gone.is_empty() {
            return;
        }
        let mut removed = 0;
        let forgotten = (|| {
            let mut store = self.library.store()?;
            let mut batch = store.batch()?;
            for path in gone {
                removed += batch.forget_input(path)?;
            }
            batch.commit()
        })();
        match forgotten {
            Ok(done) => {
                self.loaded.removed += removed;
                self.fault = self.derive.take(&[], &done).err();
            }
            Err(fault) => self.fault = Some(fault.into()),
        }
    }

    fn finish(mut self, cancel: &Cancel) -> Result<Loaded, LoadError> {
        self.loaded.cancelled = cancel.is_cancelled();
        if let Some(fault) = self.fault.take() {
            // What was committed stays and is searchable; the fault itself is what the caller hears.
            let _ = self.derive.finish();
            return Err(fault);
        }
        let library = self.library;
        // The indexes of the store and the last segments of the text are made at the same time.
        std::thread::scope(|scope| {
            let stored = scope.spawn(|| library.store()?.finish());
            let settled = self.derive.settle();
            match stored.join() {
                Ok(stored) => stored?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
            settled
        })?;
        self.derive.finish()?;
        let Loaded {
            removed, problems, ..
        } = self.loaded;
        if self.whole && removed > 0 && problems > 0 {
            // A file that was cut short looks the same as one from which articles were taken out.
            let went = match removed {
                1 => {
                    "1 article is no longer in what could be read of the sources and was taken out"
                        .to_owned()
                }
                _ => format!(
                    "{removed} articles are no longer in what could be read of the sources and were taken out"
                ),
            };
            library.say(went);
        }
        Ok(self.loaded)
    }
}
