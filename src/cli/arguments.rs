//! What can be typed on the command line: every subcommand and option, with its help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::model::{ActorKind, ActorSort, HitSort, Sort};

const EXAMPLES: &str = "\
Examples:
  dateline                                    open your library, or the built-in sample
  dateline articles.json news/                open files and folders
  cat crawl.jsonl | dateline -                open what a pipe brings
  dateline search 'actor:pashinyan date:2022' what your library has on him from 2022
  dateline search --corpus news/ --json peace one JSON object a line, for other programs
  dateline add news/                          put articles into your library

Exit status: 0 done, 1 nothing found, 2 wrong usage or a bad query, 3 some sources could not be read, 130 interrupted.";

const QUERIES: &str = "\
Queries:
  peace talks          both words, in any form        \"peace talks\"   the phrase
  a OR b   -a   (a b)  either, without, grouped       a near/5 b      close together
  word*    word~1      that start so, one letter off  title:x         in the headline
  actor:x with:y source:x author:x tag:x lang:hy      date:2022-05..2022-06 after:x before:x
  is:unread is:starred is:new                         what you marked, what came since the last visit
  saved:x new:x                                       what a saved search finds, what is new in it

Examples:
  dateline search 'pashinyan (aliyev OR \"border commission\") date:2022-05'
  dateline search --count is:unread
  dateline search --sort oldest --limit 10 actor:putin with:aliyev
  dateline search --kwic=right 'peace treaty'   every hit in its context";

/// Browse news archives: articles, the actors in them, and related pieces.
#[derive(Parser)]
#[command(name = "dateline", bin_name = "dateline", disable_version_flag = true, after_help = EXAMPLES)]
#[command(subcommand_value_name = "COMMAND")]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Open these files, folders, or `-` for standard input in the browser
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<OsString>,
    /// Print the version
    #[arg(short = 'V', long)]
    pub(super) version: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The same with no other command than a search. To make all commands ready takes longer than many a search, and searches are what
/// other programs ask for by the thousand.
#[derive(Parser)]
#[command(name = "dateline", bin_name = "dateline")]
struct SearchOnly {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: SearchCommand,
}

#[derive(Subcommand)]
enum SearchCommand {
    Search(Search),
}

/// Reads the command line. What is not a plain search, or asks for help, or is wrong, is read with all commands known.
pub(super) fn parse(args: &[OsString]) -> Result<Arguments, clap::Error> {
    if args.iter().any(|arg| arg == "search")
        && let Ok(SearchOnly { shared, command }) = SearchOnly::try_parse_from(args)
    {
        let SearchCommand::Search(search) = command;
        return Ok(Arguments {
            shared,
            sources: Vec::new(),
            version: false,
            command: Some(Command::Search(search)),
        });
    }
    Arguments::try_parse_from(args)
}

/// Options that go with every command.
#[derive(Args, Clone, Default)]
pub(super) struct Shared {
    /// Work on this file or folder (or `-`) instead of the library; may be given several times
    #[arg(
        long,
        value_name = "SOURCE",
        global = true,
        help_heading = "Everywhere"
    )]
    pub(super) corpus: Vec<OsString>,
    /// Use the library in this folder
    #[arg(long, value_name = "DIR", global = true, help_heading = "Everywhere")]
    pub(super) library: Option<PathBuf>,
    /// Keep all of the program's own folders under this one
    #[arg(long, value_name = "DIR", global = true, help_heading = "Everywhere")]
    pub(super) home: Option<PathBuf>,
    /// Read the settings from this file
    #[arg(long, value_name = "FILE", global = true, help_heading = "Everywhere")]
    pub(super) config: Option<PathBuf>,
    /// Print one JSON object a line
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(super) json: bool,
    /// Print instead of drawing, for screen readers
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(super) linear: bool,
    /// Print at most so many results
    #[arg(long, value_name = "N", global = true, help_heading = "Everywhere")]
    pub(super) limit: Option<usize>,
    /// Colour what is printed
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        help_heading = "Everywhere",
        alias = "colour"
    )]
    pub(super) color: Option<When>,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(super) quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(super) verbose: bool,
}

/// When to colour.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Find articles, best first
    #[command(after_help = QUERIES)]
    Search(Search),
    /// Print one article whole
    Show(Show),
    /// List what belongs to an article, each with its reason
    Related(Related),
    /// List actors, all or those that a few letters find
    Actors(Actors),
    /// Print the page of one actor
    Actor {
        /// Any of its names
        name: String,
    },
    /// Print what two actors share: articles, and sentences that name both
    Pair {
        /// Any name of the one
        one: String,
        /// Any name of the other
        other: String,
    },
    /// Print actors that stand in the same articles as a graph
    Export(Export),
    /// List who is named where
    Mentions(Mentions),
    /// Count articles by day, week, month or year
    Timeline(Timeline),
    /// Print what is in the corpus
    Stats,
    /// List what could not be loaded
    Report,
    /// Read sources, store nothing, print each problem
    Check {
        /// Files, folders, or `-` for standard input
        #[arg(required = true, value_name = "SOURCE")]
        sources: Vec<OsString>,
    },
    /// Put articles into the library, once each
    Add {
        /// Files, folders, or `-` for standard input
        #[arg(required = true, value_name = "SOURCE")]
        sources: Vec<OsString>,
    },
    /// Check the library and heal what can be healed
    Verify,
    /// Star, tag, note articles or mark them read
    Mark(Mark),
    /// List everything you marked
    Marks,
    /// List the searches you saved, with what is new in each; add, open or remove one
    Saved(Saved),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
    /// Print the settings file with its defaults
    Config,
}

#[derive(Args)]
pub(super) struct Search {
    /// What to look for; several words are one query
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Print only the number of articles
    #[arg(long)]
    pub(super) count: bool,
    /// The order: relevance, date, oldest or source
    #[arg(long, value_name = "ORDER", value_parser = sort)]
    pub(super) sort: Option<Sort>,
    /// Keep those whose titles these letters match, fuzzily
    #[arg(long, value_name = "LETTERS")]
    pub(super) filter: Option<String>,
    /// Print every hit with its context, one line each, ordered by date, left or right
    #[arg(long, value_name = "ORDER", value_parser = hit_sort, num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "date", conflicts_with_all = ["count", "sort", "filter", "batch"])]
    pub(super) kwic: Option<HitSort>,
    /// Read queries from a file (or `-`), one a line; print the count and the hits of each
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(super) batch: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Show {
    /// The article's id
    pub(super) id: String,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// Markdown
    Md,
    /// The article format
    Json,
}

#[derive(Args)]
pub(super) struct Related {
    /// The article's id
    #[arg(required_unless_present = "all")]
    pub(super) id: Option<String>,
    /// Of every article
    #[arg(long, conflicts_with = "id")]
    pub(super) all: bool,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Actors {
    /// Letters of a name, in any alphabet
    #[arg(value_name = "FUZZY")]
    pub(super) filter: Vec<String>,
    /// Only this kind: person, organisation, place or group
    #[arg(long, value_parser = kind)]
    pub(super) kind: Option<ActorKind>,
    /// The order: articles, mentions, recent, rise or name
    #[arg(long, value_name = "ORDER", value_parser = actor_sort)]
    pub(super) sort: Option<ActorSort>,
    #[command(subcommand)]
    pub(super) edit: Option<EditActors>,
}

/// What is decided about actors. Every decision is kept with your marks and outlives re-indexing.
#[derive(Subcommand)]
pub(super) enum EditActors {
    /// Make one actor part of another
    Merge {
        /// The one
        name: String,
        /// The other, whose name stays
        into: String,
    },
    /// Show an actor by another name
    Rename {
        /// The actor
        name: String,
        /// The new name
        to: String,
    },
    /// Find an actor by another name as well
    Alias {
        /// The actor
        name: String,
        /// The other name
        alias: String,
    },
    /// Make an actor one of another kind
    Kind {
        /// The actor
        name: String,
        /// person, organisation, place or group
        #[arg(value_parser = kind)]
        kind: ActorKind,
    },
    /// Show what was taken for an actor nowhere
    Ignore {
        /// The actor
        name: String,
    },
    /// Tell two actors apart, so that it is no more proposed to merge them
    Apart {
        /// The one
        name: String,
        /// The other
        other: String,
    },
    /// Take a name out of an actor: articles that call it so mean an actor of its own
    Split {
        /// The actor
        name: String,
        /// The name, as its page lists it
        alias: String,
    },
    /// Let articles mean another actor: one that is known, or a namesake that is made of the name
    Move {
        /// The actor they are read to name
        name: String,
        /// Whom they mean
        to: String,
        /// The articles
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// List actors that may be one, each pair with its reason
    Triage,
    /// Take the last decision or mark back
    Undo,
    /// Print all decisions, one a line, and your dictionary, to be read, compared and shared
    Export,
    /// Take over decisions, or a dictionary of actors in the layout of CAMEO, from a file (or `-`)
    Import {
        /// The file
        file: PathBuf,
    },
}

#[derive(Args)]
pub(super) struct Mentions {
    /// Articles by id; all of them without
    #[arg(value_name = "ID")]
    pub(super) ids: Vec<String>,
    /// Read lines of {"id","text"} from this file (or `-`) and tag each text exactly as it stands
    #[arg(long, value_name = "FILE", conflicts_with = "ids")]
    pub(super) raw: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Timeline {
    /// What to count; everything without
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// The length of a step
    #[arg(long, value_enum, default_value = "month")]
    pub(super) by: Step,
}

/// The length of a step of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Step {
    /// One of them in words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("change").required(true).multiple(true))]
pub(super) struct Mark {
    /// Articles by id
    #[arg(required = true, value_name = "ID")]
    pub(super) ids: Vec<String>,
    /// Star them
    #[arg(long, group = "change")]
    pub(super) star: bool,
    /// Take the star away
    #[arg(long, group = "change", conflicts_with = "star")]
    pub(super) unstar: bool,
    /// Mark them read
    #[arg(long, group = "change")]
    pub(super) read: bool,
    /// Mark them unread
    #[arg(long, group = "change", conflicts_with = "read")]
    pub(super) unread: bool,
    /// Add a tag
    #[arg(long, group = "change", value_name = "NAME")]
    pub(super) tag: Vec<String>,
    /// Take a tag away
    #[arg(long, group = "change", value_name = "NAME")]
    pub(super) untag: Vec<String>,
    /// Set the note; an empty one takes it away
    #[arg(long, group = "change", value_name = "TEXT")]
    pub(super) note: Option<String>,
}

#[derive(Args)]
pub(super) struct Saved {
    #[command(subcommand)]
    pub(super) what: Option<SavedWhat>,
}

#[derive(Subcommand)]
pub(super) enum SavedWhat {
    /// List them: name, articles, new ones, query
    List,
    /// Keep a search under a name
    Add {
        /// Its name
        name: String,
        /// What to look for; several words are one query
        #[arg(value_name = "QUERY", required = true)]
        query: Vec<String>,
        /// The order: relevance, date, oldest or source
        #[arg(long, value_name = "ORDER", value_parser = sort)]
        sort: Option<Sort>,
    },
    /// Print what one finds; what it finds now is no longer new to it
    Open {
        /// Its name
        name: String,
        /// Only articles that came since it was opened last
        #[arg(long)]
        new: bool,
    },
    /// Take one away
    Remove {
        /// Its name
        name: String,
    },
}

fn sort(word: &str) -> Result<Sort, String> {
    one_of(&Sort::ALL, Sort::word, word)
}

fn hit_sort(word: &str) -> Result<HitSort, String> {
    one_of(&HitSort::ALL, HitSort::word, word)
}

fn actor_sort(word: &str) -> Result<ActorSort, String> {
    one_of(&ActorSort::ALL, ActorSort::word, word)
}

fn kind(word: &str) -> Result<ActorKind, String> {
    match ActorKind::parse(word) {
        Some(kind) => Ok(kind),
        None => one_of(&ActorKind::ALL, ActorKind::word, word),
    }
}

fn one_of<T: Copy>(all: &[T], word_of: fn(T) -> &'static str, word: &str) -> Result<T, String> {
    let words: Vec<&str> = all.iter().map(|value| word_of(*value)).collect();
    let found = all.iter().find(|value| word_of(**value) == word);
    found
        .copied()
        .ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

/// What is written out for other programs.
#[derive(Args)]
pub(super) struct Export {
    /// Of which articles; all without it
    #[arg(value_name = "QUERY", default_value = "")]
    pub(super) query: String,
    /// The form of the graph; `--limit` says how many actors, 200 without it
    #[arg(long, value_name = "FORM")]
    pub(super) graph: GraphForm,
}

/// How a graph is written.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum GraphForm {
    /// GraphML, for Gephi, yEd and others
    Graphml,
    /// DOT, for Graphviz
    Dot,
    /// A line a pair: both names and the number of articles
    Csv,
}
