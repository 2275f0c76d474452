//! JSON Lines: a record is a line, so that a broken one harms no other.

use memchr::memchr;

use super::batch::{Batch, LONGEST};

/// Cuts at line ends.
#[derive(Default)]
pub(super) struct Lines {
    done: u64,
    start: usize,
    too_long: bool,
}

impl Lines {
    /// Takes bytes up to the next place where the batch may be handed on; returns how many.
    pub(super) fn feed(&mut self, chunk: &[u8], batch: &mut Batch) -> usize {
        let mut at = 0;
        while at < chunk.len() {
            let Some(length) = memchr(b'\n', &chunk[at..]) else {
                self.take(&chunk[at..], batch);
                return chunk.len();
            };
            self.take(&chunk[at..at + length], batch);
            self.end(batch);
            at += length + 1;
            if batch.is_full() {
                break;
            }
        }
        at
    }

    /// Ends the last line.
    pub(super) fn finish(&mut self, batch: &mut Batch) {
        self.end(batch);
    }

    /// The batch has been handed on: a line that has begun is the first of the next.
    pub(super) fn begin_batch(&mut self) {
        self.start = 0;
    }

    /// Whether a batch may be handed on here.
    pub(super) fn is_between(&self, batch: &Batch) -> bool {
        self.start == batch.text.len() && !self.too_long
    }

    /// Where the line that has begun stands in the batch.
    pub(super) fn begun(&self) -> Option<usize> {
        Some(self.start)
    }

    fn take(&mut self, part: &[u8], batch: &mut Batch) {
        if self.too_long || batch.text.len() - self.start + part.len() > LONGEST {
            self.too_long = true;
            batch.text.truncate(self.start);
        } else {
            batch.text.extend_from_slice(part);
        }
    }

    fn end(&mut self, batch: &mut Batch) {
        self.done += 1;
        if std::mem::take(&mut self.too_long) {
            batch.fault("a record of more than 64 MB: passed over", self.done, None);
            return;
        }
        let blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1e);
        if batch.text[self.start..].iter().all(blank) {
            batch.text.truncate(self.start);
        } else {
            batch.record(self.start, self.done, None);
        }
        self.start = batch.text.len();
    }
}
