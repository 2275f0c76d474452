//! `dateline add` and `dateline verify`: filling the library, and seeing that it is sound.

use std::ffi::OsString;

use super::corpus::{self, Context};
use super::fault::{DONE, Fault, UNREAD};
use super::out::{Out, count};
use super::{problems, progress, schema, signals};
use crate::library;

/// Puts sources into the library.
pub(super) fn run(named: Vec<OsString>, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let sources = corpus::sources(&named)?;
    let library = context.open_as_it_is(true, out)?;
    let shown = (!context.shared.quiet)
        .then(|| progress::show(&library))
        .flatten();
    let mut fault = None;
    let added = library.add(&sources, &mut |count| {
        if fault.is_none() {
            let printed = out.line(&format!("committed {count}"));
            fault = printed.and_then(|()| out.flush()).err();
        }
    });
    drop(shown);
    for words in library.take_said() {
        out.say(&words);
    }
    let added = added.map_err(|error| Fault::Unread(library.words_of(&error)))?;
    problems::after_adding(&library, &added, context, out)?;
    let mut told = format!(
        "{}: {} added, {}, {}",
        library.name(),
        count(added.added, "article"),
        count(added.duplicates, "duplicate"),
        count(added.problems, "problem")
    );
    if added.unchanged > 0 {
        let files = count(added.unchanged, "file");
        told.push_str(&format!(", {files} unchanged since last read"));
    }
    let interrupted = added.cancelled || signals::came();
    if interrupted {
        told.push_str("; interrupted, what was committed stays");
    }
    out.say(&told);
    library.tidy();
    if interrupted {
        return Err(Fault::Interrupted);
    }
    if let Some(fault) = fault {
        return Err(fault);
    }
    Ok(problems::status(added.unread))
}

/// Checks the library and heals what can be healed.
pub(super) fn verify(context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let checked = library::verify(&context.options(false)?, context.cancel())?;
    if signals::came() {
        return Err(Fault::Interrupted);
    }
    let is_incomplete = checked.lost != Some(0) && !checked.renewable;
    let status = if is_incomplete { UNREAD } else { DONE };
    if out.json {
        out.object(&schema::Checked {
            sound: checked.sound,
            articles: checked.articles,
            lost: checked.lost,
            notes: checked.notes,
        })?;
        return Ok(status);
    }
    for note in &checked.notes {
        out.line(note)?;
    }
    let word = match (checked.sound, is_incomplete) {
        (true, _) => "sound",
        (false, false) => "healed",
        (false, true) => "incomplete",
    };
    let lost = match checked.lost {
        Some(0) => String::new(),
        None => ", nobody knows how many were lost".to_owned(),
        Some(lost) if is_incomplete => format!(", {lost} lost or without text"),
        Some(lost) => format!(", {lost} to be read again"),
    };
    let there = count(checked.articles, "article");
    out.line(&format!("{word}: {there}{lost}"))?;
    Ok(status)
}
