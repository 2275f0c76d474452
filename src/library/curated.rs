//! What the reader has decided about actors, laid over what was recognised: the store keeps what the texts say, and every
//! look goes through here, so that a decision can be taken back at any time.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use crate::actors::key;
use crate::model::{ActorKey, ActorKind, ActorNo, ArticleNo, Decision, Mention};
use crate::store::{Actor, NamedIn, Reader, StoreError};

use super::bearers::{self, Links};
use super::moved::{Move, Moves};
use super::seen::Seen;
use super::split::{self, Split};

/// Decisions as they apply to the actors of one library.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Curation {
    /// The actor that another is part of.
    into: HashMap<ActorNo, ActorNo>,
    parts: HashMap<ActorNo, Vec<ActorNo>>,
    ignored: HashSet<ActorNo>,
    apart: HashSet<(ActorNo, ActorNo)>,
    splits: HashMap<ActorNo, Vec<Split>>,
    /// Those that the reader made.
    made: HashSet<ActorNo>,
    /// Whom single articles mean.
    pub(super) moves: Moves,
    names: HashMap<ActorNo, String>,
    kinds: HashMap<ActorNo, ActorKind>,
    aliases: HashMap<ActorNo, Vec<String>>,
    /// Whom parts of names mean by all articles, where the reader has not decided otherwise.
    links: Links,
    /// What was decided, as a number.
    pub(super) stamp: u64,
}

/// The decisions of one state of the library. Where the reader has decided nothing, what parts of names mean is read when it is first
/// asked for: most searches never do.
#[derive(Debug, Default)]
pub(super) struct Curated {
    known: OnceLock<Arc<Curation>>,
    /// The stamp of the reader's own dictionary.
    dictionary: u64,
}

impl Curated {
    /// What was decided.
    pub(super) fn known(curation: Arc<Curation>) -> Arc<Self> {
        Arc::new(Self {
            known: OnceLock::from(curation),
            dictionary: 0,
        })
    }

    /// Nothing was decided but by a dictionary of this stamp.
    pub(super) fn undecided(dictionary: u64) -> Arc<Self> {
        Arc::new(Self {
            known: OnceLock::new(),
            dictionary,
        })
    }

    /// What was decided, read now where it was not.
    pub(super) fn get(&self, reader: &Reader) -> Result<&Curation, StoreError> {
        if let Some(known) = self.known.get() {
            return Ok(known);
        }
        let laid = (bearers::kept(reader)?, self.dictionary);
        let read = Curation::of(&[], laid, reader)?;
        Ok(self.known.get_or_init(|| Arc::new(read)))
    }
}

impl Curation {
    /// Finds the actors that were decided on. Decisions about actors that are not here wait for them.
    pub(super) fn of(
        decisions: &[Decision],
        (links, dictionary): (Links, u64),
        reader: &Reader,
    ) -> Result<Self, StoreError> {
        let mut found = Self {
            links,
            ..Self::default()
        };
        let mut hasher = DefaultHasher::new();
        dictionary.hash(&mut hasher);
        let mut decided = dictionary != 0;
        for decision in decisions {
            let Some(no) = number(decision.actor(), reader)? else {
                continue;
            };
            (decision, no.0).hash(&mut hasher);
            decided = true;
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
                        found.tell_apart(no, other);
                    }
                }
                Decision::Split { actor, name } => {
                    if let Some(own) = number(&actor.split_off(name), reader)? {
                        own.0.hash(&mut hasher);
                        found.split(no, name, own);
                    }
                }
                Decision::Move {
                    actor,
                    to,
                    articles,
                } => {
                    let Some(own) = number(to, reader)? else {
                        continue;
                    };
                    own.0.hash(&mut hasher);
                    if actor.is_giver_of(to) {
                        found.make(no, own);
                    }
                    for id in articles {
                        if let Some(article) = reader.by_id(id)? {
                            article.0.hash(&mut hasher);
                            found.moves.add(article, Move { from: no, to: own });
                        }
                    }
                }
                Decision::Rename { name, .. } => {
                    found.links.forget(no);
                    found.names.insert(no, name.clone());
                }
                Decision::Alias { name, .. } => {
                    found.links.forget(no);
                    found.aliases.entry(no).or_default().push(name.clone());
                }
                Decision::Kind { kind, .. } => {
                    found.links.forget(no);
                    found.kinds.insert(no, *kind);
                }
                Decision::Ignore { .. } => {
                    found.ignored.insert(no);
                }
            }
        }
        if decided {
            found.stamp = hasher.finish();
        }
        Ok(found)
    }

    fn merge(&mut self, no: ActorNo, into: ActorNo) {
        // What the reader says of a part of a name is said of it wherever it stands.
        self.links.forget(no);
        let into = self.merged(into);
        if self.merged(no) == into {
            return;
        }
        let mut moved = self.parts.remove(&no).unwrap_or_default();
        moved.push(no);
        for part in &moved {
            self.into.insert(*part, into);
        }
        self.parts.entry(into).or_default().extend(moved);
    }

    fn tell_apart(&mut self, one: ActorNo, other: ActorNo) {
        self.apart.insert((one.min(other), one.max(other)));
        self.links.forget_between(one, other);
    }

    /// Takes a name out of an actor as it is now, with all that is part of it.
    fn split(&mut self, no: ActorNo, name: &str, to: ActorNo) {
        for member in self.members(self.root(no)) {
            let split = Split {
                name: name.to_owned(),
                to,
            };
            self.splits.entry(member).or_default().push(split);
        }
        self.make(no, to);
    }

    /// An actor was made that is no other than the one it was taken out of.
    fn make(&mut self, no: ActorNo, made: ActorNo) {
        self.made.insert(made);
        self.tell_apart(no, made);
    }

    /// Whether anything can be said of an actor: articles name it, or the reader made it.
    pub(super) fn is_there(&self, actor: &Actor) -> bool {
        actor.articles > 0 || self.made.contains(&actor.no)
    }

    /// Whether an actor stands for others, by the reader's word or by a guess.
    pub(super) fn stands_for_others(&self, no: ActorNo) -> bool {
        self.parts.contains_key(&no) || self.links.parts(no).next().is_some()
    }

    fn merged(&self, no: ActorNo) -> ActorNo {
        self.into.get(&no).copied().unwrap_or(no)
    }

    /// The actor that this one is part of, or itself.
    pub(super) fn root(&self, no: ActorNo) -> ActorNo {
        let merged = self.merged(no);
        self.links
            .full(merged)
            .map_or(merged, |full| self.merged(full))
    }

    /// The actor that stands for this one; `None` where it is ignored.
    pub(super) fn shown(&self, no: ActorNo) -> Option<ActorNo> {
        let root = self.root(no);
        (!self.ignored.contains(&root) && !self.ignored.contains(&no)).then_some(root)
    }

    /// The actors that stand for those of one article, in their order; `names` gives the names by which the article
    /// names the actor at a place, with how often.
    pub(super) fn shown_in(
        &self,
        article: ArticleNo,
        actors: &[ActorNo],
        names: impl Fn(usize) -> Result<Vec<(String, u32)>, StoreError>,
    ) -> Result<Vec<Option<ActorNo>>, StoreError> {
        Ok(self.moved_in(article, self.unmoved_in(actors, names)?))
    }

    /// The same as it were had the reader said nothing of that very article.
    pub(super) fn unmoved_in(
        &self,
        actors: &[ActorNo],
        names: impl Fn(usize) -> Result<Vec<(String, u32)>, StoreError>,
    ) -> Result<Vec<Option<ActorNo>>, StoreError> {
        let shown = |(place, &no): (usize, &ActorNo)| {
            if let Some(splits) = self.splits.get(&no)
                && let Some(to) = split::target(splits, &names(place)?)
            {
                return Ok(self.shown(to));
            }
            // Beside its bearer a part of a name means somebody else, or the article would have joined them.
            let merged = self.merged(no);
            if self.links.is_guess(merged)
                && let Some(full) = self.links.full(merged)
                && actors
                    .iter()
                    .any(|&other| self.merged(other) == self.merged(full))
            {
                let kept = !self.ignored.contains(&merged) && !self.ignored.contains(&no);
                return Ok(kept.then_some(merged));
            }
            Ok(self.shown(no))
        };
        actors.iter().enumerate().map(shown).collect()
    }

    /// Whether an actor is taken for another by the counts of all articles, which is a guess.
    pub(super) fn is_guessed(&self, no: ActorNo, shown: ActorNo) -> bool {
        let merged = self.merged(no);
        merged != shown && self.links.is_guess(merged) && self.root(no) == shown
    }

    /// The actor and all that are part of it.
    fn members(&self, no: ActorNo) -> Vec<ActorNo> {
        let mut all = self.decided_members(no);
        let linked: Vec<ActorNo> = all
            .iter()
            .flat_map(|&member| self.links.parts(member))
            .flat_map(|part| self.decided_members(part))
            .collect();
        all.extend(linked);
        all
    }

    /// The actor and all that the reader made part of it.
    pub(super) fn decided_members(&self, no: ActorNo) -> Vec<ActorNo> {
        let parts = self.parts.get(&no).into_iter().flatten().copied();
        std::iter::once(no).chain(parts).collect()
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

    /// The actor that a name of an actor stands for where it stands alone.
    pub(super) fn shown_by_name(&self, no: ActorNo, name: &str) -> Option<ActorNo> {
        match self.split_to(no, name) {
            Some(to) => self.shown(to),
            None => self.shown(no),
        }
    }

    fn split_to(&self, no: ActorNo, name: &str) -> Option<ActorNo> {
        let split = self.splits.get(&no)?.iter().find(|s| s.name == name)?;
        Some(split.to)
    }
}

/// The number of an actor here, where it is here.
pub(super) fn number(actor: &ActorKey, reader: &Reader) -> Result<Option<ActorNo>, StoreError> {
    let all = reader.actors_by_key(&actor.key)?;
    let mut found = all.into_iter().find(|found| found.kind == actor.kind);
    if found.is_none() && key::may_be_sounded(&actor.key) {
        // What was decided on a part of a name while its key was the sound of it.
        let parts = reader.actors_by_start(&key::PARTIAL.to_string())?;
        found = parts
            .into_iter()
            .find(|part| part.kind == actor.kind && key::is_sounded(&actor.key, &part.key));
    }
    Ok(found.map(|found| found.no))
}

impl Seen {
    /// Whether an actor is but a part of a name that the reader has said nothing about: its articles may mean several people.
    pub(super) fn is_unresolved(&self, reader: &Reader, actor: &Actor) -> Result<bool, StoreError> {
        let (curation, no) = (self.curation.get(reader)?, actor.no);
        Ok(actor.key.starts_with(key::PARTIAL)
            && curation.name(no).is_none()
            && curation.kind(no).is_none()
            && !curation.parts.contains_key(&no))
    }

    /// Who is named where in an article, as the reader has it.
    pub(super) fn mentions(
        &self,
        reader: &Reader,
        article: ArticleNo,
    ) -> Result<Option<Vec<Mention>>, StoreError> {
        let Some(mut all) = reader.mentions(article)? else {
            return Ok(None);
        };
        let counts = reader.counts_in(article)?;
        let actors: Vec<ActorNo> = counts.into_iter().map(|(no, _)| no).collect();
        let names = |place: usize| reader.names_in(article, actors[place]);
        let curation = self.curation.get(reader)?;
        let shown = curation.shown_in(article, &actors, names)?;
        let by_number: HashMap<ActorNo, Option<ActorNo>> =
            actors.iter().copied().zip(shown).collect();
        all.retain_mut(|mention| {
            let Some(&Some(no)) = by_number.get(&mention.actor) else {
                return false;
            };
            mention.actor = no;
            mention.kind = curation.kind(no).unwrap_or(mention.kind);
            true
        });
        Ok(Some(all))
    }

    /// The actors of an article of whom it is a guess that they are meant.
    pub(super) fn unsure_in(
        &self,
        reader: &Reader,
        article: ArticleNo,
    ) -> Result<HashSet<ActorNo>, StoreError> {
        let mut unsure = HashSet::new();
        for here in self.actors_of(reader, article)?.unwrap_or_default() {
            let unresolved = match reader.actor(here.no)? {
                Some(actor) => self.is_unresolved(reader, &actor)?,
                None => false,
            };
            if here.uncertain || unresolved {
                unsure.insert(here.no);
            }
        }
        Ok(unsure)
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
        let actors: Vec<ActorNo> = all.iter().map(|here| here.no).collect();
        let names = |place: usize| reader.names_in(article, actors[place]);
        let curation = self.curation.get(reader)?;
        let shown = curation.shown_in(article, &actors, names)?;
        let mut joined: Vec<NamedIn> = Vec::with_capacity(all.len());
        for (mut here, no) in all.into_iter().zip(shown) {
            let Some(no) = no else {
                continue;
            };
            here.uncertain |= curation.is_guessed(here.no, no);
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
        let curation = self.curation.get(reader)?;
        let mut members = curation.members(no);
        // A name that was split off is counted with those that it was split off.
        let givers = curation.splits.iter();
        let gives = |splits: &[Split]| splits.iter().any(|split| members.contains(&split.to));
        let givers: Vec<ActorNo> = givers
            .filter(|(_, splits)| gives(splits))
            .map(|(giver, _)| *giver)
            .collect();
        members.extend(givers);
        members.sort_unstable();
        members.dedup();
        let mut all: BTreeMap<String, u32> = BTreeMap::new();
        for member in members {
            for (name, count) in reader.names(member)? {
                if curation.shown_by_name(member, &name) == Some(no) {
                    *all.entry(name).or_default() += count;
                }
            }
        }
        self.move_names(reader, no, &mut all)?;
        let mut all: Vec<(String, u32)> = all.into_iter().collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(all)
    }
}
