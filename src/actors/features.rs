//! What the tagger looks at around one token, as feature numbers.

use super::hash::feature;
use super::lexicon::class;
use super::page::{Page, clue};
use super::token::{Shape, Token, flag};

/// Classes that tell what a word may do in a name.
const SIGNATURE: u32 = class::GIVEN
    | class::FAMILY
    | class::HONORIFIC
    | class::RANK
    | class::ROLE
    | class::ORG_WORD
    | class::PLACE_WORD
    | class::COMPANY
    | class::NATIONALITY
    | class::DATE
    | class::PARTICLE
    | class::SAY
    | class::FAMILY_COMMON;

/// Feature numbers of one run: the same for all its tokens.
#[derive(Clone, Copy, Debug)]
pub struct RunView {
    start: usize,
    end: usize,
    before: u32,
    after: u32,
    /// The words one further out on both sides.
    before_that: u32,
    after_that: u32,
    /// Groups of the words on both sides.
    before_group: u32,
    after_group: u32,
    whole: u32,
    last: u32,
    last_signature: u32,
}

/// Names what a token would be beyond the ends of its block.
const EDGE: u32 = 0x0ed6_e000;

struct Around<'p, 'a> {
    page: &'p Page<'a>,
    at: usize,
}

impl Around<'_, '_> {
    fn token(&self, by: isize) -> Option<&Token> {
        let at = self.at.checked_add_signed(by)?;
        let token = self.page.tokens.get(at)?;
        let (low, high) = if by < 0 {
            (at + 1, self.at)
        } else {
            (self.at + 1, at)
        };
        let cut = (low..=high).any(|i| self.page.tokens[i].has(flag::BLOCK));
        (!cut).then_some(token)
    }

    fn known(&self, by: isize) -> u32 {
        self.token(by)
            .map_or(0, |_| self.page.known[self.at.wrapping_add_signed(by)])
    }

    fn name(&self, by: isize, lexicon: &dyn Fn(u32) -> u32) -> u32 {
        let Some(at) = self
            .at
            .checked_add_signed(by)
            .filter(|_| self.token(by).is_some())
        else {
            return 0;
        };
        let place = self.page.in_name[at];
        if place.hit == 0 {
            return 0;
        }
        let hit = self.page.hits[usize::from(place.hit) - 1].1;
        1 + lexicon(hit.entity) * 16
            + hit.trust * 4
            + u32::from(place.first)
            + 2 * u32::from(place.last)
    }
}

fn word_and_shape(token: Option<&Token>) -> (u32, u32) {
    token.map_or((EDGE, 15), |t| (t.word, t.shape as u32))
}

impl RunView {
    /// Looks at a run as a whole.
    pub fn new(page: &Page<'_>, start: usize, end: usize) -> Self {
        let first = Around { page, at: start };
        let final_token = Around { page, at: end - 1 };
        let mut whole = 0;
        for token in &page.tokens[start..end] {
            whole = feature(99, whole, token.word);
        }
        Self {
            start,
            end,
            before: word_and_shape(first.token(-1)).0,
            after: word_and_shape(final_token.token(1)).0,
            before_that: word_and_shape(first.token(-2)).0,
            after_that: word_and_shape(final_token.token(2)).0,
            before_group: fine(first.known(-1)),
            after_group: fine(final_token.known(1)),
            whole,
            last: page.tokens[end - 1].word,
            last_signature: page.known[end - 1] & SIGNATURE,
        }
    }
}

/// The finest group of a word.
fn fine(known: u32) -> u32 {
    known & class::CLUSTER | (known >> class::FINE_SHIFT & 7) << 8
}

/// Whether features of a kind tell which word stands here rather than what it looks like or stands beside.
pub fn is_about_the_word(kind: u32) -> bool {
    matches!(kind, 1 | 2 | 7 | 8 | 14..=20 | 53 | 54 | 61)
}

/// Answers the features of token `at` of a run: a kind, and what it is about.
pub fn features(
    page: &Page<'_>,
    run: &RunView,
    at: usize,
    kind_of: &dyn Fn(u32) -> u32,
    mut add: impl FnMut(u32, u32, u32),
) {
    let around = Around { page, at };
    let here = &page.tokens[at];
    let known = page.known[at];
    let (w0, s0) = (here.word, here.shape as u32);
    let (wl, sl) = word_and_shape(around.token(-1));
    let (wr, sr) = word_and_shape(around.token(1));
    let (wll, _) = word_and_shape(around.token(-2));
    let (wrr, _) = word_and_shape(around.token(2));
    let (kl, kr) = (around.known(-1), around.known(1));
    let (kll, krr) = (around.known(-2), around.known(2));
    add(0, s0, 0);
    add(1, w0, 0);
    add(2, w0, s0);
    add(3, wl, 0);
    add(4, wr, 0);
    add(5, wll, 0);
    add(6, wrr, 0);
    add(7, wl, w0);
    add(8, w0, wr);
    add(9, wl, wr);
    add(10, sl << 8 | s0 << 4 | sr, 0);
    add(11, wl, s0);
    add(12, wr, s0);
    add(66, wll, wl);
    add(67, wr, wrr);

    let bytes = here.text(page.text).as_bytes();
    for n in [1, 2, 3, 4] {
        if bytes.len() > n {
            add(12 + n as u32, low(&bytes[..n]), 0);
            add(
                16 + n as u32,
                low(&bytes[bytes.len() - n..]),
                u32::from(here.is_capital()),
            );
        }
    }
    for (n, side) in [(-1, 21), (1, 22)] {
        if let Some(token) = around.token(n).filter(|t| t.is_capital()) {
            let bytes = token.text(page.text).as_bytes();
            add(side, low(&bytes[bytes.len().saturating_sub(3)..]), 0);
        }
    }

    let cluster = |bits: u32| bits & class::CLUSTER;
    let coarse = |bits: u32| (bits & class::CLUSTER).saturating_sub(1) >> 3;
    let (c0, cl, cr) = (cluster(known), cluster(kl), cluster(kr));
    add(23, c0, s0);
    add(24, cl, 0);
    add(25, cr, 0);
    add(26, cl, c0);
    add(27, c0, cr);
    add(28, cluster(kll), 0);
    add(29, cluster(krr), 0);
    add(30, coarse(kl) << 16 | coarse(known) << 8 | coarse(kr), 0);
    add(68, cluster(kll) << 8 | cl, 0);
    add(69, cluster(krr) << 8 | cr, 0);

    let case = |bits: u32| bits >> class::CASE_SHIFT & 7;
    let place = u32::from(here.flags & (flag::SENTENCE | flag::SHOUTED | flag::HEADLINE));
    add(31, case(known), place << 8 | s0);
    add(32, case(kl), case(kr));
    add(33, case(known) << 8 | case(kr), place << 8 | s0);

    let signature = |bits: u32| bits & SIGNATURE;
    add(34, signature(known), s0);
    add(35, signature(kl), s0);
    add(36, signature(kr), s0);
    add(37, signature(kl), signature(known));
    add(38, signature(known), signature(kr));
    add(39, signature(kll), signature(kl));
    add(40, signature(kr), signature(krr));

    let (n0, nl, nr) = (
        around.name(0, kind_of),
        around.name(-1, kind_of),
        around.name(1, kind_of),
    );
    if n0 != 0 {
        add(41, n0, s0);
        add(42, n0, wl);
        add(43, n0, wr);
    }
    add(44, nl, n0);
    add(45, n0, nr);
    add(46, n0, signature(known));
    if wl == u32::from(b',') {
        add(47, around.name(-2, kind_of), n0);
    }
    if wr == u32::from(b',') {
        add(48, around.name(2, kind_of), n0);
    }

    let from_start = (at - run.start).min(4) as u32;
    let to_end = (run.end - 1 - at).min(4) as u32;
    add(49, from_start << 4 | to_end, s0);
    add(50, run.before, from_start);
    add(51, run.after, to_end);
    add(52, run.before, run.after);
    add(70, run.before_that, from_start);
    add(71, run.after_that, to_end);
    add(72, run.before_group, from_start);
    add(73, run.after_group, to_end);
    add(74, fine(known), s0);
    add(75, fine(kl), 0);
    add(76, fine(kr), 0);
    heads(page, run, at, &mut add);
    add(53, run.whole, from_start);
    add(54, run.last, 0);
    add(55, run.last_signature, to_end);
    add(56, signature(known), from_start << 4 | to_end);

    let seen = page.seen.get(&w0).copied().unwrap_or_default();
    let level = |n: u16| u32::from(n.min(3));
    add(
        57,
        level(seen.lower) << 4 | level(seen.capital),
        place << 8 | s0,
    );
    for n in 0..clue::COUNT {
        if seen.clues >> n & 1 == 1 {
            add(58, n, 0);
        }
    }
    add(59, u32::from(seen.clues), s0);
    if at < 24 {
        add(60, (at as u32).min(8), s0 << 8 | sr);
    }
    if here.has(flag::SENTENCE) {
        add(61, w0, 1);
        add(62, case(known), signature(known));
    }
    if here.shape == Shape::Mixed {
        add(81, mixture(bytes), from_start << 4 | to_end);
    }
    if matches!(here.shape, Shape::Upper) {
        add(63, (here.end - here.start).min(7), place);
    }
}

/// The word that says what kind of body or place the name around a token is: "Ministry of X", "X Bank".
fn heads(page: &Page<'_>, run: &RunView, at: usize, add: &mut impl FnMut(u32, u32, u32)) {
    const HEAD: u32 = class::ORG_WORD | class::COMPANY | class::PLACE_WORD;
    let small = |i: usize| !page.tokens[i].is_capital();
    let last = (at..run.end)
        .take_while(|&i| !small(i))
        .filter(|&i| page.known[i] & HEAD != 0)
        .last();
    if let Some(i) = last {
        add(77, page.tokens[i].word, ((i - at) as u32).min(2));
        add(78, page.known[i] & HEAD, ((i - at) as u32).min(3));
    }
    let before = (run.start..at)
        .rev()
        .take(6)
        .find(|&i| page.tokens[i].is_capital() && page.known[i] & HEAD != 0);
    if let Some(i) = before {
        let joint = if i + 1 < at && small(i + 1) {
            page.tokens[i + 1].word
        } else {
            0
        };
        add(79, page.tokens[i].word, joint);
        add(80, page.known[i] & HEAD, joint);
    }
}

/// How capitals and small letters are mixed: `McArdle`, `DeLay`, `Jong-un`, `PetroGulf`, `iTunes`, `BBCi`.
fn mixture(bytes: &[u8]) -> u32 {
    if bytes.contains(&b'-') {
        return 1;
    }
    if bytes.iter().any(|b| matches!(b, b'\'' | 0xe2)) {
        return 2;
    }
    let starts = |list: &[&[u8]]| list.iter().any(|start| bytes.starts_with(start));
    if starts(&[b"Mc", b"Mac", b"Fitz"]) {
        return 3;
    }
    if starts(&[b"De", b"Di", b"Du", b"La", b"Le", b"Van"]) {
        return 4;
    }
    if bytes[0].is_ascii_lowercase() {
        return 5;
    }
    let second = bytes.get(1).is_some_and(u8::is_ascii_uppercase);
    let last = bytes.last().is_some_and(u8::is_ascii_uppercase);
    6 + u32::from(second) + 2 * u32::from(last)
}

/// Lower-case bytes packed into a number.
fn low(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |n, byte| n << 8 | u32::from(byte.to_ascii_lowercase()))
}
