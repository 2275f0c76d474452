//! The shipped dictionary: what is known of single words, and the names of known actors.

use crate::model::ActorKind;

/// What single words are, as bits of a word's entry.
pub mod class {
    /// Lowest eight bits: the word's cluster, 0 for none.
    pub const CLUSTER: u32 = 0xff;
    /// Where the three bits that say how often it is capitalised begin: 0 unknown, 1 never to 5 always.
    pub const CASE_SHIFT: u32 = 8;
    /// A given name.
    pub const GIVEN: u32 = 1 << 11;
    /// A family name.
    pub const FAMILY: u32 = 1 << 12;
    /// `Mr`, `Sheikh`.
    pub const HONORIFIC: u32 = 1 << 13;
    /// `General`.
    pub const RANK: u32 = 1 << 14;
    /// `minister`, `spokesman`.
    pub const ROLE: u32 = 1 << 15;
    /// `ministry`, `bank`.
    pub const ORG_WORD: u32 = 1 << 16;
    /// `river`, `northern`.
    pub const PLACE_WORD: u32 = 1 << 17;
    /// `Ltd`.
    pub const COMPANY: u32 = 1 << 18;
    /// `Armenian`.
    pub const NATIONALITY: u32 = 1 << 19;
    /// `Monday`, `June`.
    pub const DATE: u32 = 1 << 20;
    /// Where the three bits for the longest known name that starts with this word begin.
    pub const PHRASE_SHIFT: u32 = 21;
    /// A given name of women.
    pub const FEMALE: u32 = 1 << 24;
    /// A given name of men.
    pub const MALE: u32 = 1 << 25;
    /// `von`, `bin`, `al`: inside names of people.
    pub const PARTICLE: u32 = 1 << 26;
    /// `said`, `told`: what people do.
    pub const SAY: u32 = 1 << 27;
    /// A common family name.
    pub const FAMILY_COMMON: u32 = 1 << 28;
    /// Where the three bits for the part of the cluster begin.
    pub const FINE_SHIFT: u32 = 29;
}

/// What kind of thing a known name is, finer than [`ActorKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A state.
    Country,
    /// Part of a state, a region, a sea.
    Region,
    /// A town.
    City,
    /// A body.
    Body,
    /// A person.
    Person,
    /// A nationality or language: names a state but is no actor by itself.
    Nationality,
}

impl Known {
    /// All, in the order of their numbers in the file.
    pub const ALL: [Self; 6] = [
        Self::Country,
        Self::Region,
        Self::City,
        Self::Body,
        Self::Person,
        Self::Nationality,
    ];

    /// The kind of actor it is.
    pub fn kind(self) -> ActorKind {
        match self {
            Self::Country | Self::Region | Self::City | Self::Nationality => ActorKind::Place,
            Self::Body => ActorKind::Organisation,
            Self::Person => ActorKind::Person,
        }
    }
}

/// How a known name has to be written to count.
pub mod rule {
    /// Any letters.
    pub const ANY: u32 = 0;
    /// A capital first.
    pub const CAPITAL: u32 = 1;
    /// In capitals only.
    pub const UPPER: u32 = 2;
    /// With its full stop only: `Calif.`
    pub const DOTTED: u32 = 3;
}

/// One hit of a known name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Tokens it covers.
    pub length: u32,
    /// Which known actor.
    pub entity: u32,
    /// One of [`rule`].
    pub rule: u32,
    /// 3 for seeds down to 0 for towns and old lists.
    pub trust: u32,
    /// In which texts it counts, as bits of [`super::script::text`].
    pub texts: u32,
}

/// Marks the file and the hashes it was made with.
pub const MAGIC: &[u8; 8] = b"dateli04";
/// Bytes of one word slot: tag, entry.
pub const WORD_SLOT: usize = 6;
/// Bytes of one phrase slot: tag, value.
pub const PHRASE_SLOT: usize = 8;
/// Bytes of one entity: offset of its name, kind, country.
pub const ENTITY: usize = 8;
/// Most tokens in a known name.
pub const LONGEST: u32 = 7;

/// The dictionary, read in place.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    words: &'static [u8],
    phrases: &'static [u8],
    entities: &'static [u8],
    names: &'static [u8],
}

static SHIPPED: &[u8] = include_bytes!("../../data/actors/gazetteer.bin");

impl Lexicon {
    /// The dictionary that ships with the program; an empty one if the file is of another version.
    pub fn shipped() -> Self {
        Self::read(SHIPPED).unwrap_or(Self {
            words: &[],
            phrases: &[],
            entities: &[],
            names: &[],
        })
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (words, rest) = section(rest)?;
        let (phrases, rest) = section(rest)?;
        let (entities, rest) = section(rest)?;
        let (names, _) = section(rest)?;
        let fits = (words.len() / WORD_SLOT).is_power_of_two()
            && (phrases.len() / PHRASE_SLOT).is_power_of_two();
        fits.then_some(Self {
            words,
            phrases,
            entities,
            names,
        })
    }

    /// What is known of a word, 0 for nothing.
    #[inline]
    pub fn word(&self, hash: u32) -> u32 {
        let tag = word_tag(hash);
        let home = word_home(hash, self.words.len() / WORD_SLOT);
        let found = probe(
            self.words,
            home,
            |slot: &[u8; WORD_SLOT]| match u16::from_le_bytes([slot[0], slot[1]]) {
                0 => Some(0),
                found => {
                    (found == tag).then(|| u32::from_le_bytes([slot[2], slot[3], slot[4], slot[5]]))
                }
            },
        );
        found.unwrap_or(0)
    }

    /// The known actor that a phrase of some tokens names.
    #[inline]
    pub fn phrase(&self, hash: u64, length: u32) -> Option<Hit> {
        let tag = phrase_tag(hash);
        let home = phrase_home(hash, self.phrases.len() / PHRASE_SLOT);
        let found = probe(
            self.phrases,
            home,
            |slot: &[u8; PHRASE_SLOT]| match u32::from_le_bytes([
                slot[0], slot[1], slot[2], slot[3],
            ]) {
                0 => Some(None),
                found => (found == tag)
                    .then(|| Some(u32::from_le_bytes([slot[4], slot[5], slot[6], slot[7]]))),
            },
        );
        let value = found.flatten()?;
        Some(Hit {
            length,
            entity: value & 0x1_ffff,
            texts: value >> 17 & 7,
            rule: value >> 20 & 3,
            trust: value >> 22 & 3,
        })
    }

    /// Name of a known actor as it is shown.
    pub fn name(&self, entity: u32) -> &'static str {
        let at = entity as usize * ENTITY;
        let start = self.offset(at);
        let end = if at + ENTITY < self.entities.len() {
            self.offset(at + ENTITY)
        } else {
            self.names.len()
        };
        self.names
            .get(start..end)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }

    fn offset(&self, at: usize) -> usize {
        self.entities
            .get(at..at + 4)
            .map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    }

    /// What a known actor is.
    pub fn known(&self, entity: u32) -> Known {
        let number = self
            .entities
            .get(entity as usize * ENTITY + 4)
            .copied()
            .unwrap_or(0);
        Known::ALL
            .get(usize::from(number & 15))
            .copied()
            .unwrap_or(Known::Body)
    }

    /// The entity of the state that an actor belongs to, where known.
    pub fn country(&self, entity: u32) -> Option<u32> {
        let at = entity as usize * ENTITY;
        let bytes = self.entities.get(at + 6..at + 8)?;
        let number = u16::from_le_bytes([bytes[0], bytes[1]]);
        (number > 0).then(|| u32::from(number) - 1)
    }

    /// How many actors are known.
    pub fn len(&self) -> u32 {
        (self.entities.len() / ENTITY) as u32
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

/// The tag that stands for a word in its slot; never 0.
pub fn word_tag(hash: u32) -> u16 {
    ((hash >> 16) as u16) | 1
}

/// The tag that stands for a phrase in its slot; never 0.
pub fn phrase_tag(hash: u64) -> u32 {
    (hash as u32) | 1
}

/// The slot where the search for a word begins.
fn word_home(hash: u32, slots: usize) -> usize {
    hash as usize & slots.wrapping_sub(1)
}

/// The slot where the search for a phrase begins.
pub fn phrase_home(hash: u64, slots: usize) -> usize {
    (hash >> 32) as usize & slots.wrapping_sub(1)
}

/// Asks slot after slot from one on, behind the last the first, until one answers.
#[inline]
fn probe<const SLOT: usize, T>(
    table: &[u8],
    home: usize,
    ask: impl Fn(&[u8; SLOT]) -> Option<T>,
) -> Option<T> {
    let (slots, _) = table.as_chunks::<SLOT>();
    let (before, after) = slots.split_at_checked(home)?;
    let answer = after.iter().find_map(&ask);
    answer.or_else(|| before.iter().find_map(&ask))
}

fn section(bytes: &'static [u8]) -> Option<(&'static [u8], &'static [u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    (rest.len() >= length).then(|| rest.split_at(length))
}
