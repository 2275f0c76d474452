//! Addresses: what a URL is to a web browser. The history is a list of them; a subcommand parses to one.

use super::{ActorKind, ConcordanceAt, Sort};

/// One place in the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Address {
    /// A list of articles: everything, a search, or a live filter of titles.
    Articles(ArticlesAt),
    /// Every hit of a query in its context.
    Concordance(ConcordanceAt),
    /// One article, by id.
    Article {
        /// Its id.
        id: String,
    },
    /// Every actor, or those a fuzzy name finds.
    Actors(ActorsAt),
    /// One actor, by any of its names.
    Actor {
        /// The name.
        name: String,
    },
    /// Two actors together, each by any of its names.
    Pair {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// Actors that may be one.
    Triage,
    /// What is in this corpus.
    Overview,
    /// What could not be loaded.
    Report,
    /// Everything the reader has marked.
    Marks,
    /// The searches kept under a name.
    Saved,
    /// Where the reader has been.
    History,
    /// The keys.
    Help,
}

/// A list of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ArticlesAt {
    /// The query as typed; empty for all.
    pub query: String,
    /// A fuzzy filter over the titles of what the query gives; empty for none.
    pub filter: String,
    /// The order.
    pub sort: Sort,
    /// The query is still being typed: its last word may go on.
    pub open: bool,
}

/// A list of actors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ActorsAt {
    /// Fuzzy over all names; empty for all.
    pub filter: String,
    /// Only this kind.
    pub kind: Option<ActorKind>,
    /// The order where the filter is empty.
    pub sort: ActorSort,
}

/// The order of a list of actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ActorSort {
    /// Most articles first.
    #[default]
    Articles,
    /// Most mentions first.
    Mentions,
    /// Most recently in the news first.
    Recent,
    /// Furthest above its own usual number of articles first.
    Rise,
    /// By name.
    Name,
}

impl ActorSort {
    /// Every order, in the order they are cycled through.
    pub const ALL: [Self; 5] = [
        Self::Articles,
        Self::Mentions,
        Self::Recent,
        Self::Rise,
        Self::Name,
    ];

    /// The word used on screen and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Mentions => "mentions",
            Self::Recent => "recent",
            Self::Rise => "rise",
            Self::Name => "name",
        }
    }
}
