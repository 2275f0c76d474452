//! `dateline actors merge` and the like: deciding who is who, and sharing what was decided.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::EditActors;
use super::corpus::{Context, Corpus};
use super::fault::{DONE, Fault, NOTHING, UNREAD};
use super::out::Out;
use super::schema;
use crate::library::{Library, Upto};
use crate::model::{ActorEdit, Address, View, Window};

/// The first line of a file of decisions.
const HEAD: &str = "# dateline: decisions about actors, parts parted by tabs";

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
    out.say(&library.edit_actor(&edit, now)?);
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
    let decisions = library.decisions()?;
    if decisions.is_empty() {
        return Ok(NOTHING);
    }
    out.line(HEAD)?;
    for decision in decisions {
        out.line(&decision.to_string())?;
    }
    Ok(DONE)
}

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
    let (mut taken, mut broken) = (0u64, 0u64);
    for (number, line) in (1..).zip(text.lines()) {
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
    library.curate()?;
    out.say(&format!(
        "{taken} decisions taken over, {broken} lines passed over"
    ));
    Ok(if broken > 0 { UNREAD } else { DONE })
}
