//! Copies of texts with other names in them: a tagger that never sees the same name twice learns from what stands
//! around it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dateline::actors::lexicon::{Lexicon, class};
use dateline::actors::token::word_hash;
use serde_json::Value;

use super::actors_gold::{GoldDocument, Outcome};
use super::random::Random;

/// Names of the world to put in.
pub(super) struct Names {
    given: Vec<String>,
    family: Vec<String>,
    towns: Vec<String>,
    states: Vec<String>,
    lexicon: Lexicon,
}

/// What a word of a name is replaced by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Given,
    Family,
    Town,
    State,
    Coined,
    Acronym,
}

impl Names {
    /// Reads the dictionaries.
    pub(super) fn read(folder: &Path, lexicon: Lexicon) -> Outcome<Self> {
        let read = |name: &str| fs::read_to_string(folder.join(name));
        let column = |text: &str, at: usize| -> Vec<String> {
            let rows = text.lines().skip(1);
            rows.filter_map(|row| row.split('\t').nth(at))
                .filter(|name| name.chars().count() > 2 && !name.contains(' '))
                .map(str::to_owned)
                .collect()
        };
        let mut given = column(&read("given-kantrowitz.tsv")?, 0);
        let mut family = column(&read("census-last.tsv")?, 0);
        family.truncate(40_000);
        // Office holders of all states, several times over: family names of the census are American.
        for line in read("phoenix-countries.jsonl")?.lines() {
            let record: Value = serde_json::from_str(line)?;
            let codes = record["codes"].as_array().into_iter().flatten();
            let dated = codes.clone().any(|code| code["from"].is_string());
            let name = record["names"][0].as_str().unwrap_or("");
            let words: Vec<String> = name.split(' ').map(title).collect();
            if dated && (2..=3).contains(&words.len()) && words.iter().all(|w| w.len() > 2) {
                given.push(words[0].clone());
                for _ in 0..3 {
                    family.push(words[words.len() - 1].clone());
                }
            }
        }
        Ok(Self {
            given,
            family,
            towns: column(&read("cities15000.tsv")?, 1),
            states: column(&read("country-aliases-en.tsv")?, 2),
            lexicon,
        })
    }

    /// The same text with other names, the same name always replaced by the same other one.
    pub(super) fn swapped(&self, document: &GoldDocument, random: &mut Random) -> GoldDocument {
        let mut names: HashMap<(String, bool), String> = HashMap::new();
        let mut edits: Vec<(usize, usize, String)> = Vec::new();
        for mention in document.mentions.iter().filter(|m| m.is_name && !m.is_free) {
            let Some(surface) = document.text.get(mention.start..mention.end) else {
                continue;
            };
            let words = words(surface);
            for (n, &(start, end)) in words.iter().enumerate() {
                let word = &surface[start..end];
                let Some(part) = self.part(&mention.kind, word, n, words.len()) else {
                    continue;
                };
                let person = matches!(part, Part::Given | Part::Family);
                let other = names
                    .entry((word.to_lowercase(), person))
                    .or_insert_with(|| self.other(part, word, random));
                let other = if word.chars().all(char::is_uppercase) {
                    other.to_uppercase()
                } else {
                    other.clone()
                };
                edits.push((mention.start + start, mention.start + end, other));
            }
        }
        edits.sort();
        edits.dedup_by_key(|edit| edit.0);
        rewrite(document, &edits)
    }

    /// What to put in place of a word of a name, if anything.
    fn part(&self, kind: &str, word: &str, n: usize, count: usize) -> Option<Part> {
        let letters = word.chars().count();
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if !capital || letters < 2 || word.contains(|c: char| !c.is_alphabetic()) {
            return None;
        }
        let upper = word.chars().all(char::is_uppercase);
        let known = self.lexicon.word(word_hash(word, &mut String::new()));
        match kind {
            "PER" if letters > 2 => Some(if n + 1 < count {
                Part::Given
            } else {
                Part::Family
            }),
            "LOC" if count == 1 && letters > 3 => Some(if self.states.iter().any(|s| s == word) {
                Part::State
            } else {
                Part::Town
            }),
            "ORG" if upper && count == 1 && (2..=5).contains(&letters) => Some(Part::Acronym),
            "ORG" if letters > 2 && !upper => {
                let fixed = class::ORG_WORD
                    | class::COMPANY
                    | class::NATIONALITY
                    | class::ROLE
                    | class::PLACE_WORD;
                let case = known >> class::CASE_SHIFT & 7;
                (known & fixed == 0 && (case == 0 || case >= 4)).then_some(Part::Coined)
            }
            _ => None,
        }
    }

    fn other(&self, part: Part, word: &str, random: &mut Random) -> String {
        let mut pick = |list: &[String]| list[random.next() as usize % list.len()].clone();
        match part {
            Part::Given => pick(&self.given),
            Part::Family => pick(&self.family),
            Part::Town => pick(&self.towns),
            Part::State => pick(&self.states),
            Part::Coined => {
                let (one, two, third) = (pick(&self.family), pick(&self.towns), pick(&self.given));
                match random.next() % 4 {
                    0 => one,
                    1 => two,
                    2 => half(&one, true) + &half(&third, false),
                    _ => half(&two, true) + &half(&one, false),
                }
            }
            Part::Acronym => (0..word.len())
                .map(|_| b"ABCDEFGHILMNOPRSTUVW"[random.next() as usize % 20] as char)
                .collect(),
        }
    }
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect()
    })
}

/// The first or the second half of a word.
fn half(word: &str, first: bool) -> String {
    let count = word.chars().count();
    let cut = count.div_ceil(2);
    if first {
        word.chars().take(cut).collect()
    } else {
        word.chars()
            .skip(count - cut)
            .flat_map(char::to_lowercase)
            .collect()
    }
}

/// Where the words of a name stand in it.
fn words(surface: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in surface.char_indices().chain([(surface.len(), ' ')]) {
        let inside = c.is_alphabetic() || c == '-' || c == '.' || c == '\'' || c == '\u{2019}';
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                found.push((first, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Puts new words in and moves everything behind them.
fn rewrite(document: &GoldDocument, edits: &[(usize, usize, String)]) -> GoldDocument {
    let mut copy = document.clone();
    let mut text = String::with_capacity(document.text.len() + 64);
    // Old offsets and how far everything from there on has moved.
    let mut moved: Vec<(usize, isize)> = vec![(0, 0)];
    let mut at = 0;
    for (start, end, word) in edits {
        if *start < at {
            continue;
        }
        text.push_str(&document.text[at..*start]);
        text.push_str(word);
        at = *end;
        moved.push((*end, text.len() as isize - at as isize));
    }
    text.push_str(&document.text[at..]);
    let shift = |old: usize| {
        let n = moved.partition_point(|(from, _)| *from <= old);
        old.saturating_add_signed(moved[n - 1].1)
    };
    for mention in &mut copy.mentions {
        (mention.start, mention.end) = (shift(mention.start), shift(mention.end));
    }
    for sentence in &mut copy.sentences {
        (sentence.0, sentence.1) = (shift(sentence.0), shift(sentence.1));
    }
    copy.text = text;
    copy
}
