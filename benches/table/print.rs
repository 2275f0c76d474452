//! Times, their quantiles, and the table they are printed in.

use std::time::{Duration, Instant};

/// Times of one act, in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    /// Notes a time.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1_000.0);
    }

    /// Measures an act.
    pub(crate) fn take<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let done = act();
        self.add(begin.elapsed());
        done
    }

    /// The value below which `percent` of the times lie.
    pub(crate) fn quantile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }
}

/// The table: an act, what it took, and how that stands to peers.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<[String; 3]>);

impl Table {
    /// A row for times, with the middle times of peers beside it.
    pub(crate) fn times(&mut self, act: &str, ours: &Times, peers: &[(&str, Option<f64>)]) {
        let middle = ours.quantile(50);
        let figure = format!("{middle:.1} / {:.1} ms", ours.quantile(99));
        let beside = peers.iter().filter_map(|(name, time)| {
            let time = (*time)?;
            Some(format!("{name} {time:.1} ms ({:.1}x)", time / middle))
        });
        let beside: Vec<String> = beside.collect();
        self.row(act, figure, beside.join("; "));
    }

    /// A row of words.
    pub(crate) fn row(&mut self, act: &str, figure: String, beside: String) {
        println!("{act}: {figure}  {beside}");
        self.0.push([act.to_owned(), figure, beside]);
    }

    /// Prints the whole as Markdown.
    pub(crate) fn print(&self) {
        println!("\n| act | ours (p50 / p99) | beside, in the same run |\n|---|---|---|");
        for [act, figure, beside] in &self.0 {
            println!("| {act} | {figure} | {beside} |");
        }
    }
}
