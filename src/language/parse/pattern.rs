//! Regular expressions between slashes: where they end, and whether they can be asked for.

use crate::text::regex;

/// Most bytes of a pattern.
const LONGEST: usize = 256;

/// Most times that a part may be asked to repeat.
const MOST_REPEATS: u32 = 50;

/// Most groups inside one another.
const DEEPEST: usize = 8;

/// Splits `/pattern/` off the start of a text: the pattern with `\/` as `/`, and the bytes it took.
pub(super) fn between_slashes(text: &str) -> Option<(String, usize)> {
    let mut pattern = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '/' => return Some((pattern, at + 1)),
            '\\' => match chars.next() {
                Some((_, '/')) => pattern.push('/'),
                Some((_, other)) => pattern.extend(['\\', other]),
                None => return None,
            },
            _ => pattern.push(c),
        }
    }
    None
}

/// What is wrong with a pattern and what was expected.
type Fault = (String, String);

/// Checks that a pattern is whole and small, and that the index can answer it.
pub(super) fn check(pattern: &str) -> Result<(), Fault> {
    if pattern.is_empty() {
        return fault("the pattern is empty", "a regular expression for one word");
    }
    if pattern.len() > LONGEST {
        return fault(
            "the pattern is too long",
            &format!("at most {LONGEST} bytes"),
        );
    }
    if pattern.chars().any(char::is_control) {
        return fault("the pattern holds a control character", "letters");
    }
    if pattern.contains(char::is_whitespace) {
        return fault(
            "a pattern is of one word",
            "no space in it, or quotes around words that follow each other",
        );
    }
    let mut depth = 0usize;
    let mut repeatable = false;
    let mut chars = pattern.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                let escaped = chars.next().map(|(_, c)| c);
                // The braces of `\p{Greek}` name a class, those of `\u{e9}` a character.
                if matches!(escaped, Some('p' | 'P' | 'u' | 'U' | 'x'))
                    && pattern[at + 2..].starts_with('{')
                {
                    let length = pattern[at..].find('}').ok_or_else(|| not_closed("brace"))?;
                    chars = advance(pattern, at + length + 1);
                }
                repeatable = true;
            }
            '[' => {
                let length = class(&pattern[at..]).ok_or_else(|| not_closed("bracket"))?;
                chars = advance(pattern, at + length);
                repeatable = true;
            }
            '(' => {
                depth += 1;
                if depth > DEEPEST {
                    return fault(
                        "too many groups inside one another",
                        &format!("at most {DEEPEST}"),
                    );
                }
                repeatable = pattern[at + 1..].starts_with('?');
            }
            ')' if depth == 0 => {
                return fault("a parenthesis closes nothing", "\\) if it is meant");
            }
            ')' => {
                depth -= 1;
                repeatable = true;
            }
            '|' => repeatable = false,
            '*' | '+' | '?' | '{' if !repeatable => {
                return fault(
                    "nothing stands before a sign of repetition",
                    "a letter or a group",
                );
            }
            '{' => {
                let length = repeats(&pattern[at..])?;
                chars = advance(pattern, at + length);
            }
            _ => repeatable = true,
        }
    }
    if depth > 0 {
        return Err(not_closed("parenthesis"));
    }
    regex::prepared(pattern)
        .map(|_| ())
        .map_err(|refused| (refused.message, refused.expected))
}

fn fault<T>(message: &str, expected: &str) -> Result<T, Fault> {
    Err((message.to_owned(), expected.to_owned()))
}

fn not_closed(what: &str) -> Fault {
    (
        format!("a {what} in the pattern is not closed"),
        format!("a closing {what}"),
    )
}

/// The characters of `pattern` from a place on, with offsets into the whole.
fn advance(pattern: &str, from: usize) -> std::str::CharIndices<'_> {
    let mut chars = pattern.char_indices();
    while chars.offset() < from && chars.next().is_some() {}
    chars
}

/// The length of `[...]` at the start of a text.
fn class(text: &str) -> Option<usize> {
    let mut first = true;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '^' if first => continue,
            ']' if !first => return Some(at + 1),
            _ => {}
        }
        first = false;
    }
    None
}

/// The length of `{2,5}` at the start of a text, if its numbers are small.
fn repeats(text: &str) -> Result<usize, Fault> {
    let end = text.find('}').ok_or_else(|| not_closed("brace"))?;
    let counts = text[1..end].split(',');
    let small = counts.map(str::trim).enumerate().all(|(at, count)| {
        (at == 1 && count.is_empty()) || count.parse().is_ok_and(|n: u32| n <= MOST_REPEATS)
    });
    if small {
        Ok(end + 1)
    } else {
        fault(
            "a part is to repeat too often",
            &format!("numbers up to {MOST_REPEATS}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_pattern(pattern: &str, fine: bool) {
        assert_eq!(check(pattern).is_ok(), fine, "{pattern}");
    }

    #[test]
    fn whole_patterns_pass() {
        for pattern in [
            "colou?r",
            "(a|b)+",
            "[a-z]{2,5}",
            "[]a]",
            "[^]a]",
            "a\\)",
            "x.*y",
            "(?:a)",
            "é+",
            r"\p{L}+x",
            r"\P{Greek}{2}",
            r"\u{e9}t\u{e9}",
        ] {
            check_pattern(pattern, true);
        }
    }

    #[test]
    fn broken_and_greedy_patterns_do_not() {
        for pattern in [
            "",
            "[",
            "(",
            ")",
            "*a",
            "a|*",
            "a{1000000}",
            "a{",
            "(((((((((a)))))))))",
            "{2}",
            "(*)",
            r"\p{L",
            "tony blair",
            r"\p{Lo}",
            r"\bblair",
            r"(a)\1",
            "a+?",
            r"\w{50}\w{50}\d{50}",
        ] {
            check_pattern(pattern, false);
        }
    }

    #[test]
    fn a_slash_may_be_meant() {
        assert_eq!(
            between_slashes("/a\\/b\\d/ c"),
            Some(("a/b\\d".to_owned(), 8))
        );
        assert_eq!(between_slashes("/a\\/"), None);
    }
}
