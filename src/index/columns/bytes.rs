//! Flat arrays and text arenas over bytes that may be mapped from a file or held in memory.

use std::io;

use tantivy::directory::OwnedBytes;

use super::sections::Sink;

/// An array of `N`-byte little-endian values.
#[derive(Clone)]
pub(super) struct Array<const N: usize>(OwnedBytes);

/// Little-endian `u16`.
pub(super) type U16s = Array<2>;
/// Little-endian `u32`.
pub(super) type U32s = Array<4>;
/// Little-endian `u64` or `i64`.
pub(super) type U64s = Array<8>;

impl<const N: usize> Array<N> {
    pub(super) fn new(bytes: OwnedBytes) -> Self {
        Self(bytes)
    }

    /// The values as they lie in memory; each is read with `from_le_bytes`, which costs nothing.
    #[inline]
    pub(super) fn raw(&self) -> &[[u8; N]] {
        self.0.as_slice().as_chunks::<N>().0
    }

    pub(super) fn len(&self) -> usize {
        self.0.len() / N
    }
}

impl U16s {
    #[inline]
    pub(super) fn get(&self, at: usize) -> u16 {
        self.raw().get(at).map_or(0, |raw| u16::from_le_bytes(*raw))
    }
}

impl U32s {
    pub(super) fn from_values(values: &[u32]) -> Self {
        let bytes: Vec<u8> = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        Self::new(OwnedBytes::new(bytes))
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> u32 {
        self.raw().get(at).map_or(0, |raw| u32::from_le_bytes(*raw))
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + '_ {
        self.raw().iter().map(|raw| u32::from_le_bytes(*raw))
    }
}

impl U64s {
    #[inline]
    pub(super) fn get_signed(&self, at: usize) -> i64 {
        self.raw().get(at).map_or(0, |raw| i64::from_le_bytes(*raw))
    }
}

/// Texts one after the other, found by number.
#[derive(Clone)]
pub(super) struct Arena {
    /// Where each text starts; one more than there are texts.
    offsets: U32s,
    text: OwnedBytes,
}

impl Arena {
    pub(super) fn new(offsets: OwnedBytes, text: OwnedBytes) -> Self {
        Self {
            offsets: Array::new(offsets),
            text,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The bytes of a text; empty where there is none.
    #[inline]
    pub(super) fn bytes(&self, at: usize) -> &[u8] {
        let raw = self.offsets.raw();
        let (Some(start), Some(end)) = (raw.get(at), raw.get(at + 1)) else {
            return &[];
        };
        let range = u32::from_le_bytes(*start) as usize..u32::from_le_bytes(*end) as usize;
        self.text.as_slice().get(range).unwrap_or(&[])
    }

    /// A text; empty where there is none or the file is damaged there.
    pub(super) fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or("")
    }
}

/// Short lists of numbers, one list a row.
#[derive(Clone)]
pub(super) struct Lists {
    offsets: U32s,
    values: U32s,
}

impl Lists {
    pub(super) fn new(offsets: OwnedBytes, values: OwnedBytes) -> Self {
        Self {
            offsets: Array::new(offsets),
            values: Array::new(values),
        }
    }

    /// Where the list of a row lies among all values.
    #[inline]
    pub(super) fn span(&self, at: usize) -> std::ops::Range<usize> {
        let raw = self.offsets.raw();
        let (Some(start), Some(end)) = (raw.get(at), raw.get(at + 1)) else {
            return 0..0;
        };
        let (start, end) = (u32::from_le_bytes(*start), u32::from_le_bytes(*end));
        let end = (end as usize).min(self.values.len());
        (start as usize).min(end)..end
    }

    /// The values of a row.
    #[inline]
    pub(super) fn get(&self, at: usize) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        self.values.raw()[self.span(at)]
            .iter()
            .map(|raw| u32::from_le_bytes(*raw))
    }
}

impl Arena {
    /// Writes several one after the other as one, to the sections `id` and `id + 1`.
    pub(super) fn join(parts: &[&Self], id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        let offsets: Vec<&U32s> = parts.iter().map(|part| &part.offsets).collect();
        join_offsets(&offsets, id, sink)?;
        sink.begin(id + 1)?;
        parts
            .iter()
            .try_for_each(|part| sink.put(part.text.as_slice()))
    }
}

impl Lists {
    /// Writes several one after the other as one, to the sections `id` and `id + 1`.
    pub(super) fn join(parts: &[&Self], id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        let offsets: Vec<&U32s> = parts.iter().map(|part| &part.offsets).collect();
        join_offsets(&offsets, id, sink)?;
        sink.begin(id + 1)?;
        parts
            .iter()
            .try_for_each(|part| sink.put(part.values.raw().as_flattened()))
    }
}

/// Offsets of parts as offsets into all of them joined.
fn join_offsets(parts: &[&U32s], id: u32, sink: &mut dyn Sink) -> io::Result<()> {
    sink.begin(id)?;
    sink.put(&0u32.to_le_bytes())?;
    let mut base = 0u32;
    for part in parts {
        for offset in part.iter().skip(1) {
            let offset = base
                .checked_add(offset)
                .ok_or_else(|| io::Error::other("more text than columns can hold"))?;
            sink.put(&offset.to_le_bytes())?;
        }
        let len = part.iter().next_back().unwrap_or(0);
        base = base
            .checked_add(len)
            .ok_or_else(|| io::Error::other("more text than columns can hold"))?;
    }
    Ok(())
}
