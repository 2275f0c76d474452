//! Packing of bodies: zstd with a dictionary learned from the first bodies of a library.
//!
//! A packed body starts with one byte: 0 plain, 1 zstd, 2 and up zstd with that dictionary (its number plus one). With `ASIDE`
//! added there is something beside the body: after the body stand its bytes, then how many they are in four bytes, lowest first.
//! What stands beside names mostly what the body names: packed together it costs less than in a column of its own.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, RwLock},
};

use rusqlite::{Connection, OptionalExtension};
use zstd::zstd_safe::{CCtx, CDict, DCtx, DDict, compress_bound, get_frame_content_size};

use super::error::unreadable;

/// zstd's level: with a dictionary it takes an eighth off what level 1 leaves, for a fifth more time.
const LEVEL: i32 = 3;
/// Bodies the dictionary is learned from.
pub(super) const SAMPLES: usize = 2_000;
/// Bytes of one body that the dictionary is learned from.
pub(super) const SAMPLE_BYTES: usize = 4_096;
/// Bytes of a dictionary.
const DICTIONARY_BYTES: usize = 110 * 1024;
/// Shorter bodies stay plain.
const WORTH_PACKING: usize = 48;
/// No article is longer; a greater length in a frame means damage.
const LONGEST: u64 = 64 << 20;
/// Seven bits tell the dictionary, so there are never more.
const MOST_DICTIONARIES: u32 = 120;

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;
/// Added where something stands beside the body.
const ASIDE: u8 = 0x80;
/// Bytes that tell how much.
const LENGTH: usize = 4;

/// A body ready to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed(pub(super) Vec<u8>);

/// A body as it was before it was packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unpacked {
    /// The body.
    pub(super) body: String,
    /// What stood beside it; empty for nothing.
    pub(super) aside: Vec<u8>,
}

struct Dictionary {
    code: u8,
    packing: CDict<'static>,
}

/// Packs bodies. Each thread has its own; clones learn of a new dictionary together.
pub struct Packer {
    newest: Arc<RwLock<Option<Arc<Dictionary>>>>,
    context: CCtx<'static>,
    scratch: Vec<u8>,
}

impl Clone for Packer {
    fn clone(&self) -> Self {
        Self {
            newest: Arc::clone(&self.newest),
            context: CCtx::create(),
            scratch: Vec::new(),
        }
    }
}

impl Default for Packer {
    fn default() -> Self {
        Self {
            newest: Arc::default(),
            context: CCtx::create(),
            scratch: Vec::new(),
        }
    }
}

impl Packer {
    /// A packer that uses the newest dictionary of a library.
    pub(super) fn of(db: &Connection) -> rusqlite::Result<Self> {
        let packer = Self::default();
        let newest = db
            .query_row(
                "SELECT d, bytes FROM dictionaries ORDER BY d DESC LIMIT 1",
                [],
                |row| Ok((row.get::<_, u32>(0)?, row.get::<_, Vec<u8>>(1)?)),
            )
            .optional()?;
        if let Some((number, bytes)) = newest {
            packer.learn(number, &bytes);
        }
        Ok(packer)
    }

    /// Whether a dictionary is in use.
    pub fn has_dictionary(&self) -> bool {
        self.newest.read().is_ok_and(|newest| newest.is_some())
    }

    /// Uses a dictionary from now on, in every clone. It must be committed before.
    pub(super) fn learn(&self, number: u32, bytes: &[u8]) {
        let code = u8::try_from(number.min(MOST_DICTIONARIES)).unwrap_or(u8::MAX - 1) + 1;
        let packing = CDict::create(bytes, LEVEL);
        if let Ok(mut newest) = self.newest.write() {
            *newest = Some(Arc::new(Dictionary { code, packing }));
        }
    }

    /// Packs one body with what stands beside it.
    pub(super) fn pack(&mut self, body: &str, aside: &[u8]) -> Packed {
        if aside.is_empty() {
            return Packed(self.pack_bytes(body.as_bytes()));
        }
        let length = u32::try_from(aside.len()).unwrap_or(u32::MAX);
        let both = [body.as_bytes(), aside, &length.to_le_bytes()].concat();
        let mut bytes = self.pack_bytes(&both);
        bytes[0] |= ASIDE;
        Packed(bytes)
    }

    fn pack_bytes(&mut self, body: &[u8]) -> Vec<u8> {
        let plain = || {
            let mut bytes = Vec::with_capacity(body.len() + 1);
            bytes.push(PLAIN);
            bytes.extend_from_slice(body);
            bytes
        };
        if body.len() < WORTH_PACKING {
            return plain();
        }
        let room = compress_bound(body.len());
        if self.scratch.len() < room {
            self.scratch.resize(room, 0);
        }
        let dictionary = self.newest.read().ok().and_then(|newest| newest.clone());
        let into = self.scratch.as_mut_slice();
        let (code, length) = match &dictionary {
            Some(dictionary) => (
                dictionary.code,
                self.context
                    .compress_using_cdict(into, body, &dictionary.packing),
            ),
            None => (ZSTD, self.context.compress(into, body, LEVEL)),
        };
        match length {
            Ok(length) if length < body.len() => {
                let mut bytes = Vec::with_capacity(length + 1);
                bytes.push(code);
                bytes.extend_from_slice(&self.scratch[..length]);
                bytes
            }
            _ => plain(),
        }
    }
}

/// Learns a dictionary; `None` where the bodies are too few or too much alike for one.
pub(super) fn train(samples: &[Vec<u8>]) -> Option<Vec<u8>> {
    zstd::dict::from_samples(samples, DICTIONARY_BYTES).ok()
}

/// Unpacks bodies; each thread has its own.
pub(super) struct Unpacker {
    context: DCtx<'static>,
    dictionaries: HashMap<u8, DDict<'static>>,
}

impl Default for Unpacker {
    fn default() -> Self {
        Self {
            context: DCtx::create(),
            dictionaries: HashMap::new(),
        }
    }
}

impl Unpacker {
    /// Unpacks a body stored by [`Packer::pack`]; dictionaries are read from `db` when first met.
    pub(super) fn unpack(&mut self, db: &Connection, packed: &[u8]) -> rusqlite::Result<Unpacked> {
        let broken = || unreadable("a body cannot be unpacked");
        let (&first, frame) = packed.split_first().ok_or_else(broken)?;
        let code = first & !ASIDE;
        let mut bytes = match code {
            PLAIN => frame.to_vec(),
            _ => {
                let length = get_frame_content_size(frame).ok().flatten();
                let length = length
                    .filter(|&length| length <= LONGEST)
                    .ok_or_else(broken)?;
                let mut bytes = Vec::with_capacity(length as usize);
                if code == ZSTD {
                    self.context.decompress(&mut bytes, frame)
                } else {
                    let dictionary = match self.dictionaries.entry(code) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(free) => free.insert(load(db, code)?),
                    };
                    self.context
                        .decompress_using_ddict(&mut bytes, frame, dictionary)
                }
                .map_err(|_| broken())?;
                bytes
            }
        };
        let mut aside = Vec::new();
        if first & ASIDE != 0 {
            let (rest, length) = bytes.split_last_chunk::<LENGTH>().ok_or_else(broken)?;
            let length = u32::from_le_bytes(*length) as usize;
            let body = rest.len().checked_sub(length).ok_or_else(broken)?;
            aside = rest[body..].to_vec();
            bytes.truncate(body);
        }
        let body = String::from_utf8(bytes).map_err(|_| broken())?;
        Ok(Unpacked { body, aside })
    }
}

fn load(db: &Connection, code: u8) -> rusqlite::Result<DDict<'static>> {
    // Made from where it lies: it is the largest thing that many a question reads.
    let made = db
        .query_row(
            "SELECT bytes FROM dictionaries WHERE d = ?",
            [code - 1],
            |row| Ok(DDict::try_create(row.get_ref(0)?.as_blob()?)),
        )
        .optional()?;
    made.flatten()
        .ok_or_else(|| unreadable("a dictionary of the bodies is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(packer: &mut Packer, body: &str, code: u8) {
        let db = Connection::open_in_memory().expect("memory is there");
        let packed = packer.pack(body, b"");
        assert_eq!(packed.0[0], code, "{body:.20}");
        let read = Unpacker::default().unpack(&db, &packed.0);
        let read = read.expect("what was packed is unpacked");
        assert_eq!(
            (read.body.as_str(), read.aside.as_slice()),
            (body, &b""[..])
        );
        let packed = packer.pack(body, b"https://caucasus.example/1");
        let read = Unpacker::default().unpack(&db, &packed.0);
        let read = read.expect("what was packed is unpacked");
        assert_eq!(read.body, body);
        assert_eq!(read.aside, b"https://caucasus.example/1");
    }

    #[test]
    fn bodies_survive_packing() {
        let mut packer = Packer::default();
        check(&mut packer, "", PLAIN);
        check(&mut packer, "Talks went on in Brussels.", PLAIN);
        check(&mut packer, &"Talks went on in Brussels. ".repeat(20), ZSTD);
    }

    #[test]
    fn a_broken_frame_is_an_error() {
        let db = Connection::open_in_memory().expect("memory is there");
        let mut unpacker = Unpacker::default();
        for packed in [
            &b""[..],
            b"\x01abc",
            b"\x00\xff\xfe",
            b"\x07abc",
            b"\x80abc",
            b"\x80abc\x04\0\0\0",
        ] {
            assert!(unpacker.unpack(&db, packed).is_err());
        }
    }

    #[test]
    fn clones_learn_together() {
        let samples: Vec<_> = (0..500)
            .map(|n| format!("Report {n}: the ministers met in Brussels on day {n} and spoke of the road {}.", n * 7).into_bytes())
            .collect();
        let dictionary = train(&samples).expect("enough to learn from");
        let packer = Packer::default();
        let mut clone = packer.clone();
        packer.learn(1, &dictionary);
        let body = "The ministers met in Brussels on day 17 and spoke of the road and of much else besides.";
        assert_eq!(clone.pack(body, b"").0[0], 2);
    }
}
