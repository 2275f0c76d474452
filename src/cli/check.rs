//! `dateline check`: reads sources, keeps nothing, prints what is wrong with them.

use std::collections::HashSet;
use std::ffi::OsString;

use super::corpus::{self, Context};
use super::fault::Fault;
use super::out::Out;
use super::{problems, signals};
use crate::ingest::{self, FileOutcome, Flow, Input, Options, Parsed, Sink};
use crate::library::content;
use crate::model::Problem;

/// Runs it.
pub(super) fn run(named: Vec<OsString>, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let sources = corpus::sources(&named)?;
    let options = Options::new(crate::config::today());
    let mut checker = Checker {
        out,
        texts: HashSet::new(),
        articles: 0,
        duplicates: 0,
        problems: 0,
        is_inside: false,
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
    texts: HashSet<[u8; 16]>,
    articles: u64,
    duplicates: u64,
    problems: u64,
    /// Whether a file is being read.
    is_inside: bool,
    unread: bool,
    fault: Option<Fault>,
}

impl Sink for Checker<'_> {
    fn begin(&mut self, _: &Input) {
        self.is_inside = true;
    }

    fn article(&mut self, parsed: Parsed) -> Flow {
        if self.texts.insert(content(&parsed.article)) {
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
        // Those of a file are counted at its end: of very many not each is told.
        self.problems += u64::from(!self.is_inside);
        self.unread |= problems::is_whole(&problem);
        if self.fault.is_none() {
            self.fault = problems::print(&problem, self.out).err();
        }
    }

    fn lull(&mut self) -> Flow {
        if self.fault.is_none() {
            self.fault = self.out.flush().err();
        }
        match self.fault {
            Some(_) => Flow::Stop,
            None => Flow::Continue,
        }
    }

    fn end(&mut self, _: &Input, outcome: FileOutcome) {
        self.problems += outcome.problems;
        self.is_inside = false;
    }

    fn bytes(&mut self, _: u64) {}
}
