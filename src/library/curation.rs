//! What the reader has decided about actors, laid over what was recognised: the store keeps what the texts say, and every
//! look goes through here, so that a decision can be taken back at any time.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::model::{
    ActorEdit, ActorKey, ActorKind, ActorNo, ArticleNo, Decision, Mention, RoleSeen,
};
use crate::store::{NamedIn, Reader, StoreError};
use crate::text::clean;

use super::actors::Gather;
use super::seen::Seen;
use super::{Library, LookError, actor};

/// The longest name, in bytes.
const LONGEST: usize = 200;

/// Decisions as they apply to the actors of one library.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Curation {
    /// The actor that another is part of.
    into: HashMap<ActorNo, ActorNo>,
    parts: HashMap<ActorNo, Vec<ActorNo>>,
    ignored: HashSet<ActorNo>,
    apart: HashSet<(ActorNo, ActorNo)>,
    names: HashMap<ActorNo, String>,
    kinds: HashMap<ActorNo, ActorKind>,
    aliases: HashMap<ActorNo, Vec<String>>,
    /// What was decided, as a number.
    pub(super) stamp: u64,
}

impl Curation {
    /// Finds the actors that were decided on. Decisions about actors that are not here wait for them.
    pub(super) fn of(decisions: &[Decision], reader: &Reader) -> Result<Self, StoreError> {
        let mut found = Self::default();
        let mut hasher = DefaultHasher::new();
        for decision in decisions {
            let Some(no) = number(decision.actor(), reader)? else {
                continue;
            };
            (decision, no.0).hash(&mut hasher);
            match decision {
                Decision::Merge { into, .. } => {
                    if let Some(into) = number(into, reader)? {
                        into.0.hash(&mut hasher);
                        found.merge(no, into);
                    }
                }
                Decision::Apart { other, .. } => {
                    if let Some(other) = number(other, reader)? {
                        other.0.hash(&mut hasher);
                        found.apart.insert((no.min(other), no.max(other)));
                    }
                }
                Decision::Rename { name, .. } => {
                    found.names.insert(no, name.clone());
                }
                Decision::Alias { name, .. } => {
                    found.aliases.entry(no).or_default().push(name.clone());
                }
                Decision::Kind { kind, .. } => {
                    found.kinds.insert(no, *kind);
                }
                Decision::Ignore { .. } => {
                    found.ignored.insert(no);
                }
            }
        }
        if found != Self::default() {
            found.stamp = hasher.finish();
        }
        Ok(found)
    }

    fn merge(&mut self, no: ActorNo, into: ActorNo) {
        let into = self.root(into);
        if self.root(no) == into {
            return;
        }
        let mut moved = self.parts.remove(&no).unwrap_or_default();
        moved.push(no);
        for part in &moved {
            self.into.insert(*part, into);
        }
        self.parts.entry(into).or_default().extend(moved);
    }

    /// The actor that this one is part of, or itself.
    pub(super) fn root(&self, no: ActorNo) -> ActorNo {
        self.into.get(&no).copied().unwrap_or(no)
    }

    /// The actor that stands for this one; `None` where it is ignored.
    pub(super) fn shown(&self, no: ActorNo) -> Option<ActorNo> {
        let root = self.root(no);
        (!self.ignored.contains(&root) && !self.ignored.contains(&no)).then_some(root)
    }

    /// The actor and all that are part of it.
    fn members(&self, no: ActorNo) -> impl Iterator<Item = ActorNo> {
        let parts = self.parts.get(&no).into_iter().flatten().copied();
        std::iter::once(no).chain(parts)
    }

    /// Whether the reader has told two actors apart.
    pub(super) fn are_apart(&self, one: ActorNo, other: ActorNo) -> bool {
        self.apart.contains(&(one.min(other), one.max(other)))
    }

    /// The name it was given, where it was given one.
    pub(super) fn name(&self, no: ActorNo) -> Option<&str> {
        self.names.get(&no).map(String::as_str)
    }

    /// The kind it was given, where it was given one.
    pub(super) fn kind(&self, no: ActorNo) -> Option<ActorKind> {
        self.kinds.get(&no).copied()
    }

    /// The further names it was given.
    pub(super) fn aliases(&self, no: ActorNo) -> &[String] {
        self.aliases.get(&no).map_or(&[], Vec::as_slice)
    }
}

fn number(actor: &ActorKey, reader: &Reader) -> Result<Option<ActorNo>, StoreError> {
    let all = reader.actors_by_key(&actor.key)?;
    let found = all.into_iter().find(|found| found.kind == actor.kind);
    Ok(found.map(|found| found.no))
}

impl Seen {
    /// Who is named where in an article, as the reader has it.
    pub(super) fn mentions(
        &self,
        reader: &Reader,
        article: ArticleNo,
    ) -> Result<Option<Vec<Mention>>, StoreError> {
        let all = reader.mentions(article)?;
        let shown = |mut mention: Mention| {
            mention.actor = self.curation.shown(mention.actor)?;
            mention.kind = self.curation.kind(mention.actor).unwrap_or(mention.kind);
            Some(mention)
        };
        Ok(all.map(|all| all.into_iter().filter_map(shown).collect()))
    }

    /// The actors of an article, as the reader has them.
    pub(super) fn actors_of(
        &self,
        reader: &Reader,
        article: ArticleNo,
    ) -> Result<Option<Vec<NamedIn>>, StoreError> {
        let Some(all) = reader.actors_of(article)? else {
            return Ok(None);
        };
        let mut joined: Vec<NamedIn> = Vec::with_capacity(all.len());
        for mut here in all {
            let Some(no) = self.curation.shown(here.no) else {
                continue;
            };
            here.no = no;
            match joined.iter_mut().find(|known| known.no == no) {
                Some(known) => {
                    known.mentions += here.mentions;
                    known.declared |= here.declared;
                    known.uncertain &= here.uncertain;
                    known.role = known.role.take().or(here.role);
                }
                None => joined.push(here),
            }
        }
        Ok(Some(joined))
    }

    /// The names an actor goes by in the texts with how often, commonest first.
    pub(super) fn names(
        &self,
        reader: &Reader,
        no: ActorNo,
    ) -> Result<Vec<(String, u32)>, StoreError> {
        let mut all: BTreeMap<String, u32> = BTreeMap::new();
        for member in self.curation.members(no) {
            for (name, count) in reader.names(member)? {
                *all.entry(name).or_default() += count;
            }
        }
        let mut all: Vec<(String, u32)> = all.into_iter().collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(all)
    }

    /// The roles an actor is given in the texts, latest first.
    pub(super) fn roles(&self, reader: &Reader, no: ActorNo) -> Result<Vec<RoleSeen>, StoreError> {
        let mut all = Vec::new();
        for member in self.curation.members(no) {
            all.extend(reader.roles(member)?);
        }
        all.sort_by_key(|role: &RoleSeen| std::cmp::Reverse(role.last.map(|date| date.seconds())));
        Ok(all)
    }
}

impl Library {
    /// Does what the reader wants with an actor, at a moment (seconds since 1970), and says so.
    pub fn edit_actor(&self, edit: &ActorEdit, at: i64) -> Result<String, LookError> {
        let decision = self.decision(edit)?;
        if let Decision::Rename { name, .. } | Decision::Alias { name, .. } = &decision
            && (name.is_empty() || name.len() > LONGEST)
        {
            return Ok(format!(
                "a name has 1 to {LONGEST} bytes: nothing was changed"
            ));
        }
        if !self.mark_book().kept().decide(&decision, at)? {
            return Ok("that was decided before".to_owned());
        }
        self.curate()?;
        Ok(match edit {
            ActorEdit::Merge { name, into } => format!("{name} is part of {into} now"),
            ActorEdit::Apart { name, other } => format!("{name} and {other} are two"),
            ActorEdit::Rename { name, to } => format!("{name} is shown as {to}"),
            ActorEdit::Alias { name, alias } => format!("{name} is found as {alias}, too"),
            ActorEdit::Kind { name, kind } => format!("{name} is a {} now", kind.word()),
            ActorEdit::Ignore { name } => format!("{name} is ignored; u takes it back"),
        })
    }

    /// Takes over a decision from elsewhere; whether it was new. [`Library::curate`] makes it seen.
    pub fn take_decision(&self, decision: &Decision, at: i64) -> Result<bool, LookError> {
        Ok(self.mark_book().kept().decide(decision, at)?)
    }

    /// Everything the reader has decided about actors, in the order it was decided.
    pub fn decisions(&self) -> Result<Vec<Decision>, LookError> {
        Ok(self.mark_book().kept().decisions()?)
    }

    /// Shows actors as the reader has decided.
    pub fn curate(&self) -> Result<(), LookError> {
        let curation = self.curation()?;
        let seen = self.seen();
        if curation.stamp == seen.curation.stamp {
            return Ok(());
        }
        self.show(Seen {
            curation: Arc::new(curation),
            generation: seen.generation + 1,
            ..Seen::clone(&seen)
        });
        if !self.can_write {
            return Ok(());
        }
        let gathered = Gather::begin(self).and_then(Gather::finish);
        gathered.map_err(|error| LookError::Curation(error.to_string()))
    }

    /// The decisions as they apply to the actors that are here now.
    pub(super) fn curation(&self) -> Result<Curation, StoreError> {
        let decisions = self.mark_book().kept().decisions()?;
        match decisions.is_empty() {
            true => Ok(Curation::default()),
            false => Curation::of(&decisions, &*self.reader()?),
        }
    }

    fn decision(&self, edit: &ActorEdit) -> Result<Decision, LookError> {
        let seen = self.seen();
        let reader = self.reader()?;
        let key = |name: &str| {
            let no = actor::named(&seen, name)?;
            let found = reader.actor(no)?.ok_or_else(|| LookError::NotFound {
                what: "actor",
                name: name.to_owned(),
            })?;
            Ok::<_, LookError>(ActorKey {
                kind: found.kind,
                key: found.key,
            })
        };
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
