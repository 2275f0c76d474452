//! The words of a name and how they sound, and whether two names may be one person by that.

use super::key::{generation, is_family};
use super::lexicon::{Lexicon, class};
use super::middle;
use super::nicknames::are_nicknames;
use super::small_words::TITLES;
use super::sound::skeleton;
use super::token::word_hash;
use crate::text::fold::fold;

/// The words of a name with their sounds, which are dear to make.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// Folded words.
    pub words: Vec<String>,
    /// The sound of each.
    pub sounds: Vec<String>,
    /// All sounds together.
    joined: String,
    /// Whether they were written as one ("Haddad-Lowe").
    pub(crate) as_one: bool,
    /// "jr" of "Donald Trump Jr.", "ii" of "Elizabeth II".
    pub(crate) generation: Option<&'static str>,
    /// Initials in the middle, which are none of the words.
    pub(crate) middle: String,
}

impl Spoken {
    /// Whether it is more than a family name.
    pub(crate) fn is_full(&self) -> bool {
        match self.words.len() {
            0 => false,
            1 => self.is_monarch(),
            _ => !self.as_one && !is_family(&self.words),
        }
    }

    /// Whether it is a first name with a number: "Elizabeth II".
    pub(crate) fn is_monarch(&self) -> bool {
        let number = |of: &str| !matches!(of, "jr" | "sr");
        self.words.len() == 1 && self.generation.is_some_and(number)
    }

    /// The words of a person, as they are written in a name.
    pub fn person(words: Vec<String>, name: &str) -> Self {
        let is_title = |part: &str| match part.is_ascii() {
            true => TITLES.contains_in_any_case(part),
            false => TITLES.contains(&fold(part)),
        };
        let parts = name
            .split_whitespace()
            .filter(|part| !is_title(part.trim_end_matches('.')));
        Self {
            as_one: words.len() > 1 && parts.count() == 1,
            generation: generation(name),
            middle: middle::initials(name),
            ..Self::new(words)
        }
    }

    /// Whether a word of this name and one of another are spellings of one family name, as [`is_spelling`] says of any words.
    pub(crate) fn spells(&self, at: usize, other: &Self, there: usize) -> bool {
        let (Some(a), Some(b)) = (self.words.get(at), other.words.get(there)) else {
            return false;
        };
        let sound = self.sounds.get(at);
        a == b || sound.is_some() && sound == other.sounds.get(there) && may_be_spelt_so(a, b)
    }

    /// Words whose sound nobody asks for.
    pub(crate) fn silent(words: Vec<String>) -> Self {
        Self {
            words,
            ..Self::default()
        }
    }

    /// The same name with initials behind its first word.
    pub(super) fn with_initials(&self, initials: &str) -> Self {
        let mut words = self.words.clone();
        let at = words.len().min(1);
        words.splice(at..at, initials.chars().map(String::from));
        Self {
            as_one: self.as_one,
            generation: self.generation,
            middle: self.middle.clone(),
            ..Self::new(words)
        }
    }

    /// Listens to some words.
    pub fn new(words: Vec<String>) -> Self {
        let sounds: Vec<String> = words.iter().map(|word| skeleton(word)).collect();
        let joined = sounds.concat();
        Self {
            words,
            sounds,
            joined,
            as_one: false,
            generation: None,
            middle: String::new(),
        }
    }
}

/// Whether two names of several words may be one person: family names and generations agree, first names do not differ.
pub fn compatible(one: &Spoken, other: &Spoken) -> bool {
    let (a, b) = (&one.sounds, &other.sounds);
    if one.generation != other.generation || middle::conflict(&one.middle, &other.middle) {
        return false;
    }
    if one.joined == other.joined {
        return true;
    }
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else {
        return false;
    };
    if last_a == last_b && (a[0] == b[0] || first_agrees(&one.words[0], &other.words[0])) {
        let (middle_a, middle_b) = (&a[1..a.len() - 1], &b[1..b.len() - 1]);
        return middle_a.is_empty() || middle_b.is_empty() || middle_a == middle_b;
    }
    // "Ilham Heydar Aliyev" and "Heydar Aliyev" are two; "Luis Videgaray" and "Luis Videgaray Caso" one.
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 2 && long.len() > short.len() && long.starts_with(short)
}

/// Fewest letters of a family name that may be spelt in several ways.
const SHORTEST: usize = 5;

/// Whether two family names that sound alike are spellings of one: names that are short or common sound alike by chance, as
/// "Davis" and "Davies" or "Mars" and "Marsh" do.
pub(crate) fn is_spelling(one: &str, other: &str) -> bool {
    one == other || skeleton(one) == skeleton(other) && may_be_spelt_so(one, other)
}

/// Whether two family names that sound alike are neither short nor common.
fn may_be_spelt_so(one: &str, other: &str) -> bool {
    let is_long = |word: &str| word.chars().count() >= SHORTEST;
    let lexicon = Lexicon::shipped();
    let mut scratch = String::new();
    let mut is_common =
        |word: &str| lexicon.word(word_hash(word, &mut scratch)) & class::FAMILY_COMMON != 0;
    is_long(one) && is_long(other) && !is_common(one) && !is_common(other)
}

/// Whether two first names that sound different may be one: an initial, or the beginning of the other.
fn first_agrees(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short.chars().count() {
        0 => false,
        1 => long.starts_with(short),
        2 => false,
        _ => long.starts_with(short) || are_nicknames(a, b),
    }
}
