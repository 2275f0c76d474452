//! Articles of which a part cannot be read: told once, and passed over, so that one does no harm to the others.

use crate::model::ArticleNo;
use crate::store::StoreError;

use super::{Library, LookError, lock};

impl Library {
    /// What was read of an article for a look; nothing where that is damaged.
    pub(super) fn unless_damaged<T>(
        &self,
        no: ArticleNo,
        read: Result<T, impl Into<LookError>>,
    ) -> Result<Option<T>, LookError> {
        match read.map_err(Into::into) {
            Ok(read) => Ok(Some(read)),
            Err(LookError::Store(fault)) => Ok(self.go_past(no, Err(fault))?),
            Err(other) => Err(other),
        }
    }

    /// What was read of an article; nothing where that is damaged.
    pub(super) fn go_past<T>(
        &self,
        no: ArticleNo,
        read: Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        match read {
            Ok(read) => Ok(Some(read)),
            Err(StoreError::Damaged { path, what }) => {
                if lock(&self.damaged).insert(no) {
                    let named = self.seen().row(no).map(|row| row.id);
                    let named = named.unwrap_or_else(|| format!("number {}", no.0));
                    self.say(format!(
                        "{}: article {named} cannot be read whole ({what}); `dateline verify` saves what is left of it",
                        path.display()
                    ));
                    self.watch.change(|_| {});
                }
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
}
