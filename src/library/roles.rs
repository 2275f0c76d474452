//! The roles of actors by all articles, and at a date.

use super::seen::Seen;
use crate::actors::Office;
use crate::model::{ActorNo, Date, RoleSeen};
use crate::store::{Reader, StoreError};

impl Seen {
    /// The roles an actor is given in the texts, latest first; those of a mere part of its name are nobody's for certain.
    pub(super) fn roles(&self, reader: &Reader, no: ActorNo) -> Result<Vec<RoleSeen>, StoreError> {
        let mut all = Vec::new();
        for member in self.curation.get(reader)?.decided_members(no) {
            all.extend(reader.roles(member)?);
        }
        self.move_roles(reader, no, &mut all)?;
        let mut all = by_office(all);
        all.sort_by_key(|role: &RoleSeen| std::cmp::Reverse(role.last.map(|date| date.seconds())));
        Ok(all)
    }

    /// The role that articles of about this date give an actor: one whose dates lie around it, of those that of most
    /// articles; else the last one before it.
    pub(super) fn role_at(
        &self,
        reader: &Reader,
        no: ActorNo,
        date: &Date,
    ) -> Result<Option<String>, StoreError> {
        let (from, to) = (date.seconds() - NEAR, date.seconds() + NEAR);
        let mut near = Vec::new();
        for member in self.curation.get(reader)?.decided_members(no) {
            near.extend(reader.roles_near(member, (from, to), NEAREST)?);
        }
        self.move_roles(reader, no, &mut near)?;
        Ok(at(by_office(near), date.seconds()))
    }
}

/// How long before a date a role may have been seen last, and how far around it roles of one office are looked for: a year
/// of seconds.
const NEAR: i64 = 366 * 86_400;
/// Roles near a date that are looked at, those of most articles first.
const NEAREST: u32 = 40;

/// The role held at a moment, of roles with those of most articles first.
fn at(roles: Vec<RoleSeen>, moment: i64) -> Option<String> {
    let begun = |role: &RoleSeen| role.first.is_some_and(|first| first.seconds() <= moment);
    let last = |role: &RoleSeen| role.last.map(|last| last.seconds());
    let begun: Vec<RoleSeen> = roles.into_iter().filter(begun).collect();
    let held = begun.iter().rev().max_by_key(|role| match last(role) {
        Some(last) if last >= moment => (true, i64::from(role.articles)),
        Some(last) => (false, last),
        None => (false, i64::MIN),
    })?;
    last(held)
        .is_some_and(|last| last >= moment - NEAR)
        .then(|| held.role.clone())
}

/// Roles of one actor, those of most articles first, that are compared by what they mean.
const COMPARED: usize = 100;

/// Puts together what names one office of one state, under the words that most articles use: "Armenian foreign minister" and
/// "foreign minister of Armenia".
fn by_office(mut roles: Vec<RoleSeen>) -> Vec<RoleSeen> {
    roles.sort_by(|a, b| {
        b.articles
            .cmp(&a.articles)
            .then_with(|| a.role.cmp(&b.role))
    });
    let mut found: Vec<(Option<Office>, RoleSeen)> = Vec::with_capacity(roles.len());
    for (place, role) in roles.into_iter().enumerate() {
        let compared = place < COMPARED;
        let office = compared.then(|| Office::of(&role.role)).flatten();
        let same = found
            .iter_mut()
            .find(|(other, kept)| kept.role == role.role || office.is_some() && *other == office);
        match same {
            None => found.push((office, role)),
            Some((_, kept)) => {
                kept.articles += role.articles;
                let first = [kept.first, role.first].into_iter().flatten();
                kept.first = first.min_by_key(|date| date.seconds());
                let last = [kept.last, role.last].into_iter().flatten();
                kept.last = last.max_by_key(|date| date.seconds());
            }
        }
    }
    found.into_iter().map(|(_, role)| role).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;
    use crate::model::Date;

    #[test]
    fn one_office_in_other_words_is_one_role() {
        let role = |role: &str, year: i16, articles: u32| RoleSeen {
            role: role.to_owned(),
            first: Some(Date::day(civil::date(year, 1, 1))),
            last: Some(Date::day(civil::date(year, 2, 1))),
            articles,
        };
        let found = by_office(vec![
            role("Armenian foreign minister", 2021, 2),
            role("foreign minister of Armenia", 2022, 5),
            role("foreign minister of Georgia", 2022, 1),
            role("foreign minister", 2022, 1),
        ]);
        let shown: Vec<(&str, u32)> = found
            .iter()
            .map(|role| (role.role.as_str(), role.articles))
            .collect();
        let expected = [
            ("foreign minister of Armenia", 7),
            ("foreign minister", 1),
            ("foreign minister of Georgia", 1),
        ];
        assert_eq!(shown, expected);
        assert_eq!(found[0].first, Some(Date::day(civil::date(2021, 1, 1))));
        assert_eq!(found[0].last, Some(Date::day(civil::date(2022, 2, 1))));
    }

    #[test]
    fn the_role_at_a_date_is_one_around_it_else_the_last_before() {
        let role = |role: &str, first: i16, last: i16, articles| RoleSeen {
            role: role.to_owned(),
            first: Some(Date::day(civil::date(first, 1, 1))),
            last: Some(Date::day(civil::date(last, 1, 1))),
            articles,
        };
        let roles = [
            role("mayor", 2010, 2013, 3),
            role("lawyer", 2010, 2020, 1),
            role("minister", 2015, 2018, 9),
            role("president", 2021, 2023, 5),
        ];
        let at = |year, month| {
            let day = Date::day(civil::date(year, month, 1));
            at(roles.to_vec(), day.seconds())
        };
        assert_eq!(at(2011, 6).as_deref(), Some("mayor"));
        assert_eq!(at(2016, 6).as_deref(), Some("minister"));
        assert_eq!(at(2019, 6).as_deref(), Some("lawyer"));
        assert_eq!(at(2020, 6).as_deref(), Some("lawyer"));
        assert_eq!(at(2022, 6).as_deref(), Some("president"));
        assert_eq!(at(2023, 6).as_deref(), Some("president"));
        assert_eq!(at(2024, 6), None);
        assert_eq!(at(2009, 6), None);
    }
}
