//! Who a part of a name or a short form most likely is, by all articles of an archive.
//!
//! An article that says only "Aliyev" goes to the archive's dominant Aliyev; one that says only "NAO" to the body
//! that other articles spell out. The order of articles does not matter.

use std::collections::{BTreeMap, BTreeSet};

use super::LocalActor;
use super::doubt::Doubts;
use super::key::{self, PARTIAL, Spoken};
use super::slip::is_slip;
use super::small_words::GENERATIONS;
use super::sound::skeleton;
use super::whose;
use crate::model::ActorKind;

/// In how many articles each full name stands behind a part of a name.
type Counts = BTreeMap<String, BTreeMap<String, u32>>;

/// Full names by their parts and short forms, over many articles.
#[derive(Clone, Debug, Default)]
pub struct Bearers {
    /// By family names as they are spelt, and by letters that stand for a name.
    parts: Counts,
    /// Spellings of family names by their sound.
    spellings: BTreeMap<String, BTreeSet<String>>,
    /// By some words of the name of a body.
    words: Counts,
    /// Names of people with a common family name: nobody slipped in writing them.
    heard: BTreeSet<String>,
    /// In how many articles each body is named.
    bodies: BTreeMap<String, u32>,
    /// Names of people by the same without what some leave out.
    shorter: Counts,
    /// Full names of people by what slips of the pen leave alone.
    people: Counts,
    /// What speaks against a bearer.
    doubts: Doubts,
}

/// Least share, in hundredths, of the articles with bearers of a family name that the dominant one must have.
const PERSON_SHARE: u32 = 80;
/// The same for the long form of a short one.
const BODY_SHARE: u32 = 70;
/// Least number of articles with the dominant bearer of a family name, or of some words of a name.
const LEAST: u32 = 2;
/// For so many articles with a short form alone, at least one spells it out.
const SPELT: u32 = 10;
/// For one article that says "Jr." there are fewer than so many that do not, or they mean somebody else.
const FATHER: u32 = 10;
/// For one article with a slip of the pen there are at least so many without.
const SLIP: u32 = 20;

impl Bearers {
    /// Counts the actors of an article in.
    pub fn add(&mut self, actors: &[LocalActor]) {
        for actor in actors {
            let mut names = actor.names.clone();
            names.push((actor.name.clone(), 0));
            self.count(&actor.key, actor.kind, &names, 1);
            if let Some(role) = &actor.role {
                self.count_role(&actor.key, role);
            }
        }
    }

    /// Counts an actor in that some articles name, with how often it is written in which ways.
    pub fn count(&mut self, key: &str, kind: ActorKind, names: &[(String, u32)], articles: u32) {
        self.count_as(key, (key, kind), names, articles);
    }

    /// Counts in that articles give a person a role.
    pub fn count_role(&mut self, key: &str, role: &str) {
        self.doubts.count_role(key, role);
    }

    /// The same for an actor that is known to be another.
    pub fn count_as(
        &mut self,
        full: &str,
        (key, kind): (&str, ActorKind),
        names: &[(String, u32)],
        articles: u32,
    ) {
        let written = names.iter().map(|(name, _)| name.as_str());
        let by = if key.starts_with(PARTIAL) { key } else { full };
        self.doubts.count(by, kind, written, articles);
        match kind {
            ActorKind::Person => {
                let spelt = names.iter().flat_map(|(name, _)| families(name));
                for family in spelt.collect::<BTreeSet<String>>() {
                    let of = self.spellings.entry(skeleton(&family)).or_default();
                    let part = format!("{PARTIAL}p:{family}");
                    of.insert(family);
                    count(&mut self.parts, part, full, articles);
                }
                for part in shorter(key) {
                    count(&mut self.shorter, part, full, articles);
                }
                if let Some(group) = group(key) {
                    count(&mut self.people, group, key, articles);
                    if names.iter().any(|(name, _)| key::has_common_family(name)) {
                        self.heard.insert(key.to_owned());
                    }
                }
            }
            ActorKind::Organisation => {
                let own = self.bodies.entry(key.to_owned()).or_default();
                *own = own.saturating_add(articles);
                let length = key.split(' ').count();
                for (name, times) in names {
                    if let Some(base) = whose::base(name).filter(|_| !key.starts_with(PARTIAL)) {
                        let part = format!("{PARTIAL}o:{base}");
                        count(&mut self.parts, part, full, articles.min(*times));
                    }
                    if name.split(' ').count() >= length || key::is_body(name) {
                        continue;
                    }
                    let short = key::key(name, kind);
                    let counts = if is_part(&short, key) {
                        &mut self.words
                    } else if short != key && is_short_form(name) && !key::is_known(name) {
                        &mut self.parts
                    } else {
                        continue;
                    };
                    count(counts, short, full, articles.min(*times));
                }
            }
            _ => {}
        }
    }

    /// The key of the full name that a key stands for; nothing where it is full itself or nobody is dominant.
    pub fn full(&self, key: &str) -> Option<&str> {
        if let Some(family) = key.strip_prefix(PARTIAL) {
            let bearer = match self.parts.get(key) {
                Some(of) => self.bearer(of.iter()),
                None => self.spelt_otherwise(family.strip_prefix("p:")?),
            };
            let (full, articles) = bearer?;
            return (!self.doubts.speak_against(key, full, articles)).then_some(full);
        }
        if let Some(of) = self.parts.get(key) {
            // Three letters stand for many things: those that spell them out are some share of those that do not.
            let own = self.bodies.get(key).copied().unwrap_or(0);
            return dominant(of, BODY_SHARE, 1.max(own / SPELT)).map(String::as_str);
        }
        match self.words.get(key) {
            // A body that mostly stands alone is not a mere part: the Navy is not the Navy's office of something.
            Some(of) => {
                let own = self.bodies.get(key).copied().unwrap_or(0);
                dominant(of, BODY_SHARE, LEAST.max(own)).map(String::as_str)
            }
            None => self
                .without_slip(key)
                .or_else(|| self.longer(key))
                .or_else(|| self.without_generation(key)),
        }
    }

    /// The dominant one of those who bear a family name; who is also called by less or more of his name is one. With how
    /// many articles there are of them.
    fn bearer<'b>(
        &'b self,
        of: impl Iterator<Item = (&'b String, &'b u32)>,
    ) -> Option<(&'b str, u32)> {
        let mut one: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
        let mut all = BTreeMap::new();
        for (key, count) in of {
            let whole = |key: &str| dominant(self.shorter.get(key)?, PERSON_SHARE, LEAST);
            let whole = whole(key).map(String::as_str);
            let name = whole.or_else(|| self.full(key)).unwrap_or(key);
            *one.entry(name).or_default().entry(key).or_default() += count;
            *all.entry(name).or_default() += count;
        }
        let bearer = dominant(&all, PERSON_SHARE, LEAST)?;
        let name = dominant(one.get(bearer)?, 0, 0)?;
        Some((*name, all[bearer]))
    }

    /// The dominant bearer of a family name that nobody's full name here has, spelt in other ways.
    fn spelt_otherwise(&self, family: &str) -> Option<(&str, u32)> {
        let spellings = self.spellings.get(&skeleton(family))?.iter();
        let part = |other: &String| self.parts.get(&format!("{PARTIAL}p:{other}"));
        let same = spellings.filter(|other| key::is_spelling(family, other));
        self.bearer(same.filter_map(part).flatten())
    }

    /// In how many articles a full name stands.
    fn articles(&self, key: &str) -> u32 {
        let of = group(key).and_then(|group| self.people.get(&group));
        of.and_then(|of| of.get(key)).copied().unwrap_or(0)
    }

    /// The key of the name of which some leave out a part, where that one is the more usual.
    fn longer(&self, key: &str) -> Option<&str> {
        let full = dominant(self.shorter.get(key)?, PERSON_SHARE, LEAST)?;
        (self.articles(full) > self.articles(key)).then_some(full)
    }

    /// The key of the name without "Jr.", unless it is so much the more usual that it is another's, or others bear it, too.
    fn without_generation(&self, key: &str) -> Option<&str> {
        let plain = plain(key).filter(|plain| *plain != key)?;
        let of = self.people.get(&group(plain)?)?;
        let (plain, count) = of.get_key_value(plain)?;
        let bears = |other: &&String| {
            other.as_str() != key && *other != plain && self::plain(other) == Some(plain)
        };
        let alone = !self.shorter.get(plain)?.keys().any(|other| bears(&other));
        (alone && *count < self.articles(key).saturating_mul(FATHER)).then_some(plain)
    }

    /// The key of the name that somebody slipped in writing.
    fn without_slip(&self, key: &str) -> Option<&str> {
        let of = self.people.get(&group(key)?)?;
        let own = of.get(key).copied().unwrap_or(1);
        if self.heard.contains(key) {
            return None;
        }
        let (_, family) = key.rsplit_once(' ')?;
        let mut meant = of.iter().filter(|(other, count)| {
            let same = other.rsplit_once(' ').is_some_and(|(_, of)| {
                of.chars().next() == family.chars().next() && is_slip(of, family)
            });
            same && **count >= own.saturating_mul(SLIP)
        });
        let (only, _) = meant.next()?;
        meant.next().is_none().then_some(only.as_str())
    }
}

fn count(counts: &mut Counts, part: String, full: &str, by: u32) {
    let of = counts.entry(part).or_default();
    let count = of.entry(full.to_owned()).or_default();
    *count = count.saturating_add(by);
}

fn dominant<K: Ord>(of: &BTreeMap<K, u32>, share: u32, least: u32) -> Option<&K> {
    let all: u64 = of.values().map(|count| u64::from(*count)).sum();
    // Of equals the first by name, so that no order of articles shows.
    let (full, most) = of.iter().rev().max_by_key(|(_, count)| **count)?;
    let enough = u64::from(*most) * 100 >= all * u64::from(share);
    (*most >= least && enough).then_some(full)
}

/// The family name in a full name alone and with what stands before it: "pen", "lepen".
fn families(name: &str) -> Vec<String> {
    let spoken = Spoken::person(key::person_words(name), name);
    let words: Vec<&str> = spoken.words.iter().map(String::as_str).collect();
    match words[..] {
        _ if !spoken.is_full() => Vec::new(),
        [first] => vec![first.to_owned()],
        [first, number] if is_regnal(number) => vec![first.to_owned()],
        _ => {
            let starts = (1..words.len()).rev().take(2);
            starts.map(|at| words[at..].concat()).collect()
        }
    }
}

/// Whether the key of a part of a name is that of the family name of a full one.
pub(super) fn is_family_of(part: &str, name: &str) -> bool {
    let family = part
        .strip_prefix(PARTIAL)
        .and_then(|part| part.strip_prefix("p:"));
    family.is_some_and(|family| {
        families(name)
            .iter()
            .any(|own| key::is_spelling(own, family))
    })
}

/// A full key without the generation at its end.
fn plain(key: &str) -> Option<&str> {
    match key.strip_prefix("p:")?.rsplit_once(' ')? {
        (name, last) if name.contains(' ') && GENERATIONS.contains(last) => {
            key.get(..name.len() + 2)
        }
        _ => Some(key),
    }
}

/// Whether a word of a name is the number of a monarch or a pope: they go by their first name.
fn is_regnal(word: &str) -> bool {
    // Lower numbers are generations.
    const NUMBERS: [&str; 19] = [
        "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
        "xviii", "xix", "xx", "xxi", "xxii", "xxiii",
    ];
    NUMBERS.contains(&word)
}

/// A full key as others write it: without what stands in the middle, without what stands first, with an initial, without the
/// generation.
fn shorter(key: &str) -> Vec<String> {
    let words: Vec<&str> = match key.strip_prefix("p:") {
        Some(sounds) => sounds.split(' ').collect(),
        None => return Vec::new(),
    };
    if let Some(plain) = plain(key).filter(|plain| *plain != key) {
        return vec![plain.to_owned()];
    }
    let mut found = Vec::new();
    if let ([first, .., last], Some(initial)) = (&words[..], key[2..].chars().next()) {
        if words.len() > 2 {
            found.push(format!("p:{first} {last}"));
            found.push(format!("p:{}", words[1..].join(" ")));
        }
        found.push(format!("p:{initial} {last}"));
    }
    found.retain(|short| short != key);
    found.dedup();
    found
}

/// All of a full key but its family name.
fn group(key: &str) -> Option<String> {
    let (first, _) = key.strip_prefix("p:")?.rsplit_once(' ')?;
    Some(first.to_owned())
}

/// Whether a key has some of the words of another, and not all; a word at the head of many bodies says too little.
fn is_part(short: &str, full: &str) -> bool {
    let (Some(short), Some(full)) = (short.strip_prefix("o:"), full.strip_prefix("o:")) else {
        return false;
    };
    let words: Vec<&str> = full.split(' ').collect();
    let short: Vec<&str> = short.split(' ').collect();
    let is_head = matches!(short.as_slice(), [only] if key::is_head(only));
    !is_head && short.len() < words.len() && short.iter().all(|word| words.contains(word))
}

/// `NAO`, `BoE`.
fn is_short_form(name: &str) -> bool {
    (2..=8).contains(&name.len())
        && !name.contains(' ')
        && name.chars().filter(|c| c.is_uppercase()).count() >= 2
}

#[cfg(test)]
mod tests;
