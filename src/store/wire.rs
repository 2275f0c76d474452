//! The compact encoding of small records in blobs: numbers of variable length and texts with their length before them.

/// Writes values one after the other.
#[derive(Default)]
pub(super) struct Sink(pub(super) Vec<u8>);

impl Sink {
    /// A number, 7 bits a byte, lowest first.
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value as u8 & 0x7F) | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A text that may be missing.
    pub(super) fn maybe(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }
}

/// Reads what [`Sink`] wrote; `None` as soon as the bytes do not fit, whatever they are.
pub(super) struct Source<'a>(pub(super) &'a [u8]);

impl<'a> Source<'a> {
    /// A number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A number that fits 32 bits.
    pub(super) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// One byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// A text.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    /// A text that may be missing.
    pub(super) fn maybe(&mut self) -> Option<Option<&'a str>> {
        match self.number()? {
            0 => Some(None),
            _ => Some(Some(self.text()?)),
        }
    }

    /// How many values follow; never more than there are bytes left.
    pub(super) fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.0.len()).then_some(length)
    }

    /// A list of texts.
    pub(super) fn texts(&mut self) -> Option<Vec<String>> {
        let length = self.length()?;
        (0..length)
            .map(|_| self.text().map(str::to_owned))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut sink = Sink::default();
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            sink.number(number);
        }
        sink.maybe(Some("Ərdoğan"));
        sink.maybe(None);
        let mut source = Source(&sink.0);
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            assert_eq!(source.number(), Some(number));
        }
        assert_eq!(source.maybe(), Some(Some("Ərdoğan")));
        assert_eq!(source.maybe(), Some(None));
        assert_eq!(source.byte(), None);
    }

    proptest::proptest! {
        #[test]
        fn foreign_bytes_are_refused_quietly(bytes: Vec<u8>) {
            let _ = Source(&bytes).texts();
            let _ = Source(&bytes).maybe();
        }
    }
}
