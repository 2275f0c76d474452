//! Any encoding to UTF-8, a chunk at a time: by byte order mark, by validity, else by a guess from the first bytes.

use std::io::{self, BufRead};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{disk, json};

/// Bytes by which an encoding is chosen, and a format.
const HEAD: usize = 256 << 10;
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A text being decoded.
pub(super) struct Charset<'a> {
    source: Box<dyn BufRead + 'a>,
    /// The first bytes as they came, while they are of use.
    head: Vec<u8>,
    /// How many of these have been handed on.
    given: usize,
    /// Whether a lull has still to be told.
    lull: bool,
    way: Way,
    replaced: u64,
}

enum Way {
    /// Not chosen yet: what was handed on is UTF-8, and most of it the same in any encoding.
    Open,
    /// UTF-8, with the bytes of a character that the next chunk will end.
    Utf8(Vec<u8>),
    Other(Box<Decoder>),
    Done,
}

impl<'a> Charset<'a> {
    /// Looks at the first bytes and chooses an encoding. In a lull of the source what came is handed on before, where it
    /// `is_enough` and is UTF-8 so far; a guess, if one is needed, is still made by all of the first bytes.
    pub(super) fn open(
        source: Box<dyn BufRead + 'a>,
        is_enough: &dyn Fn(&str) -> bool,
    ) -> io::Result<Self> {
        let mut charset = Self {
            source,
            head: Vec::new(),
            given: 0,
            lull: false,
            way: Way::Open,
            replaced: 0,
        };
        charset.look(is_enough)?;
        Ok(charset)
    }

    /// The first bytes as they came, but for the mark of UTF-8, until the first call of [`Charset::fill`].
    pub(super) fn head(&self) -> &[u8] {
        &self.head[self.given..]
    }

    /// Places where the bytes were no text and U+FFFD was put.
    pub(super) fn replaced(&self) -> u64 {
        self.replaced
    }

    /// Appends the next chunk, always valid UTF-8; `false` after the last. Fails with a lull where that is told first.
    pub(super) fn fill(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        if matches!(self.way, Way::Done) {
            return Ok(false);
        }
        if matches!(self.way, Way::Open) && self.fill_open(text)? {
            return Ok(true);
        }
        if self.given < self.head.len() {
            let head = std::mem::take(&mut self.head);
            self.decode(&head[self.given..], text);
            self.given = 0;
            return Ok(true);
        }
        let chunk = self.source.fill_buf()?;
        if chunk.is_empty() {
            self.finish(text);
            return Ok(true);
        }
        let length = chunk.len();
        match &mut self.way {
            Way::Utf8(open) => self.replaced += utf8(chunk, open, text),
            Way::Other(decoder) => self.replaced += other(decoder, chunk, false, text),
            Way::Open | Way::Done => {}
        }
        self.source.consume(length);
        Ok(true)
    }

    /// Appends what is UTF-8 of the first bytes; `false` once all of them are there and the encoding is chosen.
    fn fill_open(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        if self.give(text).is_some_and(|given| given > 0) {
            return Ok(true);
        }
        if std::mem::take(&mut self.lull) {
            return Err(disk::lull());
        }
        if self.take()? > 0 && self.head.len() < HEAD {
            self.give(text);
            return Ok(true);
        }
        self.choose();
        Ok(false)
    }

    /// Reads the first bytes and chooses the encoding by them, unless what came by a lull is enough to begin with.
    fn look(&mut self, is_enough: &dyn Fn(&str) -> bool) -> io::Result<()> {
        while self.head.len() < HEAD {
            match self.take() {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if disk::is_lull(&error) => {
                    if self.given == 0 && self.head.starts_with(MARK) {
                        self.given = MARK.len();
                    }
                    if self.plain().is_some_and(is_enough) {
                        self.lull = true;
                        return Ok(());
                    }
                }
                Err(error) => return Err(error),
            }
        }
        self.choose();
        Ok(())
    }

    /// Adds the next chunk to the first bytes; returns its length.
    fn take(&mut self) -> io::Result<usize> {
        let chunk = self.source.fill_buf()?;
        // Never more than the head of a file would be: what is told by it must not depend on the chunks.
        let length = chunk.len().min(HEAD - self.head.len());
        self.head.extend_from_slice(&chunk[..length]);
        self.source.consume(length);
        Ok(length)
    }

    fn choose(&mut self) {
        let encoding = encoding(&self.head, self.head.len() < HEAD);
        self.way = if encoding != UTF_8 {
            Way::Other(Box::new(match self.given {
                0 => encoding.new_decoder_with_bom_removal(),
                _ => encoding.new_decoder_without_bom_handling(),
            }))
        } else {
            if self.given == 0 && self.head.starts_with(MARK) {
                self.given = MARK.len();
            }
            Way::Utf8(Vec::new())
        };
    }

    /// What waits of the first bytes, up to a character that is cut, if it is UTF-8 and nothing speaks for anything else.
    fn plain(&self) -> Option<&str> {
        let waiting = &self.head[self.given..];
        let valid = match std::str::from_utf8(waiting) {
            Ok(_) => waiting.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return None,
        };
        let text = std::str::from_utf8(&waiting[..valid]).ok()?;
        (!text.contains('\0')).then_some(text)
    }

    /// Hands on what is [`Charset::plain`]; returns how many bytes that is.
    fn give(&mut self, text: &mut Vec<u8>) -> Option<usize> {
        let plain = self.plain()?;
        text.extend_from_slice(plain.as_bytes());
        let length = plain.len();
        self.given += length;
        Some(length)
    }

    fn decode(&mut self, chunk: &[u8], text: &mut Vec<u8>) {
        match &mut self.way {
            Way::Utf8(open) => self.replaced += utf8(chunk, open, text),
            Way::Other(decoder) => self.replaced += other(decoder, chunk, false, text),
            Way::Open | Way::Done => {}
        }
    }

    fn finish(&mut self, text: &mut Vec<u8>) {
        match std::mem::replace(&mut self.way, Way::Done) {
            Way::Utf8(open) if !open.is_empty() => {
                text.extend_from_slice("\u{fffd}".as_bytes());
                self.replaced += 1;
            }
            Way::Other(mut decoder) => self.replaced += other(&mut decoder, &[], true, text),
            Way::Utf8(_) | Way::Open | Way::Done => {}
        }
    }
}

/// Appends a chunk of UTF-8 and keeps in `open` what a character still lacks; returns how often it was none.
fn utf8(chunk: &[u8], open: &mut Vec<u8>, text: &mut Vec<u8>) -> u64 {
    let mut replaced = 0;
    let mut rest = chunk;
    while !open.is_empty() && !rest.is_empty() {
        open.push(rest[0]);
        match std::str::from_utf8(open) {
            Ok(_) => {
                text.append(open);
                rest = &rest[1..];
            }
            Err(error) if error.error_len().is_none() => rest = &rest[1..],
            Err(_) => {
                // The byte just taken may begin something of its own: it stays in `rest`.
                open.clear();
                text.extend_from_slice("\u{fffd}".as_bytes());
                replaced += 1;
            }
        }
    }
    while let Err(error) = std::str::from_utf8(rest) {
        let (valid, after) = rest.split_at(error.valid_up_to());
        text.extend_from_slice(valid);
        let Some(length) = error.error_len() else {
            open.extend_from_slice(after);
            return replaced;
        };
        text.extend_from_slice("\u{fffd}".as_bytes());
        replaced += 1;
        rest = &after[length..];
    }
    text.extend_from_slice(rest);
    replaced
}

/// Appends a chunk of another encoding; returns how often it was none.
fn other(decoder: &mut Decoder, mut chunk: &[u8], last: bool, text: &mut Vec<u8>) -> u64 {
    let mut replaced = 0;
    let mut buffer = [0; 4096];
    loop {
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(chunk, &mut buffer, last);
        text.extend_from_slice(&buffer[..written]);
        chunk = &chunk[read..];
        match result {
            DecoderResult::InputEmpty => return replaced,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.extend_from_slice("\u{fffd}".as_bytes());
                replaced += 1;
            }
        }
    }
}

fn encoding(head: &[u8], whole: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = utf16(head) {
        return encoding;
    }
    let (mut characters, mut faults) = (0_usize, 0_usize);
    let mut chunks = head.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        let valid = chunk.valid();
        characters += valid.chars().filter(|c| !c.is_ascii()).count();
        let cut = chunks.peek().is_none() && !whole;
        if !chunk.invalid().is_empty() && !cut {
            faults += 1;
        }
    }
    // A few bad bytes among many good characters are damage, not another encoding.
    if faults == 0 || characters > faults * 4 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    detector.guess(None, Utf8Detection::Deny)
}

/// Tells UTF-16 without a mark by its zeros: many in one half of the pairs, none in the other.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096) & !1];
    let pairs = head.len() / 2;
    let zeros = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Of JSON in UTF-16 the first bracket has a zero beside it; stray zeros further on are damage.
    if pairs < 2 || json::begins(head) {
        None
    } else if even == 0 && odd * 12 > pairs {
        Some(UTF_16LE)
    } else if odd == 0 && even * 12 > pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use proptest::prelude::*;

    use super::*;

    fn decode(bytes: &[u8], chunk: usize) -> String {
        let source = Box::new(BufReader::with_capacity(chunk, bytes));
        let mut charset = Charset::open(source, &|_| false).expect("bytes in hand can be read");
        let mut text = Vec::new();
        while charset.fill(&mut text).expect("bytes in hand can be read") {}
        String::from_utf8(text).expect("it is UTF-8 now")
    }

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, 8192), expected);
    }

    #[test]
    fn marks_and_validity_tell_utf_8() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", "café");
        check("Երևան".as_bytes(), "Երևան");
    }

    #[test]
    fn utf_16_is_told_with_and_without_a_mark() {
        let low = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
        };
        let high = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<_>>()
        };
        check(&low("\u{feff}Library café"), "Library café");
        check(&high("\u{feff}Library café"), "Library café");
        check(&low("Library hours"), "Library hours");
        check(&high("Library hours"), "Library hours");
    }

    #[test]
    fn zeros_in_json_make_no_utf_16() {
        check(b"{\"a\": \"\0\0b\"}", "{\"a\": \"\0\0b\"}");
    }

    #[test]
    fn other_encodings_are_guessed() {
        check(
            b"The caf\xe9 in the old mill opens again.",
            "The café in the old mill opens again.",
        );
        let (russian, _, _) =
            encoding_rs::WINDOWS_1251.encode("Президент посетил Ереван и Тбилиси");
        check(&russian, "Президент посетил Ереван и Тбилиси");
    }

    #[test]
    fn damage_in_utf_8_costs_one_character() {
        let mut bytes = "Երևանի օդանավակայան".as_bytes().to_vec();
        bytes.insert(4, 0xff);
        check(&bytes, "Եր\u{fffd}ևանի օդանավակայան");
    }

    /// Falls silent after the first bytes.
    struct Slow<'a>(&'a [u8], bool);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(disk::lull());
            }
            let length = self.0.len().min(9);
            self.0.read(&mut buffer[..length])
        }
    }

    #[test]
    fn what_is_enough_is_handed_on_before_the_encoding_is_chosen() {
        let source = Box::new(BufReader::new(Slow(
            b"The old caf\xe9 in the old mill opens.",
            false,
        )));
        let mut charset = Charset::open(source, &|text| text.len() > 3).expect("it is read");
        let mut text = Vec::new();
        let mut lulls = 0;
        loop {
            match charset.fill(&mut text) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => lulls += usize::from(disk::is_lull(&error)),
            }
            if lulls == 1 {
                assert_eq!(text, b"The old c");
            }
        }
        let text = String::from_utf8(text).expect("it is UTF-8 now");
        assert_eq!(text, "The old caf\u{e9} in the old mill opens.");
        assert!(lulls > 2);
    }

    proptest! {
        #[test]
        fn chunks_of_any_size_give_the_same_text(bytes in any::<Vec<u8>>(), chunk in 1_usize..9) {
            prop_assert_eq!(decode(&bytes, chunk), decode(&bytes, 8192));
        }

        #[test]
        fn utf_8_is_cut_and_joined_without_loss(text in any::<String>(), at in 0_usize..200) {
            let bytes = text.as_bytes();
            let at = at.min(bytes.len());
            let (mut open, mut joined) = (Vec::new(), Vec::new());
            let faults = utf8(&bytes[..at], &mut open, &mut joined) + utf8(&bytes[at..], &mut open, &mut joined);
            prop_assert_eq!(faults, 0);
            prop_assert_eq!(joined, bytes);
        }
    }
}
