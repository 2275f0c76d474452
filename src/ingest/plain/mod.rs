//! A text for people to read, to one article: a title, paragraphs, and the lines that news sites put below them.

mod closing;
mod related;
mod wire;

use jiff::civil;

use super::outcome::{Fault, Outcome};
use super::{Parsed, dates, finish, paragraphs};
use crate::model::{Article, Photo, Reference};
use crate::text::clean::clean;

use closing::Closing;

/// Bytes of the longest text that is taken for an article.
pub(super) const LONGEST: usize = 32 << 20;
/// Characters of the longest line that is a title.
const LONGEST_TITLE: usize = 300;
/// Characters of a title made of the beginning of a text.
const MADE_TITLE: usize = 120;
/// Lines below the title among which a byline and a date may stand.
const NEAR_TITLE: usize = 4;

/// Reads one text.
pub(super) fn parse(text: &str, today: civil::Date) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut article = match wire::parse(text) {
        Some(article) => article,
        None => article(&clean(text)),
    };
    let (body, left_out) = finish::body(&article.body);
    article.body = body;
    if left_out > 0 {
        outcomes.push(fault(format!(
            "more than 16 MB of text: the last {left_out} bytes were left out"
        )));
    }
    if article.title.is_empty() && article.body.is_empty() {
        return vec![fault("no text in it: no articles".to_owned())];
    }
    finish::finish(&mut article, today);
    outcomes.push(Outcome::Article(Box::new(Parsed {
        article,
        line: Some(1),
        record: None,
    })));
    outcomes
}

fn fault(reason: String) -> Outcome {
    Outcome::Fault(Fault {
        reason,
        ..Fault::default()
    })
}

/// Reads a text that is clean.
fn article(text: &str) -> Article {
    let mut article = Article::default();
    let text = text.trim_start_matches('\n');
    let text = text.trim_start();
    let (title, rest) = title(text);
    article.title = finish::line(&title).unwrap_or_default();
    let mut body = String::with_capacity(rest.len());
    let mut below: Option<Vec<&str>> = None;
    let mut words = 0;
    for line in rest.lines() {
        if let Some(closing) = closing::closing(line)
            && take(&mut article, closing)
        {
            // The lines around it do not become one paragraph.
            body.push_str("\n\n");
            if let Some(below) = &mut below {
                below.push("");
            }
        } else if let Some(below) = &mut below {
            below.push(line);
        } else if words > 0 && related::is_heading(line) {
            below = Some(Vec::new());
        } else {
            let is_text = !line.trim().is_empty();
            if is_text && words < NEAR_TITLE && take_head(&mut article, line) {
                continue;
            }
            words += usize::from(is_text);
            body.push_str(line);
            body.push('\n');
        }
    }
    article.body = paragraphs::tidy(&body);
    if let Some(below) = below {
        article.related = related::pieces(&below);
    }
    article
}

/// The title and what follows it. A text that begins with a paragraph gets its beginning as title, and keeps it.
fn title(text: &str) -> (String, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_start_matches('#').trim();
    if first.chars().count() > LONGEST_TITLE {
        return (beginning(first), text);
    }
    // A long title may go over two lines, and a blank line follows.
    let (second, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let second = second.trim();
    let goes_on = first.chars().count() >= 40
        && !second.is_empty()
        && second.chars().count() <= 80
        && after
            .lines()
            .next()
            .is_some_and(|line| line.trim().is_empty())
        && !after.trim().is_empty()
        && !first.ends_with(['.', '!', '?'])
        && !second.ends_with('.')
        && closing::byline(second).is_none()
        && closing::closing(second).is_none()
        && dates::parse(second).is_none();
    if goes_on {
        (format!("{first} {second}"), after)
    } else {
        (first.to_owned(), rest)
    }
}

/// The first sentence, or as many of its words as fit.
fn beginning(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(MADE_TITLE)
        .map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    if let Some(at) = cut.find(". ") {
        return cut[..at].to_owned();
    }
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |at| &cut[..at]);
    format!("{cut}…")
}

/// Takes a line below the title that is a byline or a date.
fn take_head(article: &mut Article, line: &str) -> bool {
    let line = line.trim();
    if let Some(author) = closing::byline(line).filter(|_| article.authors.is_empty()) {
        article.authors.push(author);
        return true;
    }
    if article.date.is_none() && line.len() <= 48 {
        article.date = dates::parse(line);
        return article.date.is_some();
    }
    false
}

/// Takes a closing line; one that says again what was said stays in the text.
fn take(article: &mut Article, closing: Closing) -> bool {
    fn put<T>(place: &mut Option<T>, value: T) -> bool {
        let free = place.is_none();
        if free {
            *place = Some(value);
        }
        free
    }
    match closing {
        Closing::Sources(sources) if article.sources.is_empty() => article.sources = sources,
        Closing::Photo { caption, credit } => {
            let photo = Photo {
                caption,
                credit,
                place: None,
            };
            return put(&mut article.photo, photo);
        }
        Closing::Url(url) => return put(&mut article.url, url),
        Closing::Date(date) => return put(&mut article.date, date),
        Closing::Tags(tags) if article.tags.is_empty() => article.tags = tags,
        Closing::Author(author) => article.authors.push(author),
        Closing::Sources(_) | Closing::Tags(_) => return false,
    }
    true
}

/// A piece with a title and perhaps a teaser.
fn piece(title: &str, teaser: Option<&str>) -> Reference {
    Reference {
        title: finish::line(title),
        teaser: teaser.and_then(finish::line),
        ..Reference::default()
    }
}

#[cfg(test)]
mod tests;
