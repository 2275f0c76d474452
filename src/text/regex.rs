//! Regular expressions made ready for a dictionary of words, and bounded: to make one ready cannot be interrupted, and takes as
//! long as it has instructions times states.

use regex_syntax::ast::ErrorKind;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Instructions that a regular expression may come to.
const MOST_INSTRUCTIONS: usize = 2_500;

/// Classes of letters, as they may be called; a word in lower case has letters, digits and `_` and nothing else.
const LETTERS: &[&str] = &[
    "l",
    "lc",
    "l&",
    "ll",
    "lu",
    "letter",
    "casedletter",
    "lowercaseletter",
    "uppercaseletter",
    "alphabetic",
    "alpha",
    "lowercase",
    "lower",
    "uppercase",
    "upper",
];

/// Scripts, and digits, that may be asked for; other classes are too many ranges of characters.
const SCRIPTS: &[&str] = &[
    "arabic",
    "armenian",
    "bengali",
    "cyrillic",
    "devanagari",
    "ethiopic",
    "georgian",
    "greek",
    "gujarati",
    "gurmukhi",
    "han",
    "hangul",
    "hebrew",
    "hiragana",
    "kannada",
    "katakana",
    "khmer",
    "lao",
    "latin",
    "malayalam",
    "mongolian",
    "myanmar",
    "nd",
    "sinhala",
    "tamil",
    "telugu",
    "thaana",
    "thai",
    "tibetan",
];

/// Why an expression cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}; expected {expected}")]
pub struct Refused {
    /// What is wrong with it.
    pub message: String,
    /// What could stand in its place.
    pub expected: String,
}

impl Refused {
    fn new(message: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            expected: expected.into(),
        }
    }
}

/// The expression as it is asked of a dictionary of words, each of which it matches as a whole.
///
/// # Errors
///
/// Tells why it cannot be asked.
pub fn prepared(pattern: &str) -> Result<String, Refused> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = match pattern.strip_suffix('$') {
        Some(rest) if !rest.ends_with('\\') => rest,
        _ => pattern,
    };
    let pattern = of_words(&without_letters(pattern)?);
    if instructions(&pattern) > MOST_INSTRUCTIONS {
        return Err(Refused::new(
            "the pattern is too large",
            "fewer or smaller repetitions",
        ));
    }
    let pattern = format!("(?i){pattern}");
    let read = regex_syntax::Parser::new().parse(&pattern);
    searchable(&read.map_err(|error| unread(&error))?)?;
    Ok(pattern)
}

/// What is wrong with an expression that cannot be read.
fn unread(error: &regex_syntax::Error) -> Refused {
    let kind = match error {
        regex_syntax::Error::Parse(error) => Some(error.kind()),
        _ => None,
    };
    match kind {
        Some(ErrorKind::UnsupportedBackreference) => Refused::new(
            "the pattern asks for what a group matched before",
            "a pattern without numbers behind a backslash",
        ),
        Some(ErrorKind::UnsupportedLookAround) => Refused::new(
            "the pattern looks ahead or behind",
            "a pattern of the word itself",
        ),
        Some(ErrorKind::EscapeUnrecognized | ErrorKind::EscapeUnexpectedEof) => Refused::new(
            "a backslash in the pattern stands before a letter that it means nothing with",
            "\\d, \\w or a sign such as \\.",
        ),
        Some(ErrorKind::ClassRangeInvalid | ErrorKind::ClassRangeLiteral) => Refused::new(
            "a range in the pattern ends before it begins",
            "a range such as [a-z]",
        ),
        _ => Refused::new(
            "the pattern cannot be read",
            "a regular expression for one word, such as colou?r or [a-z]+ism",
        ),
    }
}

/// Checks that an expression asks for nothing that a dictionary of words cannot answer.
fn searchable(read: &Hir) -> Result<(), Refused> {
    match read.kind() {
        HirKind::Look(_) => Err(Refused::new(
            "the pattern asks for the edge of a word inside it",
            "a pattern of the whole word, with .* where more may stand",
        )),
        HirKind::Class(Class::Bytes(_)) => Err(Refused::new(
            "a class in the pattern has no letters",
            "letters, such as [a-z]",
        )),
        HirKind::Repetition(repetition) if !repetition.greedy => Err(Refused::new(
            "a question mark in the pattern stands behind a sign of repetition",
            "the sign alone: the pattern is matched by the whole word",
        )),
        HirKind::Repetition(repetition) => searchable(&repetition.sub),
        HirKind::Capture(group) => searchable(&group.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().try_for_each(searchable)
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Unicode(_)) => Ok(()),
    }
}

/// The same expression with classes of letters as what they leave out: as all the letters there are it would take a second to
/// make ready.
fn without_letters(pattern: &str) -> Result<String, Refused> {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c == '\\' {
            if let Some((class, is_without)) = property(rest) {
                let name = plain(class);
                if LETTERS.contains(&name.as_str()) {
                    out.push_str(if is_without { "[0-9_]" } else { "[^0-9_]" });
                } else if SCRIPTS.contains(&name.as_str()) {
                    out.push_str(if is_without { "\\P{" } else { "\\p{" });
                    out.push_str(&name);
                    out.push('}');
                } else {
                    return Err(Refused::new(
                        format!("the class of characters {class} is too large for a search"),
                        "\\w, letters from-to, or a script such as \\p{Cyrillic}",
                    ));
                }
                rest = behind(rest);
                continue;
            }
            length += rest[length..].chars().next().map_or(0, char::len_utf8);
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    Ok(out)
}

/// The class that `\p{Greek}` or `\pL` at the start of a text names, and whether it is what is not in it that is meant.
fn property(text: &str) -> Option<(&str, bool)> {
    let rest = text.strip_prefix('\\')?;
    let is_without = rest.starts_with('P');
    let rest = rest.strip_prefix(['p', 'P'])?;
    match rest.strip_prefix('{') {
        Some(inner) => {
            let name = &inner[..inner.find('}')?];
            match name.strip_prefix('^') {
                Some(name) => Some((name, !is_without)),
                None => Some((name, is_without)),
            }
        }
        None => Some((&rest[..rest.chars().next()?.len_utf8()], is_without)),
    }
}

/// What stands behind the class at the start of a text.
fn behind(text: &str) -> &str {
    let end = match text.get(2..3) {
        Some("{") => text.find('}').map_or(text.len(), |at| at + 1),
        _ => 2 + text[2..].chars().next().map_or(0, char::len_utf8),
    };
    &text[end..]
}

/// The name of a class without what may be left out of it: `Script=Greek`, `Uppercase_Letter`.
fn plain(class: &str) -> String {
    let name = class
        .rsplit_once(['=', ':'])
        .map_or(class, |(_, name)| name);
    let letters = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}

/// The same expression for what has letters of words only, as a dictionary of words: there `\w` is any character, and as all of
/// Unicode's letters it would take seconds to make ready.
fn of_words(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let (part, plain) = match c {
            '\\' => {
                let length = rest.chars().take(2).map(char::len_utf8).sum();
                match &rest[..length] {
                    part @ ("\\w" | "\\S") => (part, "."),
                    part @ "\\W" => (part, "\\s"),
                    part => (part, part),
                }
            }
            '[' => match class(rest) {
                Some(part) if part.contains("\\w") && !is_intricate(&part[1..]) => {
                    (part, if part.starts_with("[^") { "\\s" } else { "." })
                }
                Some(part) => (part, part),
                None => (rest, rest),
            },
            _ => {
                let part = &rest[..c.len_utf8()];
                (part, part)
            }
        };
        out.push_str(plain);
        rest = &rest[part.len()..];
    }
    out
}

/// Whether a class may be more than the characters it lists.
fn is_intricate(class: &str) -> bool {
    class.contains(['[', '&', '~']) || class.contains("\\\\")
}

/// The class of characters that an expression begins with, to the first `]` that may end it.
fn class(pattern: &str) -> Option<&str> {
    let start = if pattern.starts_with("[^") { 2 } else { 1 };
    let mut escaped = false;
    for (at, c) in pattern.char_indices().skip(start) {
        if c == ']' && !escaped && at > start {
            return Some(&pattern[..=at]);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// A bound on what a regular expression comes to once its repetitions are written out.
fn instructions(pattern: &str) -> usize {
    let mut cost = 0usize;
    let mut repeated = 1usize;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        cost = cost.saturating_add(match c {
            '\\' => match chars.next() {
                Some('w' | 'W') => MOST_INSTRUCTIONS,
                Some('d' | 'D' | 'p' | 'P') => 150,
                _ => 2,
            },
            '.' | '[' => 40,
            _ => 4,
        });
        if c == '{' {
            let mut most = 0usize;
            let mut number = 0usize;
            while let Some(digit) = chars.next_if(|c| c.is_ascii_digit() || *c == ',') {
                match digit.to_digit(10) {
                    Some(digit) => {
                        number = number.saturating_mul(10).saturating_add(digit as usize)
                    }
                    None => number = 0,
                }
                most = most.max(number);
            }
            repeated = repeated.saturating_mul(most.max(1));
        }
    }
    cost.saturating_mul(repeated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_words_are_any_characters() {
        let check = |typed: &str, expected: &str| assert_eq!(of_words(typed), expected);
        check(r"\w+tion", ".+tion");
        check(r"\\w\W\d[a-z]", r"\\w\s\d[a-z]");
        check(r"[\w-]x[^\w]", r".x\s");
        check(r"[]\w]|[\]a]", r".|[\]a]");
        check(r"[a[\w]]é", r"[a[\w]]é");
        check(r"é[\w\]", r"é[\w\]");
        check(r"[\\w]", r"[\\w]");
    }

    #[test]
    fn letters_are_what_is_no_digit() {
        let check = |typed: &str, expected: &str| {
            let expected = format!("(?i){expected}");
            assert_eq!(prepared(typed), Ok(expected), "{typed}");
        };
        check(r"\p{L}+x", "[^0-9_]+x");
        check(r"\pL\P{Letter}", "[^0-9_][0-9_]");
        check(r"[\p{Lu}5]é", "[[^0-9_]5]é");
        check(r"\\p{2}", r"\\p{2}");
        check(r"\p{Script=Greek}\p{^Han}", r"\p{greek}\P{han}");
    }

    #[test]
    fn what_takes_long_to_make_ready_is_refused() {
        for typed in [r"\p{Lo}", r"\PM", r"[a\p{So}]", r"\p{Any}"] {
            let why = prepared(typed).expect_err("too large");
            assert!(why.message.contains("class of characters"), "{why}");
        }
        for typed in [r"(.{0,50}){9}", r"[[\w]a]", r"(\p{Greek}{9}){9}"] {
            let why = prepared(typed).expect_err("too large");
            assert!(why.expected.contains("repetitions"), "{why}");
        }
        for typed in [r".{1,50}", r"\w{3}\d{2,4}", r".*a.*b.*c.*d.*"] {
            assert!(prepared(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn what_no_dictionary_can_answer_is_refused_with_a_word() {
        for (typed, word) in [
            (r"(a)\1", "a group matched"),
            (r"(?=a)b", "looks ahead"),
            (r"\bblair", "edge of a word"),
            (r"a$b", "edge of a word"),
            (r"\q", "backslash"),
            (r"[b-a]", "ends before"),
            (r"[a&&b]", "no letters"),
            (r".*?", "question mark"),
            (r"(?-u:\xff)", "cannot be read"),
        ] {
            let why = prepared(typed).expect_err("it cannot be asked");
            assert!(why.message.contains(word), "{typed}: {why}");
        }
        for typed in [r"^blair$", r"(?P<n>bl)air", r"a||b", r"[^a]", r"\x61\u{62}"] {
            assert!(prepared(typed).is_ok(), "{typed}");
        }
    }
}
