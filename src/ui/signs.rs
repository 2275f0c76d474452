//! The signs that stand for things, for terminals with Unicode and for those without.

/// One set of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs {
    pub(super) unread: &'static str,
    pub(super) star: &'static str,
    pub(super) note: &'static str,
    pub(super) picked: &'static str,
    pub(super) mark: &'static str,
    pub(super) more: &'static str,
    pub(super) step: &'static str,
    pub(super) dot: &'static str,
    pub(super) times: &'static str,
    pub(super) down: &'static str,
    pub(super) up: &'static str,
    pub(super) dash: &'static str,
    pub(super) new: &'static str,
    pub(super) stub: &'static str,
    /// The place above something wrong.
    pub(super) wrong: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub(super) corners: [&'static str; 4],
    pub(super) across: &'static str,
    pub(super) upright: &'static str,
    /// Where a rule meets the frame at the left and at the right.
    pub(super) joints: [&'static str; 2],
    /// A scroll bar's thumb.
    pub(super) thumb: &'static str,
    /// Parts of a cell filled from below, least first.
    pub(super) steps: &'static [&'static str],
    /// Parts of a cell filled from the left, least first.
    pub(super) lengths: &'static [&'static str],
}

const UNICODE: Signs = Signs {
    unread: "●",
    star: "★",
    note: "✎",
    picked: "✓",
    mark: "▌",
    more: "…",
    step: "▸",
    dot: "·",
    times: "×",
    down: "↓",
    up: "↑",
    dash: "–",
    new: "new",
    stub: "○",
    wrong: "▾",
    corners: ["┌", "┐", "└", "┘"],
    across: "─",
    upright: "│",
    joints: ["├", "┤"],
    thumb: "┃",
    steps: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    lengths: &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
};

const ASCII: Signs = Signs {
    unread: "o",
    star: "*",
    note: "n",
    picked: "x",
    mark: ">",
    more: "~",
    step: ">",
    dot: "-",
    times: "x",
    down: "v",
    up: "^",
    dash: "-",
    new: "new",
    stub: "o",
    wrong: "v",
    corners: ["+", "+", "+", "+"],
    across: "-",
    upright: "|",
    joints: ["+", "+"],
    thumb: "#",
    steps: &[".", ":", "|", "#"],
    lengths: &["#"],
};

/// The set for a terminal.
pub(super) fn signs(ascii: bool) -> &'static Signs {
    if ascii { &ASCII } else { &UNICODE }
}
