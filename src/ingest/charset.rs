//! Any encoding to UTF-8, a chunk at a time: by byte order mark, by validity, else by a guess from the first bytes.

use std::io::{self, BufRead};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at before the first is decoded.
const HEAD: usize = 256 << 10;

/// A text being decoded.
pub(super) struct Charset<'a> {
    source: Box<dyn BufRead + 'a>,
    head: Vec<u8>,
    way: Way,
    replaced: u64,
}

enum Way {
    /// UTF-8, with the bytes of a character that the next chunk will end.
    Utf8(Vec<u8>),
    Other(Box<Decoder>),
    Done,
}

impl<'a> Charset<'a> {
    /// Looks at the first bytes and chooses an encoding.
    pub(super) fn open(mut source: Box<dyn BufRead + 'a>) -> io::Result<Self> {
        let mut head = Vec::new();
        let mut last = true;
        while head.len() < HEAD {
            let chunk = source.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            last = chunk.len() + head.len() < HEAD;
            head.extend_from_slice(chunk);
            let length = chunk.len();
            source.consume(length);
        }
        let encoding = encoding(&head, last);
        let way = if encoding == UTF_8 {
            if head.starts_with(&[0xef, 0xbb, 0xbf]) {
                head.drain(..3);
            }
            Way::Utf8(Vec::new())
        } else {
            Way::Other(Box::new(encoding.new_decoder_with_bom_removal()))
        };
        Ok(Self {
            source,
            head,
            way,
            replaced: 0,
        })
    }

    /// The first bytes as they came, until the first call of [`Charset::fill`].
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Places where the bytes were no text and U+FFFD was put.
    pub(super) fn replaced(&self) -> u64 {
        self.replaced
    }

    /// Appends the next chunk, always valid UTF-8; `false` after the last.
    pub(super) fn fill(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        if matches!(self.way, Way::Done) {
            return Ok(false);
        }
        if !self.head.is_empty() {
            let head = std::mem::take(&mut self.head);
            self.decode(&head, text);
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
            Way::Done => {}
        }
        self.source.consume(length);
        Ok(true)
    }

    fn decode(&mut self, chunk: &[u8], text: &mut Vec<u8>) {
        match &mut self.way {
            Way::Utf8(open) => self.replaced += utf8(chunk, open, text),
            Way::Other(decoder) => self.replaced += other(decoder, chunk, false, text),
            Way::Done => {}
        }
    }

    fn finish(&mut self, text: &mut Vec<u8>) {
        match std::mem::replace(&mut self.way, Way::Done) {
            Way::Utf8(open) if !open.is_empty() => {
                text.extend_from_slice("\u{fffd}".as_bytes());
                self.replaced += 1;
            }
            Way::Other(mut decoder) => self.replaced += other(&mut decoder, &[], true, text),
            Way::Utf8(_) | Way::Done => {}
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
    if pairs < 2 {
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
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn decode(bytes: &[u8], chunk: usize) -> String {
        let source = Box::new(BufReader::with_capacity(chunk, bytes));
        let mut charset = Charset::open(source).expect("bytes in hand can be read");
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
