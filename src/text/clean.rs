//! Cleaning of foreign text: what may reach the store, and what may reach a screen.
//!
//! `clean` and `clean_line` come after the last decoding and before storing. `scrub` stands before every sink and
//! changes nothing in a text that is clean already.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most combining marks kept on one base.
const MOST_MARKS: u8 = 8;

/// Cleans a text of several paragraphs; keeps newlines and tabs.
pub fn clean(text: &str) -> String {
    cleaned(text).into_owned()
}

/// Cleans a text as [`clean`] does, borrowing it when there is nothing to do.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    filter(text, Manner::Store)
}

/// Cleans a text that stands on one line: runs of white space become one space, the ends are trimmed.
pub fn clean_line(text: &str) -> String {
    let text = cleaned(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Makes a text safe for a terminal; control characters become visible. Keeps newlines and tabs.
pub fn scrub(text: &str) -> Cow<'_, str> {
    filter(text, Manner::Show)
}

/// What happens to a character that must not pass.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// Dropped, or replaced by the white space it stands for.
    Store,
    /// Replaced by a visible character where it has one, so that the reader sees that something was there.
    Show,
}

/// What becomes of one character.
enum Fate {
    Keep,
    Mark,
    Join,
    Drop,
    Become(char),
}

fn filter(text: &str, manner: Manner) -> Cow<'_, str> {
    let first = first_suspect(text.as_bytes());
    if first == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    let mut kept_from = 0;
    let mut before = text[..first].chars().next_back();
    let mut marks = 0;
    let mut composable = false;
    let mut after = first;
    while let Some(c) = text[after..].chars().next() {
        let at = after;
        let plain = first_suspect(&text.as_bytes()[at..]);
        if plain > 0 {
            // What is plain is kept at one go.
            after += plain;
            before = text[..after].chars().next_back();
            marks = 0;
            continue;
        }
        after += c.len_utf8();
        let replacement = match fate(c, text, after, manner) {
            Fate::Keep => {
                marks = 0;
                before = Some(c);
                continue;
            }
            Fate::Mark if marks < MOST_MARKS => {
                marks += 1;
                composable = true;
                continue;
            }
            Fate::Join if joins(before, text[after..].chars().next()) => continue,
            Fate::Mark | Fate::Join | Fate::Drop => None,
            Fate::Become(other) => Some(other),
        };
        let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
        out.push_str(&text[kept_from..at]);
        out.extend(replacement);
        kept_from = after;
    }
    let filtered = match out {
        None => Cow::Borrowed(text),
        Some(mut out) => {
            out.push_str(&text[kept_from..]);
            Cow::Owned(out)
        }
    };
    if composable && manner == Manner::Store {
        compose(filtered)
    } else {
        filtered
    }
}

/// Composes letters and marks, so that the same word is stored in the same characters however it was typed.
fn compose(text: Cow<'_, str>) -> Cow<'_, str> {
    if unicode_normalization::is_nfc(&text) {
        text
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The offset of the first byte that may belong to a character of interest, at a character boundary.
fn first_suspect(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| !matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
        .unwrap_or(bytes.len())
}

/// What becomes of a character that [`first_suspect`] stops at.
fn fate(c: char, text: &str, after: usize, manner: Manner) -> Fate {
    match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            if manner == Manner::Store =>
        {
            if c == '\r' && text[after..].starts_with('\n') {
                Fate::Drop
            } else {
                Fate::Become('\n')
            }
        }
        '\0'..='\u{1f}' if manner == Manner::Show => {
            Fate::Become(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'))
        }
        '\u{7f}' if manner == Manner::Show => Fate::Become('\u{2421}'),
        '\u{80}'..='\u{9f}' if manner == Manner::Show => Fate::Become('\u{fffd}'),
        '\u{2028}' | '\u{2029}' => Fate::Become('\n'),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Fate::Drop,
        '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => Fate::Keep,
        '\u{34f}' => Fate::Drop,
        '\u{200c}' | '\u{200d}' => Fate::Join,
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{3096}' => Fate::Keep,
        _ if is_hidden(c) => Fate::Drop,
        _ if is_combining_mark(c) => Fate::Mark,
        _ => Fate::Keep,
    }
}

/// Whether a character above U+009F draws nothing, turns the direction of text, or carries a hidden message.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a joiner between these two characters changes how a script or an emoji is drawn.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    needs_joiner(before) && needs_joiner(after)
}

fn needs_joiner(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}'
        | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
        || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(foreign: &str, stored: &str, shown: &str) {
        assert_eq!(clean(foreign), stored);
        assert_eq!(scrub(foreign), shown);
    }

    #[test]
    fn plain_text_is_left_alone() {
        check("One\n\ttwo", "One\n\ttwo", "One\n\ttwo");
        check(
            "Նիկոլ «Փաշինյան» – 深圳",
            "Նիկոլ «Փաշինյան» – 深圳",
            "Նիկոլ «Փաշինյան» – 深圳",
        );
        assert!(matches!(scrub("Erdoğan’s visit"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_are_dropped_in_the_store_and_visible_on_screen() {
        check("\u{1b}[31mred\u{7}", "[31mred", "␛[31mred␇");
        check("a\u{7f}b\u{9b}c", "abc", "a␡b\u{fffd}c");
        check(
            "one\r\ntwo\rthree\u{85}four",
            "one\ntwo\nthree\nfour",
            "one␍\ntwo␍three\u{fffd}four",
        );
    }

    #[test]
    fn hidden_characters_are_dropped() {
        check(
            "a\u{202e}b\u{200b}c\u{e0041}d\u{feff}e\u{ffff}f\u{ad}g",
            "abcdefg",
            "abcdefg",
        );
    }

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        check("می\u{200c}خواهم", "می\u{200c}خواهم", "می\u{200c}خواهم");
        check("क्\u{200d}ष", "क्\u{200d}ष", "क्\u{200d}ष");
        check("👩\u{200d}🚀", "👩\u{200d}🚀", "👩\u{200d}🚀");
        check("pay\u{200d}pal", "paypal", "paypal");
    }

    #[test]
    fn marks_are_capped_and_composed() {
        let tower = format!("x{}y", "\u{301}".repeat(100));
        assert_eq!(clean(&tower).chars().count(), 10);
        check("e\u{301}te\u{301}", "été", "e\u{301}te\u{301}");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(clean_line("  One\r\n\ttwo \u{a0} three\n"), "One two three");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(&clean(&once), &once);
            prop_assert_eq!(scrub(&once).into_owned(), once);
        }

        #[test]
        fn nothing_shown_controls_the_terminal(text in any::<String>()) {
            for c in scrub(&text).chars() {
                prop_assert!(!c.is_control() || c == '\n' || c == '\t');
                prop_assert!(!is_hidden(c));
            }
        }
    }
}
