//! One file after the other through the hands of this room, on the thread that reads.

use std::io::{self, Read};
use std::rc::Rc;
use std::sync::mpsc::{SyncSender, sync_channel};

use super::charset::Charset;
use super::disk::{self, Meter, Metered, Stdin};
use super::json::Cutter;
use super::outcome::Fault;
use super::run::{Job, Step, Stop, Work};
use super::sniff::{Format, sniff};
use super::unpack::{Cut, unpack};
use super::walk::{Found, reason};
use super::{Input, plain};

/// Bytes after which progress is told again.
const TOLD: u64 = 1 << 20;

/// Bytes of white space that may stand before a text.
const BLANK: usize = 32 << 20;

/// Reads files and sends what they hold to the workers, and the order of it to the sink.
pub(super) struct Reader {
    steps: SyncSender<Step>,
    jobs: SyncSender<Job>,
    stop: Stop,
    /// Bytes of the files that are done.
    done: u64,
    told: u64,
}

/// The reading was stopped.
struct Stopped;

impl Reader {
    pub(super) fn new(steps: SyncSender<Step>, jobs: SyncSender<Job>, stop: Stop) -> Self {
        Self {
            steps,
            jobs,
            stop,
            done: 0,
            told: 0,
        }
    }

    /// Reads one thing that was found; returns whether to go on.
    pub(super) fn read(&mut self, found: Found) -> bool {
        let read = match found {
            Found::Problem(problem) => self.send(Step::Loose(problem)),
            Found::Given(bytes, input) => self.file(input, Ok(bytes)),
            Found::Stdin(input) => {
                let stop = self.stop.clone();
                self.file(input, Ok(Stdin::new(move || stop.is_raised())))
            }
            Found::File(path, input) => self.file(input, disk::open(&path)),
        };
        read.is_ok() && !self.stop.is_raised()
    }

    /// Tells the last of the progress.
    pub(super) fn finish(self) {
        // If nobody listens any more there is nobody to tell.
        let _ = self.steps.send(Step::Bytes(self.done));
    }

    fn send(&self, step: Step) -> Result<(), Stopped> {
        self.steps.send(step).map_err(|_| Stopped)
    }

    fn fault(&self, reason: impl Into<String>) -> Result<(), Stopped> {
        self.send(Step::Fault(Fault {
            reason: reason.into(),
            ..Fault::default()
        }))
    }

    fn work(&self, work: Work) -> Result<(), Stopped> {
        let (done, outcomes) = sync_channel(1);
        self.send(Step::Batch(outcomes))?;
        self.jobs.send(Job { work, done }).map_err(|_| Stopped)
    }

    fn progress(&mut self, meter: &Meter) -> Result<(), Stopped> {
        let read = self.done + meter.read();
        if read >= self.told + TOLD {
            self.told = read;
            self.send(Step::Bytes(read))?;
        }
        Ok(())
    }

    fn file<R: Read>(&mut self, mut input: Input, opened: io::Result<R>) -> Result<(), Stopped> {
        self.send(Step::Begin(input.clone()))?;
        let bytes = match opened {
            Ok(bytes) => bytes,
            Err(error) => {
                self.fault(reason(&error))?;
                return self.send(Step::End(input, false));
            }
        };
        let (mut metered, meter) = Metered::new(bytes);
        let read = self.contents(&input, &mut metered, &meter)?;
        let drained = read.and_then(|()| self.drain(&mut metered));
        let mut complete = drained.is_ok() && !self.stop.is_raised();
        if let Some(error) = meter.take_fault() {
            complete = false;
            if !self.stop.is_raised() {
                self.fault(reason(&error))?;
            }
        }
        if complete {
            input.fingerprint = meter.fingerprint();
        }
        self.progress(&meter)?;
        self.done += meter.read();
        self.send(Step::End(input, complete))
    }

    /// Reads what nobody wanted of a file, for its fingerprint.
    fn drain(&self, bytes: &mut dyn Read) -> io::Result<()> {
        let mut buffer = vec![0; 64 << 10];
        while !self.stop.is_raised() {
            if bytes.read(&mut buffer)? == 0 {
                break;
            }
        }
        Ok(())
    }

    fn contents(
        &mut self,
        input: &Input,
        disk: &mut dyn Read,
        meter: &Rc<Meter>,
    ) -> Result<io::Result<()>, Stopped> {
        let opened = unpack(disk, meter).and_then(|(bytes, cut)| Ok((Charset::open(bytes)?, cut)));
        let (mut text, cut) = match opened {
            Ok(opened) => opened,
            Err(error) => return Ok(Err(error)),
        };
        let raw = text.head().to_vec();
        let mut head = Vec::new();
        loop {
            let before = head.len();
            match text.fill(&mut head) {
                Ok(true) if head.len() < BLANK && is_blank(&head[before..]) => {}
                Ok(_) => break,
                Err(error) => return Ok(Err(error)),
            }
        }
        if raw.is_empty() {
            let cut = cut.take();
            self.fault(cut.unwrap_or_else(|| "an empty file: no articles in it".to_owned()))?;
            return Ok(Ok(()));
        }
        let read = self.formatted(input, meter, &raw, head, &mut text)?;
        if read.is_ok() {
            self.remarks(&cut, text.replaced())?;
        }
        Ok(read)
    }

    fn formatted(
        &mut self,
        input: &Input,
        meter: &Rc<Meter>,
        raw: &[u8],
        head: Vec<u8>,
        text: &mut Charset<'_>,
    ) -> Result<io::Result<()>, Stopped> {
        let start = String::from_utf8_lossy(&head);
        match sniff(raw, &start, &input.key) {
            Format::Json => {
                let cutter = Cutter::new(&start);
                drop(start);
                self.json(meter, cutter, head, text)
            }
            Format::Plain => {
                drop(start);
                self.plain(meter, head, text)
            }
            Format::Unread(what) => {
                self.fault(format!("{what}: this version does not read these"))?;
                Ok(Ok(()))
            }
        }
    }

    fn json(
        &mut self,
        meter: &Rc<Meter>,
        mut cutter: Cutter,
        mut chunk: Vec<u8>,
        text: &mut Charset<'_>,
    ) -> Result<io::Result<()>, Stopped> {
        loop {
            if self.stop.is_raised() {
                return Err(Stopped);
            }
            if !cutter.feed(&chunk, &mut |batch| self.work(Work::Json(batch)).is_ok()) {
                return Err(Stopped);
            }
            self.progress(meter)?;
            chunk.clear();
            match text.fill(&mut chunk) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    // What came before the failure counts.
                    cutter.finish(&mut |batch| self.work(Work::Json(batch)).is_ok());
                    return Ok(Err(error));
                }
            }
        }
        if cutter.finish(&mut |batch| self.work(Work::Json(batch)).is_ok()) {
            Ok(Ok(()))
        } else {
            Err(Stopped)
        }
    }

    fn plain(
        &mut self,
        meter: &Rc<Meter>,
        mut whole: Vec<u8>,
        text: &mut Charset<'_>,
    ) -> Result<io::Result<()>, Stopped> {
        loop {
            if self.stop.is_raised() {
                return Err(Stopped);
            }
            match text.fill(&mut whole) {
                Ok(true) if whole.len() > plain::LONGEST => {
                    self.fault("a text of more than 32 MB: no article, passed over")?;
                    return Ok(Ok(()));
                }
                Ok(true) => self.progress(meter)?,
                Ok(false) => break,
                Err(error) => return Ok(Err(error)),
            }
        }
        let whole = String::from_utf8(whole)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        self.work(Work::Plain(whole))?;
        Ok(Ok(()))
    }

    fn remarks(&self, cut: &Cut, replaced: u64) -> Result<(), Stopped> {
        if let Some(reason) = cut.take() {
            self.fault(reason)?;
        }
        if replaced > 0 {
            let places = match replaced {
                1 => "1 place is".to_owned(),
                many => format!("{many} places are"),
            };
            self.fault(format!(
                "{places} no text in the encoding of the rest: shown as \u{fffd}"
            ))?;
        }
        Ok(())
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}
