//! Where everything is on the screen, worked out from its size alone, so that drawing and the mouse cannot differ.

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: u16,
    pub(crate) y: u16,
    pub(crate) width: u16,
    pub(crate) height: u16,
}

impl Area {
    /// Whether a cell lies in it.
    pub(crate) fn holds(self, x: u16, y: u16) -> bool {
        let across = x >= self.x && x - self.x < self.width;
        across && y >= self.y && y - self.y < self.height
    }

    /// What a frame around it leaves.
    pub(crate) fn inside(self) -> Self {
        Self {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// Cuts off columns at the left: what is cut off, and the rest.
    fn split(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        let left = Self {
            width: columns,
            ..self
        };
        let right = Self {
            x: self.x + columns,
            width: self.width - columns,
            ..self
        };
        (left, right)
    }
}

/// The least screen on which there is anything to see.
pub(crate) const SMALLEST: (u16, u16) = (40, 12);
/// The least height at which the trail has a line of its own.
const TALL: u16 = 16;

/// The parts of a screen. Framed parts have their frame inside their area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The top line: name and counts.
    pub(crate) header: Area,
    /// The trail of pages; of height 0 on low screens.
    pub(crate) trail: Area,
    /// The list, framed: the page's own, or the one an article was opened from.
    pub(crate) list: Option<Area>,
    /// The text or the page itself; framed only where something stands beside it.
    pub(crate) main: Option<Area>,
    /// What stands beside: facets, actors here and related; framed.
    pub(crate) side: Option<Area>,
    /// The last line: hints, messages, the prompt.
    pub(crate) footer: Area,
}

impl Layout {
    /// Where an article's lines are: inside the frame where something stands beside it.
    pub(crate) fn text(&self) -> Area {
        let main = self.main.or(self.side).unwrap_or_default();
        if self.list.is_some() || self.side.is_some() {
            main.inside()
        } else {
            main
        }
    }
}

/// What stands beside a list or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Nothing.
    Nothing,
    /// Something, where there is room for it.
    Something,
    /// What keys go to: where there is no room it takes that of the preview or the text.
    Wanted,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A list with a preview.
    List {
        /// What stands beside it.
        side: Beside,
    },
    /// A text with the list it was opened from.
    Text {
        /// Whether it was opened from a list.
        list: bool,
        /// Whether the text is to stand alone.
        alone: bool,
        /// What stands beside it.
        side: Beside,
    },
    /// One thing over the whole width.
    Whole,
}

/// Lays a page out on a screen of so many columns and rows.
pub(crate) fn layout((width, height): (u16, u16), shape: Shape) -> Layout {
    let row = |y: u16, height: u16| Area {
        x: 0,
        y,
        width,
        height,
    };
    let trail = u16::from(height >= TALL);
    let top = 1 + trail;
    let body = row(top, height.saturating_sub(top + 1));
    let mut layout = Layout {
        header: row(0, 1),
        trail: row(1, trail),
        footer: row(height.saturating_sub(1), 1),
        ..Layout::default()
    };
    match shape {
        Shape::List { side } => {
            let (list, rest) = match width {
                0..80 => (body, None),
                80..120 => {
                    let (list, rest) = body.split(width * 9 / 20);
                    (list, Some(rest))
                }
                _ => {
                    let (list, rest) = body.split((width * 2 / 5).min(72));
                    (list, Some(rest))
                }
            };
            layout.list = Some(list);
            layout.main = rest;
            match (rest, side) {
                (Some(rest), Beside::Something | Beside::Wanted) if width >= 120 => {
                    let (main, side) = rest.split(rest.width - (rest.width / 3).clamp(26, 36));
                    layout.main = Some(main);
                    layout.side = Some(side);
                }
                (Some(rest), Beside::Wanted) => (layout.main, layout.side) = (None, Some(rest)),
                (None, Beside::Wanted) => (layout.list, layout.side) = (None, Some(list)),
                _ => {}
            }
        }
        Shape::Text { side, .. } if width < 120 && side == Beside::Wanted => {
            layout.side = Some(body);
        }
        Shape::Text { list, alone, side } => {
            let mut text = body;
            if width >= 120 && !alone && side != Beside::Nothing {
                let (rest, side) = text.split(width - (width / 4).clamp(28, 40));
                layout.side = Some(side);
                text = rest;
                if list {
                    let (list, rest) = text.split((text.width / 3).clamp(28, 48));
                    layout.list = Some(list);
                    text = rest;
                }
            }
            layout.main = Some(text);
        }
        Shape::Whole => layout.main = Some(body),
    }
    layout
}

/// The parts of the omnibox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OmniboxLayout {
    /// All of it, with its frame.
    pub(crate) whole: Area,
    /// What is typed and what it finds.
    pub(crate) list: Area,
    /// What the row under the cursor leads to, where there is room.
    pub(crate) glance: Option<Area>,
}

/// Lays the omnibox out on a screen of so many columns and rows.
pub(crate) fn omnibox((width, height): (u16, u16)) -> OmniboxLayout {
    let wide = width >= 110;
    let (across, high) = if wide {
        ((width * 9 / 10).min(170), height * 3 / 4)
    } else {
        ((width * 4 / 5).min(88).max(width.min(38)), height * 3 / 5)
    };
    let high = high.max(height.min(10));
    let whole = Area {
        x: (width - across) / 2,
        y: (height - high) / 4,
        width: across,
        height: high,
    };
    let inside = whole.inside();
    if !wide {
        return OmniboxLayout {
            whole,
            list: inside,
            glance: None,
        };
    }
    // A column between the two stays free for the line.
    let (list, rest) = inside.split(inside.width * 11 / 20);
    OmniboxLayout {
        whole,
        list,
        glance: Some(rest.split(1).1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(size: (u16, u16), shape: Shape, expected: [Option<u16>; 3]) {
        let found = layout(size, shape);
        let widths = [found.list, found.main, found.side].map(|area| area.map(|area| area.width));
        assert_eq!(widths, expected, "{size:?} {shape:?}");
    }

    #[test]
    fn wide_screens_have_three_columns_and_narrow_ones_one() {
        let list = Shape::List {
            side: Beside::Something,
        };
        check((160, 50), list, [Some(64), Some(64), Some(32)]);
        check((120, 40), list, [Some(48), Some(46), Some(26)]);
        check((80, 24), list, [Some(36), Some(44), None]);
        check((40, 12), list, [Some(40), None, None]);
        let facets = Shape::List {
            side: Beside::Wanted,
        };
        check((160, 50), facets, [Some(64), Some(64), Some(32)]);
        check((80, 24), facets, [Some(36), None, Some(44)]);
        check((40, 12), facets, [None, None, Some(40)]);
        let text = Shape::Text {
            list: true,
            alone: false,
            side: Beside::Something,
        };
        check((160, 50), text, [Some(40), Some(80), Some(40)]);
        check((120, 40), text, [Some(30), Some(60), Some(30)]);
        check((80, 24), text, [None, Some(80), None]);
        let panel = Shape::Text {
            list: true,
            alone: false,
            side: Beside::Wanted,
        };
        check((160, 50), panel, [Some(40), Some(80), Some(40)]);
        check((80, 24), panel, [None, None, Some(80)]);
    }

    proptest! {
        #[test]
        fn nothing_lies_outside_the_screen(width in 0u16..400, height in 0u16..200, pick in 0usize..6, beside in 0usize..3) {
            let side = [Beside::Nothing, Beside::Something, Beside::Wanted][beside];
            let shape = match pick {
                0 | 1 => Shape::List { side },
                2..5 => Shape::Text { list: pick > 2, alone: pick > 3, side },
                _ => Shape::Whole,
            };
            let found = layout((width, height), shape);
            for area in [found.list, found.main, found.side].into_iter().flatten() {
                prop_assert!(area.x + area.width <= width);
                prop_assert!(area.y + area.height <= height.max(2));
            }
        }
    }
}
