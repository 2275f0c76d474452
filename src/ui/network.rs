//! The network around an actor as a matrix: who meets whom, darker where in more articles. A matrix reads better than lines
//! that cross, and needs no more than a cell or two for a pair.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::rows::Rows;
use crate::model::Network;
use crate::text::wrap;

use super::pen::{Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, number};

/// Cells of a column: a number and air.
const COLUMN: u16 = 7;

/// Draws the lower half of the matrix, names at its left. The actor itself stays above, the others are rows to go through;
/// columns too many for the width are left out, which is told.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, network: &Network, others: &Rows<String>) {
    let widest = network.names.iter().map(|name| wrap::width(name)).max();
    let names = cells(widest.unwrap_or(0)).min(area.width / 3).max(8) + 5;
    let fits = usize::from(area.width.saturating_sub(names + 2) / COLUMN);
    let matrix = Matrix {
        network,
        names,
        fits,
        most: network.shared.iter().flatten().copied().max().unwrap_or(1),
    };
    let list = rows(area, 1, area.height);
    let shown = usize::from(list.height);
    let top = first(others.top, others.cursor, shown);
    let top = top.min(others.total.saturating_sub(shown));
    matrix.row(pen, area, 0, 0);
    // The heads of columns that begin at rows above the screen.
    for column in 0..=top {
        matrix.head(pen, area, 0, column);
    }
    for (place, row) in (top..others.total).zip(0..list.height) {
        matrix.row(pen, list, row, place + 1);
        if place + 1 < others.total {
            matrix.head(pen, list, row, place + 1);
        }
        pen.spot(list, row, Spot::Row(place));
        if place == others.cursor {
            pen.select(list, row, true);
        }
    }
}

struct Matrix<'a> {
    network: &'a Network,
    /// Cells of the names at the left.
    names: u16,
    /// Columns there is room for.
    fits: usize,
    /// The most articles that two share.
    most: u32,
}

impl Matrix<'_> {
    /// Draws the name of an actor and what it shares with those before it.
    fn row(&self, pen: &mut Pen<'_>, area: Area, row: u16, place: usize) {
        let Some(name) = self.network.names.get(place) else {
            return;
        };
        let role = if place == 0 { Role::Title } else { Role::Actor };
        let label = Words::new(format!("{:>2} ", place + 1), Role::Dim).and(name.as_str(), role);
        pen.words(columns(area, 1, self.names - 2), row, &label);
        let shared = self
            .network
            .shared
            .get(place)
            .map_or(&[][..], Vec::as_slice);
        for (other, &articles) in shared.iter().take(self.fits).enumerate() {
            // By the root, so that the few that meet always do not hide the others.
            let share = (f64::from(articles) / f64::from(self.most).max(1.0)).sqrt();
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
            pen.words(self.column(area, other), row, &words);
        }
        if shared.len() > self.fits {
            let more = Words::new(pen.signs.more, Role::Dim);
            pen.words(self.column(area, self.fits), row, &more);
        }
    }

    /// Draws the head of a column: the number of the actor it is of.
    fn head(&self, pen: &mut Pen<'_>, area: Area, row: u16, column: usize) {
        if column < self.fits {
            let head = Words::new(format!("{:>5}", column + 1), Role::Dim);
            pen.words(self.column(area, column), row, &head);
        }
    }

    fn column(&self, area: Area, column: usize) -> Area {
        let before = COLUMN.saturating_mul(cells(column));
        columns(area, self.names.saturating_add(before), COLUMN)
    }
}
