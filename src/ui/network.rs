//! The network around an actor as a matrix: who meets whom, darker where in more articles. A matrix reads better than lines
//! that cross, and needs no more than a cell or two for a pair.

use crate::app::layout::Area;
use crate::model::Network;
use crate::text::wrap;

use super::pen::{Pen, cells, columns};
use super::theme::Role;
use super::words::{Words, number};

/// Cells of a column: a number and air.
const COLUMN: u16 = 7;

/// Draws the lower half of the matrix, names at its left; names too many for the width are left out.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, network: &Network) {
    let widest = network.names.iter().map(|name| wrap::width(name)).max();
    let names = cells(widest.unwrap_or(0)).min(area.width / 3).max(8) + 4;
    let fits = usize::from(area.width.saturating_sub(names + 2) / COLUMN);
    let shown = network.names.len().min(fits + 1).min(area.height.into());
    let most = network.shared.iter().take(shown).flatten().max();
    let most = f64::from(*most.unwrap_or(&1)).max(1.0);
    for (place, name) in network.names.iter().take(shown).enumerate() {
        let row = cells(place);
        let role = if place == 0 { Role::Title } else { Role::Actor };
        let label = Words::new(format!("{:>2} ", place + 1), Role::Dim).and(name.as_str(), role);
        pen.words(columns(area, 1, names - 2), row, &label);
        let shared = network.shared.get(place).map_or(&[][..], Vec::as_slice);
        for (other, &articles) in shared.iter().enumerate() {
            let at = columns(area, names + COLUMN * cells(other), COLUMN);
            // By the root, so that the few that meet always do not hide the others.
            let share = (f64::from(articles) / most).sqrt();
            let steps = pen.signs.steps;
            let step = ((share * steps.len() as f64).ceil() as usize).min(steps.len());
            let bar = match step.checked_sub(1).and_then(|step| steps.get(step)) {
                Some(bar) => *bar,
                None => " ",
            };
            let figure = if articles == 0 {
                pen.signs.dot.to_owned()
            } else {
                number(articles)
            };
            let words = Words::new(format!("{figure:>5}"), Role::Meta).and(bar, Role::Bar);
            pen.words(at, row, &words);
        }
        // The head of the column that begins below: the number of this name.
        let head = columns(area, names + COLUMN * row, COLUMN);
        if place + 1 < shown {
            pen.words(
                head,
                row,
                &Words::new(format!("{:>5}", place + 1), Role::Dim),
            );
        }
    }
}
