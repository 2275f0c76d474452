//! What the tagger looks at around one token, as feature numbers.

use super::hash::{feature, group};
use super::lexicon::class;
use super::page::{Page, Seen, clue};
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

/// The word of what would stand beyond the ends of a block.
const EDGE: u32 = 0x0ed6_e000;
/// How many tokens on each side of one are looked at.
const REACH: usize = 2;

/// A run as the features of its tokens see it: its tokens with those beside it, and what is the same for all of them.
#[derive(Clone, Debug, Default)]
pub struct RunView {
    start: usize,
    end: usize,
    /// The tokens of the run, with as many before and behind them as features reach.
    near: Vec<Near>,
    whole: u32,
    last_signature: u32,
}

/// A token as far as features tell; a part of the block's edge where there is none.
#[derive(Clone, Copy, Debug)]
struct Near {
    word: u32,
    shape: u32,
    known: u32,
    /// Its place in a known name, what that names and how sure; 0 for none.
    name: u32,
    /// The last three letters of a capitalised word.
    ending: Option<u32>,
}

impl Near {
    const EDGE: Self = Self {
        word: EDGE,
        shape: 15,
        known: 0,
        name: 0,
        ending: None,
    };

    fn at(page: &Page<'_>, at: usize, kind_of: impl Fn(u32) -> u32) -> Self {
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
            word: token.word,
            shape: token.shape as u32,
            known: page.known[at],
            name: if place.hit == 0 { 0 } else { name() },
            ending: token.is_capital().then(|| {
                let bytes = token.text(page.text).as_bytes();
                low(&bytes[bytes.len().saturating_sub(3)..])
            }),
        }
    }
}

impl RunView {
    /// Looks at another run; `kind_of` says what a known actor is.
    pub fn look(
        &mut self,
        page: &Page<'_>,
        start: usize,
        end: usize,
        kind_of: impl Fn(u32) -> u32 + Copy,
    ) {
        (self.start, self.end) = (start, end);
        self.near.clear();
        self.near.resize(REACH, Near::EDGE);
        for by in 0..REACH.min(start) {
            if page.tokens[start - by].has(flag::BLOCK) {
                break;
            }
            self.near[REACH - 1 - by] = Near::at(page, start - by - 1, kind_of);
        }
        let run = (start..end).map(|at| Near::at(page, at, kind_of));
        self.near.extend(run);
        let behind = (end..page.tokens.len()).take(REACH);
        let behind = behind.take_while(|&at| !page.tokens[at].has(flag::BLOCK));
        self.near
            .extend(behind.map(|at| Near::at(page, at, kind_of)));
        self.near.resize(end - start + 2 * REACH, Near::EDGE);
        let run = &self.near[REACH..REACH + end - start];
        self.whole = run
            .iter()
            .fold(0, |whole, near| feature(99, whole, near.word));
        self.last_signature = run.last().map_or(0, |last| signature(last.known));
    }

    /// The two tokens before the run, nearest first.
    fn before(&self) -> [Near; REACH] {
        [self.near[1], self.near[0]]
    }

    /// The two tokens behind the run, nearest first.
    fn after(&self) -> [Near; REACH] {
        let end = self.near.len() - REACH;
        [self.near[end], self.near[end + 1]]
    }

    /// The last word of the run.
    fn last(&self) -> u32 {
        self.near[self.near.len() - REACH - 1].word
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
struct Words {
    here: Near,
    left: [Near; REACH],
    right: [Near; REACH],
}

impl Words {
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
    fn take_beside(&self, take: &mut impl Taker) {
        let (w0, k0) = (self.here.word, self.here.known);
        let (wl, kl) = (self.left[0].word, self.left[0].known);
        self.take_side(0, self.left[0], take);
        take.take(7, wl, w0);
        take.take(26, cluster(kl), cluster(k0));
        take.take(37, signature(kl), signature(k0));
        let (wr, kr) = (self.right[0].word, self.right[0].known);
        self.take_side(1, self.right[0], take);
        take.take(8, w0, wr);
        take.take(27, cluster(k0), cluster(kr));
        take.take(38, signature(k0), signature(kr));
    }

    /// Features of the word on one side: 0 for the left, 1 for the right, whose kinds follow those of the left.
    #[inline]
    fn take_side(&self, side: u32, near: Near, take: &mut impl Taker) {
        let s0 = self.here.shape;
        let (word, known) = (near.word, near.known);
        let form = match near.ending {
            Some(ending) => (1 << 8 | s0, ending),
            None => (s0, 0),
        };
        take.take_group(group(1 + u64::from(side), [(word, known), form]), |take| {
            take.take(3 + side, word, 0);
            take.take(11 + side, word, s0);
            if let Some(ending) = near.ending {
                take.take(21 + side, ending, 0);
            }
            take.take(24 + side, cluster(known), 0);
            take.take(35 + side, signature(known), s0);
            take.take(75 + side, fine(known), 0);
        });
    }

    /// Features of the two words on each side.
    fn take_far(&self, take: &mut impl Taker) {
        let [(wl, kl), (wll, kll)] = self.left.map(|near| (near.word, near.known));
        take.take(5, wll, 0);
        take.take(28, cluster(kll), 0);
        take.take(39, signature(kll), signature(kl));
        take.take(66, wll, wl);
        take.take(68, cluster(kll) << 8 | cluster(kl), 0);
        let [(wr, kr), (wrr, krr)] = self.right.map(|near| (near.word, near.known));
        take.take(6, wrr, 0);
        take.take(29, cluster(krr), 0);
        take.take(40, signature(kr), signature(krr));
        take.take(67, wr, wrr);
        take.take(69, cluster(krr) << 8 | cluster(kr), 0);
    }

    /// Features of how the words are written and known rather than of what they are: few enough that most come again and again.
    fn take_forms(
        &self,
        token: &Token,
        (at, from_start, to_end): (usize, u32, u32),
        take: &mut impl Taker,
    ) {
        let [left, here, right] = [self.left[0], self.here, self.right[0]];
        let (sl, s0, sr) = (left.shape, here.shape, right.shape);
        let (cl, c0, cr) = (case(left.known), case(here.known), case(right.known));
        let (nl, n0, nr) = (left.name, here.name, right.name);
        let stand = stand(token);
        // Where the text begins, and how long a word in capitals is: 0 for what is neither.
        let place = if at < 24 { at.min(8) as u32 + 1 } else { 0 };
        let length = match token.shape {
            Shape::Upper => (token.end - token.start).min(7),
            _ => 0,
        };
        // Eight bits for each name are more than enough, and so are four for each of the rest; all of it fits.
        let shapes = sl << 8 | s0 << 4 | sr;
        let cases = cl << 6 | c0 << 3 | cr;
        let key = [
            (shapes << 20 | cases << 8 | from_start << 4 | to_end, stand),
            (nl << 16 | n0 << 8 | nr, place << 4 | length),
        ];
        take.take_group(group(5, key), |take| {
            take.take(10, shapes, 0);
            take.take(31, c0, stand << 8 | s0);
            take.take(32, cl, cr);
            take.take(33, c0 << 8 | cr, stand << 8 | s0);
            take.take(44, nl, n0);
            take.take(45, n0, nr);
            take.take(49, from_start << 4 | to_end, s0);
            if place > 0 {
                take.take(60, place - 1, s0 << 8 | sr);
            }
            if length > 0 {
                take.take(63, length, stand);
            }
        });
    }
}

/// Answers the features of token `at` of a run.
pub fn features(page: &Page<'_>, run: &RunView, at: usize, take: &mut impl Taker) {
    let here = &page.tokens[at];
    let place = at - run.start;
    let [far_left, left, now, right, far_right] = match run.near[place..] {
        [a, b, c, d, e, ..] => [a, b, c, d, e],
        _ => return,
    };
    let words = Words {
        here: now,
        left: [left, far_left],
        right: [right, far_right],
    };
    let from_start = place.min(4) as u32;
    let to_end = (run.end - 1 - at).min(4) as u32;
    words.take_here(here, page.text, take);
    words.take_beside(take);
    words.take_far(take);
    words.take_forms(here, (at, from_start, to_end), take);
    let (w0, s0, known) = (now.word, now.shape, now.known);
    let (wl, kl) = (left.word, left.known);
    let (wr, kr) = (right.word, right.known);
    let seen = page.seen.get(&w0).copied().unwrap_or_default();
    take_seen(seen, here, take);
    let mut add = |kind, a, b| take.take(kind, a, b);
    add(9, wl, wr);
    let coarse = |bits: u32| cluster(bits).saturating_sub(1) >> 3;
    add(30, coarse(kl) << 16 | coarse(known) << 8 | coarse(kr), 0);

    let n0 = now.name;
    if n0 != 0 {
        add(41, n0, s0);
        add(42, n0, wl);
        add(43, n0, wr);
    }
    add(46, n0, signature(known));
    if wl == u32::from(b',') {
        add(47, far_left.name, n0);
    }
    if wr == u32::from(b',') {
        add(48, far_right.name, n0);
    }

    let ([before, before_that], [after, after_that]) = (run.before(), run.after());
    add(50, before.word, from_start);
    add(51, after.word, to_end);
    add(52, before.word, after.word);
    add(70, before_that.word, from_start);
    add(71, after_that.word, to_end);
    add(72, fine(before.known), from_start);
    add(73, fine(after.known), to_end);
    heads(page, run, at, &mut add);
    add(53, run.whole, from_start);
    add(54, run.last(), 0);
    add(55, run.last_signature, to_end);
    add(56, signature(known), from_start << 4 | to_end);

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
}

/// How often a word is capitalised.
fn case(known: u32) -> u32 {
    known >> class::CASE_SHIFT & 7
}

/// Where a token stands, as flags that features tell.
fn stand(token: &Token) -> u32 {
    u32::from(token.flags & (flag::SENTENCE | flag::SHOUTED | flag::HEADLINE))
}

/// Features of what the article says of a word elsewhere.
fn take_seen(seen: Seen, here: &Token, take: &mut impl Taker) {
    let level = |n: u16| u32::from(n.min(3));
    let levels = level(seen.lower) << 4 | level(seen.capital);
    let (form, clues) = (stand(here) << 8 | here.shape as u32, u32::from(seen.clues));
    take.take_group(group(6, [(levels << 16 | form, clues)]), |take| {
        take.take(57, levels, form);
        for n in 0..clue::COUNT {
            if clues >> n & 1 == 1 {
                take.take(58, n, 0);
            }
        }
        take.take(59, clues, here.shape as u32);
    });
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

/// The last four of some bytes, in lower case, packed into a number.
fn low(bytes: &[u8]) -> u32 {
    const EACH: u32 = 0x0101_0101;
    let packed = bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte));
    // All four at once: capitals are those that reach `A` and do not pass `Z`.
    let plain = packed & (0x7f * EACH);
    let from_a = plain + (0x80 - u32::from(b'A')) * EACH;
    let past_z = plain + (0x7f - u32::from(b'Z')) * EACH;
    packed | ((from_a ^ past_z) & (0x80 * EACH) & !packed) >> 2
}
