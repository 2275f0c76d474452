//! The values that a field of a query could have, for completion.

use crate::index::columns::Kind;
use crate::model::NameField;
use crate::text::Cancel;
use crate::text::fold::{alternates, fold};
use crate::text::words::words;

use super::seen::Seen;
use super::{Library, LookError, lock};

impl Library {
    /// Values of a field that fit what is typed: those that begin so, then those in which a word does, each with most articles
    /// first; actors as they are found by any of their names.
    pub fn values(
        &self,
        field: NameField,
        typed: &str,
        limit: usize,
        cancel: &Cancel,
    ) -> Result<Vec<String>, LookError> {
        let seen = self.seen();
        let all = |kind| {
            let values = seen.columns.facet(kind, seen.columns.alive(), usize::MAX);
            values.into_iter().map(|(value, _)| value)
        };
        let values: Vec<String> = match field {
            NameField::Actor | NameField::With => return actors(self, &seen, typed, limit, cancel),
            NameField::Source => all(Kind::Source).collect(),
            NameField::Author => all(Kind::Author).collect(),
            NameField::Lang => all(Kind::Lang).collect(),
            NameField::Saved | NameField::New => {
                let saved = self.saved()?.into_iter();
                saved.map(|search| search.name).collect()
            }
            NameField::Tag => {
                let mut tags = self.mark_book().tags()?;
                tags.extend(all(Kind::Tag));
                tags
            }
        };
        Ok(fitting(values, typed, limit))
    }
}

fn actors(
    library: &Library,
    seen: &Seen,
    typed: &str,
    limit: usize,
    cancel: &Cancel,
) -> Result<Vec<String>, LookError> {
    let found = lock(&library.omnibox_names).find(&seen.actors, typed, None, cancel);
    let found = found.map_err(|_| LookError::Cancelled)?;
    let found = found.window(&seen.actors, 0, limit).into_iter();
    let names = found.map(|no| seen.actors.name(no).to_owned()).collect();
    Ok(names)
}

fn fitting(values: Vec<String>, typed: &str, limit: usize) -> Vec<String> {
    let typed = fold(typed.trim());
    let (mut first, mut second): (Vec<String>, Vec<String>) = Default::default();
    for value in values {
        let mut spellings = alternates(&value);
        spellings.insert(0, fold(&value));
        let begins_word = |spelling: &String| {
            words(spelling).any(|word| spelling[word.start..].starts_with(&typed))
        };
        if spellings
            .iter()
            .any(|spelling| spelling.starts_with(&typed))
        {
            first.push(value);
        } else if spellings.iter().any(begins_word) {
            second.push(value);
        }
    }
    first.extend(second);
    let mut met = std::collections::HashSet::new();
    first.retain(|value| met.insert(value.clone()));
    first.truncate(limit);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_begin_so_or_have_a_word_that_does() {
        let values =
            ["BBC News", "Agencia", "The Agency", "agencies", "Agencia"].map(str::to_owned);
        let found = fitting(values.to_vec(), "AGEN", 3);
        assert_eq!(found, ["Agencia", "agencies", "The Agency"]);
        assert_eq!(fitting(values.to_vec(), "", 1), ["BBC News"]);
        let turkish = vec!["Şafak".to_owned(), "Yeni Şafak".to_owned()];
        for typed in ["saf", "shaf", "şaf"] {
            assert_eq!(fitting(turkish.clone(), typed, 2), turkish, "{typed}");
        }
    }
}
