//! Packing of bodies: zstd with a dictionary learned from the first bodies of a library.
//!
//! A packed body starts with one byte: 0 plain, 1 zstd, 2 and up zstd with that dictionary (its number plus one).

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
/// One byte tells the dictionary, so there are never more.
const MOST_DICTIONARIES: u32 = 250;

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;

/// A body ready to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed(pub(super) Vec<u8>);

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

    /// Packs one body.
    pub fn pack(&mut self, body: &str) -> Packed {
        let plain = || {
            let mut bytes = Vec::with_capacity(body.len() + 1);
            bytes.push(PLAIN);
            bytes.extend_from_slice(body.as_bytes());
            Packed(bytes)
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
                    .compress_using_cdict(into, body.as_bytes(), &dictionary.packing),
            ),
            None => (ZSTD, self.context.compress(into, body.as_bytes(), LEVEL)),
        };
        match length {
            Ok(length) if length < body.len() => {
                let mut bytes = Vec::with_capacity(length + 1);
                bytes.push(code);
                bytes.extend_from_slice(&self.scratch[..length]);
                Packed(bytes)
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
    pub(super) fn unpack(&mut self, db: &Connection, packed: &[u8]) -> rusqlite::Result<String> {
        let broken = || unreadable("a body cannot be unpacked");
        let (&code, frame) = packed.split_first().ok_or_else(broken)?;
        let bytes = match code {
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
        String::from_utf8(bytes).map_err(|_| broken())
    }
}

fn load(db: &Connection, code: u8) -> rusqlite::Result<DDict<'static>> {
    let bytes: Option<Vec<u8>> = db
        .query_row(
            "SELECT bytes FROM dictionaries WHERE d = ?",
            [code - 1],
            |row| row.get(0),
        )
        .optional()?;
    bytes
        .and_then(|bytes| DDict::try_create(&bytes))
        .ok_or_else(|| unreadable("a dictionary of the bodies is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(packer: &mut Packer, body: &str, code: u8) {
        let db = Connection::open_in_memory().expect("memory is there");
        let packed = packer.pack(body);
        assert_eq!(packed.0[0], code, "{body:.20}");
        let read = Unpacker::default().unpack(&db, &packed.0);
        assert_eq!(read.expect("what was packed is unpacked"), body);
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
        for packed in [&b""[..], b"\x01abc", b"\x00\xff\xfe", b"\x07abc"] {
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
        assert_eq!(clone.pack(body).0[0], 2);
    }
}
