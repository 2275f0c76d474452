//! From a word as typed to the forms of it that stand in the index.

use std::collections::BTreeMap;

use tantivy::directory::MmapDirectory;

use super::budget::{Budget, LOOK};
use super::forms::{fold_cheap, keys};
use super::patterns::starts;
use super::snapshot::Snapshot;
use super::stems::{Language, Script, script_of};
use super::words::{lower, plain};

/// A language that so many of all articles have is not asked for again in each of them.
const NEARLY_ALL: f32 = 0.95;
/// A word is not taken for more forms than this.
const MOST_FORMS: usize = 200;
/// No more words are taken that start as the last one of a phrase does.
const MOST_STARTING: usize = 10_000;
/// Shorter names are not looked for with endings of another script's language.
const SHORTEST_NAME: usize = 3;
/// The longest such ending, folded.
const LONGEST_ENDING: usize = 5;

/// The forms of one word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expansion {
    /// Forms that count wherever they stand: the word itself, in any accent and script.
    pub(crate) anywhere: Vec<String>,
    /// So many of the first of them are the very word, but for case and accents.
    pub(crate) typed: usize,
    /// Further forms by stem, each group only in articles of its language.
    pub(crate) within: Vec<(Language, Vec<String>)>,
}

impl Expansion {
    /// Forms that are all the very word.
    pub(crate) fn of(forms: Vec<String>) -> Self {
        Self {
            typed: forms.len(),
            anywhere: forms,
            within: Vec::new(),
        }
    }

    /// Every form.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let within = self.within.iter().flat_map(|(_, forms)| forms);
        self.anywhere.iter().chain(within).map(String::as_str)
    }
}

/// Looks words up in the forms of a snapshot.
#[derive(Clone, Copy)]
pub(crate) struct Expander<'s> {
    pub(crate) snapshot: &'s Snapshot,
    pub(crate) folder: Option<&'s MmapDirectory>,
    /// Once it is spent no more forms are looked up.
    pub(crate) budget: &'s Budget,
}

impl Expander<'_> {
    /// The very word, without case and accents.
    pub(crate) fn exact(&self, word: &str) -> Vec<String> {
        let form = lower(word);
        let bare = plain(&form);
        let mut forms = vec![form];
        let folded = fold_cheap(&bare).unwrap_or_else(|| bare.clone());
        self.folded(&folded, |other| {
            if plain(other) == bare {
                add(&mut forms, other);
            }
        });
        add(&mut forms, &bare);
        forms
    }

    /// The word without case, accents and script, and its forms by stem.
    pub(crate) fn stemmed(&self, word: &str) -> Expansion {
        let form = lower(word);
        let folded = fold_cheap(&form).unwrap_or_else(|| form.clone());
        // What the same word finds in quotes it finds without.
        let mut anywhere = self.exact(&form);
        let typed = anywhere.len();
        for key in keys(form.clone()) {
            add(&mut anywhere, &key);
            self.folded(&key, |other| add(&mut anywhere, other));
        }
        let script = script_of(&form);
        let mut groups: BTreeMap<Language, Vec<String>> = BTreeMap::new();
        let foreign = self.inflected(&folded);
        let mut bases = Vec::new();
        let mut stems: BTreeMap<String, Vec<Language>> = BTreeMap::new();
        for &(language, _) in self.snapshot.languages() {
            for other in foreign.iter().filter(|_| language.script() != script) {
                if ends_only(language, other, &folded) {
                    add(groups.entry(language).or_default(), other);
                }
            }
            let own = anywhere.iter().filter_map(|word| language.stem(word));
            let own: Vec<String> = own.collect();
            if script == language.script() && script != Script::Latin {
                own.iter().for_each(|stem| add(&mut bases, stem));
            }
            for key in stems_of(language, own, &folded) {
                let group = groups.entry(language).or_default();
                if language.stem(&key).is_some_and(|stem| stem == key) {
                    add(group, &key);
                }
                stems.entry(key).or_default().push(language);
            }
        }
        // Most languages agree on what the stem of a word is: what is filed under it is read once for all of them.
        for (stem, languages) in &stems {
            if !self.may_look() {
                break;
            }
            self.snapshot.each_forms(self.folder, |forms| {
                forms.stemmed(stem, |language, other| {
                    if languages.contains(&language) {
                        add(groups.entry(language).or_default(), other);
                    }
                })
            });
        }
        // What another script has for the stem of a word: `Пашиняна` finds `Pashinyan`. A stem that is no word itself, as `росс` of
        // `Россия`, would meet other words there.
        for base in bases.into_iter().filter(|base| self.is_word(base)) {
            for key in keys(base) {
                add(&mut anywhere, &key);
                self.folded(&key, |other| add(&mut anywhere, other));
            }
        }
        let mut within = Vec::new();
        for (language, mut group) in groups {
            group.retain(|form| !anywhere.contains(form));
            let share = self
                .snapshot
                .languages()
                .iter()
                .find(|row| row.0 == language);
            if share.is_some_and(|row| row.1 >= NEARLY_ALL) {
                anywhere.extend(group);
            } else if !group.is_empty() {
                within.push((language, group));
            }
        }
        Expansion {
            anywhere,
            typed,
            within,
        }
    }

    /// Words of other letters whose folded form starts with a name typed in Latin ones and has at most an ending more.
    fn inflected(&self, folded: &str) -> Vec<String> {
        let mut found = Vec::new();
        if folded.len() < SHORTEST_NAME {
            return found;
        }
        self.snapshot.each_forms(self.folder, |forms| {
            forms.each_folded(folded, |form, word| {
                if form.len() <= folded.len() + LONGEST_ENDING {
                    add(&mut found, word);
                }
                found.len() < MOST_FORMS && self.budget.take(1)
            })
        });
        found
    }

    /// The words of titles and bodies that start so, or a spelling of which does, with the number of documents of each.
    pub(crate) fn starting(&self, start: &str) -> BTreeMap<String, u64> {
        let starts = starts(start);
        let mut found = BTreeMap::new();
        let fields = [self.snapshot.fields.title, self.snapshot.fields.body];
        let mut take = |word: &str, documents: u64| {
            *found.entry(word.to_owned()).or_default() += documents;
            let is_room = found.len() < MOST_STARTING;
            if !is_room {
                self.budget.cut();
            }
            is_room && self.budget.take(LOOK)
        };
        for (field, start) in fields
            .iter()
            .flat_map(|field| starts.iter().map(move |start| (field, start)))
        {
            // What cannot be read is told by the search itself.
            let _ = self.snapshot.each_starting(*field, start, &mut take);
        }
        let mut others = Vec::new();
        for start in &starts {
            self.snapshot.each_forms(self.folder, |forms| {
                forms.each_folded(start, |folded, word| {
                    others.push(word.to_owned());
                    others.len() < MOST_STARTING && self.budget.take(folded.len() as u64)
                })
            });
        }
        for word in others {
            let documents = fields.map(|field| self.snapshot.frequency(field, &word).unwrap_or(0));
            if !take(&word, documents.iter().sum()) {
                break;
            }
        }
        found
    }

    /// Whether a title or body has this very word.
    fn is_word(&self, word: &str) -> bool {
        let fields = [self.snapshot.fields.title, self.snapshot.fields.body];
        self.may_look()
            && fields
                .into_iter()
                .any(|field| matches!(self.snapshot.frequency(field, word), Ok(1..)))
    }

    fn folded(&self, text: &str, mut found: impl FnMut(&str)) {
        if self.may_look() {
            self.snapshot
                .each_forms(self.folder, |forms| forms.folded(text, &mut found));
        }
    }

    /// Takes the steps of a look into the forms of every segment.
    fn may_look(&self) -> bool {
        self.budget.take(LOOK * self.snapshot.segments.len() as u64)
    }
}

/// The folded stems that forms of a word would have in a language, by the stems of its spellings there.
fn stems_of(language: Language, own: Vec<String>, folded: &str) -> Vec<String> {
    let mut found = Vec::new();
    for key in own.into_iter().flat_map(keys) {
        add(&mut found, &key);
    }
    // A name typed in Latin letters is its own stem in a language of other letters; and a surname such as `Лавров`, of which the
    // stemmer takes an ending off, is the stem of its other forms.
    if language.script() != Script::Latin {
        add(&mut found, folded);
    }
    found
}

/// Whether a word, once its ending is off, is no longer than the name it starts with.
fn ends_only(language: Language, word: &str, folded: &str) -> bool {
    language.stem(word).is_some_and(|stem| {
        let stem = fold_cheap(&stem).unwrap_or(stem);
        stem.len() <= folded.len()
    })
}

fn add(forms: &mut Vec<String>, form: &str) {
    if forms.len() < MOST_FORMS && !form.is_empty() && !forms.iter().any(|known| known == form) {
        forms.push(form.to_string());
    }
}
