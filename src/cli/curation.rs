//! `dateline actors merge` and the like: deciding who is who, and sharing what was decided.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::EditActors;
use super::corpus::{Context, Corpus};
use super::fault::{DONE, Fault, NOTHING, UNREAD};
use super::out::Out;
use super::schema;
use crate::ingest::dictionary;
use crate::library::{Library, Upto};
use crate::model::{ActorEdit, Address, Decision, View, Window};

/// The first line of a file of decisions.
const HEAD: &str = "# dateline: decisions about actors, parts parted by tabs";

/// The line between decisions and the dictionary; a comment to programs that read dictionaries.
const DICTIONARY: &str = "# dateline: dictionary of actors";

/// Runs it.
pub(super) fn run(edit: &EditActors, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Actors, out)?;
    let library = &corpus.library;
    let now = jiff::Timestamp::now().as_second();
    let edit = match edit {
        EditActors::Export => return export(library, out),
        EditActors::Import { file } => return import(library, file, now, out),
        EditActors::Triage => return triage(&corpus, context.shared.limit, out),
        EditActors::Apart { name, other } => ActorEdit::Apart {
            name: name.clone(),
            other: other.clone(),
        },
        EditActors::Split { name, alias } => ActorEdit::Split {
            name: name.clone(),
            alias: alias.clone(),
        },
        EditActors::Move { name, to, ids } => ActorEdit::Move {
            name: name.clone(),
            to: to.clone(),
            articles: ids.clone(),
        },
        EditActors::Undo => {
            out.say(&library.undo()?);
            return Ok(DONE);
        }
        EditActors::Merge { name, into } => ActorEdit::Merge {
            name: name.clone(),
            into: into.clone(),
        },
        EditActors::Rename { name, to } => ActorEdit::Rename {
            name: name.clone(),
            to: to.clone(),
        },
        EditActors::Alias { name, alias } => ActorEdit::Alias {
            name: name.clone(),
            alias: alias.clone(),
        },
        EditActors::Kind { name, kind } => ActorEdit::Kind {
            name: name.clone(),
            kind: *kind,
        },
        EditActors::Ignore { name } => ActorEdit::Ignore { name: name.clone() },
    };
    let mut said = library.edit_actor(&edit, now)?;
    if matches!(edit, ActorEdit::Ignore { .. }) {
        // What is shown nowhere cannot be looked up to be put right.
        said.push_str("; `dateline actors undo` takes it back");
    }
    out.say(&said);
    Ok(corpus.status)
}

fn triage(corpus: &Corpus, limit: Option<usize>, out: &mut Out) -> Result<u8, Fault> {
    let limit = limit.unwrap_or(usize::MAX);
    let View::Triage(all) = corpus.look(&Address::Triage, Window::first(limit))? else {
        return Ok(NOTHING);
    };
    if all.is_empty() {
        return Ok(NOTHING);
    }
    for proposal in all.into_iter().take(limit) {
        if out.json {
            out.object(&schema::Proposal {
                reason: proposal.reason,
                actor: proposal.actor.into(),
                into: proposal.into.into(),
            })?;
        } else {
            let (actor, into) = (&proposal.actor, &proposal.into);
            out.line(&format!(
                "{} ({}) → {} ({}): {}",
                actor.name, actor.articles, into.name, into.articles, proposal.reason
            ))?;
        }
    }
    Ok(corpus.status)
}

fn export(library: &Library, out: &mut Out) -> Result<u8, Fault> {
    let (decisions, dictionary) = (library.decisions()?, library.dictionary()?);
    if decisions.is_empty() && dictionary.entries.is_empty() {
        return Ok(NOTHING);
    }
    if !decisions.is_empty() {
        out.line(HEAD)?;
    }
    for decision in decisions {
        out.line(&format!("{decision}\t# {}", library.in_words(&decision)?))?;
    }
    if !dictionary.entries.is_empty() {
        out.line(DICTIONARY)?;
        for line in dictionary.to_string().lines() {
            out.line(line)?;
        }
    }
    Ok(DONE)
}

/// Takes over decisions, a dictionary, or both as they are exported; which it is its content says.
fn import(library: &Library, file: &Path, now: i64, out: &mut Out) -> Result<u8, Fault> {
    let bytes = match file.to_str() {
        Some("-") => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        }
        _ => fs::read(file),
    };
    let bytes = bytes.map_err(|error| Fault::Unread(format!("{}: {error}", file.display())))?;
    let mut bad = Bad::of(file);
    let lines: Vec<&str> = (1..)
        .zip(bytes.split(|byte| *byte == b'\n'))
        .map(|(number, line)| {
            std::str::from_utf8(line).unwrap_or_else(|_| {
                bad.say(number, "not UTF-8", out);
                ""
            })
        })
        .map(|line| line.trim_end_matches('\r'))
        .collect();
    let text = lines.join("\n");
    if ["{", "[{"]
        .iter()
        .any(|open| text.trim_start().starts_with(open))
    {
        let reason =
            "JSON: what `actors export` prints and dictionaries in the layout of CAMEO are read";
        return Err(Fault::Unread(format!("{}: {reason}", file.display())));
    }
    let cut = lines.iter().position(|line| *line == DICTIONARY);
    let cut = cut.unwrap_or_else(|| match dictionary::is_one(&text) {
        true => 0,
        false => lines.len(),
    });
    let (decisions, rest) = lines.split_at(cut);
    if !rest.is_empty() {
        let (dictionary, lines) = dictionary::parse(&rest.join("\n"));
        for line in &lines {
            bad.say(cut + line.line, &line.reason.to_string(), out);
        }
        let roles = dictionary.entries.iter().filter(|entry| entry.is_role());
        let roles = roles.count();
        let actors = dictionary.entries.len() - roles;
        library.add_dictionary(dictionary, now)?;
        out.say(&format!(
            "taken into your dictionary: actors {actors}, words for roles {roles}; lines passed over {}",
            lines.len()
        ));
    }
    take_decisions(library, decisions, now, &mut bad, out)?;
    bad.say_rest(out);
    library.curate()?;
    Ok(if bad.count > 0 { UNREAD } else { DONE })
}

/// Takes decisions over.
fn take_decisions(
    library: &Library,
    lines: &[&str],
    now: i64,
    bad: &mut Bad<'_>,
    out: &mut Out,
) -> Result<(), Fault> {
    if lines.is_empty() {
        return Ok(());
    }
    let (mut taken, before) = (0u64, bad.count);
    for (number, line) in (1..).zip(lines) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match line.parse::<Decision>() {
            Ok(decision) => taken += u64::from(library.take_decision(decision, now)?),
            Err(fault) => bad.say(number, &fault.to_string(), out),
        }
    }
    out.say(&format!(
        "{taken} decisions taken over, {} lines passed over",
        bad.count - before
    ));
    Ok(())
}

/// Most bad lines of a file that are named.
const NAMED: usize = 20;
/// Most characters of a reason that are printed: it may quote the line.
const REASON: usize = 160;

/// The bad lines of a file: the first are named, the others counted.
struct Bad<'f> {
    file: &'f Path,
    count: usize,
}

impl<'f> Bad<'f> {
    fn of(file: &'f Path) -> Self {
        Self { file, count: 0 }
    }

    fn say(&mut self, line: usize, reason: &str, out: &mut Out) {
        self.count += 1;
        if self.count <= NAMED {
            let mut said: String = reason.chars().take(REASON).collect();
            if said.len() < reason.len() {
                said.push('…');
            }
            out.say(&format!("{}:{line}: {said}", self.file.display()));
        }
    }

    fn say_rest(&self, out: &mut Out) {
        let more = self.count.saturating_sub(NAMED);
        if more > 0 {
            out.say(&format!("{}: {more} more such lines", self.file.display()));
        }
    }
}
