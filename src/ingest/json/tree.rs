//! JSON in any other layout: where each record starts and ends, found by its brackets and strings alone.
//!
//! Objects one after the other are records; so are the members of a list that stands alone or in an object on the way
//! down. Nothing recurses, so depth costs a byte a level. After damage the next record is looked for at the start of a
//! line with the same indent.

use memchr::memchr3;

use super::batch::{Batch, LONGEST};
use super::probe::Probe;

/// Brackets that may be open at once; past that the rest is given up.
const DEEPEST: usize = 1 << 20;

/// Cuts by brackets.
#[derive(Default)]
pub(super) struct Tree {
    /// The brackets that are open.
    open: Vec<u8>,
    /// Brackets open around the members of the list that is being read.
    list: Option<usize>,
    probe: Probe,
    record: Option<Record>,
    in_string: bool,
    escaped: bool,
    /// Bytes since the last line end that are white space; `None` after something else.
    indent: Option<usize>,
    line_start: u64,
    offset: u64,
    lines: u64,
    records: u64,
    after_value: bool,
    after_comma: bool,
    /// After damage: the indent at which a record may begin; a depth to go back to.
    lost: Option<(usize, usize)>,
}

struct Record {
    start: usize,
    line: u64,
    indent: usize,
    /// Brackets open around it.
    base: usize,
    kind: Kind,
    too_long: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Brackets,
    String,
    Bare,
}

impl Tree {
    /// At the start of a file.
    pub(super) fn new() -> Self {
        Self {
            indent: Some(0),
            ..Self::default()
        }
    }

    /// Whether a batch may be handed on here.
    pub(super) fn is_between(&self) -> bool {
        self.record.is_none()
    }

    /// Where the record that has begun stands in the batch.
    pub(super) fn begun(&self) -> Option<usize> {
        self.record.as_ref().map(|record| record.start)
    }

    /// The batch has been handed on: a record that has begun is the first of the next.
    pub(super) fn begin_batch(&mut self) {
        if let Some(record) = &mut self.record {
            record.start = 0;
        }
    }

    /// Whether all that began has ended, and nothing in it was a list of articles.
    pub(super) fn is_whole_and_flat(&self) -> bool {
        self.open.is_empty() && self.record.is_none() && !self.probe.has_found()
    }

    /// Takes bytes up to the next place where the batch may be handed on; returns how many.
    pub(super) fn feed(&mut self, chunk: &[u8], batch: &mut Batch) -> usize {
        let mut at = 0;
        // The bytes of the record that have not been copied yet begin here.
        let mut from = 0;
        while at < chunk.len() {
            if self.in_string {
                at = self.string(chunk, at, &mut from, batch);
                continue;
            }
            let byte = chunk[at];
            if self.lost.is_some() {
                at += self.find_again(byte, at, &mut from, batch);
                continue;
            }
            if self.is_slot() {
                self.slot(byte, at, &mut from, batch);
                at += 1;
            } else if self
                .record
                .as_ref()
                .is_some_and(|record| record.kind == Kind::Bare)
            {
                if self.ends_bare(byte) {
                    self.copy(&chunk[from..at], batch);
                    self.end_record(batch);
                } else {
                    at += 1;
                }
            } else {
                self.inside(byte, at, chunk, &mut from, batch);
                at += 1;
            }
            if self.record.is_none() && batch.is_full() {
                break;
            }
        }
        if self.record.is_some() {
            self.copy(&chunk[from..at], batch);
        }
        self.offset += at as u64;
        at
    }

    /// Says what the end of the file cut off.
    pub(super) fn finish(&mut self, batch: &mut Batch) {
        if let Some(record) = &self.record {
            if record.kind == Kind::Bare {
                self.end_record(batch);
            } else {
                let (line, number) = (record.line, self.number());
                batch.text.truncate(record.start);
                batch.fault(
                    "the file ends in the middle of the record that begins here",
                    line,
                    number,
                );
                return;
            }
        }
        if !self.open.is_empty() && self.lost.is_none() {
            batch.fault(
                "the file ends before the list in it does",
                self.lines + 1,
                None,
            );
        }
    }

    /// Whether a record, a comma or a closing bracket comes next.
    fn is_slot(&self) -> bool {
        self.record.is_none() && self.open.len() == self.list.unwrap_or(0)
    }

    fn number(&self) -> Option<u64> {
        self.list.map(|_| self.records + 1)
    }

    fn line_end(&mut self, at: usize) {
        self.lines += 1;
        self.line_start = self.offset + at as u64 + 1;
    }

    fn copy(&mut self, part: &[u8], batch: &mut Batch) {
        let Some(record) = &mut self.record else {
            return;
        };
        if record.too_long || self.probe.has_found() && self.list.is_none() {
            return;
        }
        if batch.text.len() - record.start + part.len() > LONGEST {
            record.too_long = true;
            batch.text.truncate(record.start);
        } else {
            batch.text.extend_from_slice(part);
        }
    }

    fn string(
        &mut self,
        chunk: &[u8],
        mut at: usize,
        from: &mut usize,
        batch: &mut Batch,
    ) -> usize {
        if std::mem::take(&mut self.escaped) && chunk[at] != b'\n' {
            self.probe.string(&chunk[at..=at]);
            return at + 1;
        }
        let Some(length) = memchr3(b'"', b'\\', b'\n', &chunk[at..]) else {
            self.probe.string(&chunk[at..]);
            return chunk.len();
        };
        self.probe.string(&chunk[at..at + length]);
        at += length;
        match chunk[at] {
            b'\\' => self.escaped = true,
            b'"' => {
                self.in_string = false;
                self.probe.string_ends();
                if self
                    .record
                    .as_ref()
                    .is_some_and(|record| record.kind == Kind::String)
                {
                    self.copy(&chunk[*from..=at], batch);
                    self.end_record(batch);
                }
            }
            _ => {
                self.in_string = false;
                self.lose(
                    "a string does not end on its line: passed over up to the next record",
                    batch,
                );
                return at;
            }
        }
        at + 1
    }

    fn slot(&mut self, byte: u8, at: usize, from: &mut usize, batch: &mut Batch) {
        match byte {
            b'\n' => self.line_end(at),
            byte if byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1e | 0xef | 0xbb | 0xbf) => {
            }
            b',' => {
                if self.list.is_some() && !self.after_value {
                    batch.fault("a comma without a record before it", self.lines + 1, None);
                }
                self.after_comma = true;
                self.after_value = false;
            }
            b'}' | b']' => {
                if self.after_comma && self.list.is_some() {
                    batch.fault("a comma after the last record", self.lines + 1, None);
                }
                self.close(byte, batch);
            }
            b'[' if self.open.is_empty() => {
                self.open.push(b'[');
                self.begin_list();
            }
            _ => self.begin_record(byte, at, from, batch),
        }
    }

    fn begin_list(&mut self) {
        self.list = Some(self.open.len());
        self.records = 0;
        self.after_value = false;
        self.after_comma = false;
    }

    fn begin_record(&mut self, byte: u8, at: usize, from: &mut usize, batch: &mut Batch) {
        if self.list.is_some() && self.after_value {
            batch.fault(
                "a comma is missing before this record",
                self.lines + 1,
                self.number(),
            );
        }
        *from = at;
        let start = self.offset + at as u64;
        self.record = Some(Record {
            start: batch.text.len(),
            line: self.lines + 1,
            indent: usize::try_from(start.saturating_sub(self.line_start)).unwrap_or(usize::MAX),
            base: self.open.len(),
            kind: match byte {
                b'{' | b'[' => Kind::Brackets,
                b'"' => Kind::String,
                _ => Kind::Bare,
            },
            too_long: false,
        });
        match byte {
            b'{' | b'[' => {
                if self.open.is_empty() {
                    self.probe.begin();
                }
                self.open.push(byte);
            }
            b'"' => self.in_string = true,
            _ => {}
        }
    }

    /// A bare word ends at what may follow it, or with its line: prose among records is one fault a line.
    fn ends_bare(&self, byte: u8) -> bool {
        matches!(byte, b'\n' | b'{' | b'[')
            || self.list.is_some() && matches!(byte, b',' | b']' | b'}')
    }

    fn end_record(&mut self, batch: &mut Batch) {
        let number = self.number();
        let Some(record) = self.record.take() else {
            return;
        };
        self.after_value = true;
        self.after_comma = false;
        self.records += 1;
        if record.too_long {
            batch.fault(
                "a record of more than 64 MB: passed over",
                record.line,
                number,
            );
        } else {
            batch.record(record.start, record.line, number);
        }
    }

    fn inside(&mut self, byte: u8, at: usize, chunk: &[u8], from: &mut usize, batch: &mut Batch) {
        let depth = self.open.len();
        match byte {
            b'"' => {
                self.in_string = true;
                self.probe.string_begins(depth);
            }
            b'\n' => self.line_end(at),
            b'{' | b'[' => {
                let is_first = if byte == b'{' {
                    self.list.is_none() && self.probe.object(depth)
                } else {
                    self.probe.list(depth);
                    false
                };
                if is_first {
                    // What came before was only the way to this list.
                    if let Some(record) = self.record.take() {
                        batch.text.truncate(record.start);
                    }
                    self.begin_list();
                    self.begin_record(byte, at, from, batch);
                } else if depth < DEEPEST {
                    self.open.push(byte);
                } else {
                    self.lose(
                        "more than a million levels deep: the rest is not read",
                        batch,
                    );
                    self.lost = Some((usize::MAX, 0));
                }
            }
            b'}' | b']' => {
                if self.close(byte, batch) {
                    let depth = self.open.len();
                    let ends = |record: &Record| record.base == depth;
                    if self.record.as_ref().is_some_and(ends) {
                        self.copy(&chunk[*from..=at], batch);
                        self.end_record(batch);
                    }
                }
            }
            b',' => self.probe.comma(depth),
            byte if byte.is_ascii_whitespace() => {}
            _ => self.probe.other(),
        }
    }

    /// Takes a closing bracket; returns whether it fits.
    fn close(&mut self, byte: u8, batch: &mut Batch) -> bool {
        let fits = match self.open.last() {
            Some(b'{') => byte == b'}',
            Some(_) => byte == b']',
            None => {
                batch.fault("a closing bracket too many", self.lines + 1, None);
                return false;
            }
        };
        if !fits {
            self.lose(
                "a bracket closes what it did not open: passed over up to the next record",
                batch,
            );
            return false;
        }
        self.open.pop();
        let depth = self.open.len();
        if self.list.is_some_and(|list| depth < list) {
            self.list = None;
        }
        if self.list.is_none() {
            self.probe.end(depth);
        }
        true
    }

    fn lose(&mut self, reason: &'static str, batch: &mut Batch) {
        let number = self.number();
        let (line, indent, base) = match self.record.take() {
            Some(record) => {
                batch.text.truncate(record.start);
                (record.line, record.indent, record.base)
            }
            None => (self.lines + 1, 0, self.list.unwrap_or(0)),
        };
        batch.fault(reason, line, number);
        self.records += 1;
        self.lost = Some((indent, base));
        self.indent = None;
    }

    /// Looks for the start of a record after damage; returns how many bytes it took.
    fn find_again(&mut self, byte: u8, at: usize, from: &mut usize, batch: &mut Batch) -> usize {
        let Some((indent, base)) = self.lost else {
            return 0;
        };
        match (byte, self.indent) {
            (b'\n', _) => {
                self.line_end(at);
                self.indent = Some(0);
            }
            (b' ' | b'\t', Some(white)) => self.indent = Some(white + 1),
            (b'{', Some(white)) if white == indent => {
                self.lost = None;
                self.open.truncate(base);
                self.after_value = false;
                self.begin_record(byte, at, from, batch);
            }
            _ => self.indent = None,
        }
        1
    }
}
