//! A dictionary of actors: names of one actor each, with codes that say what it was when. Printed in the layout of CAMEO
//! dictionaries, so that other programs read it, too.

use std::fmt;

use jiff::civil;

/// What an actor was, in the letters of the dictionary, with the days on which it began and ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Coded {
    /// The code (`USAGOV`).
    pub code: String,
    /// The first day; none where it is open.
    pub from: Option<civil::Date>,
    /// The last day; none where it is open.
    pub until: Option<civil::Date>,
}

/// What a dictionary says of an actor, as its page shows it on some day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The code with its days.
    pub coded: Coded,
    /// Whether it was over by then.
    pub ended: bool,
}

impl Office {
    /// The code with its days, and whether it is over.
    pub fn in_words(&self) -> String {
        let Coded { code, from, until } = &self.coded;
        let days = match (from, until) {
            (None, None) => return format!("{code}, without dates"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (Some(from), Some(until)) => format!("{from} to {until}"),
        };
        let end = if self.ended { ", ended" } else { "" };
        format!("{code}, {days}{end}")
    }
}

/// One actor of a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its names, the first one first.
    pub names: Vec<String>,
    /// How several are called, for words that name a role; empty where there is no plural.
    pub plural: Option<String>,
    /// Its codes, in the order of the dictionary.
    pub codes: Vec<Coded>,
}

/// A dictionary of actors and of words for roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// What stands in it.
    pub entries: Vec<Entry>,
}

/// Stands in the code of a word for a role, which takes the code of an actor before or after it.
const ROLE: char = '~';

impl Entry {
    /// Whether it is a word for a role (`MINISTER`) and not an actor.
    pub fn is_role(&self) -> bool {
        self.codes.iter().any(|coded| coded.code.contains(ROLE))
    }
}

impl Dictionary {
    /// Adds another dictionary: of an entry that is known by its first name, what is new.
    pub fn add(&mut self, other: Self) {
        let mut known: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        for (place, entry) in self.entries.iter().enumerate() {
            known.extend(entry.names.first().map(|name| (name.clone(), place)));
        }
        for entry in other.entries {
            let Some(first) = entry.names.first().cloned() else {
                continue;
            };
            let place = *known.entry(first).or_insert(self.entries.len());
            let Some(own) = self.entries.get_mut(place) else {
                self.entries.push(entry);
                continue;
            };
            let names = entry.names.into_iter();
            for name in names {
                if !own.names.contains(&name) {
                    own.names.push(name);
                }
            }
            for coded in entry.codes {
                if !own.codes.contains(&coded) {
                    own.codes.push(coded);
                }
            }
            own.plural = entry.plural.or(own.plural.take());
        }
    }
}

/// The name as it is shown: words in capitals only, as dictionaries write them, get small letters, short ones apart.
pub fn shown_name(name: &str) -> String {
    let acronym = name.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    if acronym || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut shown = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        match inside {
            true => shown.extend(c.to_lowercase()),
            false => shown.push(c),
        }
        inside = c.is_alphabetic() || c == '\'';
    }
    shown
}

/// `[USAGOV 20090120-20170120]`.
impl fmt::Display for Coded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day =
            |date: &civil::Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
        let code = &self.code;
        match (&self.from, &self.until) {
            (None, None) => write!(out, "[{code}]"),
            (Some(from), None) => write!(out, "[{code} >{}]", day(from)),
            (None, Some(until)) => write!(out, "[{code} <{}]", day(until)),
            (Some(from), Some(until)) => write!(out, "[{code} {}-{}]", day(from), day(until)),
        }
    }
}

/// The names and codes, one a line.
impl fmt::Display for Entry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = |name: &str| format!("{}_", name.replace(' ', "_"));
        for (place, name) in self.names.iter().enumerate() {
            let sign = if place == 0 { "" } else { "+" };
            write!(out, "{sign}{}", written(name))?;
            if let Some(plural) = self.plural.as_ref().filter(|_| place == 0) {
                write!(out, " {{{}}}", plural.replace(' ', "_"))?;
            }
            writeln!(out)?;
        }
        for coded in &self.codes {
            writeln!(out, "\t{coded}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Dictionary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries
            .iter()
            .try_for_each(|entry| write!(out, "{entry}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(shown_name(name), expected);
    }

    #[test]
    fn names_in_capitals_are_shown_as_people_write_them() {
        check("ANA MARIA LIMA-O'HARA", "Ana Maria Lima-O'hara");
        check("UN", "UN");
        check("U.N.", "U.N.");
        check("Ana Lima", "Ana Lima");
    }

    #[test]
    fn what_is_added_twice_is_there_once() {
        let entry = |names: &[&str], code: &str| Entry {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            codes: vec![Coded {
                code: code.to_owned(),
                from: None,
                until: None,
            }],
            ..Entry::default()
        };
        let (one, more) = (
            entry(&["ANA LIMA"], "PRTGOV"),
            entry(&["ANA LIMA", "A LIMA"], "PRTELI"),
        );
        let mut all = Dictionary::default();
        for entry in [&one, &more, &one, &more] {
            all.add(Dictionary {
                entries: vec![entry.clone()],
            });
        }
        assert_eq!(
            all.to_string(),
            "ANA_LIMA_\n+A_LIMA_\n\t[PRTGOV]\n\t[PRTELI]\n"
        );
    }
}
