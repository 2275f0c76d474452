//! The lines that news sites put below a text: `source: …`, `photo: caption; credit`, and the like.

use crate::ingest::{dates, finish, link};
use crate::model::Date;

/// Characters of the longest such line.
const LONGEST: usize = 400;

/// What a closing line says.
#[derive(Debug, PartialEq)]
pub(super) enum Closing {
    Sources(Vec<String>),
    Photo {
        caption: Option<String>,
        credit: Option<String>,
    },
    Author(String),
    Date(Date),
    Url(String),
    Tags(Vec<String>),
}

/// Reads a closing line.
pub(super) fn closing(line: &str) -> Option<Closing> {
    if line.len() > LONGEST {
        return None;
    }
    // White space of other kinds stands between names too.
    let line = finish::line(line)?;
    let (word, value) = line.split_once(':')?;
    let value = value.trim();
    if value.is_empty() || word.len() > 16 {
        return None;
    }
    match word.trim().to_lowercase().as_str() {
        "source" | "sources" | "quelle" | "quellen" | "источник" | "աղբյուր" | "mənbə"
        | "kaynak" => match link::address(value) {
            Some(url) => Some(Closing::Url(url)),
            None => some(names(value)).map(Closing::Sources),
        },
        "photo" | "picture" | "image" | "photograph" | "foto" | "фото" => Some(photo(value)),
        "author" | "authors" => finish::line(value).map(Closing::Author),
        "date" | "published" | "published on" => dates::parse(value).map(Closing::Date),
        "url" | "link" => link::address(value).map(Closing::Url),
        "tags" | "keywords" => {
            let tags = value.split([',', ';']).filter_map(finish::line);
            some(tags.collect()).map(Closing::Tags)
        }
        _ => None,
    }
}

/// Reads a byline of its own line.
pub(super) fn byline(line: &str) -> Option<String> {
    let name = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("BY "))?;
    let short = name.chars().count() <= 60 && name.split_whitespace().count() <= 8;
    let is_name = name.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_lowercase() && name.contains("correspondent")
    });
    (short && is_name && !name.ends_with(['.', '?', '!'])).then(|| finish::line(name))?
}

fn some(names: Vec<String>) -> Option<Vec<String>> {
    (!names.is_empty()).then_some(names)
}

/// Names split at commas, semicolons and "and".
fn names(value: &str) -> Vec<String> {
    let parts = value.trim_end_matches('.').split([',', ';']);
    let names = parts.flat_map(|part| part.split(" and "));
    let names = names.map(|name| name.trim().strip_prefix("and ").unwrap_or(name));
    names.filter_map(finish::line).collect()
}

fn photo(value: &str) -> Closing {
    let (caption, credit) = match value.rsplit_once(';') {
        Some((caption, credit)) => (caption, Some(credit)),
        None => (value, None),
    };
    Closing::Photo {
        caption: finish::line(caption),
        credit: credit.and_then(finish::line),
    }
}
