//! Bytes as they stand on disk: counted and fingerprinted as they pass; standard input that can be given up.

use std::cell::{Cell, RefCell};
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use xxhash_rust::xxh3::Xxh3Default;

/// How often a wait for standard input looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(50);
/// How long standard input is silent before that is a lull: a producer that is merely slower than the reader is not cut up.
const SILENT: Duration = Duration::from_millis(20);
/// How long bytes may wait for a lull while few come at a time.
const LONGEST: Duration = Duration::from_millis(200);

/// What a reader says once when nothing more is there for the moment; the next read waits for it.
pub(super) fn lull() -> io::Error {
    io::ErrorKind::WouldBlock.into()
}

/// Whether an error only says that nothing more is there for the moment.
pub(super) fn is_lull(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}

/// What is known of the bytes that have passed; shared by the reader at the bottom and whoever stands on top of it.
#[derive(Default)]
pub(super) struct Meter {
    read: Cell<u64>,
    hash: RefCell<Xxh3Default>,
    fault: RefCell<Option<io::Error>>,
}

impl Meter {
    /// Bytes that have passed.
    pub(super) fn read(&self) -> u64 {
        self.read.get()
    }

    /// xxh3 of the bytes that have passed.
    pub(super) fn fingerprint(&self) -> u64 {
        self.hash.borrow().digest()
    }

    /// Whether the disk itself has failed.
    pub(super) fn has_fault(&self) -> bool {
        self.fault.borrow().is_some()
    }

    /// The failure of the disk itself, which no layer above must take for damage of the file.
    pub(super) fn take_fault(&self) -> Option<io::Error> {
        self.fault.borrow_mut().take()
    }
}

/// A reader that tells its meter what passes.
pub(super) struct Metered<R> {
    inner: R,
    meter: Rc<Meter>,
}

impl<R> Metered<R> {
    pub(super) fn new(inner: R) -> (Self, Rc<Meter>) {
        let meter = Rc::new(Meter::default());
        let shared = Rc::clone(&meter);
        (Self { inner, meter }, shared)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.inner.read(buffer) {
                Ok(length) => {
                    self.meter.read.set(self.meter.read.get() + length as u64);
                    self.meter.hash.borrow_mut().update(&buffer[..length]);
                    return Ok(length);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_lull(&error) => return Err(error),
                Err(error) => {
                    let kind = error.kind();
                    *self.meter.fault.borrow_mut() = Some(error);
                    return Err(kind.into());
                }
            }
        }
    }
}

/// Opens a regular file; one that has become a pipe since it was listed does not block.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is no regular file any more"))
    }
}

/// Standard input, read by a thread of its own: that one may wait for ever, the reading does not. Before it waits it tells
/// of the lull, so that what came can be handed on meanwhile.
pub(super) struct Stdin<F> {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
    /// When the first bytes came of which no lull has told yet.
    since: Option<Instant>,
    stopped: F,
}

impl<F: Fn() -> bool> Stdin<F> {
    /// Begins to read standard input until `stopped` says that nobody wants it.
    pub(super) fn new(stopped: F) -> Self {
        let (send, chunks) = sync_channel(4);
        let reads = move || {
            let mut input = io::stdin().lock();
            loop {
                let mut chunk = vec![0; 64 << 10];
                let read = match input.read(&mut chunk) {
                    Ok(length) => {
                        chunk.truncate(length);
                        Ok(chunk)
                    }
                    // Of a pipe that does not wait: no lull, for nobody would wait for it to end.
                    Err(error) if is_lull(&error) => Err(io::Error::other(error)),
                    Err(error) => Err(error),
                };
                let last = !matches!(&read, Ok(chunk) if !chunk.is_empty());
                if send.send(read).is_err() || last {
                    break;
                }
            }
        };
        // Without a thread nothing is ever sent, and the reading meets the end of its input at once.
        let _ = thread::Builder::new().name("stdin".into()).spawn(reads);
        Self {
            chunks,
            chunk: Vec::new(),
            at: 0,
            since: None,
            stopped,
        }
    }

    /// How long the next chunk is waited for before there is something to tell or to look at.
    fn patience(&self) -> Duration {
        match self.since {
            Some(since) => SILENT.min(LONGEST.saturating_sub(since.elapsed())),
            None => LOOK,
        }
    }
}

impl<F: Fn() -> bool> Read for Stdin<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() {
            match self.chunks.recv_timeout(self.patience()) {
                Ok(chunk) => {
                    self.chunk = chunk?;
                    self.at = 0;
                    self.since.get_or_insert_with(Instant::now);
                    if self.chunk.is_empty() {
                        return Ok(0);
                    }
                }
                Err(RecvTimeoutError::Timeout) if (self.stopped)() => {
                    return Err(io::Error::other("given up"));
                }
                Err(RecvTimeoutError::Timeout) if self.since.take().is_some() => {
                    return Err(lull());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let length = buffer.len().min(self.chunk.len() - self.at);
        buffer[..length].copy_from_slice(&self.chunk[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
