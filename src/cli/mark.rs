//! `dateline mark` and `dateline marks`: the reader's own stars, tags and notes.

use jiff::Timestamp;

use super::arguments::Mark;
use super::corpus::Context;
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out};
use super::{schema, tell};
use crate::library::Upto;
use crate::model::{Act, Change};
use crate::text::clean;

/// Changes marks. Ids that are not there are told, and the rest is marked.
pub(super) fn run(mark: &Mark, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    check_tags(mark)?;
    let corpus = context.open(Upto::Articles, out)?;
    if let Some(why) = corpus.library.marks_unkept() {
        return Err(Fault::Unread(format!("marks cannot be kept: {why}")));
    }
    let mut ids = Vec::new();
    let mut status = corpus.status;
    for id in &mark.ids {
        if corpus.library.row(id)?.is_some() {
            ids.push(id.clone());
        } else {
            tell(&format!("dateline: article not found: {id}"));
            status = NOTHING;
        }
    }
    for act in acts(mark).into_iter().filter(|_| !ids.is_empty()) {
        let change = Change {
            ids: ids.clone(),
            act,
        };
        let said = corpus
            .library
            .change(&change, Timestamp::now().as_second())?;
        out.say(&said);
    }
    Ok(status)
}

/// A tag without a letter marks nothing.
fn check_tags(mark: &Mark) -> Result<(), Fault> {
    let is_empty = |tag: &String| clean::clean_line(tag).trim().is_empty();
    match mark.tag.iter().any(is_empty) {
        true => Err(Fault::Usage("an empty tag marks nothing".to_owned())),
        false => Ok(()),
    }
}

fn acts(mark: &Mark) -> Vec<Act> {
    let mut acts = Vec::new();
    acts.extend((mark.star || mark.unstar).then_some(Act::Star(mark.star)));
    acts.extend((mark.read || mark.unread).then_some(Act::Read(mark.read)));
    acts.extend(mark.tag.iter().map(|tag| Act::Tag(clean::clean_line(tag))));
    acts.extend(
        mark.untag
            .iter()
            .map(|tag| Act::Untag(clean::clean_line(tag))),
    );
    if let Some(note) = &mark.note {
        let note = clean::clean(note);
        acts.push(Act::Note((!note.trim().is_empty()).then_some(note)));
    }
    acts
}

/// Lists every article that is marked in any way.
pub(super) fn list(context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Articles, out)?;
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let mut marks = corpus.library.marks();
    // A reading place alone is no mark of the reader's.
    marks.retain(|(_, marks)| {
        marks.starred || marks.read || !marks.tags.is_empty() || marks.note.is_some()
    });
    let nothing = marks.is_empty();
    for (id, marks) in marks.into_iter().take(limit) {
        let title = corpus.library.row(&id)?.map(|row| row.title);
        if out.json {
            out.object(&schema::Marked {
                id,
                title,
                starred: marks.starred,
                read: marks.read,
                tags: marks.tags,
                note: marks.note,
            })?;
            continue;
        }
        let mut words = Vec::new();
        words.extend(marks.starred.then(|| "starred".to_owned()));
        words.extend(marks.read.then(|| "read".to_owned()));
        words.extend(marks.tags.iter().map(|tag| format!("#{tag}")));
        out.put(Look::Dim, &format!("{id}  "))?;
        out.put(
            Look::Strong,
            title.as_deref().unwrap_or("(not in this corpus)"),
        )?;
        out.line(&format!("  {}", words.join(" ")))?;
        for line in marks.note.iter().flat_map(|note| note.lines()) {
            out.line(&format!("    {line}"))?;
        }
    }
    Ok(if nothing { NOTHING } else { corpus.status })
}
