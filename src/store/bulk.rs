//! A first load into an empty library: the indexes wait, and what must be unique is kept in memory until they are made.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::{Arc, RwLock},
};

use xxhash_rust::xxh3::xxh3_64;

/// Maps of keys that are hashes already.
type Map = HashMap<u64, u32, BuildHasherDefault<AsIs>>;

/// Takes a hash for what it is.
#[derive(Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[derive(Default)]
struct Seen {
    ids: Map,
    contents: Map,
    /// What the open batch has added, to be taken back with it.
    fresh: Vec<(u64, u64)>,
}

/// What a first load has seen; shared with the readers of this process, so that ids are found without an index.
/// Holds hashes: whoever finds a number compares the row.
#[derive(Clone, Default)]
pub(super) struct Bulk(Arc<RwLock<Option<Seen>>>);

impl Bulk {
    /// Starts a first load.
    pub(super) fn start(&self) {
        self.set(Some(Seen::default()));
    }

    /// Ends it; the indexes are there.
    pub(super) fn stop(&self) {
        self.set(None);
    }

    fn set(&self, seen: Option<Seen>) {
        if let Ok(mut held) = self.0.write() {
            *held = seen;
        }
    }

    /// Whether a first load goes on.
    pub(super) fn is_on(&self) -> bool {
        self.0.read().is_ok_and(|seen| seen.is_some())
    }

    /// The article that may have this id; outer `None` when no first load goes on.
    pub(super) fn by_id(&self, id: &str) -> Option<Option<u32>> {
        let seen = self.0.read().ok()?;
        Some(seen.as_ref()?.ids.get(&xxh3_64(id.as_bytes())).copied())
    }

    /// The article that may have this content; outer `None` when no first load goes on.
    pub(super) fn by_content(&self, content: &[u8; 16]) -> Option<Option<u32>> {
        let seen = self.0.read().ok()?;
        Some(seen.as_ref()?.contents.get(&short(content)).copied())
    }

    /// Notes a new article.
    pub(super) fn add(&self, id: &str, content: &[u8; 16], number: u32) {
        if let Ok(mut seen) = self.0.write()
            && let Some(seen) = seen.as_mut()
        {
            let (id, content) = (xxh3_64(id.as_bytes()), short(content));
            seen.ids.insert(id, number);
            seen.contents.insert(content, number);
            seen.fresh.push((id, content));
        }
    }

    /// The batch was committed.
    pub(super) fn keep(&self) {
        self.with(|seen| seen.fresh.clear());
    }

    /// The batch was taken back.
    pub(super) fn forget(&self) {
        self.with(|seen| {
            for (id, content) in seen.fresh.drain(..) {
                seen.ids.remove(&id);
                seen.contents.remove(&content);
            }
        });
    }

    fn with(&self, act: impl FnOnce(&mut Seen)) {
        if let Ok(mut seen) = self.0.write()
            && let Some(seen) = seen.as_mut()
        {
            act(seen);
        }
    }
}

fn short(content: &[u8; 16]) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&content[..8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_taken_back_leaves_nothing() {
        let bulk = Bulk::default();
        assert_eq!(bulk.by_id("a"), None);
        bulk.start();
        bulk.add("a", &[1; 16], 1);
        bulk.keep();
        bulk.add("b", &[2; 16], 2);
        bulk.forget();
        assert_eq!(bulk.by_id("a"), Some(Some(1)));
        assert_eq!(bulk.by_id("b"), Some(None));
        assert_eq!(bulk.by_content(&[2; 16]), Some(None));
    }
}
