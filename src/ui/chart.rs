//! Charts of articles over time: a line of small bars, and bars by month over an axis of dates.

use jiff::civil::Date;

use crate::app::layout::Area;

use super::pen::{Pen, cells, columns, rows};
use super::theme::Role;
use super::words::{Words, number};

/// Counts as bars one cell high, squeezed or stretched to `width` cells.
pub(super) fn spark(counts: &[u32], width: usize, steps: &[&str]) -> String {
    let bars = resampled(counts, width);
    let most = bars.iter().copied().max().unwrap_or(0).max(1);
    bars.iter()
        .map(|bar| match bar {
            0 => " ",
            bar => step(*bar * steps.len() as u64, most, steps),
        })
        .collect()
}

/// A bar across: `count` of `most` over `width` cells.
pub(super) fn across(count: u32, most: u32, width: usize, lengths: &[&str]) -> String {
    let parts = lengths.len() as u64;
    let filled = u64::from(count) * width as u64 * parts / u64::from(most.max(1));
    let (whole, rest) = (filled / parts, filled % parts);
    let mut bar = lengths[lengths.len() - 1].repeat(whole as usize);
    if rest > 0 {
        bar.push_str(lengths[rest as usize - 1]);
    } else if filled == 0 && count > 0 && width > 0 {
        bar.push_str(lengths[0]);
    }
    bar
}

/// The sign for a bar that fills `filled` of `most` parts, of which there are as many as signs; at least the first.
fn step<'s>(filled: u64, most: u64, steps: &[&'s str]) -> &'s str {
    let place = filled.div_ceil(most).clamp(1, steps.len() as u64);
    steps[place as usize - 1]
}

/// Counts over `width` stretches of equal length: sums where they are squeezed, repeats where they are stretched.
fn resampled(counts: &[u32], width: usize) -> Vec<u64> {
    if counts.is_empty() {
        return Vec::new();
    }
    let of = |place: usize| place * counts.len() / width.max(1);
    (0..width)
        .map(|place| {
            let (from, to) = (of(place), of(place + 1).max(of(place) + 1));
            counts[from..to.min(counts.len())]
                .iter()
                .map(|count| u64::from(*count))
                .sum()
        })
        .collect()
}

/// Bars by month over an axis; needs three rows and some columns, else draws nothing.
pub(super) fn months(pen: &mut Pen<'_>, area: Area, months: &[(Date, u32)]) {
    let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else {
        return;
    };
    if area.height < 3 || area.width < 20 {
        return;
    }
    let span = between(*first, *last) + 1;
    let mut counts = vec![0u32; span];
    for (month, count) in months {
        if let Some(place) = counts.get_mut(between(*first, *month)) {
            *place = place.saturating_add(*count);
        }
    }
    // Where there is room, each month has the same number of columns; else each column has several months.
    let room = usize::from(area.width.saturating_sub(8));
    let each = (room / span).clamp(1, 4);
    let squeeze = span.div_ceil(room.max(1)).max(1);
    let bars: Vec<u64> = counts
        .chunks(squeeze)
        .map(|some| some.iter().map(|count| u64::from(*count)).sum())
        .collect();
    let most = bars.iter().copied().max().unwrap_or(0).max(1);

    let label = number(most);
    let left = cells(label.len()).max(3) + 1;
    let high = area.height - 1;
    pen.text(area.x, area.y, left, &label, Role::Dim);
    let plot = columns(rows(area, 0, high), left, area.width);
    draw_bars(pen, plot, &bars, (each, most));
    let axis = columns(rows(area, high, 1), left, area.width);
    draw_axis(pen, axis, *first, span, (each, squeeze));
}

fn draw_bars(pen: &mut Pen<'_>, plot: Area, bars: &[u64], (each, most): (usize, u64)) {
    let steps = pen.signs.steps;
    let parts = steps.len() as u64;
    let whole = u64::from(plot.height) * parts;
    for row in 0..plot.height {
        let below = u64::from(plot.height - 1 - row) * parts;
        let mut line = String::new();
        for bar in bars {
            let filled = (bar * whole)
                .div_ceil(most)
                .saturating_sub(below)
                .min(parts);
            let sign = match filled {
                0 => " ",
                filled => steps[filled as usize - 1],
            };
            // A gap between broad bars.
            let gap = usize::from(each > 1);
            line.push_str(&sign.repeat(each - gap));
            line.push_str(&" ".repeat(gap));
        }
        let y = plot.y.saturating_add(row);
        pen.text(plot.x, y, plot.width, line.trim_end(), Role::Bar);
    }
}

/// Writes the years, or the months of a short time, where they begin.
fn draw_axis(
    pen: &mut Pen<'_>,
    axis: Area,
    first: Date,
    span: usize,
    (each, squeeze): (usize, usize),
) {
    let short = span <= 15;
    let mut free = 0;
    for place in 0..span {
        let month = (i32::from(first.month()) - 1) + i32::try_from(place).unwrap_or(0);
        let year = i32::from(first.year()) + month / 12;
        let month = month % 12;
        let column = place / squeeze * each;
        if column < free {
            continue;
        }
        let label = match (short, month, place) {
            (_, 0, _) | (_, _, 0) => year.to_string(),
            (true, month, _) => MONTHS[month as usize].to_owned(),
            _ => continue,
        };
        // The year that begins soon after the start is worth more than the start.
        let soon = place == 0 && !short && month > 0 && (12 - month as usize) * each / squeeze < 5;
        if soon || column + label.len() > usize::from(axis.width) {
            continue;
        }
        let at = columns(axis, cells(column), axis.width);
        pen.words(at, 0, &Words::new(label.as_str(), Role::Dim));
        free = column + label.len() + 1;
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Months from one date to another; none where it lies before.
fn between(first: Date, last: Date) -> usize {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    usize::try_from(months(last) - months(first)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[&str] = &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

    #[test]
    fn small_bars_fit_their_width() {
        assert_eq!(spark(&[0, 1, 4, 8], 4, STEPS), " ▁▄█");
        assert_eq!(spark(&[1, 1, 0, 0], 2, STEPS), "█ ");
        assert_eq!(spark(&[0, 3], 4, STEPS), "  ██");
        assert_eq!(spark(&[], 4, STEPS), "");
        assert_eq!(spark(&[5], 0, STEPS), "");
    }

    #[test]
    fn bars_across_end_in_parts_of_a_cell() {
        let lengths = &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];
        assert_eq!(across(4, 8, 3, lengths), "█▌");
        assert_eq!(across(1, 1_000, 3, lengths), "▏");
        assert_eq!(across(0, 0, 3, lengths), "");
        assert_eq!(across(5, 5, 3, &["#"]), "###");
    }
}
