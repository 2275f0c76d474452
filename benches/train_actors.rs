//! Trains the tagger of names: the same file comes out for the same texts.
//!
//! `cargo run --release --example train_actors -- OUT.bin ROUNDS LEAST DEV_FOLDER DICTIONARIES TRAIN.jsonl[=weight] ...`

#![allow(clippy::print_stdout, reason = "a command answers on standard output")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dateline::actors::features::{RunView, features, is_about_the_word};
use dateline::actors::hash::feature;
use dateline::actors::lexicon::{Lexicon, class};
use dateline::actors::page::Page;
use dateline::actors::tagger::{GAP, LABELS, MAGIC, Tagger};
use dateline::actors::{Input, Recogniser};
use dateline::model::ActorKind;

#[path = "actors_gold.rs"]
#[allow(dead_code, reason = "each command uses its part")]
mod actors_gold;
#[path = "train_actors/mean.rs"]
mod mean;
#[path = "train_actors/random.rs"]
mod random;
#[path = "train_actors/swap.rs"]
mod swap;
use actors_gold::{GoldDocument, Outcome, Span, load, score, states};
use mean::Mean;
use random::Random;
use swap::Names;

/// How often everything is trained anew; the mean of all is what is kept.
const RUNS: usize = 4;
/// Size of the first steps.
const RATE: f32 = 0.08;
/// Of a hundred tokens, those whose word is hidden, as if it had never been seen.
const UNKNOWN: u64 = 20;
/// Share of features left out at each step, in hundredths: no single one may carry a name.
const DROP: u64 = 75;
/// How strongly weights are drawn to nothing.
const SHRINK: f32 = 6e-5;
/// Weight of a text with other names in it, against the text itself.
const OTHER_NAMES: f32 = 0.6;

/// One run of capitalised words: where its features and labels stand.
#[derive(Clone, Copy)]
struct Example {
    first: u32,
    count: u32,
    weight: f32,
}

#[derive(Default)]
struct Set {
    examples: Vec<Example>,
    /// Bounds of each token's features in `features`.
    bounds: Vec<u32>,
    features: Vec<u32>,
    /// Whether a feature tells which word it is.
    lexical: Vec<bool>,
    labels: Vec<u8>,
}

type Steps = [[f32; LABELS]; LABELS + 1];

struct Model {
    weights: Vec<[f32; LABELS]>,
    squares: Vec<[f32; LABELS]>,
    steps: Steps,
    step_squares: Steps,
}

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, rounds, least, dev, dictionaries, files @ ..] = args.as_slice() else {
        return Err("usage: train_actors OUT ROUNDS LEAST DEV DICTIONARIES TRAIN...".into());
    };
    let rounds: usize = rounds.parse()?;
    let lexicon = Lexicon::shipped();
    let mut set = Set {
        bounds: vec![0],
        ..Set::default()
    };
    let mut random = Random(7);
    let names = Names::read(Path::new(dictionaries), lexicon)?;
    for file in files {
        let (path, weight) = file
            .split_once('=')
            .map_or((file.as_str(), 1.0), |(p, w)| (p, w.parse().unwrap_or(1.0)));
        for document in load(Path::new(path))? {
            set.add(&document, &lexicon, weight);
            let other = names.swapped(&document, &mut random);
            set.add(&other, &lexicon, weight * OTHER_NAMES);
            if random.next() % 100 < 7 {
                set.add(&shouted(&document), &lexicon, weight * 0.7);
            }
        }
        println!(
            "{path}: {} runs, {} tokens",
            set.examples.len(),
            set.labels.len()
        );
    }
    let keys = set.number_features(least.parse()?);
    println!("{} features kept", keys.len());
    let states = states(Path::new(dictionaries))?;
    let dev: Vec<(String, Vec<GoldDocument>)> = ["ieer", "own", "newsfair", "pud", "msnbc", "ewt"]
        .iter()
        .map(|name| {
            Ok((
                name.to_string(),
                load(&Path::new(dev).join(format!("{name}.jsonl")))?,
            ))
        })
        .collect::<Outcome<_>>()?;
    let mut mean = Mean::new(keys.len());
    for run in 1..=RUNS {
        let mut model = Model::new(keys.len());
        let mut order: Vec<usize> = (0..set.examples.len()).collect();
        for round in 1..=rounds {
            for i in (1..order.len()).rev() {
                order.swap(i, random.next() as usize % (i + 1));
            }
            let rate = RATE * (1.0 - 0.9 * (round - 1) as f32 / rounds as f32);
            let mut loss = 0.0;
            for &n in &order {
                loss += model.learn(&set, set.examples[n], rate, &mut random);
            }
            if round * 2 > rounds {
                mean.add(&model);
            }
            println!(
                "run {run} round {round} loss {:.4}",
                loss / set.labels.len() as f32
            );
        }
        let bytes = mean.model().bytes(&keys);
        let recogniser =
            Recogniser::with(Tagger::read(&bytes).ok_or("the file just made does not read")?);
        print!("run {run}");
        for (name, documents) in &dev {
            let predicted: Vec<Vec<Span>> = documents
                .iter()
                .map(|d| spans(&d.text, &recogniser))
                .collect();
            print!(
                "  {name} {:.1}",
                score(documents, &predicted, &states).all.f1()
            );
        }
        println!();
        fs::write(out, bytes)?;
    }
    Ok(())
}

/// Names that the recogniser finds with a tagger.
fn spans(text: &str, recogniser: &Recogniser) -> Vec<Span> {
    let document = recogniser.read(&Input {
        body: text,
        ..Input::default()
    });
    let names = document.mentions.iter().filter(|m| !m.described);
    names
        .map(|m| {
            let kind = match m.kind {
                ActorKind::Person => "PER",
                ActorKind::Place => "LOC",
                _ => "ORG",
            };
            (m.start as usize, m.end as usize, kind)
        })
        .collect()
}

fn shouted(document: &GoldDocument) -> GoldDocument {
    let mut copy = document.clone();
    // Only letters whose capital is as long keep all offsets.
    copy.text = document
        .text
        .chars()
        .map(|c| {
            let mut upper = c.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(u), None) if u.len_utf8() == c.len_utf8() => u,
                _ => c,
            }
        })
        .collect();
    copy
}

impl Set {
    fn add(&mut self, document: &GoldDocument, lexicon: &Lexicon, weight: f32) {
        let page = Page::new(&document.text, lexicon, None);
        let mut labels = vec![0_u8; page.tokens.len()];
        for mention in document.mentions.iter().filter(|m| m.is_name && !m.is_free) {
            let first = page
                .tokens
                .partition_point(|t| (t.end as usize) <= mention.start);
            let end = page
                .tokens
                .partition_point(|t| (t.start as usize) < mention.end);
            if first >= end {
                continue;
            }
            let nationality = end == first + 1 && page.known[first] & class::NATIONALITY != 0;
            let base = match mention.kind.as_str() {
                "PER" => 1,
                "ORG" if !nationality => 3,
                "LOC" if !nationality => 5,
                "OTHER" => continue,
                _ => 7,
            };
            labels[first] = base;
            labels[first + 1..end].fill(base + 1);
        }
        let kind_of = |entity: u32| lexicon.known(entity) as u32;
        let mut view = RunView::default();
        for run in &page.runs {
            let (start, end) = (run.start as usize, run.end as usize);
            let mut weight = weight;
            if !document.sentences.is_empty() {
                let at = page.tokens[start].start as usize;
                match document.sentences.iter().find(|s| s.0 <= at && at < s.1) {
                    Some(sentence) if sentence.2 >= 0.5 => weight *= sentence.2,
                    _ => continue,
                }
            }
            view.look(&page, start, end, kind_of);
            self.examples.push(Example {
                first: self.labels.len() as u32,
                count: (end - start) as u32,
                weight,
            });
            for at in start..end {
                features(&page, &view, at, &mut |kind, a, b| {
                    self.features.push(feature(kind, a, b));
                    self.lexical.push(is_about_the_word(kind));
                });
                self.bounds.push(self.features.len() as u32);
                let mut label = labels[at];
                if label.is_multiple_of(2)
                    && label > 0
                    && (at == start || labels[at - 1].div_ceil(2) != label / 2)
                {
                    label -= 1;
                }
                self.labels.push(label);
            }
        }
    }

    /// Turns feature hashes into row numbers and drops the rare ones; returns the hash of each row.
    fn number_features(&mut self, least: u32) -> Vec<u32> {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for &feature in &self.features {
            *counts.entry(feature).or_default() += 1;
        }
        let mut keys: Vec<u32> = counts
            .into_iter()
            .filter(|(key, n)| *n >= least && *key != 0)
            .map(|(key, _)| key)
            .collect();
        keys.sort_unstable();
        let rows: HashMap<u32, u32> = keys.iter().zip(0..).map(|(key, row)| (*key, row)).collect();
        let mut kept = Vec::with_capacity(self.features.len());
        let mut bounds = vec![0];
        for pair in self.bounds.windows(2) {
            for n in pair[0] as usize..pair[1] as usize {
                if let Some(row) = rows.get(&self.features[n]) {
                    kept.push(row << 1 | u32::from(self.lexical[n]));
                }
            }
            bounds.push(kept.len() as u32);
        }
        self.lexical = Vec::new();
        self.features = kept;
        self.bounds = bounds;
        keys
    }
}

/// The label that begins a place.
const PLACE: usize = 5;
/// Added to the score of every place: the texts name more of them than today's news does.
const PLACE_LEAN: f32 = -0.5;
const NEVER: f32 = -60.0;

fn start_steps() -> Steps {
    let mut steps = [[0.0; LABELS]; LABELS + 1];
    for (from, row) in steps.iter_mut().enumerate() {
        for (to, step) in row.iter_mut().enumerate() {
            let inside = to > 0 && to % 2 == 0;
            if inside && from != to && from != to - 1 {
                *step = NEVER;
            }
        }
    }
    steps
}

impl Model {
    fn new(rows: usize) -> Self {
        Self {
            weights: vec![[0.0; LABELS]; rows],
            squares: vec![[1e-6; LABELS]; rows],
            steps: start_steps(),
            step_squares: [[1e-6; LABELS]; LABELS + 1],
        }
    }

    /// One step of stochastic gradient on one run; returns its loss.
    fn learn(&mut self, set: &Set, example: Example, rate: f32, random: &mut Random) -> f32 {
        let (first, count) = (example.first as usize, example.count as usize);
        let mut active: Vec<Vec<u32>> = Vec::with_capacity(count);
        let mut scores = vec![[0.0_f32; LABELS]; count];
        for (t, score) in scores.iter_mut().enumerate() {
            let range = set.bounds[first + t] as usize..set.bounds[first + t + 1] as usize;
            let unknown = random.next() % 100 < UNKNOWN;
            let rows: Vec<u32> = set.features[range]
                .iter()
                .filter(|f| !(unknown && *f & 1 == 1) && random.next() % 100 >= DROP)
                .map(|f| f >> 1)
                .collect();
            for &row in &rows {
                score
                    .iter_mut()
                    .zip(&self.weights[row as usize])
                    .for_each(|(s, w)| *s += w);
            }
            score
                .iter_mut()
                .for_each(|s| *s *= 100.0 / (100 - DROP) as f32);
            active.push(rows);
        }
        let mut forward = vec![[0.0_f32; LABELS]; count];
        for t in 0..count {
            for y in 0..LABELS {
                let arrive = if t == 0 {
                    self.steps[LABELS][y]
                } else {
                    log_sum(|x| forward[t - 1][x] + self.steps[x][y])
                };
                forward[t][y] = arrive + scores[t][y];
            }
        }
        let all = log_sum(|x| forward[count - 1][x]);
        let mut backward = vec![[0.0_f32; LABELS]; count];
        for t in (0..count - 1).rev() {
            for x in 0..LABELS {
                backward[t][x] =
                    log_sum(|y| self.steps[x][y] + scores[t + 1][y] + backward[t + 1][y]);
            }
        }
        let mut gold_score = 0.0;
        let mut step_gradient: Steps = [[0.0; LABELS]; LABELS + 1];
        for t in 0..count {
            let gold = set.labels[first + t] as usize;
            let from = if t == 0 {
                LABELS
            } else {
                set.labels[first + t - 1] as usize
            };
            gold_score += scores[t][gold] + self.steps[from][gold];
            step_gradient[from][gold] -= 1.0;
            if t == 0 {
                for y in 0..LABELS {
                    step_gradient[LABELS][y] += (forward[0][y] + backward[0][y] - all).exp();
                }
            } else {
                for x in 0..LABELS {
                    for y in 0..LABELS {
                        step_gradient[x][y] +=
                            (forward[t - 1][x] + self.steps[x][y] + scores[t][y] + backward[t][y]
                                - all)
                                .exp();
                    }
                }
            }
        }
        for (t, rows) in active.iter().enumerate() {
            let mut gradient = [0.0; LABELS];
            for (y, g) in gradient.iter_mut().enumerate() {
                *g = (forward[t][y] + backward[t][y] - all).exp() * example.weight;
            }
            gradient[set.labels[first + t] as usize] -= example.weight;
            for &row in rows {
                let (weights, squares) = (
                    &mut self.weights[row as usize],
                    &mut self.squares[row as usize],
                );
                for y in 0..LABELS {
                    let g = gradient[y] + SHRINK * weights[y];
                    squares[y] += g * g;
                    weights[y] -= rate * g / squares[y].sqrt();
                }
            }
        }
        for (from, row) in step_gradient.iter().enumerate() {
            for (to, gradient) in row.iter().enumerate() {
                if self.steps[from][to] > NEVER {
                    let g = gradient * example.weight;
                    self.step_squares[from][to] += g * g;
                    self.steps[from][to] -= rate * g / self.step_squares[from][to].sqrt();
                }
            }
        }
        all - gold_score
    }

    fn bytes(&self, keys: &[u32]) -> Vec<u8> {
        let largest = self
            .weights
            .iter()
            .flatten()
            .fold(0.0_f32, |m, w| m.max(w.abs()));
        let scale = (largest.min(4.0) / 127.0).max(1e-6);
        // Gaps of more than three bytes are bridged by rows of nothing.
        let (mut gaps, mut rows, mut last) = (Vec::new(), Vec::new(), 0_u32);
        for (key, weights) in keys.iter().zip(&self.weights) {
            while key - last > 0xff_ffff {
                gaps.extend([0xff; GAP]);
                rows.extend([0; LABELS]);
                last += 0xff_ffff;
            }
            gaps.extend(&(key - last).to_le_bytes()[..GAP]);
            rows.extend(weights.map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8));
            last = *key;
        }
        let mut out = MAGIC.to_vec();
        out.extend(((gaps.len() / GAP) as u32).to_le_bytes());
        out.extend(scale.to_le_bytes());
        for row in &self.steps {
            for (to, step) in row.iter().enumerate() {
                let lean = if to == PLACE { PLACE_LEAN } else { 0.0 };
                out.extend((step + lean).to_le_bytes());
            }
        }
        out.extend(gaps);
        out.extend(rows);
        out
    }
}

fn log_sum(value: impl Fn(usize) -> f32) -> f32 {
    let mut all = [0.0; LABELS];
    let mut most = f32::MIN;
    for (n, slot) in all.iter_mut().enumerate() {
        *slot = value(n);
        most = most.max(*slot);
    }
    most + all.iter().map(|v| (v - most).exp()).sum::<f32>().ln()
}
