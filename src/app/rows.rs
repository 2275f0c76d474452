//! A long list of which a part is loaded, with a cursor that stays on its thing and a first row on screen.

use crate::model::Window;

/// How near the cursor may come to the end of the loaded part before more is asked for.
const MARGIN: usize = 60;

/// A list with a cursor.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    /// Rows of the whole list.
    pub(crate) total: usize,
    /// The list's row number of `part[0]`.
    pub(crate) offset: usize,
    /// The part that is loaded.
    pub(crate) part: Vec<T>,
    /// The row the cursor is on, counted in the whole list.
    pub(crate) cursor: usize,
    /// The first row on screen.
    pub(crate) top: usize,
    /// Whether the cursor was moved: until then it stays at the top, whatever comes in above.
    pub(crate) moved: bool,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            total: 0,
            offset: 0,
            part: Vec::new(),
            cursor: 0,
            top: 0,
            moved: false,
        }
    }
}

impl<T> Rows<T> {
    /// A list that is wholly loaded.
    pub(crate) fn whole(part: Vec<T>) -> Self {
        Self {
            total: part.len(),
            part,
            ..Self::default()
        }
    }

    /// A row, where it is loaded.
    pub(crate) fn get(&self, row: usize) -> Option<&T> {
        self.part.get(row.checked_sub(self.offset)?)
    }

    /// The row under the cursor.
    pub(crate) fn selected(&self) -> Option<&T> {
        self.get(self.cursor)
    }

    /// The row under the cursor, where it was put there rather than left at the top.
    pub(crate) fn chosen(&self) -> Option<&T> {
        self.selected().filter(|_| self.moved || self.cursor > 0)
    }

    /// Moves the cursor by so many rows.
    pub(crate) fn move_by(&mut self, rows: isize) {
        self.move_to(self.cursor.saturating_add_signed(rows));
    }

    /// Puts the cursor on a row, or on the last.
    pub(crate) fn move_to(&mut self, row: usize) {
        self.moved = true;
        self.cursor = row.min(self.total.saturating_sub(1));
    }

    /// Takes another part of the list. The cursor stays on the thing that `same` knows again, else on its row.
    pub(crate) fn take(
        &mut self,
        total: usize,
        offset: usize,
        part: Vec<T>,
        same: impl Fn(&T, &T) -> bool,
    ) {
        let below_top = self.cursor.saturating_sub(self.top);
        let found = self
            .chosen()
            .and_then(|here| part.iter().position(|other| same(here, other)));
        (self.total, self.offset, self.part) = (total, offset, part);
        self.cursor = found.map_or(self.cursor, |place| offset + place);
        self.cursor = self.cursor.min(total.saturating_sub(1));
        self.top = self.cursor.saturating_sub(below_top);
    }

    /// Goes back to the top, as another list begins.
    pub(crate) fn restart(&mut self) {
        (self.cursor, self.top, self.moved) = (0, 0, false);
    }

    /// Whether the cursor is at most so many rows before the end of the part that is loaded.
    pub(crate) fn is_near_end(&self, rows: usize) -> bool {
        self.cursor + rows >= self.offset + self.part.len()
    }

    /// The part that should be loaded next: `None` while the cursor is well inside the one that is.
    pub(crate) fn wants(&self) -> Option<Window> {
        let near_end = self.is_near_end(MARGIN) && self.offset + self.part.len() < self.total;
        let near_start = self.offset > 0 && self.cursor < self.offset + MARGIN;
        (near_end || near_start).then(|| Window {
            from: crate::model::From::Row(self.cursor.saturating_sub(Window::PART / 2)),
            limit: Window::PART,
        })
    }

    /// Moves the first row on screen so that the cursor is seen, where `fits(top)` tells how many rows are seen from a first one.
    pub(crate) fn show_cursor(&mut self, fits: impl Fn(&Self, usize) -> usize) {
        if self.cursor < self.top {
            self.top = self.cursor;
        }
        // From far away, begin near: a screen has no more than a few hundred rows.
        self.top = self.top.max(self.cursor.saturating_sub(300));
        while self.top < self.cursor && self.cursor >= self.top + fits(self, self.top).max(1) {
            self.top += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_on_its_thing() {
        let mut rows = Rows::whole(vec!["a", "b", "c"]);
        rows.move_to(1);
        rows.take(4, 0, vec!["new", "a", "b", "c"], |a, b| a == b);
        assert_eq!((rows.cursor, rows.selected()), (2, Some(&"b")));
        rows.take(1, 0, vec!["z"], |a, b| a == b);
        assert_eq!(rows.selected(), Some(&"z"));
    }

    #[test]
    fn more_is_wanted_near_the_ends_of_the_part() {
        let mut rows = Rows::default();
        rows.take(1_000, 0, (0..200).collect(), |a: &i32, b| a == b);
        assert_eq!(rows.wants(), None);
        rows.move_to(150);
        let window = rows.wants().expect("near the end");
        assert_eq!(window.from, crate::model::From::Row(50));
    }

    #[test]
    fn the_screen_follows_the_cursor() {
        let mut rows = Rows::whole((0..100).collect::<Vec<i32>>());
        rows.move_to(50);
        rows.show_cursor(|_, _| 10);
        assert_eq!(rows.top, 41);
        rows.move_to(3);
        rows.show_cursor(|_, _| 10);
        assert_eq!(rows.top, 3);
    }
}
