//! One date as it is typed: a day, a month, a year, or a stretch reckoned from today.

use jiff::{Span as Length, civil};

/// From one day to another, both inclusive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) first: civil::Date,
    pub(super) last: civil::Date,
    /// A day so long ago ("3d"): alone it means the time since then.
    pub(super) ago: bool,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

pub(super) fn read(typed: &str, today: civil::Date) -> Option<Span> {
    let typed = typed.trim().to_lowercase();
    if typed.len() > 40 {
        return None;
    }
    if !typed.contains(|c: char| c.is_alphabetic() && c != 't' && c != 'z') {
        return numeric(&typed);
    }
    if let Some(span) = short(&typed, today) {
        return Some(span);
    }
    let words: Vec<&str> = typed
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | ','))
        .filter(|word| !word.is_empty())
        .collect();
    in_words(&words, today)
}

fn day(day: civil::Date) -> Span {
    Span {
        first: day,
        last: day,
        ago: false,
    }
}

fn stretch(first: civil::Date, last: civil::Date) -> Span {
    Span {
        first,
        last,
        ago: false,
    }
}

/// `2022`, `2022-05`, `2022-05-30`, `20220530`, `30.05.2022`, and moments, of which the day counts.
fn numeric(typed: &str) -> Option<Span> {
    let typed = typed.split('t').next().unwrap_or_default();
    let parts: Vec<&str> = typed.split(['-', '/', '.']).collect();
    let number = |part: &str| {
        part.parse::<i16>()
            .ok()
            .filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match parts.as_slice() {
        [whole] if whole.len() == 8 => {
            let (year, rest) = whole.split_at_checked(4)?;
            let (month, of_month) = rest.split_at_checked(2)?;
            date(number(year)?, number(month)?, number(of_month)?).map(day)
        }
        [year] if year.len() == 4 => {
            let year = number(year)?;
            Some(stretch(date(year, 1, 1)?, date(year, 12, 31)?))
        }
        [year, month] if year.len() == 4 => month_of(number(year)?, number(month)?),
        [year, month, of_month] if year.len() == 4 => {
            date(number(year)?, number(month)?, number(of_month)?).map(day)
        }
        [of_month, month, year] if year.len() == 4 && typed.contains('.') => {
            date(number(year)?, number(month)?, number(of_month)?).map(day)
        }
        _ => None,
    }
}

fn date(year: i16, month: i16, of_month: i16) -> Option<civil::Date> {
    civil::Date::new(
        year,
        i8::try_from(month).ok()?,
        i8::try_from(of_month).ok()?,
    )
    .ok()
}

fn month_of(year: i16, month: i16) -> Option<Span> {
    let first = date(year, month, 1)?;
    Some(stretch(first, first.last_of_month()))
}

/// `3d`, `2w`, `6m`, `1y`.
fn short(typed: &str, today: civil::Date) -> Option<Span> {
    let unit = typed.chars().next_back()?;
    let count = typed.strip_suffix(unit)?;
    let count = count
        .parse()
        .ok()
        .filter(|_| count.bytes().all(|byte| byte.is_ascii_digit()))?;
    let unit = match unit {
        'd' => "day",
        'w' => "week",
        'm' => "month",
        'y' => "year",
        _ => return None,
    };
    back(count, unit, today).map(ago)
}

fn ago(first: civil::Date) -> Span {
    Span {
        first,
        last: first,
        ago: true,
    }
}

fn back(count: i64, unit: &str, today: civil::Date) -> Option<civil::Date> {
    let length = Length::new();
    let length = match unit {
        "day" | "days" => length.try_days(count),
        "week" | "weeks" => length.try_weeks(count),
        "month" | "months" => length.try_months(count),
        "year" | "years" => length.try_years(count),
        _ => return None,
    };
    today.checked_sub(length.ok()?).ok()
}

fn in_words(words: &[&str], today: civil::Date) -> Option<Span> {
    match words {
        ["today" | "now"] => Some(day(today)),
        ["yesterday"] => today.yesterday().ok().map(day),
        ["last" | "past" | "previous", count, unit] => {
            Some(stretch(back(count.parse().ok()?, unit, today)?, today))
        }
        [count, unit, "ago"] => back(count.parse().ok()?, unit, today).map(ago),
        ["this", unit] => around(today, unit),
        ["last" | "past" | "previous", name] => match weekday(name) {
            Some(weekday) => today
                .yesterday()
                .ok()
                .and_then(|day| latest(weekday, day))
                .map(day),
            None => around(back(1, name, today)?, name),
        },
        [name] => match weekday(name) {
            Some(weekday) => latest(weekday, today).map(day),
            None => latest_month(month(name)?, today),
        },
        [one, other] => {
            let (name, year) = month(one).map_or((*other, *one), |_| (*one, *other));
            month_of(year_of(year)?, month(name)?)
        }
        [one, other, year] => {
            let (name, of_month) = month(one).map_or((*other, *one), |_| (*one, *other));
            date(year_of(year)?, month(name)?, of_month.parse().ok()?).map(day)
        }
        _ => None,
    }
}

fn year_of(typed: &str) -> Option<i16> {
    typed.parse().ok().filter(|_| typed.len() == 4)
}

/// The week (from Monday), month or year that a day lies in.
fn around(day: civil::Date, unit: &str) -> Option<Span> {
    match unit {
        "week" => {
            let monday = day
                .checked_sub(Length::new().days(day.weekday().to_monday_zero_offset()))
                .ok()?;
            Some(stretch(
                monday,
                monday.checked_add(Length::new().days(6)).ok()?,
            ))
        }
        "month" => Some(stretch(day.first_of_month(), day.last_of_month())),
        "year" => Some(stretch(day.first_of_year(), day.last_of_year())),
        _ => None,
    }
}

/// A month by its name or at least three letters of it, from 1.
fn month(name: &str) -> Option<i16> {
    named(&MONTHS, name).and_then(|at| i16::try_from(at + 1).ok())
}

/// A weekday by its name or at least three letters of it, from Monday as 0.
fn weekday(name: &str) -> Option<i64> {
    named(&WEEKDAYS, name).and_then(|at| i64::try_from(at).ok())
}

fn named(names: &[&str], name: &str) -> Option<usize> {
    let long_enough = name.chars().count() >= 3;
    names
        .iter()
        .position(|full| long_enough && full.starts_with(name))
}

/// The last such weekday up to a day.
fn latest(weekday: i64, until: civil::Date) -> Option<civil::Date> {
    let today = i64::from(until.weekday().to_monday_zero_offset());
    until
        .checked_sub(Length::new().days((today - weekday).rem_euclid(7)))
        .ok()
}

/// The last such month that has begun.
fn latest_month(month: i16, today: civil::Date) -> Option<Span> {
    let this_year = month_of(today.year(), month)?;
    if this_year.first <= today {
        Some(this_year)
    } else {
        month_of(today.year().checked_sub(1)?, month)
    }
}
