//! A batch of records to articles and faults; done by the threads that work.

use jiff::civil;
use serde_json::error::Category;

use super::article::{MOST, Remark, article};
use super::batch::{Batch, Piece};
use super::record::Value;
use super::repair::{escape_controls, repair};
use crate::ingest::outcome::{Fault, Outcome};
use crate::ingest::{Parsed, finish};
use crate::text::clean::clean_line;

/// Parses every record of a batch.
pub(in crate::ingest) fn parse(batch: Batch, today: civil::Date) -> Vec<Outcome> {
    let Batch { mut text, pieces } = batch;
    let mut outcomes = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece.what.clone() {
            Ok(range) => {
                let record = text.get_mut(range).unwrap_or_default();
                repair(record);
                let before = outcomes.len();
                if parse_piece(record, &piece, today, &mut outcomes) == Parse::Controls
                    && let Some(escaped) = escape_controls(record)
                {
                    outcomes.truncate(before);
                    parse_piece(&escaped, &piece, today, &mut outcomes);
                }
            }
            Err(reason) => outcomes.push(fault(&piece, reason.into_owned())),
        }
    }
    outcomes
}

fn fault(piece: &Piece, reason: String) -> Outcome {
    Outcome::Fault(Fault {
        line: Some(piece.line),
        record: piece.record,
        reason,
        is_minor: false,
    })
}

/// How the parsing of a piece came to its end.
#[derive(Debug, PartialEq, Eq)]
enum Parse {
    Done,
    /// At a control character in a string.
    Controls,
}

/// What is left of a piece without what stands around records: zeros, the mark at the start of a file that was put behind another,
/// the comma behind each line of a list without brackets.
fn bare(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., 0 | b' ' | b'\t' | b'\r' | b'\n'] = text {
        text = rest;
    }
    text = text.strip_suffix(b",").unwrap_or(text);
    while let [0 | 0x1e, rest @ ..] | [0xef, 0xbb, 0xbf, rest @ ..] = text {
        text = rest;
    }
    text
}

/// Parses what stands between two cuts: one record, or a line with several.
fn parse_piece(
    text: &[u8],
    piece: &Piece,
    today: civil::Date,
    outcomes: &mut Vec<Outcome>,
) -> Parse {
    let values = serde_json::Deserializer::from_slice(bare(text)).into_iter::<Value<'_>>();
    for value in values {
        match value {
            Ok(Value::Record(record)) => {
                let mut remarks = Vec::new();
                let article = article(record, &mut remarks);
                for remark in remarks {
                    outcomes.push(remarked(piece, remark));
                }
                if let Some(mut article) = article {
                    finish::finish(&mut article, today);
                    outcomes.push(Outcome::Article(Box::new(Parsed {
                        article,
                        line: Some(piece.line),
                        record: piece.record,
                    })));
                }
            }
            Ok(Value::Other(what)) => {
                outcomes.push(fault(
                    piece,
                    format!("{what} where an article was expected"),
                ));
            }
            Err(error) => {
                outcomes.push(broken(piece, &error));
                let is_control = error.to_string().starts_with("control character");
                return match is_control {
                    true => Parse::Controls,
                    false => Parse::Done,
                };
            }
        }
    }
    Parse::Done
}

fn remarked(piece: &Piece, remark: Remark) -> Outcome {
    let (reason, is_minor) = match remark {
        Remark::Nothing => ("neither a title nor a text".to_owned(), false),
        Remark::Date(date) => {
            let date: String = date.chars().take(60).collect();
            (format!("a date that cannot be read: {date}"), true)
        }
        Remark::LeftOut(bytes) => (
            format!("more than 16 MB of text: the last {bytes} bytes were left out"),
            true,
        ),
        Remark::TooMany(what, left_out) => (
            format!("more than {MOST} {what}: {left_out} were left out"),
            true,
        ),
        Remark::Cut(what) => (
            format!(
                "a {what} of more than {} bytes: it was cut",
                finish::MOST_LINE
            ),
            true,
        ),
    };
    Outcome::Fault(Fault {
        line: Some(piece.line),
        record: piece.record,
        reason,
        is_minor,
    })
}

/// The fault of a record that is no JSON, at the line and column where it is none.
fn broken(piece: &Piece, error: &serde_json::Error) -> Outcome {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let column = error.column();
    let reason = match error.classify() {
        Category::Eof => format!("no JSON: it ends in the middle, at column {column}"),
        _ if said.starts_with("recursion limit") => {
            "no JSON that is read: more than 128 levels deep".to_owned()
        }
        _ => {
            let said: String = clean_line(said).chars().take(120).collect();
            format!("no JSON: {said} at column {column}")
        }
    };
    Outcome::Fault(Fault {
        line: Some(piece.line + (error.line() as u64).saturating_sub(1)),
        record: piece.record,
        reason,
        is_minor: false,
    })
}
