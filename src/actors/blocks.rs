//! Where sentences and paragraphs begin, and which blocks are written in capitals.

use super::token::{Shape, Token, flag};

/// Sets the sentence, block, shouted and headline flags of all tokens.
pub(super) fn mark(text: &str, tokens: &mut [Token]) {
    let wrapped = is_hard_wrapped(text);
    let bytes = text.as_bytes();
    let mut block = 0;
    let mut ended = true;
    for i in 0..tokens.len() {
        let new_block = i == 0 || {
            let gap = &bytes[tokens[i - 1].end as usize..tokens[i].start as usize];
            breaks(gap, wrapped)
        };
        if new_block {
            style(&mut tokens[block..i]);
            block = i;
            ended = true;
            tokens[i].flags |= flag::BLOCK | flag::SENTENCE;
        }
        let token = &mut tokens[i];
        if token.shape == Shape::Mark {
            match token.word {
                0x2e | 0x21 | 0x3f | 0x3002 => ended = true,
                // Quotes and brackets neither end nor start one.
                0x22 | 0x27 | 0x28 | 0x29 | 0x5b | 0x5d => {}
                0x2d | 0x2a | 0x2022 if new_block => {}
                _ => ended = false,
            }
        } else {
            if ended {
                token.flags |= flag::SENTENCE;
            }
            ended = false;
        }
    }
    style(&mut tokens[block..]);
}

fn breaks(gap: &[u8], wrapped: bool) -> bool {
    // Nearly all words stand side by side or one space apart.
    if let [] | [b' '] = gap {
        return false;
    }
    let Some(first) = gap.iter().position(|&b| b == b'\n') else {
        return false;
    };
    if !wrapped {
        return true;
    }
    let rest = &gap[first + 1..];
    rest.contains(&b'\n') || rest.contains(&b'\t') || rest.len() >= 3
}

/// Whether the lines of a text were broken to a width rather than by meaning.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut lines, mut full, mut open) = (0, 0, 0);
    let mut rest = text.get(..text.len().min(6000)).unwrap_or(text);
    while let Some(at) = memchr::memchr(b'\n', rest.as_bytes()) {
        let line = &rest.as_bytes()[..at];
        rest = &rest[at + 1..];
        if line.is_empty() {
            continue;
        }
        lines += 1;
        let next_is_text = rest
            .as_bytes()
            .first()
            .is_some_and(|b| !b.is_ascii_whitespace());
        full += usize::from((48..=90).contains(&line.len()) && next_is_text);
        open += usize::from(
            next_is_text
                && line
                    .last()
                    .is_some_and(|b| b.is_ascii_lowercase() || *b == b','),
        );
    }
    lines >= 3 && full * 10 >= lines * 4 && open * 10 >= lines * 3
}

/// Marks a block that is shouted or a headline.
fn style(block: &mut [Token]) {
    let (mut words, mut upper, mut long, mut long_capital) = (0, 0, 0, 0);
    for token in block.iter() {
        let length = token.end - token.start;
        match token.shape {
            Shape::Lower | Shape::Title | Shape::Upper | Shape::Mixed if length >= 2 => {
                words += 1;
                upper += usize::from(token.shape == Shape::Upper);
                if length >= 4 {
                    long += 1;
                    long_capital += usize::from(token.shape != Shape::Lower);
                }
            }
            _ => {}
        }
    }
    let flags = if words >= 2 && upper * 10 >= words * 8 && (words >= 3 || long >= 1) {
        flag::SHOUTED
    } else if (4..=25).contains(&words) && long >= 3 && long_capital * 10 >= long * 8 {
        flag::HEADLINE
    } else {
        return;
    };
    for token in block {
        token.flags |= flags;
    }
}
