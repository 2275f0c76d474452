//! The load report: how much was loaded, and what could not be, each with its place and reason.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::ReportPage;
use crate::model::Problem;
use crate::text::wrap;

use super::pen::{Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, end_of, number};

/// Draws the report.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, report: &ReportPage) {
    let area = columns(area, 1, area.width);
    let dot = format!(" {} ", pen.signs.dot);
    let problems = match report.rows.total {
        0 => Words::new("no problems", Role::Message),
        total => Words::new(count(total as u64, "problem"), Role::Error),
    };
    let loaded = format!("{} loaded", count(report.articles, "article"));
    let mut words = problems.and(dot.clone(), Role::Dim).and(loaded, Role::Text);
    if report.duplicates > 0 {
        let said = format!("{} doubles folded", number(report.duplicates));
        words = words.and(dot, Role::Dim).and(said, Role::Text);
    }
    pen.words(area, 0, &words);
    if report.rows.total == 0 {
        return;
    }

    // What is under the cursor is told whole below the list.
    let whole = report.rows.selected().map(ToString::to_string);
    let lines = whole.as_deref().map_or_else(Vec::new, |whole| {
        wrap::wrap(whole, usize::from(area.width).max(1))
    });
    let detail = cells(lines.len()).min(area.height / 3);
    let list = rows(area, 2, area.height.saturating_sub(2 + detail + 1));
    let top = first(
        report.rows.top,
        report.rows.cursor,
        usize::from(list.height),
    );
    for (place, row) in (top..report.rows.total).zip(0..list.height) {
        let Some(problem) = report.rows.get(place) else {
            break;
        };
        draw_row(pen, list, row, problem);
        pen.spot(list, row, Spot::Row(place));
        if place == report.rows.cursor {
            pen.select(list, row, true);
        }
    }
    let below = rows(area, area.height.saturating_sub(detail + 1), detail + 1);
    let rule = pen.signs.across.repeat(usize::from(below.width));
    pen.text(below.x, below.y, below.width, &rule, Role::Frame);
    for (line, row) in lines.iter().zip(1..below.height) {
        let text = whole.as_deref().and_then(|whole| whole.get(line.range()));
        pen.words(
            below,
            row,
            &Words::new(text.unwrap_or_default(), Role::Text),
        );
    }
}

/// A problem on one line. The place gives way to the reason: of a long one the end is shown, which tells file and line.
fn draw_row(pen: &mut Pen<'_>, area: Area, row: u16, problem: &Problem) {
    let area = columns(area, 2, area.width);
    let width = usize::from(area.width);
    let place = problem.place();
    let left = width.saturating_sub(2 + wrap::width(&problem.reason));
    let (shown, cut) = end_of(&place, left.max(width / 2), pen.signs.more);
    let more = if cut { pen.signs.more } else { "" };
    let words = Words::new(more, Role::Dim)
        .and(shown, Role::Meta)
        .and("  ", Role::Dim)
        .and(problem.reason.as_str(), Role::Text);
    pen.words(area, row, &words);
}
