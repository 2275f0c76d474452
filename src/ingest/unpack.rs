//! Unpacking of gzip and zstd, found by content and not by name, within limits.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use super::disk::{Meter, is_lull};

/// Most encodings inside one another.
const LAYERS: usize = 2;
/// Most bytes that a packed file may become.
const LARGEST: u64 = 1 << 30;
/// Bytes up to which no ratio is looked at.
const SMALL: u64 = 32 << 20;
/// Most bytes that one packed byte may become, past [`SMALL`].
const RATIO: u64 = 200;
/// Bytes by which a packing is known.
const SIGN: usize = 4;
/// Log of the largest window of a zstd frame: 128 MB, what its own command line takes.
const WINDOW_LOG: u32 = 27;

/// Why unpacking ended early; shared with whoever reads to the end and then asks.
#[derive(Clone, Default)]
pub(super) struct Cut(Rc<RefCell<Option<String>>>);

impl Cut {
    /// Takes the reason, if there is one.
    pub(super) fn take(&self) -> Option<String> {
        self.0.borrow_mut().take()
    }

    fn set(&self, reason: &str) {
        self.0.borrow_mut().get_or_insert_with(|| reason.to_owned());
    }
}

/// A file unpacked: the bytes that could be had, then the end, and the reason where that is not the true one.
pub(super) fn unpack<'a>(
    disk: impl Read + 'a,
    meter: &Rc<Meter>,
) -> io::Result<(Box<dyn BufRead + 'a>, Cut)> {
    let cut = Cut::default();
    let mut bytes: Box<dyn BufRead + 'a> = Box::new(BufReader::with_capacity(256 << 10, disk));
    for layer in 0..=LAYERS {
        let (sign, whole) = signed(bytes)?;
        bytes = whole;
        let Some(packing) = Packing::of(&sign) else {
            break;
        };
        if layer == LAYERS {
            cut.set("packed more than twice: not unpacked further");
            return Ok((Box::new(io::empty()), cut));
        }
        let decoder: Box<dyn Read + 'a> = match packing {
            Packing::Gzip => Box::new(Members::new(bytes)),
            Packing::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes)?;
                decoder.window_log_max(WINDOW_LOG)?;
                Box::new(decoder)
            }
        };
        let guard = Guard {
            decoder,
            packing,
            meter: Rc::clone(meter),
            unpacked: 0,
            cut: cut.clone(),
            done: false,
        };
        bytes = Box::new(BufReader::with_capacity(256 << 10, guard));
    }
    Ok((bytes, cut))
}

/// The first few bytes, however slowly they come, and all of them.
fn signed<'a>(mut bytes: Box<dyn BufRead + 'a>) -> io::Result<(Vec<u8>, Box<dyn BufRead + 'a>)> {
    let mut sign = Vec::new();
    while sign.len() < SIGN {
        match bytes.fill_buf() {
            Ok([]) => break,
            Ok(chunk) if sign.is_empty() && chunk.len() >= SIGN => {
                let sign = chunk[..SIGN].to_vec();
                return Ok((sign, bytes));
            }
            Ok(chunk) => {
                let length = chunk.len().min(SIGN - sign.len());
                sign.extend_from_slice(&chunk[..length]);
                bytes.consume(length);
            }
            Err(error) if is_lull(&error) => {}
            Err(error) => return Err(error),
        }
    }
    let whole = Cursor::new(sign.clone()).chain(bytes);
    Ok((sign, Box::new(whole)))
}

#[derive(Clone, Copy)]
enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1f, 0x8b, 8]) {
            Some(Self::Gzip)
        } else if matches!(
            head,
            // A frame with something else in it may come first.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]
        ) {
            Some(Self::Zstd)
        } else {
            None
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// The members of a gzip file one after the other, and the zeros by which tapes and blocks fill up what lies behind them.
struct Members<R> {
    member: Option<GzDecoder<R>>,
    /// What lies behind the last member, until it is clear whether another one follows.
    rest: Option<R>,
}

impl<R: BufRead> Members<R> {
    fn new(bytes: R) -> Self {
        Self {
            member: Some(GzDecoder::new(bytes)),
            rest: None,
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(member) = &mut self.member {
                let length = member.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
                self.rest = self.member.take().map(GzDecoder::into_inner);
            }
            let Some(rest) = &mut self.rest else {
                return Ok(0);
            };
            let head = rest.fill_buf()?;
            if head.is_empty() {
                return Ok(0);
            }
            let zeros = head.iter().take_while(|byte| **byte == 0).count();
            if zeros == 0 {
                self.member = self.rest.take().map(GzDecoder::new);
            } else {
                rest.consume(zeros);
            }
        }
    }
}

/// Keeps the limits, and turns damage into an early end.
struct Guard<'a> {
    decoder: Box<dyn Read + 'a>,
    packing: Packing,
    meter: Rc<Meter>,
    unpacked: u64,
    cut: Cut,
    done: bool,
}

impl Guard<'_> {
    fn end(&mut self, reason: &str) -> io::Result<usize> {
        self.done = true;
        self.cut.set(reason);
        Ok(0)
    }
}

impl Read for Guard<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.done {
            return Ok(0);
        }
        match self.decoder.read(buffer) {
            Ok(length) => {
                self.unpacked += length as u64;
                if self.unpacked > LARGEST {
                    return self
                        .end("it unpacks to more than 1 GiB: only what came before was read");
                }
                let packed = self.meter.read().max(1);
                if self.unpacked > SMALL && self.unpacked / packed > RATIO {
                    return self.end(
                        "it unpacks to more than 200 times its size: only what came before was read",
                    );
                }
                Ok(length)
            }
            Err(error) if is_lull(&error) || self.meter.has_fault() => Err(error),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                let name = self.packing.name();
                self.end(&format!(
                    "the {name} data is cut off: only what came before was read"
                ))
            }
            Err(_) => {
                let name = self.packing.name();
                self.end(&format!(
                    "the {name} data is damaged: only what came before was read"
                ))
            }
        }
    }
}
