//! Actors: the people, organisations, places and groups that articles name.

use super::Date;

/// The number of an actor in one library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorNo(pub u32);

/// What an actor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A human being.
    #[default]
    Person,
    /// A body with members or offices.
    Organisation,
    /// A state, region, town or other place.
    Place,
    /// Several actors acting as one ("the OSCE Minsk Group co-chairs").
    Group,
}

impl ActorKind {
    /// Every kind, in the order lists show them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Group];

    /// The word used on screen, in JSON and in queries.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
        }
    }

    /// Reads a kind from the words and tags other tools write (`PER`, `org`, `GPE`, …).
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "person" | "per" | "people" | "human" => Self::Person,
            "organisation" | "organization" | "org" | "company" | "institution" => {
                Self::Organisation
            }
            "place" | "loc" | "location" | "gpe" | "country" | "city" | "geo" => Self::Place,
            "group" | "norp" => Self::Group,
            _ => return None,
        })
    }
}

/// The part of an article in which a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The text.
    Body,
}

/// One place in an article that names an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub field: Field,
    /// First byte in the field (UTF-8).
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What the text makes of the actor here.
    pub kind: ActorKind,
    /// The actor it names in this library.
    pub actor: ActorNo,
    /// How sure the recogniser is, 0 to 1; 1 for declared actors.
    pub confidence: f32,
    /// A description ("the Armenian prime minister") rather than a name: who is meant is a guess.
    pub described: bool,
}

/// A role the text gives an actor, with the dates it was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleSeen {
    /// The phrase ("prime minister of Armenia").
    pub role: String,
    /// First article date with it.
    pub first: Option<Date>,
    /// Last article date with it.
    pub last: Option<Date>,
    /// Articles that give it.
    pub articles: u32,
}

/// Whether a name of several words is written in capitals only, as in a headline that shouts: "JOHN HOWARD".
pub fn is_shouted(name: &str) -> bool {
    name.trim().contains(' ') && is_in_capitals(name)
}

/// Whether a name is written in capitals only: "ALLARD", "UNESCO".
pub fn is_in_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_are_shouted_and_letters_are_not() {
        for (name, expected) in [
            ("JOHN HOWARD", true),
            ("ДЖОН ГОВАРД", true),
            ("John HOWARD", false),
            ("UNESCO", false),
            ("ジョン ハワード", false),
        ] {
            assert_eq!(is_shouted(name), expected, "{name}");
        }
    }
}
