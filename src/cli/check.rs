//! `dateline check`: reads sources, keeps nothing, prints what is wrong with them.

use std::collections::HashSet;
use std::ffi::OsString;

use xxhash_rust::xxh3::Xxh3Default;

use super::corpus::{self, Context};
use super::fault::Fault;
use super::out::Out;
use super::{problems, signals};
use crate::ingest::{self, FileOutcome, Flow, Input, Options, Parsed, Sink};
use crate::model::{Article, Problem};

/// Runs it.
pub(super) fn run(named: Vec<OsString>, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let sources = corpus::sources(&named)?;
    let options = Options::new(jiff::ZonedDateTime::now().date());
    let mut checker = Checker {
        out,
        texts: HashSet::new(),
        articles: 0,
        duplicates: 0,
        problems: 0,
        unread: false,
        fault: None,
    };
    ingest::read(&sources, &options, &mut checker, context.cancel());
    let Checker {
        out,
        articles,
        duplicates,
        problems,
        unread,
        fault,
        ..
    } = checker;
    if let Some(fault) = fault {
        return Err(fault);
    }
    if signals::came() {
        return Err(Fault::Interrupted);
    }
    problems::sums(articles, duplicates, problems, out)?;
    Ok(problems::status(unread))
}

struct Checker<'o> {
    out: &'o mut Out,
    /// Hashes of the texts met so far.
    texts: HashSet<u128>,
    articles: u64,
    duplicates: u64,
    problems: u64,
    unread: bool,
    fault: Option<Fault>,
}

impl Sink for Checker<'_> {
    fn begin(&mut self, _: &Input) {}

    fn article(&mut self, parsed: Parsed) -> Flow {
        if self.texts.insert(print_of(&parsed.article)) {
            self.articles += 1;
        } else {
            self.duplicates += 1;
        }
        match self.fault {
            Some(_) => Flow::Stop,
            None => Flow::Continue,
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.problems += 1;
        self.unread |= problems::is_whole(&problem);
        if self.fault.is_none() {
            self.fault = problems::print(&problem, self.out).err();
        }
    }

    fn end(&mut self, _: &Input, _: FileOutcome) {}

    fn bytes(&mut self, _: u64) {}
}

/// Equal for articles that a library folds into one: those with the same words in title and body.
fn print_of(article: &Article) -> u128 {
    let mut hash = Xxh3Default::new();
    let mut line = String::new();
    let mut part = |text: &str| {
        line.clear();
        for word in text.split_ascii_whitespace() {
            line.push_str(word);
            line.push(' ');
        }
        line.push('\0');
        hash.update(line.as_bytes());
    };
    part(&article.title);
    part(&article.body);
    if article.body.trim().is_empty() {
        part(
            &article
                .date
                .map_or(String::new(), |date| date.seconds().to_string()),
        );
        part(article.sources.first().map_or("", String::as_str));
        if article.title.trim().is_empty() {
            part(&article.id);
        }
    }
    hash.digest128()
}
