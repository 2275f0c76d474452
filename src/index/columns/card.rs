//! What a list shows of a row beside its texts and date, in one place: rows of a search lie far apart, and each place that is looked
//! at is another page of the file.

use super::bytes::Array;

/// Bytes of a card.
pub(super) const CARD: usize = 10;

/// The cards of a part.
pub(super) type Cards = Array<CARD>;

/// What is on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Card {
    /// Words in the body.
    pub(super) words: u32,
    /// The offset of the date in minutes.
    pub(super) offset: i16,
    /// The number of the first source.
    pub(super) source: First,
    /// The number of the language.
    pub(super) lang: First,
    /// What else there is to say.
    pub(super) flags: u8,
}

/// The first number of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// The list is empty.
    None,
    /// This one.
    Is(u32),
    /// One that has no room here: it stands in the list.
    InList,
}

impl First {
    /// The first of a list.
    pub(super) fn of(values: &[u32]) -> Self {
        values.first().map_or(Self::None, |value| Self::Is(*value))
    }

    /// As a number up to `most`, which says that it stands in the list.
    fn packed(self, most: u32) -> u32 {
        match self {
            Self::None => 0,
            Self::Is(value) if value < most - 1 => value + 1,
            _ => most,
        }
    }

    fn unpacked(packed: u32, most: u32) -> Self {
        match packed {
            0 => Self::None,
            packed if packed == most => Self::InList,
            packed => Self::Is(packed - 1),
        }
    }
}

impl Card {
    pub(super) fn to_bytes(self) -> [u8; CARD] {
        let mut bytes = [0; CARD];
        bytes[..4].copy_from_slice(&self.words.to_le_bytes());
        bytes[4..6].copy_from_slice(&self.offset.to_le_bytes());
        let source = self.source.packed(u16::MAX.into()) as u16;
        bytes[6..8].copy_from_slice(&source.to_le_bytes());
        bytes[8] = self.lang.packed(u8::MAX.into()) as u8;
        bytes[9] = self.flags;
        bytes
    }

    pub(super) fn of_bytes(bytes: [u8; CARD]) -> Self {
        let [w0, w1, w2, w3, o0, o1, s0, s1, lang, flags] = bytes;
        Self {
            words: u32::from_le_bytes([w0, w1, w2, w3]),
            offset: i16::from_le_bytes([o0, o1]),
            source: First::unpacked(u16::from_le_bytes([s0, s1]).into(), u16::MAX.into()),
            lang: First::unpacked(lang.into(), u8::MAX.into()),
            flags,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_on_a_card_is_read_from_it() {
        for (value, read) in [
            (0, First::Is(0)),
            (253, First::Is(253)),
            (254, First::InList),
            (70_000, First::InList),
        ] {
            let card = Card {
                words: 1 << 20,
                offset: -300,
                source: First::of(&[value + 65_000]),
                lang: First::of(&[value]),
                flags: 1,
            };
            let back = Card::of_bytes(card.to_bytes());
            assert_eq!(back.lang, read);
            let source = match value + 65_000 {
                many @ 65_534.. => (First::InList, many),
                few => (First::Is(few), few),
            };
            assert_eq!(back.source, source.0, "{}", source.1);
            assert_eq!((back.words, back.offset, back.flags), (1 << 20, -300, 1));
        }
        assert_eq!(First::of(&[]), First::None);
    }
}
