//! Reading the dictionaries: tables parted by tabs, cells parted by commas, names in capitals.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dateline::actors::token::{Shape, flag, tokens};

use super::Outcome;

/// The rows of a table without its heading.
pub(super) fn rows(path: &Path) -> Outcome<Vec<Vec<String>>> {
    Ok(table(path)?.into_iter().skip(1).collect())
}

pub(super) fn table(path: &Path) -> Outcome<Vec<Vec<String>>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect())
}

pub(super) fn csv(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}

/// How many letters a name has.
pub(super) fn letters(name: &str) -> usize {
    name.chars().filter(|c| c.is_alphabetic()).count()
}

/// `WORLD TOURISM ORGANIZATION` to `World Tourism Organization`.
pub(super) fn title_case(name: &str) -> String {
    let small = [
        "OF", "THE", "AND", "FOR", "IN", "ON", "DE", "TO", "DU", "LA",
    ];
    let words: Vec<String> = name
        .split_whitespace()
        .enumerate()
        .map(|(n, word)| {
            if n > 0 && small.contains(&word) {
                return word.to_lowercase();
            }
            if word.len() <= 3 && !word.chars().any(|c| "AEIOU".contains(c)) {
                return word.to_owned();
            }
            let mut start = true;
            word.chars()
                .map(|c| {
                    let shown = if start {
                        c
                    } else {
                        c.to_lowercase().next().unwrap_or(c)
                    };
                    start = !c.is_alphanumeric() && c != '\'';
                    shown
                })
                .collect()
        })
        .collect();
    words.join(" ")
}

/// For each word: seen in lower case, seen with a capital, both inside sentences.
pub(super) fn count_cases(path: &Path) -> Outcome<HashMap<u32, (u32, u32)>> {
    let mut cases = HashMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let body = record["body"]
            .as_str()
            .or(record["text"].as_str())
            .unwrap_or("");
        for token in tokens(body) {
            if token.has(flag::SENTENCE | flag::SHOUTED | flag::HEADLINE) {
                continue;
            }
            let seen: &mut (u32, u32) = cases.entry(token.word).or_default();
            match token.shape {
                Shape::Lower => seen.0 += 1,
                Shape::Title | Shape::Upper | Shape::Mixed => seen.1 += 1,
                _ => {}
            }
        }
    }
    Ok(cases)
}
