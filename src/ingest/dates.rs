//! Dates as records write them: by the standards, by number, and in words.

use jiff::civil::{self, Time};
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::calendar;
use crate::model::Date;

static PARSER: DateTimeParser = DateTimeParser::new();

/// Reads a date in any of the ways that are known. Of `5/6/2022` the first number is the month, of `5.6.2022` the day.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 64 {
        return None;
    }
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.matches('.').count() < 2
    {
        return digits(text);
    }
    standard(text)
        .or_else(|| mail(text))
        .or_else(|| words(text))
}

/// Reads a moment given as seconds since 1970, or as thousandths, millionths or billionths.
pub(super) fn epoch(number: f64) -> Option<Date> {
    let mut seconds = number;
    // Nothing is printed before 1970 this way, nor after the year 5138.
    while seconds >= 1e11 {
        seconds /= 1e3;
    }
    if seconds < 1e7 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)]
    let seconds = seconds.floor() as i64;
    Some(Date::moment(Timestamp::from_second(seconds).ok()?, 0))
}

/// The date as a day, or as a moment where a time is given; midnight without an offset is a day.
fn made(day: civil::Date, time: Option<Time>, offset: Option<Offset>) -> Option<Date> {
    if !(1400..=2999).contains(&day.year()) {
        return None;
    }
    let (Some(time), offset) = (time, offset) else {
        return Some(Date::day(day));
    };
    if offset.is_none() && time == Time::midnight() {
        return Some(Date::day(day));
    }
    let offset = offset.unwrap_or(Offset::UTC);
    let at = offset.to_timestamp(day.to_datetime(time)).ok()?;
    let minutes = i16::try_from(offset.seconds() / 60).ok()?;
    Some(Date::moment(at, minutes))
}

fn digits(text: &str) -> Option<Date> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let small = |from: usize, to: usize| i8::try_from(part(from, to)?).ok();
    if matches!(text.len(), 8 | 12 | 14) && !text.contains('.') {
        let year = part(0, 4).filter(|year| (1700..=2199).contains(year));
        let day = year.and_then(|year| civil::Date::new(year, small(4, 6)?, small(6, 8)?).ok());
        let time = match text.len() {
            8 => None,
            _ => Time::new(small(8, 10)?, small(10, 12)?, small(12, 14).unwrap_or(0), 0).ok(),
        };
        if let Some(day) = day.filter(|_| text.len() == 8 || time.is_some()) {
            return made(day, time, None);
        }
    }
    epoch(text.parse().ok()?)
}

fn standard(text: &str) -> Option<Date> {
    let (text, utc) = match text
        .strip_suffix(" UTC")
        .or_else(|| text.strip_suffix(" GMT"))
    {
        Some(text) => (text, true),
        None => (text, false),
    };
    let pieces = PARSER.parse_pieces(text).ok()?;
    let offset = match pieces.to_numeric_offset() {
        None if utc || text.ends_with(['Z', 'z']) => Some(Offset::UTC),
        offset => offset,
    };
    made(pieces.date(), pieces.time(), offset)
}

fn mail(text: &str) -> Option<Date> {
    let zoned = rfc2822::parse(text).ok()?;
    let minutes = i16::try_from(zoned.offset().seconds() / 60).ok()?;
    Some(Date::moment(zoned.timestamp(), minutes))
}

/// A date written in words or with separators, in whatever order: `Tuesday, May 31, 2022 at 4:30 PM`, `31.05.2022`.
fn words(text: &str) -> Option<Date> {
    let mut numbers: Vec<(i16, usize)> = Vec::new();
    let mut month = None;
    let mut month_at = 0;
    let mut time = None;
    let mut offset = None;
    for part in
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '年' | '月' | '日'))
    {
        if part.contains(':') {
            time = time.or_else(|| clock(part));
            offset = offset.or_else(|| zone(part));
            continue;
        }
        match part.to_ascii_lowercase().as_str() {
            "pm" | "p.m." => time = time.map(|time: Time| afternoon(time)),
            "gmt" | "utc" | "z" => offset = Some(Offset::UTC),
            "est" => offset = Offset::from_hours(-5).ok(),
            "edt" => offset = Offset::from_hours(-4).ok(),
            _ => {}
        }
        for word in part.split(['-', '/', '.']).filter(|word| !word.is_empty()) {
            let length = word.bytes().take_while(u8::is_ascii_digit).count();
            if length == 0 {
                if let Some(found) = calendar::month(word).filter(|_| month.is_none()) {
                    month = Some(found);
                    month_at = numbers.len();
                }
            } else if matches!(&word[length..], "" | "st" | "nd" | "rd" | "th") {
                numbers.push((word[..length].parse().ok()?, length));
            }
        }
    }
    let day = match (month, numbers.as_slice()) {
        (Some(month), [(year, 4), (day, _), ..]) if month_at == 1 => date(*year, month, *day),
        (Some(month), [(day, _), (year, 4), ..]) => date(*year, month, *day),
        (None, [(year, 4), (month, _), (day, _), ..]) => {
            date(*year, i8::try_from(*month).ok()?, *day)
        }
        (None, [(first, _), (second, _), (year, 4), ..]) => {
            let month_first = *second > 12 || *first <= 12 && text.contains('/');
            let (day, month) = if month_first {
                (second, first)
            } else {
                (first, second)
            };
            date(*year, i8::try_from(*month).ok()?, *day)
        }
        _ => None,
    }?;
    made(day, time, offset)
}

fn date(year: i16, month: i8, day: i16) -> Option<civil::Date> {
    civil::Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// `16:30`, `4:30pm`, `12:41:43.18`; what follows it is left to others.
fn clock(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| {
        let length = part.bytes().take_while(u8::is_ascii_digit).count();
        part[..length].parse::<i8>()
    });
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().and_then(Result::ok).unwrap_or(0);
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    let late = text.to_ascii_lowercase().ends_with("pm");
    Some(if late { afternoon(time) } else { time })
}

fn afternoon(time: Time) -> Time {
    if time.hour() < 12 {
        time.saturating_add(SignedDuration::from_hours(12))
    } else {
        time
    }
}

/// The offset at the end of `16:30:00+02:00`.
fn zone(text: &str) -> Option<Offset> {
    let at = text.find(['+', '-'])?;
    let sign = if text[at..].starts_with('-') { -1 } else { 1 };
    let digits: String = text[at + 1..]
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let date = parse(text).map_or("none".to_owned(), |date| date.to_string());
        assert_eq!(date, expected, "{text}");
    }

    #[test]
    fn standards() {
        check("2022-05-31", "2022-05-31");
        check("2022-05-31T10:20:30Z", "2022-05-31T10:20:30Z");
        check("2022-05-31T10:20:30.123+04:00", "2022-05-31T10:20:30+04:00");
        check("2016-09-08T11:55:58+0200", "2016-09-08T11:55:58+02:00");
        check("2022-05-31 10:20:30", "2022-05-31T10:20:30Z");
        check("2015-09-09 11:10:32 UTC", "2015-09-09T11:10:32Z");
        check("2022-05-31 00:00:00", "2022-05-31");
        check(
            "Tue, 31 May 2022 10:20:30 +0400",
            "2022-05-31T10:20:30+04:00",
        );
        check("Fri, 31 May 2019 12:17:58 PDT", "2019-05-31T12:17:58-07:00");
    }

    #[test]
    fn numbers() {
        check("20220531", "2022-05-31");
        check("20220531102030", "2022-05-31T10:20:30Z");
        check("1653955200", "2022-05-31T00:00:00Z");
        check("1653955200.5", "2022-05-31T00:00:00Z");
        check("1653955200000", "2022-05-31T00:00:00Z");
        check("12345", "none");
    }

    #[test]
    fn words_and_separators() {
        check("31 May 2022", "2022-05-31");
        check("May 31, 2022", "2022-05-31");
        check("Tuesday, May 31st, 2022 at 4:30 PM", "2022-05-31T16:30:00Z");
        check(" 3-APR-1987 12:41:43.18", "1987-04-03T12:41:43Z");
        check("31.05.2022 14:00", "2022-05-31T14:00:00Z");
        check("05.06.2022", "2022-06-05");
        check("5/6/2022", "2022-05-06");
        check("31/05/2022", "2022-05-31");
        check("2022/05/31", "2022-05-31");
        check("2022年5月31日", "2022-05-31");
        check("31 мая 2022", "2022-05-31");
        check("31. Mai 2022", "2022-05-31");
    }

    #[test]
    fn what_is_no_date_is_none() {
        check("2023-02-30", "none");
        check("99999-01-01", "none");
        check("yesterday", "none");
        check("May 2022", "none");
        check("0000-00-00 00:00:00", "none");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), shaped in "[0-9A-Za-z:+./, -]{0,40}", number in any::<f64>()) {
            let _ = (parse(&text), parse(&shaped), epoch(number));
        }
    }
}
