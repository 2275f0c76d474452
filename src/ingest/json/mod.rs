//! JSON in every layout: cut into records by the thread that reads, parsed into articles by the threads that work.

mod article;
mod batch;
mod lines;
mod loose;
mod parse;
mod probe;
mod record;
mod repair;
mod tree;

pub(super) use batch::Batch;
pub(super) use parse::parse;

use lines::Lines;
use tree::Tree;

/// Lines that are looked at to tell JSON Lines from other layouts.
const LOOKED_AT: usize = 8;

/// Cuts one file into records.
pub(super) struct Cutter {
    way: Way,
    batch: Batch,
}

enum Way {
    Lines(Lines),
    Tree(Box<Tree>),
}

impl Cutter {
    /// Chooses how to cut by the first bytes.
    pub(super) fn new(head: &str) -> Self {
        let way = if is_lines(head) {
            Way::Lines(Lines::default())
        } else {
            Way::Tree(Box::new(Tree::new()))
        };
        Self {
            way,
            batch: Batch::default(),
        }
    }

    /// Takes the next bytes; full batches go to `take`, which returns whether to go on.
    pub(super) fn feed(&mut self, mut chunk: &[u8], take: &mut dyn FnMut(Batch) -> bool) -> bool {
        while !chunk.is_empty() {
            let taken = match &mut self.way {
                Way::Lines(lines) => lines.feed(chunk, &mut self.batch),
                Way::Tree(tree) => tree.feed(chunk, &mut self.batch),
            };
            chunk = &chunk[taken..];
            let between = match &self.way {
                Way::Lines(lines) => lines.is_between(&self.batch),
                Way::Tree(tree) => tree.is_between(),
            };
            if between && self.batch.is_full() && !self.hand_on(take) {
                return false;
            }
        }
        true
    }

    /// Ends the file.
    pub(super) fn finish(mut self, take: &mut dyn FnMut(Batch) -> bool) -> bool {
        match &mut self.way {
            Way::Lines(lines) => lines.finish(&mut self.batch),
            Way::Tree(tree) => tree.finish(&mut self.batch),
        }
        self.batch.is_empty() || self.hand_on(take)
    }

    /// Hands on the records that are whole, without waiting for the batch to be full.
    pub(super) fn hand_on_whole(&mut self, take: &mut dyn FnMut(Batch) -> bool) -> bool {
        if self.batch.is_empty() {
            return true;
        }
        let begun = match &self.way {
            Way::Lines(lines) => lines.begun(),
            Way::Tree(tree) => tree.begun(),
        };
        let open = begun.map(|start| self.batch.text.split_off(start));
        let going_on = self.hand_on(take);
        self.batch.text = open.unwrap_or_default();
        going_on
    }

    fn hand_on(&mut self, take: &mut dyn FnMut(Batch) -> bool) -> bool {
        match &mut self.way {
            Way::Lines(lines) => lines.begin_batch(),
            Way::Tree(tree) => tree.begin_batch(),
        }
        take(std::mem::take(&mut self.batch))
    }
}

/// Whether the beginning of a text decides that it is JSON and how it is cut, whatever comes after: a record in it is whole.
pub(super) fn is_decided(head: &str) -> bool {
    if !begins(head.as_bytes()) {
        return false;
    }
    if is_lines(head) {
        return true;
    }
    // Any of the first lines may still show that these are JSON Lines.
    let is_list = head.trim_start().starts_with('[');
    if !is_list && whole_lines(head).count() < LOOKED_AT {
        return false;
    }
    let mut batch = Batch::default();
    Tree::new().feed(head.as_bytes(), &mut batch);
    let mut records = batch
        .pieces
        .iter()
        .filter_map(|piece| piece.what.as_ref().ok());
    records.any(|record| batch.text[record.clone()].starts_with(b"{"))
}

/// Whether bytes begin as JSON does in one byte a character: with a bracket and what may follow it.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let follows = |rest: &[u8]| matches!(rest, [b'"' | b'{' | b'}' | b'[' | b']', ..]);
    match bytes.trim_ascii_start() {
        [b'{' | b'[', rest @ ..] => follows(rest.trim_ascii_start()),
        _ => false,
    }
}

/// The lines that have ended and are not blank.
fn whole_lines(head: &str) -> impl Iterator<Item = &str> {
    let end = head.rfind('\n').unwrap_or(0);
    head[..end].lines().filter(|line| !line.trim().is_empty())
}

/// Whether some of the first lines are each an object, whole and without a list of articles in it.
fn is_lines(head: &str) -> bool {
    if !head.trim_start().starts_with('{') {
        return false;
    }
    whole_lines(head).take(LOOKED_AT).any(|line| {
        let mut tree = Tree::new();
        let mut batch = Batch::default();
        let line = line.as_bytes();
        line.starts_with(b"{")
            && tree.feed(line, &mut batch) == line.len()
            && tree.is_whole_and_flat()
            && batch.pieces.iter().all(|piece| piece.what.is_ok())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cuts a text that comes in chunks of this size: each record or fault with its place.
    fn cut(text: &str, chunk: usize) -> Vec<String> {
        let mut cutter = Cutter::new(text);
        let mut found = Vec::new();
        let mut take = |batch: Batch| {
            for piece in &batch.pieces {
                let what = match &piece.what {
                    Ok(range) => String::from_utf8_lossy(&batch.text[range.clone()]),
                    Err(reason) => reason.clone(),
                };
                found.push(format!("{}/{:?}: {what}", piece.line, piece.record));
            }
            true
        };
        for chunk in text.as_bytes().chunks(chunk) {
            assert!(cutter.feed(chunk, &mut take));
        }
        assert!(cutter.finish(&mut take));
        found
    }

    #[test]
    fn records_are_cut_where_they_end() {
        assert_eq!(
            cut("{\"a\":[1,\"}\"]} {\n}\n", 3),
            ["1/None: {\"a\":[1,\"}\"]}", "1/None: {\n}"]
        );
        assert_eq!(
            cut("{\"n\":1,\"docs\":[ {},\n[1] ],\"m\":{}}", 2),
            ["1/Some(1): {}", "2/Some(2): [1]"]
        );
        assert_eq!(cut("{}\r\n\n{x\n", 4), ["1/None: {}\r", "3/None: {x"]);
    }

    proptest! {
        #[test]
        fn chunks_of_any_size_give_the_same_records(
            text in "(\\{|\\}|\\[|\\]|\"|,|:|\n|\\\\| |a|\"items\":|\"body\":|\\{\"a\":1\\}|\\[\\{){0,60}",
            chunk in 1_usize..20,
        ) {
            prop_assert_eq!(cut(&text, chunk), cut(&text, text.len().max(1)));
        }
    }
}
