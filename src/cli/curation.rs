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
use crate::model::{ActorEdit, Address, View, Window};

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
        out.line(&decision.to_string())?;
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
    let shown = file.display();
    let text = match file.to_str() {
        Some("-") => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text).map(|_| text)
        }
        _ => fs::read_to_string(file),
    };
    let text = text.map_err(|error| Fault::Unread(format!("{shown}: {error}")))?;
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines.iter().position(|line| *line == DICTIONARY);
    let cut = cut.unwrap_or_else(|| match dictionary::is_one(&text) {
        true => 0,
        false => lines.len(),
    });
    let (decisions, rest) = lines.split_at(cut);
    let mut broken = take_dictionary(library, rest, (file, cut), now, out)?;
    broken += take_decisions(library, decisions, file, now, out)?;
    library.curate()?;
    Ok(if broken > 0 { UNREAD } else { DONE })
}

/// Takes a dictionary over that begins after some lines of a file. Returns how many lines were bad.
fn take_dictionary(
    library: &Library,
    lines: &[&str],
    (file, before): (&Path, usize),
    now: i64,
    out: &mut Out,
) -> Result<usize, Fault> {
    if lines.is_empty() {
        return Ok(0);
    }
    let (dictionary, bad) = dictionary::parse(&lines.join("\n"));
    for bad in &bad {
        let line = before + bad.line;
        out.say(&format!("{}:{line}: {}", file.display(), bad.reason));
    }
    let roles = dictionary.entries.iter().filter(|entry| entry.is_role());
    let roles = roles.count();
    let actors = dictionary.entries.len() - roles;
    library.add_dictionary(dictionary, now)?;
    out.say(&format!(
        "taken into your dictionary: actors {actors}, words for roles {roles}; lines passed over {}",
        bad.len()
    ));
    Ok(bad.len())
}

/// Takes decisions over. Returns how many lines were bad.
fn take_decisions(
    library: &Library,
    lines: &[&str],
    file: &Path,
    now: i64,
    out: &mut Out,
) -> Result<usize, Fault> {
    if lines.is_empty() {
        return Ok(0);
    }
    let shown = file.display();
    let (mut taken, mut broken) = (0u64, 0);
    for (number, line) in (1..).zip(lines) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match line.parse() {
            Ok(decision) => taken += u64::from(library.take_decision(&decision, now)?),
            Err(fault) => {
                broken += 1;
                out.say(&format!("{shown}:{number}: {fault}"));
            }
        }
    }
    out.say(&format!(
        "{taken} decisions taken over, {broken} lines passed over"
    ));
    Ok(broken)
}
