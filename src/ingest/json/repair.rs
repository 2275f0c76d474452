//! What no JSON parser takes and what is meant all the same: lone surrogates, which stand for half a character, and control characters
//! that stand in a string as they are.

use memchr::memmem;

/// Writes U+FFFD over every lone surrogate; the length stays.
pub(super) fn repair(text: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memmem::find(&text[at..], b"\\u") {
        let start = at + found;
        if !is_escape(text, start) {
            at = start + 2;
            continue;
        }
        at = start + 6;
        match unit(text, start) {
            Some(0xd800..=0xdbff) if matches!(unit(text, at), Some(0xdc00..=0xdfff)) => at += 6,
            Some(0xd800..=0xdfff) => text[start + 2..start + 6].copy_from_slice(b"FFFD"),
            _ => at = start + 2,
        }
        at = at.min(text.len());
    }
}

/// Writes the control characters in strings as escapes; `None` where there are none.
pub(super) fn escape_controls(text: &[u8]) -> Option<Vec<u8>> {
    let mut escaped = Vec::with_capacity(text.len() + 64);
    let (mut in_string, mut after_backslash, mut any) = (false, false, false);
    for &byte in text {
        if in_string && byte < b' ' {
            any = true;
            // A backslash before it would escape the one that is written for it.
            if after_backslash {
                escaped.push(b'\\');
            }
            escaped.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            after_backslash = false;
            continue;
        }
        escaped.push(byte);
        if after_backslash {
            after_backslash = false;
        } else if byte == b'"' {
            in_string = !in_string;
        } else {
            after_backslash = in_string && byte == b'\\';
        }
    }
    any.then_some(escaped)
}

/// Whether the backslash here is not itself escaped.
fn is_escape(text: &[u8], at: usize) -> bool {
    let before = text[..at].iter().rev().take_while(|byte| **byte == b'\\');
    before.count() % 2 == 0
}

/// The code unit of an escape that starts here.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut bytes = text.as_bytes().to_vec();
        repair(&mut bytes);
        assert_eq!(String::from_utf8_lossy(&bytes), expected);
    }

    #[test]
    fn control_characters_in_strings_are_escaped() {
        let escape = |text: &str| {
            let escaped = escape_controls(text.as_bytes())?;
            String::from_utf8(escaped).ok()
        };
        assert_eq!(
            escape("{\t\"a\tb\": \"\\\"\n\"\n}").as_deref(),
            Some("{\t\"a\\u0009b\": \"\\\"\\u000a\"\n}")
        );
        assert_eq!(escape("\"a\\\tb\"").as_deref(), Some("\"a\\\\\\u0009b\""));
        assert_eq!(escape("{\n\t\"a\": 1\n}"), None);
    }

    #[test]
    fn only_lone_surrogates_are_replaced() {
        check(r"cut \uD83D!", r"cut \uFFFD!");
        check(r"\ude00\ud83d\ude00", r"\uFFFD\ud83d\ude00");
        check(r"\ud83d\ud83d\ude00", r"\uFFFD\ud83d\ude00");
        check(r"\\ud83d \u00e9 \u \ud8", r"\\ud83d \u00e9 \u \ud8");
        check(r"end \ud83d", r"end \uFFFD");
        check(r"end \ud83", r"end \ud83");
    }
}
