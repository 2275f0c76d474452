//! Numbers that look random and are the same in every run.

/// A small generator (xorshift with a multiplied answer).
pub(super) struct Random(pub(super) u64);

impl Random {
    /// The next number, of 31 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33
    }
}
