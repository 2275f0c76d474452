//! What is in the corpus: counts, articles over time, and the actors, sources and languages it has most of.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::{OverviewPage, OverviewRow, Page};
use crate::model::Overview;

use super::pen::{Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, day, number};
use super::{chart, nothing};

/// The least width of a column of rows.
const COLUMN: u16 = 36;

/// Draws the page.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, page: &Page, overview: &OverviewPage) {
    let Some(view) = &overview.view else {
        let (words, role) = nothing(&page.asked, "Nothing is loaded yet.");
        pen.sentence(area, words, role);
        return;
    };
    let area = columns(area, 1, area.width);
    let mut used = head(pen, area, view);
    let spare = (area.height / 2).saturating_sub(used);
    if spare >= 3 && view.months.len() > 1 {
        let high = spare.min(8);
        chart::months(pen, rows(area, used, high), &view.months);
        used += high + u16::from(area.height > 18);
    }
    let below = rows(area, used, area.height);
    draw_parts(pen, below, overview);
}

/// Draws name and counts; returns the rows used.
fn head(pen: &mut Pen<'_>, area: Area, view: &Overview) -> u16 {
    let mut name = Words::new(view.name.as_str(), Role::Title);
    if let (Some(first), Some(last)) = (&view.first, &view.last) {
        let dates = format!("  {} {} {}", day(first), pen.signs.dash, day(last));
        name.push(dates, Role::Meta);
    }
    pen.words(area, 0, &name);
    let star = format!("{} {}", pen.signs.star, number(view.starred));
    let all = [
        (count(view.articles, "article"), Role::Text, true),
        (count(view.actors, "actor"), Role::Text, view.actors > 0),
        (count(view.sources, "source"), Role::Text, view.sources > 0),
        (
            format!("{} unread", number(view.unread)),
            Role::Unread,
            true,
        ),
        (star, Role::Star, view.starred > 0),
        (
            format!("{} cited, not here", number(view.stubs)),
            Role::Dim,
            view.stubs > 0,
        ),
        (
            count(view.problems, "problem"),
            Role::Error,
            view.problems > 0,
        ),
    ];
    // As many lines as it takes, without breaking a count.
    let (mut row, mut words) = (1, Words::default());
    let dot = format!(" {} ", pen.signs.dot);
    for (said, role, _) in all.into_iter().filter(|(_, _, shown)| *shown) {
        let next = Words::new(said, role);
        if !words.is_empty() && words.width() + next.width() + 3 > usize::from(area.width) {
            pen.words(area, row, &words);
            row += 1;
            words = Words::default();
        } else if !words.is_empty() {
            words.push(dot.clone(), Role::Dim);
        }
        words.pieces.extend(next.pieces);
    }
    pen.words(area, row, &words);
    row + 1
}

/// One line of a column.
#[derive(Clone, Copy)]
enum Line<'a> {
    Part(&'static str),
    /// A row, with the greatest count of its part: the full width of a bar.
    Row(usize, &'a OverviewRow, u32),
    Air,
}

fn draw_parts(pen: &mut Pen<'_>, area: Area, overview: &OverviewPage) {
    let parts = by_part(&overview.rows.part);
    let count = usize::from(area.width / COLUMN).clamp(1, parts.len().max(1));
    let all: usize = parts.iter().map(|part| part.len() + 1).sum();
    let share = all.div_ceil(count);
    let mut stacks: Vec<Vec<Line<'_>>> = vec![Vec::new()];
    for (place, part) in parts.into_iter().enumerate() {
        let full = stacks
            .last()
            .is_some_and(|stack| !stack.is_empty() && stack.len() + part.len() / 2 > share);
        if stacks.len() < count && (full || place == stacks.len()) {
            stacks.push(Vec::new());
        }
        if let Some(stack) = stacks.last_mut() {
            if !stack.is_empty() {
                stack.push(Line::Air);
            }
            stack.extend(part);
        }
    }
    let width = area.width / cells(stacks.len()).max(1);
    for (place, stack) in stacks.iter().enumerate() {
        let column = columns(area, width * cells(place), width.saturating_sub(1));
        draw_stack(pen, column, stack, overview.rows.cursor);
    }
}

/// Rows under their headings, part by part; the greatest count of a part is the full width of its bars.
fn by_part(rows: &[OverviewRow]) -> Vec<Vec<Line<'_>>> {
    let mut number = 0;
    rows.chunk_by(|row, next| row.part == next.part)
        .map(|part| {
            let most = part.iter().map(|row| row.count).max().unwrap_or(1);
            let heading = Line::Part(part[0].part);
            let lines = part.iter().zip(number..);
            let lines = lines.map(|(row, number)| Line::Row(number, row, most));
            let lines = std::iter::once(heading).chain(lines).collect();
            number += part.len();
            lines
        })
        .collect()
}

fn draw_stack(pen: &mut Pen<'_>, area: Area, stack: &[Line<'_>], cursor: usize) {
    let here = stack
        .iter()
        .position(|line| matches!(line, Line::Row(number, ..) if *number == cursor));
    let top = first(0, here.unwrap_or(0), usize::from(area.height));
    for (line, row) in stack.iter().skip(top).zip(0..area.height) {
        match line {
            Line::Air => {}
            Line::Part(name) => {
                pen.words(
                    area,
                    row,
                    &Words::new("  ", Role::Text).and(*name, Role::Heading),
                );
            }
            Line::Row(number, thing, most) => {
                let bar = chart::across(thing.count, *most, 8, pen.signs.lengths);
                let blank = " ".repeat(8usize.saturating_sub(bar.chars().count()));
                let left = Words::new(thing.name.as_str(), Role::Text);
                let right = Words::new(super::words::number(thing.count), Role::Meta)
                    .and(" ", Role::Dim)
                    .and(bar, Role::Bar)
                    .and(blank, Role::Dim);
                let room = columns(area, 2, area.width.saturating_sub(3));
                pen.ends(room, row, (&left, &right), 12);
                pen.spot(area, row, Spot::Row(*number));
                if *number == cursor {
                    pen.select(area, row, true);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Address;

    #[test]
    fn one_scale_holds_for_all_bars_of_a_part() {
        let row = |part, count| OverviewRow {
            part,
            name: String::new(),
            count,
            address: Address::Overview,
        };
        let rows = [
            row("Sources", 9),
            row("Months", 108),
            row("Months", 273),
            row("Months", 5),
        ];
        let scales = by_part(&rows).concat().into_iter().filter_map(|line| {
            let Line::Row(number, _, most) = line else {
                return None;
            };
            Some((number, most))
        });
        let expected = [(0, 9), (1, 273), (2, 273), (3, 273)];
        assert_eq!(scales.collect::<Vec<_>>(), expected);
    }
}
