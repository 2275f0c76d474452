//! How far the work behind the screen has come.

/// Loading and recognition as the reader sees them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// Articles committed so far by this load.
    pub articles: u64,
    /// Exact duplicates folded so far.
    pub duplicates: u64,
    /// Problems met so far.
    pub problems: u64,
    /// Bytes of the sources read so far, as they stand on disk.
    pub bytes_read: u64,
    /// Bytes of the sources in all, where that is known (not for standard input).
    pub bytes_total: Option<u64>,
    /// Articles a second since this phase began; 0 while that is not known.
    pub rate: u32,
    /// Seconds this phase will still take at this rate, where that can be told.
    pub seconds_left: Option<u32>,
    /// Grows with every change of what can be seen; a view of an older generation is stale.
    pub generation: u64,
}

/// What is being done behind the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing.
    #[default]
    Idle,
    /// Sources are being read.
    Loading,
    /// Actors are being recognised: articles done, articles in all.
    Recognising(u64, u64),
    /// The load was stopped by the reader.
    Cancelled,
    /// The load ended with a fault that the words name (a full disk); what was committed stays.
    Failed(String),
}
