//! The lists of people, towns and bodies, and names in other scripts.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use dateline::actors::hash::join;
use dateline::actors::lexicon::{Known, class};
use dateline::actors::token::{tokens, word_hash};

use super::tables::{csv, rows, title_case};
use super::{Maker, Outcome};

impl Maker {
    pub(super) fn people(&mut self, folder: &Path, by_name: &HashMap<String, u32>) -> Outcome<()> {
        for row in rows(&folder.join("name-variants.tsv"))? {
            let entity = self.entity(&row[0], Known::Person, 0);
            self.spelling(&row[0], entity, 3);
            for variant in row[1].split('|').filter(|v| v.contains(' ')) {
                self.spelling(variant, entity, 3);
            }
        }
        let mut seen = HashSet::new();
        for line in fs::read_to_string(folder.join("world-leaders-2022.csv"))?
            .lines()
            .skip(1)
        {
            let cells = csv(line);
            if cells.len() > 5 && cells[5].contains(' ') && seen.insert(cells[5].clone()) {
                let country = by_name.get(&cells[1]).map_or(0, |e| *e as u16 + 1);
                let entity = self.entity(&cells[5], Known::Person, country);
                if !self.spelling(&cells[5], entity, 2) {
                    self.entities.pop();
                }
            }
        }
        for row in rows(&folder.join("us-congress-executive.tsv"))? {
            let country = by_name["United States"] as u16 + 1;
            let entity = self.entity(&row[1], Known::Person, country);
            let mut kept = self.spelling(&row[1], entity, 2);
            kept |= self.spelling(&format!("{} {}", row[2], row[4]), entity, 2);
            if !row[3].is_empty() {
                kept |= self.spelling(&format!("{} {}", row[3], row[4]), entity, 2);
            }
            if !kept {
                self.entities.pop();
            }
        }
        Ok(())
    }

    /// More names of actors that are known by the first name of a row or not at all.
    pub(super) fn more_names(
        &mut self,
        table: &Path,
        by_iso: &HashMap<String, u32>,
    ) -> Outcome<()> {
        for row in rows(table)? {
            let hash = tokens(&row[0]).iter().fold(0, |all, t| join(all, t.word));
            let known = match row[3].as_str() {
                "town" => Known::City,
                "region" => Known::Region,
                "person" => Known::Person,
                _ => Known::Body,
            };
            let entity = match self.phrases.get(&hash) {
                Some(value) => value & 0x1_ffff,
                None => {
                    let country = by_iso.get(&row[2]).map_or(0, |e| *e as u16 + 1);
                    let entity = self.entity(&row[0], known, country);
                    self.spelling(&row[0], entity, 2);
                    entity
                }
            };
            for name in row[1].split('|') {
                self.spelling(name, entity, 2);
            }
        }
        Ok(())
    }

    pub(super) fn towns(&mut self, folder: &Path, by_iso: &HashMap<String, u32>) -> Outcome<()> {
        let mut list = rows(&folder.join("cities15000.tsv"))?;
        list.sort_by_key(|row| std::cmp::Reverse(row[4].parse::<u32>().unwrap_or(0)));
        for row in list {
            let people = row[4].parse::<u32>().unwrap_or(0);
            if people < 100_000
                || (people < 3_000_000 && self.is_common(&row[1]))
                || row[1].chars().count() < 3
            {
                continue;
            }
            let country = by_iso.get(&row[2]).map_or(0, |e| *e as u16 + 1);
            let entity = self.entity(&row[1], Known::City, country);
            let trust = u32::from(people >= 500_000);
            if !self.spelling(&row[1], entity, trust) {
                self.entities.pop();
                continue;
            }
            for other in row[7].split('|') {
                let known_word =
                    other.len() >= 4 && !other.contains(' ') && !self.is_left_out(other) && {
                        let hash = word_hash(other, &mut self.scratch);
                        self.words.get(&hash).is_some_and(|bits| {
                            bits & (class::GIVEN | class::FAMILY) == 0
                                && bits & class::CLUSTER != 0
                                && bits >> class::CASE_SHIFT & 7 >= 4
                        })
                    };
                if known_word {
                    self.spelling(other, entity, trust);
                }
            }
        }
        Ok(())
    }

    pub(super) fn bodies(&mut self, folder: &Path) -> Outcome<()> {
        for file in ["phoenix-milnonstate.jsonl", "phoenix-international.jsonl"] {
            for line in fs::read_to_string(folder.join(file))?.lines() {
                let record: serde_json::Value = serde_json::from_str(line)?;
                let code = record["codes"][0]["code"].as_str().unwrap_or("");
                let dated = record["codes"]
                    .as_array()
                    .is_some_and(|codes| codes.iter().any(|c| c["from"].is_string()));
                if dated || code.starts_with("HIN") {
                    continue;
                }
                let names: Vec<String> = record["names"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|n| n.as_str())
                    .map(title_case)
                    .filter(|n| n.contains(' ') && n.len() >= 8 && !n.contains('('))
                    .collect();
                let Some(first) = names.first() else { continue };
                let entity =
                    self.entity(first.strip_prefix("The ").unwrap_or(first), Known::Body, 0);
                let mut kept = false;
                for name in &names {
                    kept |= self.spelling(name.strip_prefix("The ").unwrap_or(name), entity, 0);
                }
                if !kept {
                    self.entities.pop();
                }
            }
        }
        Ok(())
    }
}
