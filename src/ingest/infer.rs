//! The date of an article worked out from its text: days that it names together with their weekday or their year.

use jiff::civil::{self, Weekday};

use super::calendar;
use crate::model::Date;

/// Bytes of the text that are looked at.
const LOOKED_AT: usize = 6_000;
/// Bytes at the start of the text in which a day with its year is taken for that of the report: a dateline, a first sentence.
const HEAD: usize = 300;
/// Bytes of a line that says little more than a day, wherever it stands.
const SHORT_LINE: usize = 60;
/// Years that a day and its weekday are looked for in.
const YEARS: i16 = 40;
/// A report names no year later than its own by more than one, and few leave the last so many years unnamed that it is about.
const BEFORE_NAMED: i16 = 1;
/// See [`BEFORE_NAMED`].
const AFTER_NAMED: i16 = 3;
/// Words behind a number that make it a time of day.
const CLOCKS: [&str; 9] = [
    "GMT", "BST", "UTC", "CET", "CEST", "EST", "EDT", "hours", "hrs",
];
/// Words that put a day into the future when they come before it in its sentence.
const AHEAD: [&str; 14] = [
    " will ",
    " would ",
    " to be ",
    " is to ",
    " are to ",
    " next ",
    " scheduled ",
    " until ",
    " hopes ",
    " plans ",
    " planned ",
    " expected ",
    " set to ",
    " set for ",
];
/// Words that make a day with its year history when they come before it in its sentence, in lower case.
const BEHIND: [&str; 6] = [
    "since ",
    "born ",
    "released ",
    "founded ",
    "established ",
    "anniversary ",
];

/// Returns the latest day that the text fixes and that does not lie after `today`. Of the title only the years are looked at.
pub(super) fn infer(title: &str, text: &str, today: civil::Date) -> Option<Date> {
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    let words = words(text);
    let days = days(text, &words);
    // What lies long before a year that the text names is history.
    let in_title = latest_year(&self::words(title), today);
    let named = latest_year(&words, today).max(in_title);
    let earliest = named.map_or(i16::MIN, |year| year - BEFORE_NAMED);
    // Further down a day with a year may be any day of the past.
    let near = days
        .iter()
        .filter(|day| day.weekday.is_some() || day.is_apart);
    let dated = near.filter_map(|day| {
        let date = civil::Date::new(day.year?, day.month, day.day).ok()?;
        (date <= today && date.year() >= earliest).then_some(date)
    });
    let latest = dated.max();
    let fixed = fixed_by_weekday(&days, today, named);
    latest.max(fixed).map(|date| Date::day(date).inferred())
}

/// A day as the text names it.
struct Day {
    day: i8,
    month: i8,
    year: Option<i16>,
    weekday: Option<Weekday>,
    /// Whether it stands at the head of the text or on a line of its own.
    is_apart: bool,
}

/// The year in which most of the days have their weekdays, the latest of them; and in it the latest day. Where the text names a
/// year, only those about the latest it names are looked at.
fn fixed_by_weekday(days: &[Day], today: civil::Date, named: Option<i16>) -> Option<civil::Date> {
    let mut best: Option<(usize, civil::Date)> = None;
    let is_near = |back: &i16| {
        let year = today.year() - back;
        named.is_none_or(|named| (named - BEFORE_NAMED..=named + AFTER_NAMED).contains(&year))
    };
    for back in (0..YEARS).filter(is_near) {
        let fits = days.iter().filter_map(|day| {
            let weekday = day.weekday.filter(|_| day.year.is_none())?;
            let date = civil::Date::new(today.year() - back, day.month, day.day).ok()?;
            (date.weekday() == weekday && date <= today).then_some(date)
        });
        let (mut count, mut latest) = (0, None);
        for date in fits {
            count += 1;
            latest = latest.max(Some(date));
        }
        if let Some(latest) = latest
            && best.is_none_or(|(most, _)| count > most)
        {
            best = Some((count, latest));
        }
    }
    best.map(|(_, date)| date)
}

/// The words of a text with where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, &text[from..])));
    words
}

/// The latest year that a text names and that is not to come.
fn latest_year(words: &[(usize, &str)], today: civil::Date) -> Option<i16> {
    let years = (0..words.len()).filter_map(|at| year_at(words, at));
    years.filter(|year| *year <= today.year()).max()
}

/// The year that stands there; a time of day is none.
fn year_at(words: &[(usize, &str)], at: usize) -> Option<i16> {
    let is_clock = || {
        words
            .get(at + 1)
            .is_some_and(|(_, word)| CLOCKS.contains(word))
    };
    let (_, word) = words.get(at)?;
    year_number(word).filter(|_| !is_clock())
}

fn days(text: &str, words: &[(usize, &str)]) -> Vec<Day> {
    let month = |word: &str| {
        let is_name = word
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_ascii());
        is_name.then(|| calendar::month(word)).flatten()
    };
    let mut days = Vec::new();
    for (at, &(offset, word)) in words.iter().enumerate() {
        let Some(month) = month(word) else {
            continue;
        };
        let near = |steps: isize| {
            let index = at.checked_add_signed(steps)?;
            words.get(index).map(|(_, word)| *word)
        };
        let of = usize::from(near(-1) == Some("of"));
        let before = near(-1 - of.cast_signed()).and_then(day_number);
        let (day, first, last) = match (before, near(1).and_then(day_number)) {
            (Some(day), _) => (day, -1 - of.cast_signed(), 0),
            (None, Some(day)) => (day, 0, 1),
            (None, None) => continue,
        };
        let weekday = [first - 1, first - 2, last + 1]
            .into_iter()
            .find_map(|steps| {
                let &(start, name) = words.get(at.checked_add_signed(steps)?)?;
                let between = if start < offset {
                    &text[start + name.len()..offset]
                } else {
                    &text[offset..start]
                };
                let is_near = !between.contains(['.', '!', '?', ';', '\n']);
                calendar::weekday(name).filter(|_| is_near)
            });
        let year = at
            .checked_add_signed(last + 1)
            .and_then(|at| year_at(words, at));
        let sentence = sentence_before(text, offset);
        let is_ahead = AHEAD.iter().any(|word| sentence.contains(word));
        let is_behind = || {
            let sentence = sentence.to_lowercase();
            BEHIND.iter().any(|word| sentence.contains(word))
        };
        if (weekday.is_some() || year.is_some() && !is_behind()) && !is_ahead {
            days.push(Day {
                day,
                month,
                year,
                weekday,
                is_apart: offset < HEAD || line_at(text, offset).len() <= SHORT_LINE,
            });
        }
    }
    days
}

/// The line around a place.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    &text[start..end]
}

/// `30`, `1st`, `2nd`.
fn day_number(word: &str) -> Option<i8> {
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = &word[length..];
    if !(1..=2).contains(&length) || !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    word[..length]
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
}

fn year_number(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse()
        .ok()
        .filter(|year| (1800..=2200).contains(year))
}

/// The sentence up to a place, or the last part of it.
fn sentence_before(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(120))..];
    let start = near
        .rfind(['.', '!', '?', '\n', ';'])
        .map_or(0, |at| at + 1);
    &near[start..]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        check_under("A title", text, expected);
    }

    fn check_under(title: &str, text: &str, expected: &str) {
        let inferred = infer(title, text, date(2026, 11, 23));
        assert!(inferred.is_none_or(|date| date.is_inferred()));
        let inferred = inferred.map_or("none".to_owned(), |date| date.to_string());
        assert_eq!(inferred, expected, "{text}");
    }

    #[test]
    fn weekday_and_day_fix_the_year() {
        check(
            "They spoke on Monday (30 May), and again on Tuesday (31 May).",
            "2022-05-31",
        );
        check(
            "He left on Wednesday, October 18th, by train.",
            "2023-10-18",
        );
        check("On Friday (16 December) gas began to flow.", "2022-12-16");
    }

    #[test]
    fn a_day_with_its_year_is_enough() {
        check("YEREVAN, 31 May 2022 - The talks ended.", "2022-05-31");
        check(
            "It was signed on May 5, 2021 after the talks of 3 April 2020.",
            "2021-05-05",
        );
    }

    #[test]
    fn a_day_of_the_past_further_down_dates_nothing() {
        let long =
            "Telephones have changed much, and people carry them wherever they go. ".repeat(6);
        check(
            &format!("{long}The first call was made on 1 January 1985."),
            "none",
        );
        check(
            &format!("{long}\n\nPublished: 1 February 2005\n"),
            "2005-02-01",
        );
        check(
            &format!("{long}They met on Tuesday, 1 February 2005."),
            "2005-02-01",
        );
    }

    #[test]
    fn the_years_a_text_names_tell_which_year_is_meant() {
        check(
            "It was due Thursday, February 6, as agreed at the end of October, 1996.",
            "1997-02-06",
        );
        check(
            "On Monday (30 May) they spoke of the war of 2020.",
            "2022-05-30",
        );
        check("Kick-off: Sunday, 27 February 1500 GMT", "2022-02-27");
        check("Kick-off: Friday, 25 February 2000 GMT", "2022-02-25");
        check(
            "The club, founded on 14 May 1870, has won nothing since 2001.",
            "none",
        );
    }

    #[test]
    fn a_year_in_the_title_tells_which_is_meant() {
        let text = "She won on Monday, 3 August.";
        check(text, "2026-08-03");
        check_under("The games of 2020", text, "2020-08-03");
    }

    #[test]
    fn history_dates_nothing() {
        check("Rights were flouted since 11 September, 2001.", "none");
        check(
            "Released on 5 October 1962, the song is sung still.",
            "none",
        );
        check("Born on 4 May 1950, the poet wrote at night.", "none");
    }

    #[test]
    fn what_is_to_come_dates_nothing() {
        check("She hopes to hold a vote on 19 October 2023.", "none");
        check(
            "The talks ended on Monday (30 May). They will meet on Friday (3 June).",
            "2022-05-30",
        );
        check("The games will open on 5 June 2021.", "none");
        check("It ends on 5 June 2199.", "none");
        check(
            "It rained on Monday. In May 30 people came. You may 3 times.",
            "none",
        );
    }

    proptest! {
        #[test]
        fn nothing_is_dated_after_today(text in "(Monday|Friday|May|June|will|on|[0-9]{1,4}|,|\\(|of|é| ){0,60}") {
            let today = date(2026, 11, 23);
            prop_assert!(infer(&text, &text, today).is_none_or(|date| date.civil() <= today));
        }
    }
}
