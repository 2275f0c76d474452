//! One file after the other through the hands of this room, on the thread that reads.

use std::io::{self, Read};
use std::rc::Rc;
use std::sync::mpsc::{SyncSender, sync_channel};

use super::charset::Charset;
use super::disk::{self, Meter, Metered, Stdin};
use super::json::{self, Cutter};
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
            match bytes.read(&mut buffer) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if disk::is_lull(&error) => {}
                Err(error) => return Err(error),
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
        let opened = unpack(disk, meter)
            .and_then(|(bytes, cut)| Ok((Charset::open(bytes, &json::is_decided)?, cut)));
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
                Err(error) if disk::is_lull(&error) => {}
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
                Err(error) if disk::is_lull(&error) => {
                    if !cutter.hand_on_whole(&mut |batch| self.work(Work::Json(batch)).is_ok()) {
                        return Err(Stopped);
                    }
                    self.send(Step::Lull)?;
                }
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
                Err(error) if disk::is_lull(&error) => {}
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

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::io::Write;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// A pipe that falls silent before every chunk.
    struct Slow {
        chunks: VecDeque<Vec<u8>>,
        told: bool,
    }

    impl Slow {
        fn new(bytes: &[u8], chunk: usize) -> Self {
            Self {
                chunks: bytes.chunks(chunk).map(<[u8]>::to_vec).collect(),
                told: false,
            }
        }
    }

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some(chunk) = self.chunks.front_mut() else {
                return Ok(0);
            };
            self.told = !self.told;
            if self.told {
                return Err(disk::lull());
            }
            let length = chunk.len().min(buffer.len());
            buffer[..length].copy_from_slice(&chunk[..length]);
            chunk.drain(..length);
            if chunk.is_empty() {
                self.chunks.pop_front();
            }
            Ok(length)
        }
    }

    /// What is found in these bytes, in order; `lulls` are told, too.
    fn read(bytes: impl Read, lulls: bool) -> Vec<String> {
        let (send_step, steps) = sync_channel(10_000);
        let (send_job, jobs) = sync_channel::<Job>(10_000);
        let mut reader = Reader::new(send_step, send_job, Stop::default());
        assert!(reader.file(Input::default(), Ok(bytes)).is_ok());
        drop(reader);
        let today = date(2026, 11, 30);
        for job in jobs {
            let outcomes = match job.work {
                Work::Json(batch) => json::parse(batch, today),
                Work::Plain(text) => plain::parse(&text, today),
            };
            assert!(job.done.send(outcomes).is_ok());
        }
        let mut found = Vec::new();
        for step in steps {
            match step {
                Step::Batch(outcomes) => {
                    let outcomes = outcomes.recv().expect("it was parsed");
                    found.extend(outcomes.iter().map(|outcome| format!("{outcome:?}")));
                }
                Step::Fault(fault) => found.push(fault.reason),
                Step::End(input, complete) => {
                    found.push(format!("{} {complete}", input.fingerprint));
                }
                Step::Lull if lulls => found.push("lull".to_owned()),
                Step::Begin(_) | Step::Lull | Step::Loose(_) | Step::Bytes(_) => {}
            }
        }
        found
    }

    /// How many records are found before each lull and the end.
    fn check(chunks: &[&str], expected: &[usize]) {
        let slow = Slow {
            chunks: chunks
                .iter()
                .map(|chunk| chunk.as_bytes().to_vec())
                .collect(),
            told: true,
        };
        let found = read(slow, true);
        let counts: Vec<_> = found[..found.len() - 1]
            .split(|what| what == "lull")
            .map(<[String]>::len)
            .collect();
        assert_eq!(counts, expected, "{found:#?}");
    }

    const ONE: &str = "{\"title\": \"Caf\u{e9}\"}";

    #[test]
    fn whole_records_are_handed_on_in_a_lull() {
        let line = format!("{ONE}\n");
        check(&[&line, &line, "\n"], &[1, 1, 0]);
        // Half a record waits for its other half, and the one before it does not.
        let (half, rest) = ONE.split_at(6);
        check(&[&format!("{line}{half}"), rest, "\n"], &[1, 0, 1]);
        let list = format!("[{ONE},{half}");
        check(&[&list, &format!("{rest}]")], &[1, 1]);
    }

    #[test]
    fn what_does_not_decide_yet_is_waited_for() {
        // A line that has not ended may be followed by one that shows another layout.
        check(&[ONE, "\n", ONE], &[1, 1]);
        // A text is one article.
        check(&["Title\n\n", "Text"], &[1]);
    }

    fn packed(text: &str, way: usize) -> Vec<u8> {
        let low = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        match way {
            0 => text.as_bytes().to_vec(),
            1 => format!("\u{feff}{text}").into_bytes(),
            2 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            3 => low(text),
            4 => low(&format!("\u{feff}{text}")),
            5 => zstd::encode_all(text.as_bytes(), 1).expect("it is packed"),
            _ => {
                // Two members, with the zeros between them that blocks of tape leave.
                let mut packed = Vec::new();
                let (one, two) = text.split_at(text.floor_char_boundary(text.len() / 2));
                for part in [one, two] {
                    let level = flate2::Compression::fast();
                    let mut member = flate2::write::GzEncoder::new(&mut packed, level);
                    member.write_all(part.as_bytes()).expect("it is packed");
                    member.finish().expect("it is packed");
                    packed.extend([0; 3]);
                }
                packed
            }
        }
    }

    proptest! {
        #[test]
        fn a_slow_pipe_gives_what_the_same_file_gives(
            text in "(\\{|\\}|\\[|\\]|\"|,|:|\n|\\\\| |a|\u{e9}|\0|<p>|\"body\":|\\{\"title\":\"a \u{e9}\"\\}\n?|\\[\\{){0,40}",
            way in 0_usize..7,
            chunk in 1_usize..60,
        ) {
            let bytes = packed(&text, way);
            prop_assert_eq!(read(Slow::new(&bytes, chunk), false), read(&bytes[..], false));
        }
    }
}
