//! Walking over a query: white space, operators, runs of characters.

use std::ops::Range;

/// A place in a query.
pub(super) struct Scan<'a> {
    typed: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(typed: &'a str) -> Self {
        Self { typed, at: 0 }
    }

    /// The place, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a place further on.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at;
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.typed[self.at..]
    }

    /// What was read since `from`.
    pub(super) fn since(&self, from: usize) -> &'a str {
        &self.typed[from..self.at]
    }

    /// Skips white space, controls and punctuation that stands alone; returns whether nothing is left.
    pub(super) fn at_end(&mut self) -> bool {
        loop {
            self.skip_space();
            let run = self.run();
            let before_group = run.ends_with('-')
                && self.rest()[run.len()..].starts_with(['(', '"', '“', '„', '”']);
            let lone = !run.is_empty() && run.chars().all(is_lone) && !before_group;
            if !lone {
                return self.rest().is_empty();
            }
            self.at += run.len();
        }
    }

    /// Skips white space, controls and what draws nothing.
    pub(super) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    /// The characters up to the next space, parenthesis or quote. What draws nothing parts no word that it was pasted with.
    pub(super) fn run(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(ends_run).unwrap_or(rest.len());
        rest[..end].trim_end_matches(is_blank)
    }

    /// Takes a character if it comes next.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Takes an opening quotation mark.
    pub(super) fn take_quote(&mut self) -> bool {
        self.take('"') || self.take('“') || self.take('„') || self.take('”')
    }

    /// Whether this operator comes next, as a word of its own.
    pub(super) fn peek_operator(&mut self, operator: &str) -> bool {
        let _ = self.at_end();
        self.run() == operator
    }

    /// Takes this operator if it comes next, and tells where it stood.
    pub(super) fn take_operator(&mut self, operator: &str) -> Option<Range<usize>> {
        self.peek_operator(operator).then(|| {
            let start = self.at;
            self.at += operator.len();
            start..self.at
        })
    }

    /// Takes a minus that something follows at once.
    pub(super) fn take_minus(&mut self) -> Option<Range<usize>> {
        let _ = self.at_end();
        let rest = self.rest().strip_prefix('-')?;
        let something = rest
            .chars()
            .next()
            .is_some_and(|c| !is_blank(c) && c != ')');
        something.then(|| {
            self.at += 1;
            self.at - 1..self.at
        })
    }

    /// Takes an opening parenthesis.
    pub(super) fn take_opening(&mut self) -> Option<Range<usize>> {
        let _ = self.at_end();
        self.take('(').then(|| self.at - 1..self.at)
    }

    /// Tells where a closing parenthesis comes next.
    pub(super) fn peek_closing(&mut self) -> Option<Range<usize>> {
        let _ = self.at_end();
        self.rest().starts_with(')').then(|| self.at..self.at + 1)
    }

    /// Takes a closing parenthesis.
    pub(super) fn take_closing(&mut self) -> bool {
        self.peek_closing().is_some() && self.take(')')
    }
}

fn ends_run(c: char) -> bool {
    is_space(c) || matches!(c, '(' | ')' | '"' | '“' | '”' | '„')
}

/// What parts words.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// White space, and what a paste may bring that means nothing.
fn is_blank(c: char) -> bool {
    is_space(c)
        || matches!(c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Punctuation that a headline may bring and that asks for nothing.
fn is_lone(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '&'
            | '+'
            | '.'
            | ','
            | ';'
            | '!'
            | '?'
            | '|'
            | '…'
            | '·'
            | '•'
            | '\''
            | '’'
    )
}
