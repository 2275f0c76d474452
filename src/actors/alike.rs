//! Whether two full names may be one person's, and what speaks for it.

use super::key::{Spoken, compatible};
use super::nicknames::are_nicknames;

/// What speaks for two full names being one person's; that their family names agree goes without saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The first names do not differ.
    First,
    /// One first name is short for the other: Joe for Joseph.
    Nickname,
    /// The same but for one who is called Jr. or the like. They may be father and son.
    Generation,
}

/// What speaks for two full names being one person's; nothing where they differ too much.
pub fn likeness(one: &Spoken, other: &Spoken) -> Option<Likeness> {
    if compatible(one, other) {
        let nicknames = match (one.words.first(), other.words.first()) {
            (Some(a), Some(b)) => a != b && are_nicknames(a, b),
            _ => false,
        };
        return Some(if nicknames {
            Likeness::Nickname
        } else {
            Likeness::First
        });
    }
    let without = |name: &Spoken| {
        let mut name = name.clone();
        name.generation = None;
        name
    };
    let is_said_once = one.generation.is_some() != other.generation.is_some();
    (is_said_once && compatible(&without(one), &without(other))).then_some(Likeness::Generation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::key::person_words;

    fn check(one: &str, other: &str, expected: Option<Likeness>) {
        let spoken = |name: &str| Spoken::person(person_words(name), name);
        assert_eq!(
            likeness(&spoken(one), &spoken(other)),
            expected,
            "{one}, {other}"
        );
    }

    #[test]
    fn names_of_one_person_are_told_by_what_is_alike() {
        check("J. Anselm", "Joseph Anselm", Some(Likeness::First));
        check("Joe Anselm", "Joseph Anselm", Some(Likeness::Nickname));
        check("Bill Anselm", "William Anselm", Some(Likeness::Nickname));
        check(
            "Joseph R. Anselm, Jr.",
            "Joe Anselm",
            Some(Likeness::Generation),
        );
        check("Joseph Anselm Jr.", "Joseph Anselm Sr.", None);
        check("Joseph Anselm", "James Anselm", None);
        check("Joseph Anselm Jr.", "Robert Anselm", None);
    }
}
