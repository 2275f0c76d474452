//! The one store that is written to, which stays at rest until then.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock};

use crate::store::{AtRest, Mode, Store, StoreError};

use super::lock;

/// The store, at rest or opened.
pub(super) struct Writing {
    at_rest: Mutex<Option<AtRest>>,
    store: OnceLock<Mutex<Store>>,
}

impl Writing {
    /// One that is open.
    pub(super) fn open(store: Store) -> Self {
        Self {
            at_rest: Mutex::default(),
            store: OnceLock::from(Mutex::new(store)),
        }
    }

    /// One that nothing is written to yet.
    pub(super) fn at_rest(at_rest: AtRest) -> Self {
        Self {
            at_rest: Mutex::new(Some(at_rest)),
            store: OnceLock::new(),
        }
    }

    /// Whether nothing was written yet.
    pub(super) fn is_at_rest(&self) -> bool {
        self.store.get().is_none()
    }

    /// The store, opened in its folder where it was at rest.
    pub(super) fn awake(&self, dir: &Path) -> Result<MutexGuard<'_, Store>, StoreError> {
        if let Some(store) = self.if_awake() {
            return Ok(store);
        }
        let mut at_rest = lock(&self.at_rest);
        // Another thread may have opened it meanwhile.
        if self.store.get().is_none() {
            let opened = match at_rest.take() {
                Some(at_rest) => at_rest.wake(),
                None => Store::open(dir, Mode::Write),
            };
            let _ = self.store.set(Mutex::new(opened?.0));
        }
        drop(at_rest);
        let path = || dir.to_path_buf();
        self.if_awake()
            .ok_or_else(|| StoreError::Missing { path: path() })
    }

    /// The store, where it is open.
    pub(super) fn if_awake(&self) -> Option<MutexGuard<'_, Store>> {
        self.store.get().map(lock)
    }
}
