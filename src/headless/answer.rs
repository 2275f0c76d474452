//! The library as the one who answers the browser's questions, for the terminal and for the screen without one.

use crate::app::{Answer, Question};
use crate::library::{Library, LookError};
use crate::model::{ActorEdit, Address};
use crate::text::Cancel;

/// Answers a question; changes are made at `now` (seconds since 1970). A refusal comes as a sentence for the reader.
pub fn answer(
    library: &Library,
    question: Question,
    now: i64,
    cancel: &Cancel,
) -> Result<Answer, String> {
    let changed = |said| Answer::Changed { said };
    let noted = |()| Answer::Noted;
    let view = |view| Answer::View(Box::new(view));
    let answer: Result<Answer, LookError> = match question {
        Question::Look {
            address: Address::Article { id },
            lit,
            ..
        } => library.look_lit(&id, &lit, cancel).map(view),
        Question::Look {
            address, window, ..
        } => library.look(&address, window, cancel).map(view),
        Question::Omnibox { text, limit } => library
            .omnibox(&text, limit, now, cancel)
            .map(Answer::Omnibox),
        Question::Change(change) => library.change(&change, now).map(changed),
        Question::EditActor(edit) => library.edit_actor(&edit, now).map(|said| {
            // It is on the screen no more to be looked at.
            let gone = matches!(edit, ActorEdit::Ignore { .. });
            changed(if gone {
                said + "; u takes it back"
            } else {
                said
            })
        }),
        Question::Undo => library.undo().map(changed),
        Question::Save(search) => library.save(&search, now).map(changed),
        Question::RemoveSaved(name) => library.remove_saved(&name, now).map(changed),
        Question::SeeSaved(search) => library.see_saved(&search, now).map(noted),
        Question::Visited(target) => library.visited(&target, now).map(noted),
        Question::Values {
            field,
            typed,
            limit,
        } => library
            .values(field, &typed, limit, cancel)
            .map(Answer::Values),
        Question::Searches => library.searches().map(Answer::Searches),
        Question::Searched(query) => library.remember_search(&query).map(noted),
        Question::CancelLoad => {
            library.cancel();
            Ok(changed("loading stopped; what is there stays".to_owned()))
        }
    };
    answer.map_err(|error| error.to_string())
}
