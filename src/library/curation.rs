//! Deciding who is who: what the reader wants becomes a decision that is kept with the marks, and then seen.

use std::sync::Arc;

use crate::actors::key;
use crate::model::{ActorEdit, ActorKey, ActorKind, ActorNo, Decision, LONGEST_NAME};
use crate::store::{Reader, StoreError};
use crate::text::clean;
use crate::text::fold::fold;

use super::bearers;
use super::curated::{self, Curated, Curation};
use super::gather::Gather;
use super::seen::Seen;
use super::{Library, LookError, actor, moved};

/// "a person", "an organisation".
fn a_kind(kind: ActorKind) -> String {
    let article = if kind == ActorKind::Organisation {
        "an"
    } else {
        "a"
    };
    format!("{article} {}", kind.word())
}

/// The name that a decision gives.
fn new_name(decision: &Decision) -> Option<&str> {
    match decision {
        Decision::Rename { name, .. }
        | Decision::Alias { name, .. }
        | Decision::Split { name, .. } => Some(name),
        Decision::Move { actor, to, .. } if actor.is_giver_of(to) => to.made_name(),
        _ => None,
    }
}

/// By what an actor is known in every library.
fn key_of(reader: &Reader, no: ActorNo) -> Result<ActorKey, LookError> {
    let found = reader.actor(no)?.ok_or_else(|| LookError::NotFound {
        what: "actor",
        name: no.0.to_string(),
    })?;
    Ok(ActorKey {
        kind: found.kind,
        key: found.key,
    })
}

impl Library {
    /// Does what the reader wants with an actor, at a moment (seconds since 1970), and says so.
    pub fn edit_actor(&self, edit: &ActorEdit, at: i64) -> Result<String, LookError> {
        let decision = self.decision(edit)?;
        if new_name(&decision).is_some_and(|name| name.is_empty() || name.len() > LONGEST_NAME) {
            return Ok(format!(
                "a name has 1 to {LONGEST_NAME} bytes: nothing was changed"
            ));
        }
        if let (ActorEdit::Move { name, .. }, Decision::Move { articles, .. }) = (edit, &decision)
            && articles.is_empty()
        {
            return Ok(format!("no such article names {name}: nothing was changed"));
        }
        if decision.is_about_one_alone() {
            return Ok("both names are of one actor: nothing was changed".to_owned());
        }
        if !self.mark_book().kept().decide(&decision, at)? {
            return Ok("that was decided before".to_owned());
        }
        self.curate()?;
        Ok(match edit {
            ActorEdit::Merge { name, into } => format!("{name} is part of {into} now"),
            ActorEdit::Apart { name, other } => format!("{name} and {other} are two"),
            ActorEdit::Split { name, alias } => format!("{alias} is no name of {name} now"),
            ActorEdit::Move { name, to, .. } => match decision {
                Decision::Move { articles, .. } => moved::said(name, to, articles.len()),
                _ => String::new(),
            },
            ActorEdit::Rename { name, to } => format!("{name} is shown as {to}"),
            ActorEdit::Alias { name, alias } => format!("{name} is found as {alias}, too"),
            ActorEdit::Kind { name, kind } => format!("{name} is {} now", a_kind(*kind)),
            ActorEdit::Ignore { name } => format!("{name} is ignored"),
        })
    }

    /// What a decision says, with the names its actors have here.
    pub fn in_words(&self, decision: &Decision) -> Result<String, LookError> {
        let reader = self.reader()?;
        let name = |actor: &ActorKey| -> Result<String, LookError> {
            let found = curated::number(actor, &reader)?;
            let found = found.map(|no| reader.actor(no)).transpose()?.flatten();
            let made = || actor.made_name().map(str::to_owned);
            Ok(found
                .map(|actor| actor.name)
                .or_else(made)
                .unwrap_or_else(|| "an actor that is not here".to_owned()))
        };
        Ok(match decision {
            Decision::Merge { actor, into } => {
                format!("{} is part of {}", name(actor)?, name(into)?)
            }
            Decision::Apart { actor, other } => {
                format!("{} and {} are two", name(actor)?, name(other)?)
            }
            Decision::Split { actor, name: off } => {
                format!("{off} is no name of {}", name(actor)?)
            }
            Decision::Move {
                actor,
                to,
                articles,
            } => moved::said(&name(actor)?, &name(to)?, articles.len()),
            Decision::Rename { actor, name: to } => format!("{} is shown as {to}", name(actor)?),
            Decision::Alias { actor, name: too } => format!("{} is found as {too}", name(actor)?),
            Decision::Kind { actor, kind } => format!("{} is {}", name(actor)?, a_kind(*kind)),
            Decision::Ignore { actor } => format!("{} is ignored", name(actor)?),
        })
    }

    /// Takes over a decision from elsewhere, in which actors are told by keys or by names; whether it was new.
    /// [`Library::curate`] makes it seen.
    pub fn take_decision(&self, decision: Decision, at: i64) -> Result<bool, LookError> {
        let named = match &decision {
            Decision::Move { to, .. } if !key::is_key(&to.key) => Some(to.key.clone()),
            _ => None,
        };
        let mut decision = decision.map_actors(|actor| match key::is_key(&actor.key) {
            true => actor,
            false => ActorKey {
                key: key::key(&actor.key, actor.kind),
                kind: actor.kind,
            },
        });
        if let (Decision::Move { actor, to, .. }, Some(name)) = (&mut decision, named)
            && (actor == to || curated::number(to, &*self.reader()?)?.is_none())
        {
            *to = actor.split_off(&name);
        }
        Ok(!decision.is_about_one_alone()
            && self.mark_book().kept().take_decision(&decision, at)?)
    }

    /// Everything the reader has decided about actors, in the order it was decided.
    pub fn decisions(&self) -> Result<Vec<Decision>, LookError> {
        Ok(self.mark_book().kept().decisions()?)
    }

    /// Shows actors as the reader has decided.
    pub fn curate(&self) -> Result<(), LookError> {
        let curation = self.curation()?;
        let seen = self.seen();
        if curation.stamp == seen.curation.get(&*self.reader()?)?.stamp {
            return Ok(());
        }
        self.show(Seen {
            curation: Curated::known(Arc::new(curation)),
            generation: seen.generation + 1,
            ..Seen::clone(&seen)
        });
        if !self.can_write {
            return Ok(());
        }
        let gathered = Gather::begin(self).and_then(Gather::finish);
        gathered.map_err(|error| LookError::Curation(error.to_string()))
    }

    /// The same, read only when it is asked for where nothing was decided.
    pub(super) fn curated(&self) -> Result<Arc<Curated>, StoreError> {
        if self.mark_book().kept().decisions()?.is_empty() {
            return Ok(Curated::undecided(self.own()?.stamp()));
        }
        Ok(Curated::known(Arc::new(self.curation()?)))
    }

    /// The decisions as they apply to the actors that are here now.
    pub(super) fn curation(&self) -> Result<Curation, StoreError> {
        let decisions = self.mark_book().kept().decisions()?;
        let reader = self.reader()?;
        for decision in &decisions {
            self.make_room(decision)?;
        }
        let laid = (bearers::kept(&reader)?, self.own()?.stamp());
        Curation::of(&decisions, laid, &reader)
    }

    /// An actor that was split off another has to be there before articles can name it.
    fn make_room(&self, decision: &Decision) -> Result<(), StoreError> {
        let (actor, own) = match decision {
            Decision::Split { actor, name } => (actor, actor.split_off(name)),
            Decision::Move { actor, to, .. } if actor.is_giver_of(to) => (actor, to.clone()),
            _ => return Ok(()),
        };
        let Some(name) = own.made_name() else {
            return Ok(());
        };
        let reader = self.reader()?;
        if self.can_write
            && curated::number(actor, &reader)?.is_some()
            && curated::number(&own, &reader)?.is_none()
        {
            self.store()?.add_actor(&own.key, own.kind, name)?;
        }
        Ok(())
    }

    /// The name of an actor as it is written in the texts, found by what the reader typed.
    fn written(&self, name: &str, alias: &str) -> Result<String, LookError> {
        let seen = self.seen();
        let reader = self.reader()?;
        let names = seen.names(&reader, actor::named(self, &seen, name)?)?;
        let wanted = fold(alias.trim());
        let exact = names.iter().find(|(known, _)| known == alias);
        let found = exact.or_else(|| names.iter().find(|(known, _)| fold(known) == wanted));
        let (found, _) = found.ok_or_else(|| LookError::NotFound {
            what: "name of this actor",
            name: alias.to_owned(),
        })?;
        if names.len() == 1 {
            return Err(LookError::OnlyName(found.clone()));
        }
        Ok(found.clone())
    }

    fn decision(&self, edit: &ActorEdit) -> Result<Decision, LookError> {
        let seen = self.seen();
        let reader = self.reader()?;
        let key = |name: &str| key_of(&reader, actor::named(self, &seen, name)?);
        let clean = |name: &str| clean::clean_line(name.trim());
        Ok(match edit {
            ActorEdit::Merge { name, into } => Decision::Merge {
                actor: key(name)?,
                into: key(into)?,
            },
            ActorEdit::Apart { name, other } => Decision::Apart {
                actor: key(name)?,
                other: key(other)?,
            },
            ActorEdit::Split { name, alias } => Decision::Split {
                actor: key(name)?,
                name: self.written(name, alias)?,
            },
            ActorEdit::Move { name, to, articles } => {
                let from = actor::named(self, &seen, name)?;
                let actor = key_of(&reader, from)?;
                let to = clean(to);
                Decision::Move {
                    to: match seen.actor_named(&to) {
                        Some(other) => key_of(&reader, other)?,
                        None => actor.split_off(&to),
                    },
                    articles: seen.articles_naming(&reader, from, articles)?,
                    actor,
                }
            }
            ActorEdit::Rename { name, to } => Decision::Rename {
                actor: key(name)?,
                name: clean(to),
            },
            ActorEdit::Alias { name, alias } => Decision::Alias {
                actor: key(name)?,
                name: clean(alias),
            },
            ActorEdit::Kind { name, kind } => Decision::Kind {
                actor: key(name)?,
                kind: *kind,
            },
            ActorEdit::Ignore { name } => Decision::Ignore { actor: key(name)? },
        })
    }
}
