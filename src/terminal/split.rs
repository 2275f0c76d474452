//! Cuts the stream of bytes from a terminal into keys, sequences and pastes, each whole, none without bound.

/// A paste is kept up to this many bytes, more than a line takes; the rest of it is dropped.
pub(super) const PASTE_LIMIT: usize = 8192;

/// Longer sequences come from no terminal; they are dropped up to their end.
const SEQUENCE_LIMIT: usize = 256;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// One thing the terminal said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The bytes of one key, of one report of the mouse, or of one answer of the terminal.
    Whole(Vec<u8>),
    /// What was pasted, capped.
    Paste(Vec<u8>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// In a character of UTF-8; so many bytes are missing.
    Character(usize),
    /// After ESC.
    Escape,
    /// After ESC O.
    Single,
    /// After ESC [.
    Control,
    /// In an old report of the mouse or a key of the Linux console; so many bytes are missing.
    Fixed(usize),
    /// In a string (OSC, DCS, APC, PM) that ends with BEL or ESC \.
    Text,
    Paste,
}

/// The cutter; keeps what is not whole yet.
#[derive(Debug, Default)]
pub(super) struct Splitter {
    state: State,
    held: Vec<u8>,
    dropping: bool,
}

impl Splitter {
    /// Takes bytes as they come and hands out what is whole.
    pub(super) fn feed(&mut self, bytes: &[u8], mut out: impl FnMut(Piece)) {
        for byte in bytes {
            self.take(*byte, &mut out);
        }
    }

    /// Whether something is held back that more bytes may complete. A paste is complete only at its mark.
    pub(super) fn waits(&self) -> bool {
        !matches!(self.state, State::Ground | State::Paste)
    }

    /// Says that no more bytes came for a while: what is held is a key by itself (Esc, Alt-[) or was cut off.
    pub(super) fn pause(&mut self, mut out: impl FnMut(Piece)) {
        if self.waits() {
            let short = self.held.len() <= 2;
            self.finish(short, &mut out);
        }
    }

    fn take(&mut self, byte: u8, out: &mut impl FnMut(Piece)) {
        if self.state == State::Paste {
            return self.pasted(byte, out);
        }
        if byte == 0x1b && !matches!(self.state, State::Ground | State::Text) {
            // A new sequence begins: what was held is Esc by itself or was cut off.
            let lone = self.state == State::Escape;
            self.finish(lone, out);
        }
        if self.held.len() < SEQUENCE_LIMIT {
            self.held.push(byte);
        } else {
            self.dropping = true;
        }
        match self.state {
            State::Ground => match byte {
                0x1b => self.state = State::Escape,
                0xc2..=0xdf => self.state = State::Character(1),
                0xe0..=0xef => self.state = State::Character(2),
                0xf0..=0xf4 => self.state = State::Character(3),
                0x80.. => self.finish(false, out),
                _ => self.finish(true, out),
            },
            State::Character(missing) => match (byte, missing) {
                (0x80..=0xbf, 1) => self.finish(true, out),
                (0x80..=0xbf, _) => self.state = State::Character(missing - 1),
                _ => {
                    // Not UTF-8: the start is dropped and this byte looked at anew.
                    self.finish(false, out);
                    self.take(byte, out);
                }
            },
            State::Escape => match byte {
                b'[' => self.state = State::Control,
                b'O' => self.state = State::Single,
                b']' | b'P' | b'_' | b'^' => self.state = State::Text,
                0x1b => {}
                0xc2..=0xdf => self.state = State::Character(1),
                0xe0..=0xef => self.state = State::Character(2),
                0xf0..=0xf4 => self.state = State::Character(3),
                _ => self.finish(true, out),
            },
            State::Single => self.finish(true, out),
            State::Control => match (byte, self.held.len()) {
                (b'[', 3) => self.state = State::Fixed(1),
                (b'M', 3) => self.state = State::Fixed(3),
                (0x40..=0x7e, _) if self.held == PASTE_BEGINS => {
                    self.held.clear();
                    self.state = State::Paste;
                }
                (0x40..=0x7e, _) => self.finish(true, out),
                (0x20..=0x3f, _) => {}
                // No such byte stands in a sequence: it was cut off, and this is a key.
                _ => {
                    self.finish(false, out);
                    self.take(byte, out);
                }
            },
            State::Fixed(1) => self.finish(true, out),
            State::Fixed(missing) => self.state = State::Fixed(missing - 1),
            State::Text => {
                if byte == 0x07 || self.held.ends_with(b"\x1b\\") {
                    self.finish(true, out);
                }
            }
            State::Paste => {}
        }
    }

    fn pasted(&mut self, byte: u8, out: &mut impl FnMut(Piece)) {
        self.held.push(byte);
        if self.held.ends_with(PASTE_ENDS) {
            let kept = (self.held.len() - PASTE_ENDS.len()).min(PASTE_LIMIT);
            self.held.truncate(kept);
            out(Piece::Paste(std::mem::take(&mut self.held)));
            self.state = State::Ground;
        } else if self.held.len() >= PASTE_LIMIT + 2 * PASTE_ENDS.len() {
            // Past the cap only the end mark matters: keep the text and the last bytes.
            let from = self.held.len() - PASTE_ENDS.len();
            self.held.drain(PASTE_LIMIT..from);
        }
    }

    fn finish(&mut self, good: bool, out: &mut impl FnMut(Piece)) {
        let held = std::mem::take(&mut self.held);
        let whole = good && !std::mem::take(&mut self.dropping);
        self.state = State::Ground;
        if whole && !held.is_empty() {
            out(Piece::Whole(held));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Feeds `chunks` with a pause after the last and compares what comes out, one piece a word.
    fn check(chunks: &[&[u8]], expected: &str) {
        let mut splitter = Splitter::default();
        let mut pieces = Vec::new();
        for chunk in chunks {
            splitter.feed(chunk, |piece| pieces.push(piece));
        }
        splitter.pause(|piece| pieces.push(piece));
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Whole(bytes) => bytes.escape_ascii().to_string(),
                Piece::Paste(bytes) => format!("paste({})", bytes.escape_ascii()),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
        assert!(!splitter.waits());
    }

    #[test]
    fn keys_and_sequences_are_cut() {
        check(&[b"ab\x1b[A\x1bOPx"], r"a b \x1b[A \x1bOP x");
        check(&[b"\x1b[1;5C\x1b[<0;12;3M"], r"\x1b[1;5C \x1b[<0;12;3M");
        check(&[b"\x1b[M !!q\x1b[[Aq"], r"\x1b[M !! q \x1b[[A q");
        check(&["я".as_bytes()], r"\xd1\x8f");
        check(&[b"\x1bx"], r"\x1bx");
    }

    #[test]
    fn pieces_may_come_in_parts() {
        check(&[b"\x1b", b"[", b"A"], r"\x1b[A");
        check(&[&[0xd1], &[0x8f]], r"\xd1\x8f");
    }

    #[test]
    fn a_lone_escape_is_a_key_after_a_pause() {
        check(&[b"\x1b"], r"\x1b");
        check(&[b"\x1b["], r"\x1b[");
        check(&[b"\x1b\x1b[A"], r"\x1b \x1b[A");
        check(&[b"\x1b]"], r"\x1b]");
    }

    #[test]
    fn answers_of_the_terminal_end_with_bell_or_string_terminator() {
        check(
            &[b"\x1b]11;rgb:00/00/00\x07q\x1b]11;rgb:00/00/00\x1b\\q"],
            r"\x1b]11;rgb:00/00/00\x07 q \x1b]11;rgb:00/00/00\x1b\\ q",
        );
    }

    #[test]
    fn what_is_cut_off_or_no_text_is_dropped() {
        check(&[b"\x1b[12\x1b[A"], r"\x1b[A");
        check(&[b"\x1b[12\rq"], r"\r q");
        check(&[&[0xff, b'a', 0xd1, b'b']], "a b");
        let long = [b"\x1b[".as_slice(), &[b'1'; 5000], b"Aq"].concat();
        check(&[&long], "q");
    }

    #[test]
    fn a_paste_is_one_piece_and_capped() {
        check(&[b"\x1b[200~a\x1b[Ab\x1b[201~q"], r"paste(a\x1b[Ab) q");
        let text = vec![b'x'; 100_000];
        let long = [PASTE_BEGINS, &text, PASTE_ENDS, b"q"].concat();
        let mut pieces = Vec::new();
        let mut splitter = Splitter::default();
        for chunk in long.chunks(997) {
            splitter.feed(chunk, |piece| pieces.push(piece));
            assert!(splitter.held.len() <= PASTE_LIMIT + 2 * PASTE_ENDS.len());
        }
        let expected = [
            Piece::Paste(vec![b'x'; PASTE_LIMIT]),
            Piece::Whole(b"q".to_vec()),
        ];
        assert_eq!(pieces, expected);
    }

    proptest! {
        #[test]
        fn any_bytes_leave_it_fit_for_a_key(bytes: Vec<u8>) {
            let mut splitter = Splitter::default();
            splitter.feed(&bytes, |_| {});
            splitter.feed(PASTE_ENDS, |_| {});
            splitter.feed(b"\x07", |_| {});
            splitter.pause(|_| {});
            let mut pieces = Vec::new();
            splitter.feed(b"q", |piece| pieces.push(piece));
            prop_assert_eq!(pieces, vec![Piece::Whole(b"q".to_vec())]);
        }
    }
}
