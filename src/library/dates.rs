//! The dates of what a query finds, for counting by time.

use crate::model::{ArticleNo, ArticlesAt, Date};
use crate::text::Cancel;

use super::{Library, LookError};

impl Library {
    /// The dates of all articles that a query finds; `None` for each without one.
    pub fn dates(&self, query: &str, cancel: &Cancel) -> Result<Vec<Option<Date>>, LookError> {
        let seen = self.seen();
        let at = ArticlesAt {
            query: query.to_owned(),
            ..ArticlesAt::default()
        };
        let found = self.results.find(self, &seen, &at, cancel)?;
        let date = |no| seen.columns.date(ArticleNo(no));
        Ok(found.all.iter().map(date).collect())
    }
}
