//! Lone surrogates: escapes that stand for half a character, which no JSON parser takes.

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
    fn only_lone_surrogates_are_replaced() {
        check(r"cut \uD83D!", r"cut \uFFFD!");
        check(r"\ude00\ud83d\ude00", r"\uFFFD\ud83d\ude00");
        check(r"\ud83d\ud83d\ude00", r"\uFFFD\ud83d\ude00");
        check(r"\\ud83d \u00e9 \u \ud8", r"\\ud83d \u00e9 \u \ud8");
        check(r"end \ud83d", r"end \uFFFD");
        check(r"end \ud83", r"end \ud83");
    }
}
