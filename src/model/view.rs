//! Views: what the library answers when it is asked to look at an address. The screen and the command line print the same ones.

use super::{
    ActorKind, ActorNo, Article, ArticleNo, Concordance, Date, Marks, Mention, Office, Problem,
    Related, RoleSeen, SavedRow, SavedSearch,
};

/// Which part of a long list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Where the part starts.
    pub from: From,
    /// How many rows at most.
    pub limit: usize,
}

/// Where a part of a list starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// At this row, counted from 0.
    Row(usize),
    /// So that this article is in the middle of the part; at the top when it is not in the list.
    Around(ArticleNo),
    /// The same for an actor in a list of actors.
    AroundActor(ActorNo),
}

impl Window {
    /// Rows of a list that are asked for at once.
    pub const PART: usize = 200;

    /// The first `limit` rows.
    pub fn first(limit: usize) -> Self {
        Self {
            from: From::Row(0),
            limit,
        }
    }
}

/// What stands at an address.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// A list of articles.
    Articles(ArticleList),
    /// One article.
    Article(Box<ArticlePage>),
    /// A list of actors.
    Actors(ActorList),
    /// One actor.
    Actor(Box<ActorPage>),
    /// Actors that may be one, those in most articles first.
    Triage(Vec<Proposal>),
    /// What is in the corpus.
    Overview(Box<Overview>),
    /// What could not be loaded.
    Report(Report),
    /// Every hit of a query in its context.
    Concordance(Concordance),
    /// The saved searches.
    Saved(Vec<SavedRow>),
}

/// A part of a list of articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleList {
    /// How many articles the whole list has.
    pub total: usize,
    /// Whether `total` is exact; while a search runs it may be a lower bound.
    pub exact: bool,
    /// The list's row number of `rows[0]`.
    pub offset: usize,
    /// The part asked for.
    pub rows: Vec<ArticleRow>,
    /// Counts beside a search; empty where none were asked for.
    pub facets: Vec<Facet>,
    /// Whether `facets` is still to be counted: of a long list that was only just found, the rows come first.
    pub uncounted: bool,
    /// What was left out of the query or could not be done, in words.
    pub notices: Vec<String>,
}

/// Two actors that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The one in fewer articles.
    pub actor: ActorRow,
    /// The one it may be part of.
    pub into: ActorRow,
    /// Why.
    pub reason: &'static str,
    /// The newest place of each.
    pub contexts: [Option<Box<MentionInContext>>; 2],
}

/// One row of a list of articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleRow {
    /// Its number; see [`ArticleNo`].
    pub no: u32,
    /// Its id.
    pub id: String,
    /// Its headline; the first words of the body where there is none.
    pub title: String,
    /// When it was published.
    pub date: Option<Date>,
    /// The first source.
    pub source: String,
    /// Words in the body.
    pub words: u32,
    /// Opened, or marked read.
    pub read: bool,
    /// Starred.
    pub starred: bool,
    /// With a note or a tag of the reader.
    pub noted: bool,
    /// How many copies of it are folded into this row.
    pub copies: u32,
    /// Where the query or the filter matched the title: character indices, sorted.
    pub lit: Vec<u32>,
    /// A part of the body with the query's words; empty where there is no query.
    pub snippet: Snippet,
    /// Score of the search; 0 where there is none.
    pub score: f32,
}

/// A part of a text with the hits in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// One line.
    pub text: String,
    /// Byte ranges of the hits in `text`, in order.
    pub hits: Vec<(u32, u32)>,
}

/// Counts of one field over the articles of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The query's name of the field: `source`, `actor`, `date` (months), `lang`, `tag`.
    pub field: &'static str,
    /// Values with their counts, most first.
    pub values: Vec<(String, u32)>,
}

/// One article with everything its screen shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePage {
    /// Its number.
    pub no: ArticleNo,
    /// The article.
    pub article: Article,
    /// The reader's marks on it.
    pub marks: Marks,
    /// Who is named where, in order of field and place.
    pub mentions: Vec<Mention>,
    /// The actors named here, most mentions first.
    pub actors: Vec<ActorHere>,
    /// Cited pieces and stubs, then cited by, copies, similar.
    pub related: Vec<Related>,
    /// Byte ranges in the title that the query of the list it was opened from matched.
    pub title_hits: Vec<(u32, u32)>,
    /// Byte ranges in the body that this query matched.
    pub body_hits: Vec<(u32, u32)>,
    /// Where it was read from: file and record.
    pub origin: String,
    /// Whether its actors have been recognised yet.
    pub recognised: bool,
}

/// An actor as an article names it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorHere {
    /// Its number.
    pub no: ActorNo,
    /// Its name.
    pub name: String,
    /// The name by which it is found, where its own leads to another of that name.
    pub handle: String,
    /// Its kind.
    pub kind: ActorKind,
    /// Its role at the article's date, where this text gives one or others do.
    pub role: Option<String>,
    /// Whether the role is not given by this text but by other articles of about its date.
    pub role_elsewhere: bool,
    /// Mentions in this article.
    pub mentions: u32,
    /// Whether the record itself declares it.
    pub declared: bool,
    /// Whether it appears here for the first time in the corpus.
    pub new: bool,
    /// Whether the recogniser was unsure which actor is meant.
    pub uncertain: bool,
}

/// A part of a list of actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorList {
    /// How many actors the whole list has.
    pub total: usize,
    /// The list's row number of `rows[0]`.
    pub offset: usize,
    /// The part asked for.
    pub rows: Vec<ActorRow>,
}

/// One row of a list of actors.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorRow {
    /// Its number.
    pub no: ActorNo,
    /// Its name.
    pub name: String,
    /// The name by which it is found, where its own leads to another of that name.
    pub handle: String,
    /// Whether its name is but a part of one, so that its articles may mean several people.
    pub unresolved: bool,
    /// Its kind.
    pub kind: ActorKind,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Articles that name it.
    pub articles: u32,
    /// Mentions in all.
    pub mentions: u32,
    /// First article's date.
    pub first: Option<Date>,
    /// Last article's date.
    pub last: Option<Date>,
    /// Articles in each of equal stretches of the corpus' time, oldest first.
    pub spark: Vec<u32>,
    /// Where the filter matched the name: character indices, sorted; empty when another name matched.
    pub lit: Vec<u32>,
    /// The other name that matched the filter, where it was not `name`.
    pub matched: Option<String>,
}

/// One actor, or two together, with everything the screen shows. Of two, all counts, articles and mentions are of what they
/// share.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorPage {
    /// Its row.
    pub row: ActorRow,
    /// The row of the other, where two are looked at together.
    pub other: Option<ActorRow>,
    /// The name by which a search finds the articles of just this actor; of two, one each.
    pub queried: Vec<String>,
    /// Names seen in the text, with how often.
    pub names: Vec<(String, u32)>,
    /// Roles seen, latest first.
    pub roles: Vec<RoleSeen>,
    /// What the reader's dictionary says it was, those that hold today first.
    pub offices: Vec<Office>,
    /// Articles a month: first day of the month, articles; months without any left out.
    pub months: Vec<(jiff::civil::Date, u32)>,
    /// Actors named in the same articles, most surprising first.
    pub with: Vec<CoActor>,
    /// Mentions in context, newest article first; a first part. Of two actors, the sentences that name both.
    pub mentions: Vec<MentionInContext>,
    /// What it is quoted as saying, by heuristic, newest first; a first part.
    pub said: Vec<MentionInContext>,
    /// Whom of those it meets most meet one another.
    pub network: Network,
    /// Its articles, newest first; a first part.
    pub articles: ArticleList,
    /// Which of the lists above are not whole.
    pub cut: Cut,
}

impl ActorPage {
    /// How many of the articles have a date: only those stand in [`Self::months`] and give the first and the last day.
    pub fn dated(&self) -> u32 {
        let months = self.months.iter().map(|(_, articles)| *articles);
        months.fold(0, u32::saturating_add)
    }
}

/// Which lists of the page of an actor hold but a first part of what there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The mentions in context.
    pub mentions: bool,
    /// The actors named in the same articles.
    pub with: bool,
    /// What it is quoted as saying.
    pub said: bool,
}

/// An actor that appears with another.
#[derive(Clone, Debug, PartialEq)]
pub struct CoActor {
    /// Its number.
    pub no: ActorNo,
    /// Its name.
    pub name: String,
    /// The name by which it is found, where its own leads to another of that name.
    pub handle: String,
    /// Its kind.
    pub kind: ActorKind,
    /// Articles that name both.
    pub articles: u32,
    /// Log-likelihood ratio of their meeting (Dunning 1993); greater is more surprising.
    pub surprise: f32,
}

/// An actor and those it meets most, with how often each meets each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// The actor itself, then the others, most surprising first.
    pub names: Vec<String>,
    /// The name by which each of them is found, where its own leads to another of that name.
    pub handles: Vec<String>,
    /// Articles that name both: for each actor, those with the ones before it in `names`.
    pub shared: Vec<Vec<u32>>,
}

/// A mention with the sentence around it.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionInContext {
    /// The article's number.
    pub article: ArticleNo,
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Its date.
    pub date: Option<Date>,
    /// The byte of the body where the mention begins; `None` in the headline.
    pub place: Option<u32>,
    /// The text around the mention, one line, the mention as its hit.
    pub context: Snippet,
}

/// What is in the corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// Its name.
    pub name: String,
    /// Articles.
    pub articles: u32,
    /// Articles not read yet.
    pub unread: u32,
    /// Starred articles.
    pub starred: u32,
    /// Related pieces that are not in the corpus.
    pub stubs: u32,
    /// Actors.
    pub actors: u32,
    /// Sources.
    pub sources: u32,
    /// Problems met while loading.
    pub problems: u32,
    /// First article's date.
    pub first: Option<Date>,
    /// Last article's date.
    pub last: Option<Date>,
    /// Articles a month: first day of the month, articles; months without any left out.
    pub months: Vec<(jiff::civil::Date, u32)>,
    /// Languages with their articles, most first.
    pub languages: Vec<(String, u32)>,
    /// Sources with their articles, most first; a first part.
    pub top_sources: Vec<(String, u32)>,
    /// Actors, most articles first; a first part.
    pub top_actors: Vec<ActorRow>,
}

/// What happened while loading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Articles loaded.
    pub articles: u64,
    /// Exact duplicates folded.
    pub duplicates: u64,
    /// Problems that were met; of very many in one source only the first are listed.
    pub met: u64,
    /// Problems that are listed.
    pub total: usize,
    /// The row number of `problems[0]`.
    pub offset: usize,
    /// The part asked for.
    pub problems: Vec<Problem>,
}

/// One row of the omnibox.
#[derive(Clone, Debug, PartialEq)]
pub struct OmniRow {
    /// What it is and where Enter goes.
    pub target: OmniTarget,
    /// What is shown.
    pub text: String,
    /// What is shown dim beside it.
    pub detail: String,
    /// Character indices in `text` that matched.
    pub lit: Vec<u32>,
    /// Score; rows come best first.
    pub score: i64,
}

/// What a row of the omnibox opens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OmniTarget {
    /// An article by id.
    Article(String),
    /// An actor by name.
    Actor(String),
    /// Articles of a source.
    Source(String),
    /// Articles with a tag.
    Tag(String),
    /// What a saved search finds.
    Saved(SavedSearch),
    /// A command by id.
    Command(&'static str),
}
