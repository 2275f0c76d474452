//! Problems of earlier readings that belong to no file that was begun: a path that led nowhere, an empty folder. One goes when
//! what it is about is read after all, or is met again, by whatever name.

use std::collections::HashMap;
use std::path::Path;

use crate::ingest;
use crate::model::Problem;
use crate::store::{Batch, Reader, StoreError};

/// Those that are kept, by what they are about.
#[derive(Default)]
pub(super) struct Loose {
    /// By the absolute name, and by the one that was given: that may have lost what cannot be shown.
    by_name: HashMap<String, Vec<Problem>>,
}

impl Loose {
    /// Those that the library keeps.
    pub(super) fn read(reader: &Reader) -> Result<Self, StoreError> {
        let mut loose = Self::default();
        reader
            .loose_problems()?
            .into_iter()
            .for_each(|problem| loose.add(problem));
        Ok(loose)
    }

    /// Adds one that is kept from now on.
    pub(super) fn add(&mut self, problem: Problem) {
        let key = ingest::key_of(Path::new(&problem.file));
        if key != problem.file {
            self.by_name.entry(key).or_default().push(problem.clone());
        }
        let named = problem.file.clone();
        self.by_name.entry(named).or_default().push(problem);
    }

    /// Forgets what kept a file from being read, or the folders it lies in: it is read now.
    pub(super) fn forget_about(
        &mut self,
        input: &ingest::Input,
        batch: &mut Batch<'_>,
    ) -> Result<(), StoreError> {
        if self.by_name.is_empty() {
            return Ok(());
        }
        let folders = Path::new(&input.key).ancestors();
        let names = folders.filter_map(Path::to_str).chain([&*input.path]);
        for name in names {
            for problem in self.by_name.remove(name).unwrap_or_default() {
                batch.forget_loose_problem(&problem)?;
            }
        }
        Ok(())
    }

    /// Forgets what is met again.
    pub(super) fn forget_same(
        &mut self,
        problem: &Problem,
        batch: &mut Batch<'_>,
    ) -> Result<(), StoreError> {
        let key = ingest::key_of(Path::new(&problem.file));
        for name in [&key, &problem.file] {
            let Some(known) = self.by_name.get_mut(name) else {
                continue;
            };
            for same in known.extract_if(.., |known| known.reason == problem.reason) {
                batch.forget_loose_problem(&same)?;
            }
        }
        Ok(())
    }
}
