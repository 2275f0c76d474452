//! Makes `data/actors/gazetteer.bin` from a folder of dictionaries, a folder of word vectors and news text.
//!
//! `cargo run --release --example build_gazetteer -- DICTIONARIES WORDS TEXT.jsonl OUT`

#![allow(clippy::print_stdout, reason = "a command answers on standard output")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use dateline::actors::hash::join;
use dateline::actors::lexicon::{
    Known, LONGEST, MAGIC, class, phrase_home, phrase_tag, rule, word_tag,
};
use dateline::actors::script::{text as texts, text_of};
use dateline::actors::short::STATES;
use dateline::actors::token::{tokens, word_hash};

#[path = "build_gazetteer/clusters.rs"]
mod clusters;
#[path = "build_gazetteer/lists.rs"]
mod lists;
#[path = "build_gazetteer/tables.rs"]
mod tables;

use clusters::{DIMS, bucket, centres, nearest, normalise};
use tables::{count_cases, letters, rows, table};

type Outcome<T> = Result<T, Box<dyn Error>>;

const WORD_SLOTS: usize = 1 << 17;
const PHRASE_SLOTS: usize = 1 << 15;
/// Share of those who bear a first name that makes it a woman's or a man's.
const SEX_SHARE: f32 = 0.95;
const MOST_WORDS: usize = 104_000;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dictionaries, words, text, out] = args.as_slice() else {
        return Err("usage: build_gazetteer DICTIONARIES WORDS TEXT.jsonl OUT".into());
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/actors");
    let cases = count_cases(Path::new(text))?;
    let mut maker = Maker {
        words: BTreeMap::new(),
        phrases: BTreeMap::new(),
        entities: Vec::new(),
        cases,
        left_out: HashSet::new(),
        scratch: String::new(),
    };
    for row in rows(&own.join("left-out.tsv"))? {
        maker.left_out.insert(phrase_hash(&row[0]));
    }
    maker.classes(Path::new(dictionaries), &own)?;
    maker.clusters(Path::new(words))?;
    maker.names(Path::new(dictionaries), &own)?;
    let bytes = maker.bytes();
    let (words, phrases) = (maker.words.len(), maker.phrases.len());
    println!("words {words} phrases {phrases} bytes {}", bytes.len());
    fs::write(out, bytes)?;
    Ok(())
}

struct Name {
    text: String,
    known: Known,
    country: u16,
}

struct Maker {
    words: BTreeMap<u32, u32>,
    phrases: BTreeMap<u64, u32>,
    entities: Vec<Name>,
    cases: HashMap<u32, (u32, u32)>,
    /// Names in the lists of others that mean something else more often.
    left_out: HashSet<u64>,
    scratch: String,
}

/// The hash of all words of a name.
fn phrase_hash(name: &str) -> u64 {
    let words = tokens(name);
    words.iter().fold(0, |all, token| join(all, token.word))
}

impl Maker {
    fn mark(&mut self, word: &str, bits: u32) {
        let hash = word_hash(word, &mut self.scratch);
        *self.words.entry(hash).or_default() |= bits;
    }

    fn classes(&mut self, dictionaries: &Path, own: &Path) -> Outcome<()> {
        for row in rows(&dictionaries.join("titles-roles.tsv"))?
            .iter()
            .chain(&rows(&own.join("words-extra.tsv"))?)
        {
            let bits = match row[1].as_str() {
                "honorific" => class::HONORIFIC,
                "rank" => class::RANK,
                "role" => class::ROLE,
                "orgword" => class::ORG_WORD,
                "placeword" => class::PLACE_WORD,
                "corpsuffix" => class::COMPANY,
                "particle" => class::PARTICLE,
                "say" => class::SAY,
                "date" => class::DATE,
                _ => continue,
            };
            self.mark(&row[0], bits);
        }
        for row in rows(&own.join("nationalities.tsv"))? {
            self.mark(&row[0], class::NATIONALITY);
        }
        // The census knows some Marys among men: a name has the sex of nearly all who bear it.
        let mut census: BTreeMap<String, [f32; 2]> = BTreeMap::new();
        for row in rows(&dictionaries.join("census-first.tsv"))? {
            let share: f32 = row[2].parse().unwrap_or(0.0);
            census.entry(row[0].clone()).or_default()[usize::from(row[1] == "M")] += share;
        }
        for (name, [women, men]) in &census {
            let sex = match women / (women + men) {
                share if share > SEX_SHARE => class::FEMALE,
                share if share < 1.0 - SEX_SHARE => class::MALE,
                _ => class::FEMALE | class::MALE,
            };
            if women.max(*men) >= 0.002 {
                self.mark(name, class::GIVEN | sex);
            }
        }
        for row in rows(&dictionaries.join("given-kantrowitz.tsv"))? {
            let sex = [('F', class::FEMALE), ('M', class::MALE)];
            let known = census.contains_key(&row[0]);
            let sex = sex.iter().filter(|(of, _)| !known && row[1].contains(*of));
            self.mark(&row[0], sex.fold(class::GIVEN, |all, (_, sex)| all | sex));
        }
        for (n, row) in rows(&dictionaries.join("census-last.tsv"))?
            .iter()
            .enumerate()
            .take(18_000)
        {
            self.mark(
                &row[0],
                class::FAMILY | if n < 1500 { class::FAMILY_COMMON } else { 0 },
            );
        }
        Ok(())
    }

    /// Gives each frequent word its cluster and how often it is capitalised.
    fn clusters(&mut self, folder: &Path) -> Outcome<()> {
        let list = table(&folder.join("words.tsv"))?;
        let vectors = fs::read(folder.join("vectors.i8"))?;
        let unit = |row: usize| -> [f32; DIMS] {
            let mut v = [0.0; DIMS];
            for (to, from) in v.iter_mut().zip(&vectors[row * 128..]) {
                *to = f32::from(*from as i8);
            }
            normalise(&mut v);
            v
        };
        let mut picked: Vec<(usize, u32)> = Vec::new();
        let mut fresh = self.words.len();
        for (n, row) in list.iter().enumerate() {
            let hash = word_hash(&row[0], &mut self.scratch);
            if !self.words.contains_key(&hash) {
                if fresh >= MOST_WORDS || row[1].parse::<u32>().unwrap_or(0) < 4 {
                    continue;
                }
                fresh += 1;
            }
            picked.push((n, hash));
        }
        let points: Vec<[f32; DIMS]> = picked.iter().map(|(n, _)| unit(*n)).collect();
        let sample = points.len().min(40_000);
        let coarse = centres(&points[..sample], 31);
        let mut groups: Vec<Vec<[f32; DIMS]>> = vec![Vec::new(); coarse.len()];
        for point in &points[..sample] {
            groups[nearest(point, &coarse)].push(*point);
        }
        let fine: Vec<Vec<[f32; DIMS]>> = groups.iter().map(|group| centres(group, 8)).collect();
        let homes: Vec<(usize, usize)> = points
            .iter()
            .map(|point| {
                let big = nearest(point, &coarse);
                (big, nearest(point, &fine[big]))
            })
            .collect();
        let mut members: Vec<Vec<[f32; DIMS]>> = vec![Vec::new(); 31 * 8];
        for ((big, small), point) in homes.iter().zip(&points) {
            members[big * 8 + small].push(*point);
        }
        let parts: Vec<Vec<[f32; DIMS]>> = members.iter().map(|group| centres(group, 8)).collect();
        for (((_, hash), point), (big, small)) in picked.iter().zip(&points).zip(&homes) {
            let cluster = big * 8 + small;
            let part = nearest(point, &parts[cluster]) as u32;
            let entry = self.words.entry(*hash).or_default();
            *entry = *entry & !(class::CLUSTER | 7 << class::FINE_SHIFT)
                | (1 + cluster as u32)
                | part << class::FINE_SHIFT;
        }
        for (hash, entry) in &mut self.words {
            *entry |= bucket(self.cases.get(hash)) << class::CASE_SHIFT;
        }
        Ok(())
    }

    fn entity(&mut self, text: &str, known: Known, country: u16) -> u32 {
        self.entities.push(Name {
            text: text.to_owned(),
            known,
            country,
        });
        self.entities.len() as u32 - 1
    }

    /// Adds one spelling for some texts; names that came earlier keep it.
    fn phrase(&mut self, spelling: &str, entity: u32, rule: u32, trust: u32, texts: u32) -> bool {
        let found = tokens(spelling);
        if found.is_empty() || found.len() > LONGEST as usize {
            return false;
        }
        let hash = found.iter().fold(0, |state, token| join(state, token.word));
        // What names something in English gives way to nothing of another language.
        if let Some(value) = self.phrases.get_mut(&hash)
            && (*value >> 17 & 7 != texts::LATIN || texts == texts::LATIN)
        {
            let same = *value & 0x1_ffff == entity && *value >> 17 & 7 != 0;
            *value |= if same { texts << 17 } else { 0 };
            return false;
        }
        let value = entity | texts << 17 | rule << 20 | trust << 22;
        self.phrases.insert(hash, value);
        let first = self.words.entry(found[0].word).or_default();
        let longest = (*first >> class::PHRASE_SHIFT & 7).max(found.len() as u32);
        *first = *first & !(7 << class::PHRASE_SHIFT) | longest << class::PHRASE_SHIFT;
        true
    }

    fn spelling(&mut self, text: &str, entity: u32, trust: u32) -> bool {
        self.spelling_of(text, entity, trust, false)
    }

    /// Adds a spelling as it is written; what is of another language than English does not count in English texts.
    fn spelling_of(&mut self, text: &str, entity: u32, trust: u32, foreign: bool) -> bool {
        let upper = !text.contains(' ')
            && text.chars().count() <= 6
            && text.chars().any(char::is_uppercase)
            && !text.chars().any(char::is_lowercase);
        let cased = text.chars().any(char::is_uppercase);
        let rule = if upper {
            rule::UPPER
        } else if cased {
            rule::CAPITAL
        } else {
            rule::ANY
        };
        let person = self.entities[entity as usize].known == Known::Person;
        let long = text.contains(' ') || text.chars().filter(|c| c.is_alphabetic()).count() > 3;
        let texts = match text_of(text, true) {
            texts::ALPHABET if person => texts::ALPHABET | texts::ANY_LATIN,
            texts::ALPHABET => texts::ALPHABET,
            0 => 0,
            _ if foreign => texts::LATIN,
            _ if long => texts::ANY_LATIN | texts::ALPHABET,
            _ => texts::ANY_LATIN,
        };
        self.phrase(text, entity, rule, trust, texts)
    }

    /// Whether a name in a list of others means something else more often.
    fn is_left_out(&self, name: &str) -> bool {
        self.left_out.contains(&phrase_hash(name))
    }

    /// Whether a name is first of all a common word.
    fn is_common(&mut self, name: &str) -> bool {
        let hash = word_hash(name, &mut self.scratch);
        self.cases
            .get(&hash)
            .is_some_and(|(lower, capital)| *lower > 3 && lower * 3 > *capital)
    }

    fn names(&mut self, folder: &Path, own: &Path) -> Outcome<()> {
        let mut by_iso: HashMap<String, u32> = HashMap::new();
        let mut by_name: HashMap<String, u32> = HashMap::new();
        let aliases = rows(&folder.join("country-aliases-en.tsv"))?;
        for row in aliases.iter().filter(|row| row[3] == "official") {
            if !by_iso.contains_key(&row[0]) {
                let name = match row[2].as_str() {
                    "Burma" => "Myanmar",
                    "Côte d'Ivoire" => "Ivory Coast",
                    "Republic of Macedonia" => "North Macedonia",
                    "Kingdom of the Netherlands" => "Netherlands",
                    "The Bahamas" => "Bahamas",
                    other => other,
                };
                let entity = self.entity(name, Known::Country, 0);
                self.entities[entity as usize].country = entity as u16 + 1;
                by_iso.insert(row[0].clone(), entity);
                by_iso.insert(row[1].clone(), entity);
                by_name.insert(name.to_owned(), entity);
                self.spelling(name, entity, 3);
            }
            let entity = by_iso[&row[0]];
            by_name.insert(row[2].clone(), entity);
            self.spelling(&row[2], entity, 3);
        }
        for (name, aliases) in [
            (
                "United States",
                "US|U.S.|U S|USA|U.S.A.|America|United States of America",
            ),
            ("United Kingdom", "UK|U.K.|Britain|Great Britain"),
            ("United Arab Emirates", "UAE|U.A.E.|Emirates"),
            ("Russia", "Russian Federation"),
            ("Turkey", "Türkiye|Turkiye"),
            ("North Korea", "DPRK|N. Korea"),
            ("South Korea", "ROK|S. Korea|Republic of Korea"),
            ("China", "PRC|P.R.C."),
            (
                "Democratic Republic of the Congo",
                "Congo|DRC|DR Congo|D.R. Congo|Democratic Republic of Congo",
            ),
            ("Bosnia and Herzegovina", "Bosnia|Bosnia-Herzegovina"),
            ("North Macedonia", "Macedonia|FYROM"),
            ("Swaziland", "Eswatini"),
            ("East Timor", "Timor-Leste"),
        ] {
            let entity = by_name[name];
            for alias in aliases.split('|') {
                self.spelling(alias, entity, 3);
            }
        }
        for row in rows(&own.join("nationalities.tsv"))? {
            let country = by_name.get(&row[1]).map_or(0, |entity| *entity as u16 + 1);
            let entity = self.entity(&row[0], Known::Nationality, country);
            self.spelling(&row[0], entity, 3);
        }
        for (file, known) in [
            ("orgs-seed.tsv", Known::Body),
            ("places-seed.tsv", Known::Region),
        ] {
            for row in rows(&folder.join(file))? {
                // A state stays a state, whatever else a list calls it.
                let entity = by_name
                    .get(&row[1])
                    .copied()
                    .unwrap_or_else(|| self.entity(&row[1], known, 0));
                by_name.insert(row[1].clone(), entity);
                self.spelling(&row[1], entity, 3);
                let is_kept = |alias: &&str| !alias.is_empty() && !self.is_left_out(alias);
                for alias in row[2].split('|').filter(is_kept).collect::<Vec<_>>() {
                    self.spelling(alias, entity, 3);
                }
            }
        }
        for row in &aliases {
            if letters(&row[2]) > 3 && !self.is_left_out(&row[2]) {
                self.spelling(&row[2], by_iso[&row[0]], 2);
            }
        }
        for row in rows(&folder.join("country-aliases-26lang.tsv"))? {
            if let Some(&entity) = by_iso.get(&row[0])
                && (letters(&row[2]) > 3 || text_of(&row[2], true) & texts::ANY_LATIN == 0)
                && row[2].chars().count() > 1
                && !self.is_left_out(&row[2])
            {
                self.spelling_of(&row[2], entity, 2, true);
            }
        }
        for row in rows(&own.join("places.tsv"))? {
            let country = by_iso.get(&row[2]).map_or(0, |e| *e as u16 + 1);
            let region = row[3] == "region";
            let known = if region { Known::Region } else { Known::City };
            let entity = self.entity(&row[0], known, country);
            self.spelling(&row[0], entity, 2);
            for alias in row[1].split('|').filter(|alias| *alias != "-") {
                self.spelling(alias, entity, 2);
            }
        }
        for row in rows(&folder.join("us-states.tsv"))? {
            if row[1] != "Georgia" {
                let entity = self.entity(&row[1], Known::Region, by_iso["USA"] as u16 + 1);
                self.spelling(&row[1], entity, 2);
                for (short, _) in STATES.iter().filter(|(_, name)| *name == row[1]) {
                    self.phrase(short, entity, rule::DOTTED, 2, texts::ENGLISH);
                }
            }
        }
        for row in rows(&own.join("bodies.tsv"))? {
            let entity = by_name
                .get(&row[0])
                .copied()
                .unwrap_or_else(|| self.entity(&row[0], Known::Body, 0));
            let trust = if row[2].ends_with('?') { 1 } else { 2 };
            self.spelling(&row[0], entity, trust);
            for alias in row[1].split('|').filter(|alias| !alias.is_empty()) {
                self.spelling(alias, entity, trust);
            }
        }
        self.people(folder, &by_name)?;
        self.more_names(&own.join("other-scripts.tsv"), &by_iso)?;
        self.more_names(&own.join("people.tsv"), &by_iso)?;
        self.towns(folder, &by_iso)?;
        self.bodies(folder)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut words = vec![0_u8; WORD_SLOTS * 6];
        for (&hash, &bits) in &self.words {
            let mut at = hash as usize & (WORD_SLOTS - 1);
            while words[at * 6] != 0 || words[at * 6 + 1] != 0 {
                at = (at + 1) & (WORD_SLOTS - 1);
            }
            words[at * 6..at * 6 + 2].copy_from_slice(&word_tag(hash).to_le_bytes());
            words[at * 6 + 2..at * 6 + 6].copy_from_slice(&bits.to_le_bytes());
        }
        let mut phrases = vec![0_u8; PHRASE_SLOTS * 8];
        for (&hash, &value) in &self.phrases {
            let mut at = phrase_home(hash, PHRASE_SLOTS);
            while phrases[at * 8..at * 8 + 4] != [0; 4] {
                at = (at + 1) & (PHRASE_SLOTS - 1);
            }
            phrases[at * 8..at * 8 + 4].copy_from_slice(&phrase_tag(hash).to_le_bytes());
            phrases[at * 8 + 4..at * 8 + 8].copy_from_slice(&value.to_le_bytes());
        }
        let (mut entities, mut names) = (Vec::new(), Vec::new());
        for name in &self.entities {
            entities.extend((names.len() as u32).to_le_bytes());
            let known = Known::ALL
                .iter()
                .position(|k| *k == name.known)
                .unwrap_or(0) as u8;
            entities.extend([known, 0]);
            entities.extend(name.country.to_le_bytes());
            names.extend(name.text.as_bytes());
        }
        let mut out = MAGIC.to_vec();
        for section in [&words, &phrases, &entities, &names] {
            out.extend((section.len() as u32).to_le_bytes());
            out.extend(section);
        }
        out
    }
}
