//! Regular expressions made ready for a dictionary of words, and bounded: to make one ready cannot be interrupted, and takes as
//! long as it has instructions times states.

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

/// The expression as the index library is given it, or why it is not.
pub(super) fn prepared(pattern: &str) -> Result<String, String> {
    let pattern = of_words(&without_letters(pattern)?);
    if instructions(&pattern) > MOST_INSTRUCTIONS {
        return Err("this regular expression is too large; use fewer repetitions".to_owned());
    }
    Ok(pattern)
}

/// The same expression with classes of letters as what they leave out: as all the letters there are it would take a second to
/// make ready.
fn without_letters(pattern: &str) -> Result<String, String> {
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
                    return Err(format!(
                        "the class of characters {class} is too large for a search; use \\w, letters from-to, or a script such as \\p{{Cyrillic}}"
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
    use crate::index::text::patterns::Pattern;

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
        let check = |typed: &str, word: &str, expected: bool| {
            let regex = Pattern::regex(typed).expect("a plain expression");
            assert_eq!(regex.matches(word), expected, "{typed} on {word}");
        };
        check(r"\w{3}yan", "zanyan", true);
        check(r"\w{3}yan", "զանյան", true);
        check(r"\w{3}yan", "пашинян", false);
    }

    #[test]
    fn letters_are_what_is_no_digit() {
        let check = |typed: &str, expected: &str| {
            assert_eq!(prepared(typed).as_deref(), Ok(expected), "{typed}");
        };
        check(r"\p{L}+x", "[^0-9_]+x");
        check(r"\pL\P{Letter}", "[^0-9_][0-9_]");
        check(r"[\p{Lu}5]é", "[[^0-9_]5]é");
        check(r"\\p{L}", r"\\p{L}");
        check(r"\p{Script=Greek}\p{^Han}", r"\p{greek}\P{han}");
        for (typed, word, expected) in [
            (r"\p{L}+x", "пашиx", true),
            (r"\p{L}+x", "pa4x", false),
            (r"[\p{L}4]+x", "pa4x", true),
            (r"\p{Cyrillic}+", "пашинян", true),
        ] {
            let regex = Pattern::regex(typed).expect("a small expression");
            assert_eq!(regex.matches(word), expected, "{typed} on {word}");
        }
    }

    #[test]
    fn what_takes_long_to_make_ready_is_refused() {
        for typed in [r"\p{Lo}", r"\PM", r"[a\p{So}]", r"\p{Any}"] {
            let why = prepared(typed).expect_err("too large");
            assert!(why.contains("class of characters"), "{why}");
        }
        for typed in [r"(.{0,50}){9}", r"[[\w]a]", r"(\p{Greek}{9}){9}"] {
            let why = prepared(typed).expect_err("too large");
            assert!(why.contains("repetitions"), "{why}");
        }
        for typed in [r".{1,50}", r"\w{3}\d{2,4}", r".*a.*b.*c.*d.*"] {
            assert!(prepared(typed).is_ok(), "{typed}");
        }
    }
}
