//! The fields of a query by name: the one table that parsing, printing, completion and help read.

use crate::model::{Mark, NameField};

/// What follows the colon of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// A condition on words, looked for in the title.
    Title,
    /// A name.
    Name(NameField),
    /// A day, a longer time, or a range.
    Date,
    /// A time that lies wholly before.
    After,
    /// A time that lies wholly after.
    Before,
    /// A mark of the reader.
    Is,
}

/// Every field: its name and what it asks for.
pub const FIELDS: &[(&str, &str)] = &[
    ("title", "words in the title"),
    ("actor", "an actor named in the article"),
    ("with", "a further actor named in the same article"),
    ("source", "who published it"),
    ("author", "who wrote it"),
    ("tag", "a keyword, or a tag of yours"),
    ("lang", "the language, such as en or hy"),
    (
        "date",
        "when it was published: 2022-05, 2022-05..2022-06, 3d.., last-week",
    ),
    ("after", "published later than this"),
    ("before", "published earlier than this"),
    ("saved", "found by a saved search of this name"),
    (
        "new",
        "the same, and came since that search was opened last",
    ),
    ("is", "unread, read, starred, tagged, noted or new"),
];

/// Every mark by name.
pub(super) const MARKS: &[(&str, Mark)] = &[
    ("unread", Mark::Unread),
    ("read", Mark::Read),
    ("starred", Mark::Starred),
    ("tagged", Mark::Tagged),
    ("noted", Mark::Noted),
    ("new", Mark::New),
];

/// Looks a field up by its name, in any case.
pub(super) fn field(name: &str) -> Option<Field> {
    Some(match name.to_ascii_lowercase().as_str() {
        "title" => Field::Title,
        "actor" => Field::Name(NameField::Actor),
        "with" => Field::Name(NameField::With),
        "source" => Field::Name(NameField::Source),
        "author" => Field::Name(NameField::Author),
        "tag" => Field::Name(NameField::Tag),
        "lang" => Field::Name(NameField::Lang),
        "saved" => Field::Name(NameField::Saved),
        "new" => Field::Name(NameField::New),
        "date" => Field::Date,
        "after" => Field::After,
        "before" => Field::Before,
        "is" => Field::Is,
        _ => return None,
    })
}

/// The name of a field whose value is a name.
pub(super) fn name(field: NameField) -> &'static str {
    match field {
        NameField::Actor => "actor",
        NameField::With => "with",
        NameField::Source => "source",
        NameField::Author => "author",
        NameField::Tag => "tag",
        NameField::Lang => "lang",
        NameField::Saved => "saved",
        NameField::New => "new",
    }
}

/// The name of a mark.
pub(super) fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Unread => "unread",
        Mark::Read => "read",
        Mark::Starred => "starred",
        Mark::Tagged => "tagged",
        Mark::Noted => "noted",
        Mark::New => "new",
    }
}

/// All field names in a sentence, for messages.
pub(super) fn listed() -> String {
    let names: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{name}:")).collect();
    names.join(" ")
}
