//! The nouns of dateline: articles, actors, related pieces, queries, addresses, views. Plain data with invariants; knows nothing but time.

mod actor;
mod address;
mod article;
mod concordance;
mod curation;
mod date;
mod dictionary;
mod mark;
mod problem;
mod progress;
mod query;
mod related;
mod saved;
mod view;

pub use actor::{ActorKind, ActorNo, Field, Mention, RoleSeen, is_in_capitals, is_shouted};
pub use address::{ActorSort, ActorsAt, Address, ArticlesAt};
pub use article::{Article, ArticleNo, DeclaredActor, Photo, Reference, first_words};
pub use concordance::{Concordance, ConcordanceAt, HitLine, HitSort};
pub use curation::{ActorEdit, ActorKey, Decision, LONGEST_NAME, NoDecision};
pub use date::{Date, days_between};
pub use dictionary::{Coded, Dictionary, Entry, Office, shown_name};
pub use mark::{Act, Change, Marks};
pub use problem::Problem;
pub use progress::{Phase, Progress};
pub use query::{Leaf, Mark, NameField, NearWord, Query, Scope, Sort};
pub use related::{Related, RelatedKind};
pub use saved::{Finds, SavedRow, SavedSearch, Watermark};
pub use view::{
    ActorHere, ActorList, ActorPage, ActorRow, ArticleList, ArticlePage, ArticleRow, CoActor, Cut,
    Facet, From, MentionInContext, Network, OmniRow, OmniTarget, Overview, Proposal, Report,
    Snippet, View, Window,
};
