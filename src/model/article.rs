//! An article as it was published, and what it declares about itself.

use std::borrow::Cow;

use super::{ActorKind, Date};

/// Characters of the text that stand for a missing headline.
const STAND_IN: usize = 80;

/// The number of an article in one library: given once, never reused, the row of every column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNo(pub u32);

/// One news article. All text has passed `text::clean`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Stable name: the given id, else from the canonical URL, else from the content.
    pub id: String,
    /// The headline, one line; may be empty.
    pub title: String,
    /// Paragraphs separated by one blank line.
    pub body: String,
    /// When it was published, where that is known.
    pub date: Option<Date>,
    /// Who published it ("commonspace.eu", "agencies").
    pub sources: Vec<String>,
    /// Where it was published; http or https only.
    pub url: Option<String>,
    /// Bylines.
    pub authors: Vec<String>,
    /// BCP 47 language tag, declared or recognised.
    pub lang: Option<String>,
    /// The section of the paper.
    pub category: Option<String>,
    /// Keywords given by the publisher.
    pub tags: Vec<String>,
    /// The picture that came with it.
    pub photo: Option<Photo>,
    /// Actors the record itself names.
    pub actors: Vec<DeclaredActor>,
    /// Related pieces the record itself names, in its order.
    pub related: Vec<Reference>,
}

/// The picture of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Photo {
    /// What it shows.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Where it is: a file name or an address.
    pub place: Option<String>,
}

impl Photo {
    /// What it shows and who made it; `None` where neither is known.
    pub fn in_words(&self) -> Option<String> {
        match (&self.caption, &self.credit) {
            (Some(caption), Some(credit)) => Some(format!("{caption}; {credit}")),
            (one, other) => one.clone().or_else(|| other.clone()),
        }
    }
}

/// An actor that a record declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredActor {
    /// The name as written.
    pub name: String,
    /// The kind, where the record says it.
    pub kind: Option<ActorKind>,
    /// The role, where the record says it ("prime minister of Armenia").
    pub role: Option<String>,
}

impl Article {
    /// The headline; of an article without one the first words of its text.
    pub fn headline(&self) -> Cow<'_, str> {
        match self.title.as_str() {
            "" => Cow::Owned(first_words(&self.body)),
            title => Cow::Borrowed(title),
        }
    }
}

/// The beginning of a text, cut at a word: stands for a missing headline.
pub fn first_words(body: &str) -> String {
    let line = body.lines().next().unwrap_or_default();
    let Some((cut, _)) = line.char_indices().nth(STAND_IN) else {
        return line.to_owned();
    };
    let end = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", &line[..end])
}

/// A related piece as an article names it: any of the parts may be missing, but not all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The headline of the piece.
    pub title: Option<String>,
    /// The lines that introduce it.
    pub teaser: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its id.
    pub id: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_headline_is_stood_in_for_by_whole_words() {
        let mut article = Article {
            body: "word ".repeat(40),
            ..Article::default()
        };
        let begun = article.headline().into_owned();
        assert!(begun.ends_with("word…"), "{begun}");
        article.body = "short\n\nmore".into();
        assert_eq!(article.headline(), "short");
        article.title = "Talks".into();
        assert_eq!(article.headline(), "Talks");
    }
}
