//! Pages: what stands at each address of the history, with its cursor and place.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::language;
use crate::model::{
    ActorPage, ActorRow, Address, ArticleNo, ArticlePage, ArticleRow, ArticlesAt, CoActor, Facet,
    HitLine, HitSort, MentionInContext, Overview, Problem, Proposal, SavedRow, Sort,
};

use super::asked::Asked;
use super::document::Document;
use super::keymap::Scope;
use super::layout::{Beside, Shape};
use super::rows::Rows;

/// One page of the history.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// What it shows; changes with what is typed.
    pub(crate) address: Address,
    pub(crate) asked: Asked,
    pub(crate) body: Body,
}

/// What a page holds.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A list of articles, the marked ones among them.
    Articles(Articles),
    Concordance(ConcordancePage),
    Article(Reader),
    Actors(Actors),
    Actor(Box<Actor>),
    Overview(OverviewPage),
    Report(ReportPage),
    /// The saved searches, by name.
    Saved(Rows<SavedRow>),
    /// Actors that may be one.
    Triage(Triage),
    /// Addresses that were visited, newest first, with their titles.
    History(Rows<(Address, String)>),
    Help(Help),
}

/// A list of articles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Articles {
    pub(crate) rows: Rows<ArticleRow>,
    /// Whether the total is exact.
    pub(crate) exact: bool,
    pub(crate) facets: Vec<Facet>,
    /// Whether the facets of what is listed now are still to come; those before them stand until then.
    pub(crate) uncounted: bool,
    pub(crate) notices: Vec<String>,
    /// Ids of the articles that were picked for a common act.
    pub(crate) picked: BTreeSet<String>,
    /// Where one was before the list was narrowed.
    pub(crate) left: Option<Place>,
    /// Where the cursor goes as the list comes, if it is not moved before.
    pub(crate) sought: Option<Place>,
    /// The article under the cursor.
    pub(crate) preview: Option<Box<Reader>>,
    /// Whether keys go to the facets.
    pub(crate) in_facets: bool,
    /// The facet value under the cursor, counted over all facets.
    pub(crate) facet: usize,
    /// What the list was narrowed by last.
    pub(crate) narrowed: Option<Narrowed>,
}

/// A facet value that a list was narrowed by: it stays beside the list, though there is nothing to choose any more, so that it can
/// be turned round or taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Narrowed {
    pub(crate) field: &'static str,
    pub(crate) value: String,
    /// Whether what has it is left out.
    pub(crate) without: bool,
}

/// An article of a list, and the row it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) no: ArticleNo,
    pub(crate) row: usize,
}

/// Every hit of a query in its context.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConcordancePage {
    pub(crate) rows: Rows<Arc<HitLine>>,
    /// Articles that were read, of those that the query finds.
    pub(crate) read: usize,
    pub(crate) articles: usize,
    /// Whether there is nothing more to read.
    pub(crate) complete: bool,
    pub(crate) notices: Vec<String>,
}

/// One article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reader {
    pub(crate) id: String,
    /// The query whose hits are lit.
    pub(crate) lit: String,
    pub(crate) asked: Asked,
    pub(crate) page: Option<Box<ArticlePage>>,
    pub(crate) document: Document,
    /// Whether it has been noted as read.
    pub(crate) opened: bool,
    /// Whether the lines must be built anew.
    pub(crate) rebuild: bool,
    /// The hit of the query that is to be on the screen first.
    pub(crate) arrive: Option<usize>,
    /// The byte of the body that is to be at the top of the screen once they are.
    pub(crate) place: Option<u32>,
    /// The byte of the body where the mention stands that it was opened at.
    pub(crate) mention: Option<u32>,
    /// The first line on screen.
    pub(crate) top: usize,
    /// The link under the cursor.
    pub(crate) link: Option<usize>,
    /// What is searched for in this text.
    pub(crate) find: String,
    /// The place among hits and found places the reader is at.
    pub(crate) here: Option<usize>,
    pub(crate) focus: Focus,
    /// The row of the side panel under the cursor: actors first, then related pieces.
    pub(crate) side: usize,
    /// Whether the text stands alone on the screen.
    pub(crate) zen: bool,
    /// The list it was opened from.
    pub(crate) list: Option<Box<OpenedFrom>>,
}

/// The list an article was opened from, as far as it is loaded.
#[derive(Clone, Debug)]
pub(crate) struct OpenedFrom {
    pub(crate) address: Address,
    pub(crate) rows: Rows<ArticleRow>,
    /// The question after the marks of its rows.
    pub(crate) asked: Asked,
}

/// Where keys go in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Focus {
    #[default]
    Text,
    Side,
}

/// A list of actors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    pub(crate) rows: Rows<ActorRow>,
}

/// One actor.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actor {
    pub(crate) page: Option<ActorPage>,
    /// How many rows were asked for last, and in how many articles mentions were looked for where that is more than a first part.
    pub(crate) depth: usize,
    pub(crate) tab: Tab,
    pub(crate) mentions: Rows<MentionInContext>,
    pub(crate) said: Rows<MentionInContext>,
    pub(crate) with: Rows<CoActor>,
    pub(crate) articles: Rows<ArticleRow>,
    /// The names by which those around it are found; the actor itself is not among them.
    pub(crate) network: Rows<String>,
    pub(crate) names: Rows<NameLine>,
}

/// A line of the names and roles of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NameLine {
    /// A form in which it is written.
    Written(String),
    /// What it is said to be, by the texts or by the reader's dictionary.
    Role(String),
}

/// The parts of an actor's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    #[default]
    Mentions,
    With,
    Articles,
    Said,
    Network,
    Names,
}

impl Tab {
    /// The parts of the page of one actor, in their order.
    const ONE: &[Self] = &[
        Self::Mentions,
        Self::With,
        Self::Articles,
        Self::Said,
        Self::Network,
        Self::Names,
    ];
    /// The parts of the page of two.
    const TWO: &[Self] = &[Self::Mentions, Self::Articles];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Mentions => "Mentions",
            Self::With => "With",
            Self::Articles => "Articles",
            Self::Said => "Said",
            Self::Network => "Network",
            Self::Names => "Names and roles",
        }
    }
}

impl Actor {
    /// The parts that the page has.
    pub(crate) fn tabs(&self) -> &'static [Tab] {
        match &self.page {
            Some(page) if page.other.is_some() => Tab::TWO,
            _ => Tab::ONE,
        }
    }
}

/// Actors that may be one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Triage {
    pub(crate) rows: Rows<Proposal>,
    /// The pairs that were answered here, by the names they are found by, the newest last.
    pub(crate) answered: Vec<[String; 2]>,
    /// Whether an answer was taken back since the list came: its pair is the one to look at.
    pub(crate) undone: bool,
}

/// What is in the corpus.
#[derive(Clone, Debug, Default)]
pub(crate) struct OverviewPage {
    pub(crate) view: Option<Box<Overview>>,
    /// Everything on it that can be followed, in the order it is listed.
    pub(crate) rows: Rows<OverviewRow>,
}

/// One thing of the overview.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OverviewRow {
    /// The heading it stands under ("Actors").
    pub(crate) part: &'static str,
    pub(crate) name: String,
    pub(crate) count: u32,
    pub(crate) address: Address,
}

/// What could not be loaded.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReportPage {
    pub(crate) articles: u64,
    pub(crate) duplicates: u64,
    pub(crate) rows: Rows<Problem>,
}

/// The keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Help {
    pub(crate) filter: String,
    pub(crate) rows: Rows<HelpRow>,
}

/// One line of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HelpRow {
    /// The scope it works in ("Lists").
    pub(crate) scope: &'static str,
    pub(crate) keys: String,
    pub(crate) title: &'static str,
    /// The command's id, as the settings file names it.
    pub(crate) id: &'static str,
}

impl Page {
    /// An empty page for an address.
    pub(crate) fn new(address: Address) -> Self {
        let body = match &address {
            Address::Articles(_) | Address::Marks => Body::Articles(Articles::default()),
            Address::Concordance(_) => Body::Concordance(ConcordancePage::default()),
            Address::Article { id } => Body::Article(Reader {
                id: id.clone(),
                ..Reader::default()
            }),
            Address::Actors(_) => Body::Actors(Actors::default()),
            Address::Actor { .. } | Address::Pair { .. } => Body::Actor(Box::default()),
            Address::Overview => Body::Overview(OverviewPage::default()),
            Address::Report => Body::Report(ReportPage::default()),
            Address::Triage => Body::Triage(Triage::default()),
            Address::Saved => Body::Saved(Rows::default()),
            Address::History => Body::History(Rows::default()),
            Address::Help => Body::Help(Help::default()),
        };
        Self {
            address,
            asked: Asked::default(),
            body,
        }
    }

    /// The scopes whose keys work here, inner ones first.
    pub(crate) fn scopes(&self) -> Vec<Scope> {
        let own = match &self.body {
            Body::Article(_) => return vec![Scope::Reader, Scope::Everywhere],
            Body::Articles(_) => Some(Scope::Articles),
            Body::Actors(_) => Some(Scope::Actors),
            Body::Actor(_) => Some(Scope::Actor),
            Body::Saved(_) => Some(Scope::Saved),
            Body::Triage(_) => Some(Scope::Triage),
            Body::Concordance(_) => Some(Scope::Concordance),
            Body::Help(_) => Some(Scope::Help),
            _ => None,
        };
        own.into_iter()
            .chain([Scope::Lists, Scope::Everywhere])
            .collect()
    }

    /// The order of the list it shows.
    pub(crate) fn sort(&self) -> Sort {
        sort_of(&self.address)
    }

    /// What the page shows, for the layout.
    pub(crate) fn shape(&self) -> Shape {
        match &self.body {
            Body::Articles(list) => Shape::List {
                side: match list.facets.is_empty() {
                    true => Beside::Nothing,
                    false if list.in_facets => Beside::Wanted,
                    false => Beside::Something,
                },
            },
            Body::Article(reader) => Shape::Text {
                list: reader.list.is_some(),
                alone: reader.zen && reader.focus == Focus::Text,
                side: match reader.focus {
                    Focus::Side => Beside::Wanted,
                    Focus::Text => Beside::Something,
                },
            },
            _ => Shape::Whole,
        }
    }

    /// The name of the page in the trail and the history.
    pub(crate) fn title(&self) -> String {
        if let Body::Article(reader) = &self.body
            && let Some(page) = &reader.page
            && let headline = page.article.headline()
            && !headline.is_empty()
        {
            return headline.into_owned();
        }
        title_of(&self.address)
    }
}

/// The order of the list at an address.
pub(crate) fn sort_of(address: &Address) -> Sort {
    match address {
        // What a filter finds stands best first.
        Address::Articles(at) if !at.filter.is_empty() => Sort::Relevance,
        Address::Articles(at) => at.sort,
        Address::Concordance(at) if at.sort != HitSort::Date => Sort::Relevance,
        _ => Sort::Newest,
    }
}

/// The articles that have a value in a field of the query language.
pub(crate) fn by_field(field: &str, value: &str) -> Address {
    Address::Articles(ArticlesAt {
        query: format!("{field}:{}", language::quoted(value)),
        ..ArticlesAt::default()
    })
}

/// The name of an address.
pub(crate) fn title_of(address: &Address) -> String {
    match address {
        Address::Articles(at) => {
            let mut title = "Articles".to_owned();
            if !at.query.is_empty() {
                title = format!("search: {}", at.query);
            }
            if !at.filter.is_empty() {
                title = format!("{title} ~ {}", at.filter);
            }
            title
        }
        Address::Concordance(at) => format!("in context: {}", at.query),
        Address::Article { id } => id.clone(),
        Address::Actors(at) if at.filter.is_empty() => "Actors".to_owned(),
        Address::Actors(at) => format!("Actors ~ {}", at.filter),
        Address::Actor { name } => format!("actor: {name}"),
        Address::Pair { one, other } => format!("pair: {one} and {other}"),
        Address::Overview => "Overview".to_owned(),
        Address::Report => "Load report".to_owned(),
        Address::Marks => "Starred and tagged".to_owned(),
        Address::Triage => "One or two?".to_owned(),
        Address::Saved => "Saved searches".to_owned(),
        Address::History => "History".to_owned(),
        Address::Help => "Help".to_owned(),
    }
}
