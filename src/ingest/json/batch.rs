//! Records on their way from the thread that cuts to a thread that parses.

use std::borrow::Cow;
use std::ops::Range;

/// Bytes of records after which a batch is handed on.
const FULL: usize = 256 << 10;
/// Records after which a batch is handed on.
const MANY: usize = 1_000;
/// Bytes of the longest record that is kept.
pub(super) const LONGEST: usize = 64 << 20;

/// Some records of one file, in order.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Batch {
    /// The records, one after the other.
    pub(super) text: Vec<u8>,
    /// Where they stand in `text` and in the file.
    pub(super) pieces: Vec<Piece>,
}

/// A record, or a fault that stood in its place.
#[derive(Debug)]
pub(super) struct Piece {
    /// The bytes of a record; why there is none.
    pub(super) what: Result<Range<usize>, Cow<'static, str>>,
    /// The line in the file, from 1.
    pub(super) line: u64,
    /// The record in its list, from 1.
    pub(super) record: Option<u64>,
}

impl Batch {
    /// Whether it holds nothing.
    pub(in crate::ingest) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether it is time to hand it on.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= FULL || self.pieces.len() >= MANY
    }

    /// Adds what stands in `text` from `start` on as a record.
    pub(super) fn record(&mut self, start: usize, line: u64, record: Option<u64>) {
        let what = Ok(start..self.text.len());
        self.pieces.push(Piece { what, line, record });
    }

    /// Adds a fault.
    pub(super) fn fault(
        &mut self,
        reason: impl Into<Cow<'static, str>>,
        line: u64,
        record: Option<u64>,
    ) {
        let what = Err(reason.into());
        self.pieces.push(Piece { what, line, record });
    }
}
