//! `dateline search --kwic`: every hit in its context.

use std::ops::ControlFlow;

use super::arguments::Search;
use super::corpus::Context;
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out, day};
use super::{schema, search};
use crate::model::{Address, Concordance, ConcordanceAt, Field, HitLine, HitSort, View, Window};
use crate::text::wrap;

/// Cells to each side of a hit.
const SIDE: usize = 44;
/// Hits that are put in order at most.
const ORDERED: usize = 100_000;

/// Runs it: in order of date as they are read, else when all are there.
pub(super) fn run(
    search: &Search,
    sort: HitSort,
    context: &Context,
    out: &mut Out,
) -> Result<u8, Fault> {
    let query = search.query.join(" ");
    let corpus = context.open(search::needs(&query)?, out)?;
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let mut printed = 0;
    if sort == HitSort::Date {
        let mut fault = None;
        let each = |line: HitLine| {
            if printed == limit {
                return ControlFlow::Break(());
            }
            printed += 1;
            match print(&line, out) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failed) => {
                    fault = Some(failed);
                    ControlFlow::Break(())
                }
            }
        };
        corpus.library.each_hit(&query, &corpus.cancel, each)?;
        if let Some(fault) = fault {
            return Err(fault);
        }
    } else {
        let address = Address::Concordance(ConcordanceAt { query, sort });
        let whole = loop {
            match corpus.look(&address, Window::first(ORDERED))? {
                View::Concordance(part) if !part.complete => {}
                View::Concordance(whole) => break whole,
                _ => break Concordance::default(),
            }
        };
        for line in whole.lines.iter().take(limit) {
            printed += 1;
            print(line, out)?;
        }
        if whole.read < whole.articles {
            out.say(&format!(
                "these are the hits of the newest {} of {} articles; a narrower search shows the rest",
                whole.read, whole.articles
            ));
        }
    }
    if printed == 0 && limit > 0 {
        out.say("nothing found");
    }
    Ok(if printed == 0 { NOTHING } else { corpus.status })
}

fn print(line: &HitLine, out: &mut Out) -> Result<(), Fault> {
    let date = line.date.map(|date| date.to_string());
    if out.json {
        return out.object(&schema::Kwic {
            article: &line.id,
            date,
            date_inferred: schema::is_inferred(line.date),
            source: &line.source,
            title: &line.title,
            field: match line.field {
                Field::Title => "title",
                Field::Body => "body",
            },
            start: line.start,
            end: line.end,
            left: &line.left,
            hit: &line.hit,
            right: &line.right,
        });
    }
    let left = end_of(&line.left, SIDE);
    let air = " ".repeat(SIDE.saturating_sub(wrap::width(left)));
    let room = (SIDE + 10).saturating_sub(wrap::width(&line.hit));
    let right = &line.right[..wrap::fit(&line.right, room)];
    let rest = " ".repeat(room.saturating_sub(wrap::width(right)));
    let day = line.date.map(day).unwrap_or_default();
    out.put(Look::Dim, &format!("{day:11} "))?;
    out.put(Look::Plain, &format!("{air}{left}"))?;
    out.put(Look::Hit, &line.hit)?;
    out.put(Look::Plain, right)?;
    out.put(Look::Dim, &format!("{rest}  {}", line.id))?;
    out.end()
}

/// The longest end of a text that fits into so many cells.
fn end_of(text: &str, room: usize) -> &str {
    let surplus = wrap::width(text).saturating_sub(room);
    let cut = wrap::fit(text, surplus);
    if wrap::width(&text[..cut]) >= surplus {
        return &text[cut..];
    }
    // A character of two cells that stands on the edge goes whole.
    let rest = &text[cut..];
    &rest[wrap::fit(rest, 2)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_hit_never_takes_more_than_its_room() {
        for (text, room, expected) in [
            ("within", 9, "within"),
            ("within", 3, "hin"),
            ("中国新闻", 4, "新闻"),
            ("中国新闻", 5, "新闻"),
            ("a中国b", 4, "国b"),
            ("中国新闻", 0, ""),
        ] {
            assert_eq!(end_of(text, room), expected, "{text} in {room}");
        }
    }
}
