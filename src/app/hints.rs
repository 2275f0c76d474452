//! Link hints: every link on the screen gets letters; typing them follows it.

use super::document::Document;

/// The letters, easiest first.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// Hints that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    /// Letters with the link each stands for, as a place in [`Document::links`].
    pub(crate) labels: Vec<(String, usize)>,
    /// What has been typed of one.
    pub(crate) typed: String,
}

/// What a letter leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// This link.
    Link(usize),
    /// More letters are needed.
    More,
    /// No link.
    Nothing,
}

impl Hints {
    /// Hints for the links on some lines; `None` where there are no links.
    pub(crate) fn new(document: &Document, lines: std::ops::Range<usize>) -> Option<Self> {
        let seen: Vec<usize> = document
            .links
            .iter()
            .enumerate()
            .filter(|(_, link)| lines.contains(&link.line))
            .map(|(place, _)| place)
            .collect();
        let labels = labels(seen.len());
        (!seen.is_empty()).then(|| Self {
            labels: labels.into_iter().zip(seen).collect(),
            typed: String::new(),
        })
    }

    /// Takes a letter.
    pub(crate) fn take(&mut self, letter: char) -> Chosen {
        self.typed.push(letter);
        if let Some((_, link)) = self.labels.iter().find(|(label, _)| *label == self.typed) {
            return Chosen::Link(*link);
        }
        let more = self
            .labels
            .iter()
            .any(|(label, _)| label.starts_with(&self.typed));
        if more { Chosen::More } else { Chosen::Nothing }
    }
}

/// So many labels, none the start of another.
fn labels(count: usize) -> Vec<String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    if count <= letters.len() {
        return letters.iter().take(count).map(char::to_string).collect();
    }
    let pairs = letters
        .iter()
        .flat_map(|first| letters.iter().map(move |second| format!("{first}{second}")));
    pairs.take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_the_start_of_another() {
        for count in [0, 1, 26, 27, 400] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            for label in &labels {
                let longer = labels
                    .iter()
                    .filter(|other| other.starts_with(label.as_str()));
                assert_eq!(longer.count(), 1, "{label} of {count}");
            }
        }
    }
}
