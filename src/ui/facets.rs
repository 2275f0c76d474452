//! Counts beside a search: sources, actors, months, languages, each with a small bar.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::Articles;
use crate::model::Facet;

use super::chart;
use super::pen::{Edge, Pen, columns, first};
use super::theme::Role;
use super::words::{Words, number};

/// Cells of a bar.
const BAR: usize = 4;

/// Draws the values with their counts.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, list: &Articles) {
    let edge = Edge {
        title: Words::new("Narrow down", Role::Heading),
        focused: list.in_facets,
        ..Edge::default()
    };
    let inside = pen.frame(area, &edge);
    // Lines above the one under the cursor: its own values and headings, and a line of air between facets.
    let (mut lines, mut here) = (0usize, 0usize);
    let mut value = 0usize;
    for facet in &list.facets {
        lines += 1 + usize::from(lines > 0);
        if (value..value + facet.values.len()).contains(&list.facet) {
            here = lines + (list.facet - value);
        }
        value += facet.values.len();
        lines += facet.values.len();
    }
    let height = usize::from(inside.height);
    let here = if list.in_facets { here } else { 0 };
    let skip = first(0, (here + 2).min(lines.saturating_sub(1)), height);

    let (mut line, mut value) = (0usize, 0usize);
    let row_of = |line: usize| {
        let row = line.checked_sub(skip).filter(|row| *row < height);
        row.and_then(|row| u16::try_from(row).ok())
    };
    for facet in &list.facets {
        line += usize::from(line > 0);
        if let Some(row) = row_of(line) {
            let words = Words::new(" ", Role::Text).and(heading(facet), Role::Group);
            pen.words(inside, row, &words);
        }
        line += 1;
        let most = facet.values.iter().map(|(_, count)| *count).max();
        for (name, count) in &facet.values {
            if let Some(row) = row_of(line) {
                let bar = chart::across(*count, most.unwrap_or(1), BAR, pen.signs.lengths);
                let blank = " ".repeat(BAR.saturating_sub(bar.chars().count()));
                let right = Words::new(number(*count), Role::Meta)
                    .and(" ", Role::Dim)
                    .and(bar, Role::Bar)
                    .and(blank, Role::Dim);
                let left = Words::new(name.as_str(), Role::Text);
                let room = columns(inside, 2, inside.width);
                pen.ends(room, row, (&left, &right), 8);
                pen.spot(inside, row, Spot::Facet(value));
                if list.in_facets && value == list.facet {
                    pen.select(inside, row, true);
                }
            }
            line += 1;
            value += 1;
        }
    }
}

fn heading(facet: &Facet) -> &'static str {
    match facet.field {
        "date" if facet.values.iter().all(|(value, _)| !value.contains('-')) => "Years",
        "source" => "Sources",
        "actor" => "Actors",
        "date" => "Months",
        "lang" => "Languages",
        "tag" => "Tags",
        other => other,
    }
}
