//! Who a part of a name or a short form most likely is, by all articles of an archive.
//!
//! An article that says only "Aliyev" goes to the archive's dominant Aliyev; one that says only "NAO" to the body
//! that other articles spell out. The order of articles does not matter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::LocalActor;
use super::key::{self, PARTIAL};
use super::slip::is_slip;
use super::sound::skeleton;
use crate::model::ActorKind;

/// In how many articles each full name stands behind a part of a name.
type Counts = BTreeMap<String, BTreeMap<String, u32>>;

/// Full names by their parts and short forms, over many articles.
#[derive(Clone, Debug, Default)]
pub struct Bearers {
    /// By family names and by letters that stand for a name.
    parts: Counts,
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
}

/// Least share, in hundredths, of the articles with bearers of a family name that the dominant one must have.
const PERSON_SHARE: u32 = 80;
/// The same for the long form of a short one.
const BODY_SHARE: u32 = 70;
/// Least number of articles with the dominant bearer of a family name, or of some words of a name.
const LEAST: u32 = 2;
/// For so many articles with a short form alone, at least one spells it out.
const SPELT: u32 = 10;
/// For one article with a slip of the pen there are at least so many without.
const SLIP: u32 = 20;

impl Bearers {
    /// Counts the actors of an article in.
    pub fn add(&mut self, actors: &[LocalActor]) {
        for actor in actors {
            self.count(&actor.key, actor.kind, &actor.names, 1);
        }
    }

    /// Counts an actor in that some articles name, with how often it is written in which ways.
    pub fn count(&mut self, key: &str, kind: ActorKind, names: &[(String, u32)], articles: u32) {
        self.count_as(key, (key, kind), names, articles);
    }

    /// The same for an actor that is known to be another.
    pub fn count_as(
        &mut self,
        full: &str,
        (key, kind): (&str, ActorKind),
        names: &[(String, u32)],
        articles: u32,
    ) {
        match kind {
            ActorKind::Person => {
                for part in families(key) {
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
        if key.starts_with(PARTIAL) {
            return dominant(self.parts.get(key)?, PERSON_SHARE, LEAST);
        }
        if let Some(of) = self.parts.get(key) {
            // Three letters stand for many things: those that spell them out are some share of those that do not.
            let own = self.bodies.get(key).copied().unwrap_or(0);
            return dominant(of, BODY_SHARE, 1.max(own / SPELT));
        }
        match self.words.get(key) {
            // A body that mostly stands alone is not a mere part: the Navy is not the Navy's office of something.
            Some(of) => {
                let own = self.bodies.get(key).copied().unwrap_or(0);
                dominant(of, BODY_SHARE, LEAST.max(own))
            }
            None => self.without_slip(key).or_else(|| self.longer(key)),
        }
    }

    /// The key of the name of which some leave out a part, where that one is the more usual.
    fn longer(&self, key: &str) -> Option<&str> {
        let full = dominant(self.shorter.get(key)?, PERSON_SHARE, LEAST)?;
        let count = |key: &str| {
            let of = group(key).and_then(|group| self.people.get(&group));
            of.and_then(|of| of.get(key)).copied().unwrap_or(0)
        };
        (count(full) > count(key)).then_some(full)
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

fn dominant(of: &BTreeMap<String, u32>, share: u32, least: u32) -> Option<&str> {
    let all: u64 = of.values().map(|count| u64::from(*count)).sum();
    // Of equals the first by name, so that no order of articles shows.
    let (full, most) = of.iter().rev().max_by_key(|(_, count)| **count)?;
    let enough = u64::from(*most) * 100 >= all * u64::from(share);
    (*most >= least && enough).then_some(full.as_str())
}

/// The family name of a full key alone and with what stands before it: "Pen", "Le Pen".
pub(super) fn families(key: &str) -> Vec<String> {
    let Some(sounds) = key.strip_prefix("p:") else {
        return Vec::new();
    };
    let words: Vec<&str> = sounds.split(' ').collect();
    if let [name, number] = words[..]
        && is_regnal(number)
    {
        return vec![format!("{PARTIAL}p:{name}")];
    }
    let starts = (1..words.len()).rev().take(2);
    starts
        .map(|at| format!("{PARTIAL}p:{}", words[at..].concat()))
        .collect()
}

/// Whether a part of a key is the number of a monarch or a pope: they go by their first name.
fn is_regnal(part: &str) -> bool {
    // Lower numbers are no part of keys.
    const NUMBERS: [&str; 19] = [
        "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
        "xviii", "xix", "xx", "xxi", "xxii", "xxiii",
    ];
    static SOUNDS: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| NUMBERS.into_iter().map(skeleton).collect());
    SOUNDS.contains(part)
}

/// A full key as others write it: without what stands in the middle, without what stands first, with an initial.
fn shorter(key: &str) -> Vec<String> {
    let words: Vec<&str> = match key.strip_prefix("p:") {
        Some(sounds) => sounds.split(' ').collect(),
        None => return Vec::new(),
    };
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
mod tests {
    use super::*;

    fn actor(name: &str, kind: ActorKind, forms: &[&str]) -> LocalActor {
        LocalActor {
            name: name.to_owned(),
            kind,
            key: key::key(name, kind),
            names: forms.iter().map(|form| ((*form).to_owned(), 1)).collect(),
            role: None,
            declared: false,
            uncertain: false,
        }
    }

    #[test]
    fn a_family_name_goes_to_its_dominant_bearer() {
        let mut bearers = Bearers::default();
        let teodor = actor("Teodor Brankovan", ActorKind::Person, &[]);
        let marta = actor("Marta Brankovan", ActorKind::Person, &[]);
        let alone = actor("Brankovan", ActorKind::Person, &[]);
        for _ in 0..4 {
            bearers.add(std::slice::from_ref(&teodor));
        }
        bearers.add(std::slice::from_ref(&marta));
        assert_eq!(bearers.full(&alone.key), Some(teodor.key.as_str()));
        bearers.add(std::slice::from_ref(&marta));
        assert_eq!(bearers.full(&alone.key), None);
        assert_eq!(bearers.full(&teodor.key), None);
    }

    #[test]
    fn counts_do_not_ask_for_the_order_of_articles() {
        let all = [
            actor("Teodor Brankovan", ActorKind::Person, &[]),
            actor("Marta Brankovan", ActorKind::Person, &[]),
            actor("National Audit Office", ActorKind::Organisation, &["NAO"]),
        ];
        let (mut one, mut other) = (Bearers::default(), Bearers::default());
        all.iter().for_each(|a| one.add(std::slice::from_ref(a)));
        all.iter()
            .rev()
            .for_each(|a| other.add(std::slice::from_ref(a)));
        assert_eq!((one.parts, one.people), (other.parts, other.people));
    }

    #[test]
    fn a_slip_of_the_pen_goes_to_whom_many_name() {
        let mut bearers = Bearers::default();
        let right = actor("Teodor Brankovan", ActorKind::Person, &[]);
        let wrong = actor("Teodor Brankobin", ActorKind::Person, &[]);
        let slipped = actor("Teodor Brankofan", ActorKind::Person, &[]);
        for _ in 0..20 {
            bearers.add(std::slice::from_ref(&right));
        }
        bearers.add(&[wrong.clone(), slipped.clone()]);
        assert_eq!(bearers.full(&slipped.key), Some(right.key.as_str()));
        assert_eq!(bearers.full(&wrong.key), None);
        assert_eq!(bearers.full(&right.key), None);
        bearers.add(std::slice::from_ref(&slipped));
        assert_eq!(bearers.full(&slipped.key), None, "too often for a slip");
    }

    #[test]
    fn a_name_with_a_part_left_out_goes_to_the_usual_one() {
        let mut bearers = Bearers::default();
        let full = actor("Teodor Pavel Brankovan", ActorKind::Person, &[]);
        let short = actor("Teodor Brankovan", ActorKind::Person, &[]);
        let initial = actor("T. Brankovan", ActorKind::Person, &[]);
        bearers.add(&[full.clone(), short.clone()]);
        assert_eq!(bearers.full(&short.key), None, "neither is the usual one");
        bearers.add(std::slice::from_ref(&full));
        assert_eq!(bearers.full(&short.key), Some(full.key.as_str()));
        assert_eq!(bearers.full(&full.key), None);
        // Whom the initial means is one of two here, as far as anybody knows.
        assert_eq!(bearers.full(&initial.key), None);
    }

    #[test]
    fn monarchs_go_by_their_first_names() {
        let mut bearers = Bearers::default();
        let pope = actor("Pope Benedict XVI", ActorKind::Person, &[]);
        for _ in 0..2 {
            bearers.add(std::slice::from_ref(&pope));
        }
        let alone = actor("Pope Benedict", ActorKind::Person, &[]);
        assert_eq!(bearers.full(&alone.key), Some(pope.key.as_str()));
    }

    #[test]
    fn some_words_of_a_body_go_to_it_where_articles_use_both() {
        let mut bearers = Bearers::default();
        let forms = &["Harbour Pilots Union", "Pilots Union"];
        let union = actor("Harbour Pilots Union", ActorKind::Organisation, forms);
        let alone = actor("Pilots Union", ActorKind::Organisation, &["Pilots Union"]);
        bearers.add(std::slice::from_ref(&union));
        assert_eq!(bearers.full(&alone.key), None);
        bearers.add(std::slice::from_ref(&union));
        assert_eq!(bearers.full(&alone.key), Some(union.key.as_str()));
    }

    #[test]
    fn a_short_form_of_a_known_body_stays_its_own() {
        let mut bearers = Bearers::default();
        let nurses = actor("Union of Nurses", ActorKind::Organisation, &["UN"]);
        bearers.add(std::slice::from_ref(&nurses));
        assert_eq!(bearers.full(&key::key("UN", ActorKind::Organisation)), None);
    }

    #[test]
    fn a_short_form_goes_to_what_others_spell_out() {
        let mut bearers = Bearers::default();
        let office = actor("National Audit Office", ActorKind::Organisation, &["NAO"]);
        bearers.add(std::slice::from_ref(&office));
        let alone = actor("NAO", ActorKind::Organisation, &["NAO"]);
        assert_eq!(bearers.full(&alone.key), Some(office.key.as_str()));
    }
}
