//! Who meets whom: the few an actor meets most, and the whole of a list of articles as a graph.

use std::collections::HashMap;

use crate::index::RowSet;
use crate::index::columns::actors::Met;
use crate::model::{ActorKind, ActorNo, ArticlesAt, Network};
use crate::text::Cancel;

use super::seen::Seen;
use super::{Library, LookError};

/// Actors around the one that is looked at.
const AROUND: usize = 11;

/// Actors and the articles they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Actors, those in most articles first.
    pub actors: Vec<Node>,
    /// Pairs that share articles, by their places among the actors, the smaller first; most articles first.
    pub edges: Vec<Edge>,
}

/// An actor of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its articles among those looked at.
    pub articles: u32,
}

/// Two actors of a graph that stand in the same articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place of the one.
    pub one: usize,
    /// The place of the other.
    pub other: usize,
    /// Articles that name both.
    pub articles: u32,
}

/// The network around an actor: those it meets most, and how often they meet one another.
pub(super) fn around(seen: &Seen, no: ActorNo, with: &[Met]) -> Network {
    let nearest = with.iter().take(AROUND).map(|met| met.no);
    let all: Vec<ActorNo> = std::iter::once(no).chain(nearest).collect();
    let sets: Vec<RowSet> = all.iter().map(|&no| seen.actors.articles(no)).collect();
    let shared = |one: &RowSet, other: &RowSet| {
        let both = one.words().iter().zip(other.words());
        both.map(|(one, other)| (one & other).count_ones()).sum()
    };
    Network {
        names: all
            .iter()
            .map(|&no| seen.actors.name(no).to_owned())
            .collect(),
        handles: all.iter().map(|&no| seen.handle(no)).collect(),
        shared: sets
            .iter()
            .enumerate()
            .map(|(place, one)| {
                sets[..place]
                    .iter()
                    .map(|other| shared(one, other))
                    .collect()
            })
            .collect(),
    }
}

impl Library {
    /// The graph of the `most` actors that most of these articles name.
    pub fn graph(&self, at: &ArticlesAt, most: usize, cancel: &Cancel) -> Result<Graph, LookError> {
        let seen = self.seen();
        let found = self.results.find(self, &seen, at, cancel)?;
        let named = seen.actors.facet(&found.all, &seen.columns, most);
        let places: HashMap<ActorNo, usize> = named
            .iter()
            .enumerate()
            .map(|(place, (no, _))| (*no, place))
            .collect();
        let mut pairs: HashMap<(usize, usize), u32> = HashMap::new();
        for article in found.all.articles() {
            if cancel.is_cancelled() {
                return Err(LookError::Cancelled);
            }
            let here = seen.actors.of_article(article).unwrap_or_default();
            let mut here: Vec<usize> = here
                .iter()
                .filter_map(|(no, _)| places.get(no).copied())
                .collect();
            here.sort_unstable();
            here.dedup();
            for (skip, &one) in here.iter().enumerate() {
                for &other in &here[skip + 1..] {
                    *pairs.entry((one, other)).or_default() += 1;
                }
            }
        }
        let mut edges: Vec<Edge> = pairs
            .into_iter()
            .map(|((one, other), articles)| Edge {
                one,
                other,
                articles,
            })
            .collect();
        edges.sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.articles), edge.one, edge.other));
        let node = |(no, articles): (ActorNo, u32)| Node {
            name: seen.actors.name(no).to_owned(),
            kind: seen.actors.kind(no),
            articles,
        };
        Ok(Graph {
            actors: named.into_iter().map(node).collect(),
            edges,
        })
    }
}
