//! Gold files of actor mentions, and exact scores against them; shared by the commands that train and score.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What these commands return.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// One gold mention, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct GoldMention {
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub entity: Option<String>,
    /// Names only; descriptions and pronouns are not asked for.
    pub is_name: bool,
    /// Nested or optional: neither asked for nor held against anyone.
    pub is_free: bool,
}

/// One gold document.
#[derive(Clone, Debug, Default)]
pub(crate) struct GoldDocument {
    pub id: String,
    pub title: Option<String>,
    pub date: Option<String>,
    pub text: String,
    pub mentions: Vec<GoldMention>,
    /// The stretch that was annotated, in bytes.
    pub asked: Option<(usize, usize)>,
    /// Sentences a machine labelled, with its certainty, in bytes.
    pub sentences: Vec<(usize, usize, f32)>,
}

/// Reads gold documents, of a JSON Lines file or a text with marked names.
pub(crate) fn load(path: &Path) -> Outcome<Vec<GoldDocument>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    if path.extension().is_some_and(|e| e == "txt") {
        return Ok(marked(&text));
    }
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(document)
        .collect()
}

/// Documents that begin with `#id`, `#title` and `#date` and mark names as `{P:who-it-is|Name}`: P person, O
/// organisation, L place; other letters mark what is no actor's name.
fn marked(text: &str) -> Vec<GoldDocument> {
    let mut documents: Vec<GoldDocument> = Vec::new();
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("#id ") {
            documents.push(GoldDocument {
                id: id.to_owned(),
                ..GoldDocument::default()
            });
            continue;
        }
        let Some(document) = documents.last_mut() else {
            continue;
        };
        if let Some(title) = line.strip_prefix("#title ") {
            document.title = Some(title.to_owned());
        } else if let Some(date) = line.strip_prefix("#date ") {
            document.date = Some(date.to_owned());
        } else {
            unmark(line, document);
            document.text.push('\n');
        }
    }
    documents
}

fn unmark(mut line: &str, document: &mut GoldDocument) {
    while let Some((before, rest)) = line.split_once('{') {
        document.text.push_str(before);
        let (mark, after) = rest.split_once('}').unwrap_or((rest, ""));
        let (who, name) = mark.split_once('|').unwrap_or(("", mark));
        let start = document.text.len();
        document.text.push_str(name);
        let kind = match who.split(':').next() {
            Some("P") => "PER",
            Some("O") => "ORG",
            Some("L") => "LOC",
            _ => "",
        };
        if !kind.is_empty() {
            document.mentions.push(GoldMention {
                start,
                end: document.text.len(),
                kind: kind.to_owned(),
                entity: who.get(2..).map(str::to_owned),
                is_name: true,
                is_free: false,
            });
        }
        line = after;
    }
    document.text.push_str(line);
}

fn document(line: &str) -> Outcome<GoldDocument> {
    let record: Value = serde_json::from_str(line)?;
    let text = record["text"].as_str().unwrap_or("").to_owned();
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let byte = |value: &Value| {
        bytes
            .get(value.as_u64().unwrap_or(0) as usize)
            .copied()
            .unwrap_or(text.len())
    };
    let mentions = record["mentions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|m| GoldMention {
            start: byte(&m["start"]),
            end: byte(&m["end"]),
            kind: m["type"].as_str().unwrap_or("").to_owned(),
            entity: m["entity"].as_str().map(str::to_owned),
            is_name: !matches!(m["form"].as_str(), Some("nominal" | "pronoun" | "coref")),
            is_free: m["nested"].as_bool() == Some(true) || m["optional"].as_bool() == Some(true),
        });
    let sentences = record["sents"].as_array().into_iter().flatten();
    let sentences = sentences
        .map(|s| {
            (
                byte(&s[0]),
                byte(&s[1]),
                s[2].as_f64().unwrap_or(0.0) as f32,
            )
        })
        .collect();
    let asked = record["eval_span"]
        .as_array()
        .map(|span| (byte(&span[0]), byte(&span[1])));
    let word = |key: &str| record[key].as_str().map(str::to_owned);
    Ok(GoldDocument {
        id: word("id").unwrap_or_default(),
        title: word("title"),
        date: word("date"),
        mentions: mentions.collect(),
        asked,
        sentences,
        text,
    })
}

/// A predicted mention: bytes and `PER`, `ORG`, `LOC`.
pub(crate) type Span = (usize, usize, &'static str);

/// Names of states and capitals, which count as places whatever they were tagged.
pub(crate) fn states(folder: &Path) -> Outcome<HashSet<String>> {
    let mut names: HashSet<String> = "u.s. us usa u.s.a. u.k. uk america britain england scotland wales taiwan kosovo gaza crimea chechnya burma palestine"
        .split(' ').map(str::to_owned).collect();
    names.extend(
        [
            "soviet union",
            "west bank",
            "hong kong",
            "great britain",
            "nagorno-karabakh",
            "yugoslavia",
            "ussr",
        ]
        .map(str::to_owned),
    );
    let read = |name: &str| fs::read_to_string(folder.join(name));
    for line in read("countries-demonyms-capitals.tsv")?.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        names.extend(
            [cells[2], cells[3]]
                .into_iter()
                .chain(cells[5].split('|'))
                .filter(|n| !n.is_empty())
                .map(str::to_lowercase),
        );
    }
    for line in read("country-aliases-en.tsv")?.lines().skip(1) {
        names.extend(line.split('\t').nth(2).map(str::to_lowercase));
    }
    Ok(names)
}

/// Right, found and wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Tally {
    pub(crate) fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
    pub(crate) fn show(self) -> String {
        let part = |all: usize| 100.0 * self.right as f64 / all.max(1) as f64;
        format!(
            "{:.1}/{:.1}/{:.1}",
            part(self.found),
            part(self.wanted),
            self.f1()
        )
    }
    fn add(&mut self, right: usize, found: usize, wanted: usize) {
        self.right += right;
        self.found += found;
        self.wanted += wanted;
    }
}

/// Exact scores over a file: all, then person, organisation, place; and what went wrong most.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    pub all: Tally,
    pub each: [Tally; 3],
    pub errors: HashMap<(&'static str, &'static str, String), usize>,
}

pub(crate) const KINDS: [&str; 3] = ["PER", "ORG", "LOC"];

/// Compares predictions with gold the way `score_actors.py ner --states` does.
pub(crate) fn score(
    documents: &[GoldDocument],
    predicted: &[Vec<Span>],
    states: &HashSet<String>,
) -> Scores {
    let mut scores = Scores::default();
    for (document, spans) in documents.iter().zip(predicted) {
        let (mut gold, mut free) = (BTreeSet::new(), BTreeSet::new());
        for mention in document.mentions.iter().filter(|m| m.is_name) {
            match KINDS.iter().find(|k| **k == mention.kind) {
                Some(kind) if !mention.is_free => {
                    gold.insert(normal(
                        &document.text,
                        mention.start,
                        mention.end,
                        kind,
                        states,
                    ));
                }
                _ if mention.kind == "OTHER" || mention.is_free => {
                    free.insert((mention.start, mention.end));
                }
                _ => {}
            }
        }
        let mut found = BTreeSet::new();
        for &(start, end, kind) in spans {
            if document
                .asked
                .is_some_and(|(low, high)| start < low || end > high)
            {
                continue;
            }
            if free.contains(&(start, end)) && !gold.contains(&(start, end, kind)) {
                continue;
            }
            found.insert(normal(&document.text, start, end, kind, states));
        }
        for (n, kind) in KINDS.iter().enumerate() {
            let of = |set: &BTreeSet<Span>| set.iter().filter(|s| s.2 == *kind).count();
            let right = gold.intersection(&found).filter(|s| s.2 == *kind).count();
            scores.each[n].add(right, of(&found), of(&gold));
            scores.all.add(right, of(&found), of(&gold));
        }
        for (sort, from, other) in [("extra", &found, &gold), ("missed", &gold, &found)] {
            for span in from.difference(other) {
                let text = document.text.get(span.0..span.1).unwrap_or("?").to_owned();
                *scores.errors.entry((sort, span.2, text)).or_default() += 1;
            }
        }
    }
    scores
}

fn normal(
    text: &str,
    mut start: usize,
    end: usize,
    kind: &'static str,
    states: &HashSet<String>,
) -> Span {
    let words: Vec<&str> = text
        .get(start..end)
        .unwrap_or("")
        .split_whitespace()
        .collect();
    let mut plain = words.join(" ").to_lowercase();
    if plain.starts_with("the ") {
        start += 4;
        plain.drain(..4);
    }
    (
        start,
        end,
        if states.contains(&plain) { "LOC" } else { kind },
    )
}
