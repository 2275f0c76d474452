//! Stories as they come over a wire: IPTC 7901 and its American relative, told by their control characters.
//!
//! SOH a header, STX the headline and the text, ETX the time of sending.

use jiff::civil;
use jiff::tz::Offset;

use crate::ingest::{calendar, finish, paragraphs};
use crate::model::{Article, Date};
use crate::text::clean::clean;

use super::closing;

/// Reads a wire story; `None` where the text is none.
pub(super) fn parse(text: &str) -> Option<Article> {
    let start = text.trim_start_matches(['\u{16}', '\r', '\n', ' ', '\0']);
    let (header, rest) = start.strip_prefix('\u{1}')?.split_once('\u{2}')?;
    let (story, trailer) = rest.split_once('\u{3}').unwrap_or((rest, ""));
    // The American form ends the lines of the headline with `<` and begins them with `^`.
    let is_american = header.contains(['\u{1f}', '\u{13}', '\u{11}']);
    let mut article = Article {
        date: sent(trailer),
        ..Article::default()
    };
    if !is_american {
        article.sources = header
            .lines()
            .next()
            .filter(|line| line.contains(" dpa "))
            .map(|_| "dpa".to_owned())
            .into_iter()
            .collect();
        let subject = header
            .lines()
            .map(str::trim)
            .find(|line| line.ends_with('/'));
        let tags = subject
            .unwrap_or_default()
            .split('/')
            .filter_map(finish::line);
        article.tags = tags.collect();
    }
    let story = clean(&story.replace("\r\n", "\n"));
    let mut title: Option<String> = None;
    let mut body = String::new();
    let mut in_head = true;
    for (number, line) in story.lines().enumerate() {
        let plain = line
            .trim()
            .trim_start_matches('^')
            .trim_end_matches('<')
            .trim();
        in_head &= !is_american || number == 0 || line.starts_with('^');
        if !in_head {
            body.push_str(line.trim_end().trim_end_matches('<'));
            body.push('\n');
            continue;
        }
        let ends = plain.ends_with('=');
        let plain = plain.trim_end_matches('=').trim();
        if let Some(author) = closing::byline(plain) {
            article
                .authors
                .extend(author.split(" and ").filter_map(finish::line));
        } else if !plain.is_empty()
            && is_headline(plain, title.as_deref())
            && (!is_american || number > 0)
        {
            title = finish::line(plain);
        }
        in_head = is_american || !ends;
    }
    // A story without a headline has the name its desk gave it.
    let slug = story
        .trim_start()
        .split([',', '<', '\n'])
        .next()
        .and_then(finish::line);
    article.title = title.or(slug).unwrap_or_default();
    article.body = paragraphs::tidy(&body);
    Some(article)
}

/// Whether a line of the head says more than the words of the desk that stand before it.
fn is_headline(line: &str, title: Option<&str>) -> bool {
    let desk = |line: &str| line.chars().all(|c| !c.is_lowercase());
    match title {
        None => true,
        Some(title) => desk(title) && !desk(line),
    }
}

/// `212101 GMT Nov 18`: the day, the hour and the minute, the month, the year.
fn sent(trailer: &str) -> Option<Date> {
    let mut words = trailer.split_whitespace();
    let digits = words
        .next()
        .filter(|word| word.len() == 6 && word.is_ascii())?;
    let (_zone, month, year) = (words.next()?, words.next()?, words.next()?);
    let part = |from: usize| digits[from..from + 2].parse::<i8>().ok();
    let year: i16 = year.get(..2)?.parse().ok()?;
    let year = if year < 70 { 2000 + year } else { 1900 + year };
    let day = civil::Date::new(year, calendar::month(month)?, part(0)?).ok()?;
    let time = civil::Time::new(part(2)?, part(4)?, 0, 0).ok()?;
    Some(Date::moment(
        Offset::UTC.to_timestamp(day.to_datetime(time)).ok()?,
        0,
    ))
}
