//! Proposed merges: pairs of names, and below them where each of the two under the cursor stands.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::Page;
use crate::app::rows::Rows;
use crate::model::{ActorRow, Proposal};

use super::nothing;
use super::pen::{Pen, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, day};

/// Rows of the part below.
const BELOW: u16 = 8;

/// Draws the list.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, page: &Page, proposals: &Rows<Proposal>) {
    if proposals.total == 0 {
        let (words, role) = nothing(&page.asked, "No two actors look like one.");
        pen.sentence(area, words, role);
        return;
    }
    let head = Words::new("  Are they one?  ", Role::Heading)
        .and("y", Role::Key)
        .and(" the first is part of the second ", Role::Dim)
        .and("n", Role::Key)
        .and(" two ", Role::Dim)
        .and("s", Role::Key)
        .and(" swap ", Role::Dim)
        .and("h", Role::Key)
        .and(" later ", Role::Dim)
        .and("Y", Role::Key)
        .and(" copy", Role::Dim);
    pen.words(area, 0, &head);
    let below = BELOW.min(area.height / 2);
    let list = rows(area, 1, area.height.saturating_sub(below + 2));
    let top = first(proposals.top, proposals.cursor, list.height.into())
        .min(proposals.total.saturating_sub(list.height.into()));
    for (place, row) in (top..proposals.total).zip(0..list.height) {
        let Some(proposal) = proposals.get(place) else {
            break;
        };
        draw_row(pen, columns(list, 2, list.width), row, proposal);
        pen.spot(list, row, Spot::Row(place));
        if place == proposals.cursor {
            pen.select(list, row, true);
        }
    }
    let Some(proposal) = proposals.selected() else {
        return;
    };
    let rest = rows(area, list.height + 1, area.height);
    let rule = pen.signs.across.repeat(usize::from(rest.width));
    pen.text(rest.x, rest.y, rest.width, &rule, Role::Frame);
    let why = Words::new(proposal.reason, Role::Uncertain);
    pen.words(columns(rest, 2, rest.width), 1, &why);
    for (actor, (context, row)) in [&proposal.actor, &proposal.into]
        .into_iter()
        .zip(proposal.contexts.iter().zip([2, 5]))
    {
        pen.words(columns(rest, 2, rest.width), row, &named(actor));
        let Some(context) = context else { continue };
        let room = columns(rest, 4, rest.width);
        let mut words = Words::default();
        if let Some(date) = &context.date {
            words.push(format!("{}  ", day(date)), Role::Meta);
        }
        words.push(context.title.as_str(), Role::Text);
        pen.words(room, row + 1, &words);
        let mut words = Words::default();
        words.push_snippet(&context.context, room.width.into(), pen.signs.more);
        pen.words(room, row + 2, &words);
    }
}

fn draw_row(pen: &mut Pen<'_>, area: Area, row: u16, proposal: &Proposal) {
    let left = Words::new(proposal.actor.name.as_str(), Role::Actor)
        .and(format!(" {} ", pen.signs.step), Role::Dim)
        .and(proposal.into.name.as_str(), Role::Actor);
    let counts = format!(
        "{} and {}",
        proposal.actor.articles,
        count(proposal.into.articles, "article")
    );
    pen.ends(area, row, (&left, &Words::new(counts, Role::Meta)), 24);
}

fn named(actor: &ActorRow) -> Words<'_> {
    Words::new(actor.name.as_str(), Role::Actor)
        .and("  ", Role::Dim)
        .and(count(actor.articles, "article"), Role::Meta)
}
