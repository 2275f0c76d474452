//! What the tagger looks at around one token, as feature numbers.

use super::hash::{feature, group};
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

/// The word of what would stand beyond the ends of a block.
const EDGE: u32 = 0x0ed6_e000;

/// A token beside the one looked at, as far as features tell; a part of the block's edge where there is none.
#[derive(Clone, Copy)]
struct Near<'p> {
    token: Option<&'p Token>,
    word: u32,
    shape: u32,
    known: u32,
    /// Its place in a known name, what that names and how sure; 0 for none.
    name: u32,
}

impl<'p> Near<'p> {
    const EDGE: Self = Self {
        token: None,
        word: EDGE,
        shape: 15,
        known: 0,
        name: 0,
    };

    fn at(page: &'p Page<'_>, at: usize, kind_of: &dyn Fn(u32) -> u32) -> Self {
        let token = &page.tokens[at];
        let place = page.in_name[at];
        let name = || {
            let hit = page.hits[usize::from(place.hit) - 1].1;
            1 + kind_of(hit.entity) * 16
                + hit.trust * 4
                + u32::from(place.first)
                + 2 * u32::from(place.last)
        };
        Self {
            token: Some(token),
            word: token.word,
            shape: token.shape as u32,
            known: page.known[at],
            name: if place.hit == 0 { 0 } else { name() },
        }
    }

    /// The two tokens before one, nearest first.
    fn before(page: &'p Page<'_>, at: usize, kind_of: &dyn Fn(u32) -> u32) -> [Self; 2] {
        let mut near = [Self::EDGE; 2];
        for (by, near) in near.iter_mut().enumerate() {
            if at < by + 1 || page.tokens[at - by].has(flag::BLOCK) {
                break;
            }
            *near = Self::at(page, at - by - 1, kind_of);
        }
        near
    }

    /// The two tokens after one, nearest first.
    fn after(page: &'p Page<'_>, at: usize, kind_of: &dyn Fn(u32) -> u32) -> [Self; 2] {
        let mut near = [Self::EDGE; 2];
        for (by, near) in near.iter_mut().enumerate() {
            let next = at + by + 1;
            if page.tokens.get(next).is_none_or(|t| t.has(flag::BLOCK)) {
                break;
            }
            *near = Self::at(page, next, kind_of);
        }
        near
    }

    /// The last three letters of a capitalised word.
    fn ending(&self, text: &str) -> Option<u32> {
        let token = self.token.filter(|t| t.is_capital())?;
        let bytes = token.text(text).as_bytes();
        Some(low(&bytes[bytes.len().saturating_sub(3)..]))
    }
}

impl RunView {
    /// Looks at a run as a whole.
    pub fn new(page: &Page<'_>, start: usize, end: usize) -> Self {
        let before = Near::before(page, start, &|_| 0);
        let after = Near::after(page, end - 1, &|_| 0);
        let mut whole = 0;
        for token in &page.tokens[start..end] {
            whole = feature(99, whole, token.word);
        }
        Self {
            start,
            end,
            before: before[0].word,
            after: after[0].word,
            before_that: before[1].word,
            after_that: after[1].word,
            before_group: fine(before[0].known),
            after_group: fine(after[0].known),
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

/// Takes the features of one token.
pub trait Taker {
    /// Takes one: a kind, and what it is about.
    fn take(&mut self, kind: u32, a: u32, b: u32);

    /// Takes some that are always the same for the same key, so that they need not be made again.
    fn take_group(&mut self, _key: u64, make: impl FnOnce(&mut Self)) {
        make(self);
    }
}

impl<F: FnMut(u32, u32, u32)> Taker for F {
    fn take(&mut self, kind: u32, a: u32, b: u32) {
        self(kind, a, b);
    }
}

fn signature(known: u32) -> u32 {
    known & SIGNATURE
}

fn cluster(known: u32) -> u32 {
    known & class::CLUSTER
}

/// A token and those beside it.
struct Words<'p> {
    here: Near<'p>,
    left: [Near<'p>; 2],
    right: [Near<'p>; 2],
}

impl Words<'_> {
    /// Features of the token as a word.
    fn take_here(&self, token: &Token, text: &str, take: &mut impl Taker) {
        let (w0, s0, known) = (self.here.word, self.here.shape, self.here.known);
        let bytes = token.text(text).as_bytes();
        let start = low(&bytes[..bytes.len().min(4)]);
        let end = low(&bytes[bytes.len().saturating_sub(4)..]);
        let form = (bytes.len().min(5) as u32) << 8 | s0 << 1 | u32::from(token.is_capital());
        let key = group(0, [(w0, known), (start, end), (form, 0)]);
        take.take_group(key, |take| {
            take.take(0, s0, 0);
            take.take(1, w0, 0);
            take.take(2, w0, s0);
            for n in [1, 2, 3, 4] {
                if bytes.len() > n {
                    take.take(12 + n as u32, low(&bytes[..n]), 0);
                    take.take(
                        16 + n as u32,
                        low(&bytes[bytes.len() - n..]),
                        u32::from(token.is_capital()),
                    );
                }
            }
            take.take(23, cluster(known), s0);
            take.take(34, signature(known), s0);
            take.take(74, fine(known), s0);
        });
    }

    /// Features of the words on both sides, alone and with the token.
    fn take_beside(&self, text: &str, take: &mut impl Taker) {
        let (w0, s0, k0) = (self.here.word, self.here.shape, self.here.known);
        let form = |ending: Option<u32>| (ending.map_or(s0, |_| 1 << 8 | s0), ending.unwrap_or(0));
        let (wl, kl, ending) = (
            self.left[0].word,
            self.left[0].known,
            self.left[0].ending(text),
        );
        take.take_group(group(1, [(w0, k0), (wl, kl), form(ending)]), |take| {
            take.take(3, wl, 0);
            take.take(7, wl, w0);
            take.take(11, wl, s0);
            if let Some(ending) = ending {
                take.take(21, ending, 0);
            }
            take.take(24, cluster(kl), 0);
            take.take(26, cluster(kl), cluster(k0));
            take.take(35, signature(kl), s0);
            take.take(37, signature(kl), signature(k0));
            take.take(75, fine(kl), 0);
        });
        let (wr, kr, ending) = (
            self.right[0].word,
            self.right[0].known,
            self.right[0].ending(text),
        );
        take.take_group(group(2, [(w0, k0), (wr, kr), form(ending)]), |take| {
            take.take(4, wr, 0);
            take.take(8, w0, wr);
            take.take(12, wr, s0);
            if let Some(ending) = ending {
                take.take(22, ending, 0);
            }
            take.take(25, cluster(kr), 0);
            take.take(27, cluster(k0), cluster(kr));
            take.take(36, signature(kr), s0);
            take.take(38, signature(k0), signature(kr));
            take.take(76, fine(kr), 0);
        });
    }

    /// Features of the two words on each side.
    fn take_far(&self, take: &mut impl Taker) {
        let [(wl, kl), (wll, kll)] = self.left.map(|near| (near.word, near.known));
        take.take_group(group(3, [(wll, kll), (wl, kl), (0, 0)]), |take| {
            take.take(5, wll, 0);
            take.take(28, cluster(kll), 0);
            take.take(39, signature(kll), signature(kl));
            take.take(66, wll, wl);
            take.take(68, cluster(kll) << 8 | cluster(kl), 0);
        });
        let [(wr, kr), (wrr, krr)] = self.right.map(|near| (near.word, near.known));
        take.take_group(group(4, [(wrr, krr), (wr, kr), (0, 0)]), |take| {
            take.take(6, wrr, 0);
            take.take(29, cluster(krr), 0);
            take.take(40, signature(kr), signature(krr));
            take.take(67, wr, wrr);
            take.take(69, cluster(krr) << 8 | cluster(kr), 0);
        });
    }
}

/// Answers the features of token `at` of a run.
pub fn features(
    page: &Page<'_>,
    run: &RunView,
    at: usize,
    kind_of: &dyn Fn(u32) -> u32,
    take: &mut impl Taker,
) {
    let here = &page.tokens[at];
    let words = Words {
        here: Near::at(page, at, kind_of),
        left: Near::before(page, at, kind_of),
        right: Near::after(page, at, kind_of),
    };
    words.take_here(here, page.text, take);
    words.take_beside(page.text, take);
    words.take_far(take);
    let (w0, s0, known) = (words.here.word, words.here.shape, words.here.known);
    let ([left, far_left], [right, far_right]) = (words.left, words.right);
    let (wl, sl, kl) = (left.word, left.shape, left.known);
    let (wr, sr, kr) = (right.word, right.shape, right.known);
    let mut add = |kind, a, b| take.take(kind, a, b);
    add(9, wl, wr);
    add(10, sl << 8 | s0 << 4 | sr, 0);
    let coarse = |bits: u32| cluster(bits).saturating_sub(1) >> 3;
    add(30, coarse(kl) << 16 | coarse(known) << 8 | coarse(kr), 0);

    let case = |bits: u32| bits >> class::CASE_SHIFT & 7;
    let place = u32::from(here.flags & (flag::SENTENCE | flag::SHOUTED | flag::HEADLINE));
    add(31, case(known), place << 8 | s0);
    add(32, case(kl), case(kr));
    add(33, case(known) << 8 | case(kr), place << 8 | s0);

    let (n0, nl, nr) = (words.here.name, left.name, right.name);
    if n0 != 0 {
        add(41, n0, s0);
        add(42, n0, wl);
        add(43, n0, wr);
    }
    add(44, nl, n0);
    add(45, n0, nr);
    add(46, n0, signature(known));
    if wl == u32::from(b',') {
        add(47, far_left.name, n0);
    }
    if wr == u32::from(b',') {
        add(48, far_right.name, n0);
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
        add(
            81,
            mixture(here.text(page.text).as_bytes()),
            from_start << 4 | to_end,
        );
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
