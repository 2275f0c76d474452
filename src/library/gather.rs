//! Gathers recognised actors into the columns, as the reader has decided, and keeps those in step with the store.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::actors::key;
use crate::index::columns::actors::ActorsWriter;
use crate::model::{ActorKind, ActorNo, ArticleNo};
use crate::store::{NamedActor, Reader, Recognised, StoreError};

use super::actors::COLUMNS;
use super::bearers::{self, Links};
use super::curated::{Curated, Curation};
use super::naming;
use super::seen::Seen;
use super::{Library, LoadError};

mod relink;

/// The word in the store under which is noted what decisions the columns follow.
const CURATED: &str = "actors_curated";
/// The word in the store under which the state of the columns is noted.
pub(super) const SAVED: &str = "actors_saved";
/// Grows when actors are named or gathered by other rules, so that what an older program saved is made anew.
const RULES: u32 = 2;
/// Articles after which recognised actors are shown for the first time; each later time after twice as many.
const FIRST_SHOWN: usize = 100;
/// Articles of which actors are gathered for a look.
const MOST_GATHERED: u64 = 50_000;
/// Where more than one in so many articles name somebody else by now, everything is gathered anew.
const FEW: usize = 4;

/// What is noted of columns with this stamp of the store.
pub(super) fn saved_word(stamp: u64) -> String {
    format!("{stamp} by {RULES}")
}

fn curated_word(curation: &Curation) -> String {
    match curation.stamp {
        0 => String::new(),
        stamp => stamp.to_string(),
    }
}

/// Names of one hash are taken for one name.
pub(super) fn hash(name: &str) -> u64 {
    xxh3_64(name.as_bytes())
}

/// Whether the columns follow what the reader has decided.
pub(super) fn is_as_decided(reader: &Reader, curation: &Curation) -> Result<bool, StoreError> {
    let followed = reader.about(CURATED)?.unwrap_or_default();
    Ok(followed == curated_word(curation))
}

/// Gathers recognised actors into the columns, and shows them now and then.
pub(super) struct Gather<'l> {
    library: &'l Library,
    writer: ActorsWriter,
    shown_after: usize,
    /// The actors there are, with the hash of the name that each is shown by.
    known: HashMap<ActorNo, u64>,
    /// Those that other names may suit better by now.
    unnamed: BTreeSet<ActorNo>,
    /// Those of which some names may be gone.
    faded: BTreeSet<ActorNo>,
    /// Parts of names that stand for themselves in some articles, though not in all.
    alone: BTreeSet<ActorNo>,
    /// Those that records declare, of the articles that were looked at; whether these are all.
    declared: HashSet<ActorNo>,
    knows_declared: bool,
    curation: Arc<Curation>,
    /// Whom parts of names meant when it began.
    links: Links,
    changed: bool,
}

/// For a library that only is read, or cannot be brought up to date: gathers and shows the actors that its articles were recognised
/// to name, where nobody has gathered them. Of many articles that takes too long for a look; then it is said that they lack.
pub(super) fn see_what_is_there(library: &Library) -> Result<(), LoadError> {
    let seen = library.seen();
    let reader = library.reader()?;
    if seen.actors.stamp() > 0 || reader.counts()?.actors == 0 {
        return Ok(());
    }
    if reader.articles()? > MOST_GATHERED {
        library.say("actors are not shown yet: nobody has gathered them");
        return Ok(());
    }
    let mut gather = Gather::over(library)?;
    gather.rebuild()?;
    gather.show()
}

impl<'l> Gather<'l> {
    fn over(library: &'l Library) -> Result<Self, LoadError> {
        Ok(Self {
            library,
            writer: ActorsWriter::from(Arc::clone(&library.seen().actors)),
            shown_after: FIRST_SHOWN,
            known: HashMap::new(),
            unnamed: BTreeSet::new(),
            faded: BTreeSet::new(),
            alone: BTreeSet::new(),
            declared: HashSet::new(),
            knows_declared: false,
            curation: Arc::new(library.curation()?),
            links: bearers::kept(&*library.reader()?)?,
            changed: false,
        })
    }

    /// Begins, and first makes up for whatever the store has and the columns lack.
    pub(super) fn begin(library: &'l Library) -> Result<Self, LoadError> {
        let mut gather = Self::over(library)?;
        let saved = library.reader()?.about(SAVED)?;
        let stamp = gather.writer.published().stamp();
        let as_decided = is_as_decided(&*library.reader()?, &gather.curation)?;
        let is_saved = stamp > 0 && saved == Some(saved_word(stamp));
        if !is_saved {
            gather.name_all()?;
        }
        if !is_saved || !as_decided {
            gather.rebuild()?;
        }
        library.reader()?.each_actor(|actor| {
            if gather.curation.is_there(&actor) {
                gather.known.insert(actor.no, hash(&actor.name));
            }
        })?;
        for gone in library.reader()?.gone_since(stamp)? {
            gather.leave(gone);
            gather.writer.remove_article(gone);
            gather.changed = true;
        }
        Ok(gather)
    }

    /// Takes what was recognised in some articles, with the numbers that the store gave their actors.
    pub(super) fn take(
        &mut self,
        read: &[Recognised],
        numbers: &[Vec<ActorNo>],
    ) -> Result<(), LoadError> {
        if !self.changed && !read.is_empty() {
            // Until everything is saved again the file must not be taken for complete.
            self.library.store()?.set_about(SAVED, "no")?;
        }
        for (document, numbers) in read.iter().zip(numbers) {
            let counted = |(place, &no): (usize, &ActorNo)| {
                let all = document.mentions.iter();
                let named = all.filter(|mention| mention.actor as usize == place);
                (no, u32::try_from(named.count()).unwrap_or(u32::MAX))
            };
            self.leave(document.no);
            let counts: Vec<(ActorNo, u32)> = numbers.iter().enumerate().map(counted).collect();
            let written = |place: usize| {
                let names = document.actors.get(place).map(|actor| &actor.names);
                Ok(names.cloned().unwrap_or_default())
            };
            let shown = self.set_article(document.no, &counts, written)?;
            for ((actor, &no), shown) in document.actors.iter().zip(numbers).zip(shown) {
                self.take_names(no, actor, shown);
                if actor.declared {
                    self.declared.insert(no);
                }
            }
        }
        self.changed |= !read.is_empty();
        if self.writer.pending() >= self.shown_after {
            self.shown_after *= 2;
            self.name()?;
            self.show()?;
        }
        Ok(())
    }

    /// Takes the names by which an article names an actor, for which another may stand there.
    fn take_names(&mut self, no: ActorNo, actor: &NamedActor, shown: Option<ActorNo>) {
        let names = actor.names.iter().map(|(name, _)| name.as_str());
        match shown {
            None => {}
            Some(shown) if shown != no || self.known.contains_key(&no) => {
                self.writer.add_aliases(shown, names.clone());
                // What stands for itself beside its bearer stands for the bearer elsewhere.
                if let Some(bearer) = self.curation.shown(no) {
                    self.writer.add_aliases(bearer, names.clone());
                }
            }
            Some(_) => self.set_actor(no, actor.kind, &actor.name, names.clone()),
        }
        let own = *self.known.entry(no).or_insert_with(|| hash(&actor.name));
        let mut given = names.chain([actor.name.as_str()]);
        // Mentions by the name it is shown by make that no worse.
        if given.any(|name| hash(name) != own) {
            self.unnamed.insert(no);
        }
    }

    /// Notes whom an article named before it went or was read again.
    fn leave(&mut self, article: ArticleNo) {
        let named = self.writer.published().of_article(article);
        for (no, _) in named.unwrap_or_default() {
            for member in self.curation.decided_members(no) {
                self.faded.extend(self.links.parts(member));
                self.faded.insert(member);
            }
        }
    }

    /// Shows each actor that may be named otherwise by now by the name that suits it best.
    fn name(&mut self) -> Result<(), StoreError> {
        let reader = self.library.reader()?;
        let mut renamed = Vec::new();
        for no in std::mem::take(&mut self.unnamed) {
            if let Some(actor) = reader.actor(no)? {
                let names = reader.possible_names(no)?;
                let best = naming::shown(&actor, &names);
                if best != actor.name {
                    renamed.push((no, best.to_owned()));
                }
            }
        }
        self.library.store()?.rename_actors(&renamed)?;
        for (no, name) in renamed {
            self.known.insert(no, hash(&name));
            self.set_again(no)?;
        }
        Ok(())
    }

    /// Ends what is left of actors whose articles went or were read again.
    fn fade(&mut self) -> Result<(), StoreError> {
        let faded = std::mem::take(&mut self.faded);
        if faded.len() * FEW > self.known.len() {
            return self.rebuild();
        }
        faded.into_iter().try_for_each(|no| self.set_again(no))
    }

    fn set_again(&mut self, no: ActorNo) -> Result<(), StoreError> {
        match self.curation.shown(no) == Some(no) {
            true => self.set_stored(no),
            false => Ok(()),
        }
    }

    /// The same of all actors, whose lists are to be made anew.
    fn name_all(&mut self) -> Result<(), StoreError> {
        let mut renamed = Vec::new();
        self.library
            .reader()?
            .each_of_several_names(|actor, names| {
                let best = naming::shown(actor, names);
                if best != actor.name {
                    renamed.push((actor.no, best.to_owned()));
                }
            })?;
        self.library.store()?.rename_actors(&renamed)
    }

    /// Takes out of the lists whom no article names any more: one that is gone did, or was read otherwise by now.
    fn forget_unnamed(&mut self) -> Result<(), LoadError> {
        let published = self.writer.published();
        let reader = self.library.reader()?;
        let mut unnamed = Vec::new();
        reader.each_actor(|actor| {
            let is_listed =
                self.known.contains_key(&actor.no) || !published.name(actor.no).is_empty();
            let is_needed =
                self.curation.is_there(&actor) || self.curation.stands_for_others(actor.no);
            if is_listed && !is_needed {
                unnamed.push(actor.no);
            }
        })?;
        for no in unnamed {
            self.known.remove(&no);
            self.writer.remove_actor(no);
        }
        Ok(())
    }

    /// Ends: everything is shown and on disk.
    pub(super) fn finish(mut self) -> Result<(), LoadError> {
        // Actors that were decided on before they were met.
        let curation = self.library.curation()?;
        if curation.stamp != self.curation.stamp {
            self.curation = Arc::new(curation);
            self.rebuild()?;
        }
        if !self.changed {
            return Ok(());
        }
        self.unnamed.extend(&self.faded);
        self.name()?;
        self.fade()?;
        self.forget_unnamed()?;
        self.relink()?;
        let generation = self.library.store()?.generation();
        let columns = Arc::clone(&self.library.seen().columns);
        let file = self.library.place.dir.join(COLUMNS);
        self.writer.save(&columns, &file, generation)?;
        self.library
            .store()?
            .set_about(CURATED, &curated_word(&self.curation))?;
        self.library
            .store()?
            .set_about(SAVED, &saved_word(generation))?;
        self.show()
    }

    fn show(&mut self) -> Result<(), LoadError> {
        let seen = self.library.seen();
        let actors = self.writer.publish(&seen.columns)?;
        self.library.show(Seen {
            actors,
            curation: Curated::known(Arc::clone(&self.curation)),
            ..Seen::clone(&seen)
        });
        self.library.announce();
        Ok(())
    }

    fn rebuild(&mut self) -> Result<(), StoreError> {
        let reader = self.library.reader()?;
        self.writer = ActorsWriter::new();
        self.alone.clear();
        self.changed = true;
        let curation = Arc::clone(&self.curation);
        reader.each_actor(|actor| {
            if curation.is_there(&actor) && curation.shown(actor.no) == Some(actor.no) {
                self.set_actor(actor.no, actor.kind, &actor.name, []);
            }
        })?;
        reader.each_name(|actor, name, _| {
            if let Some(actor) = curation.shown_by_name(actor, name) {
                self.writer.add_aliases(actor, [name]);
            }
        })?;
        let mut fault = None;
        let mut declared = std::mem::take(&mut self.declared);
        reader.each_document_after(None, |article, actors, here| {
            declared.extend(here);
            let names = |place: usize| match actors.get(place) {
                Some((no, _)) => reader.names_in(article, *no),
                None => Ok(Vec::new()),
            };
            match self.set_article(article, actors, names) {
                Ok(_) => ControlFlow::Continue(()),
                Err(error) => {
                    fault = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        self.declared = declared;
        self.knows_declared = true;
        fault.map_or(Ok(()), Err)
    }

    /// Says whom an article names. Returns the actors that stand for those it was read to name.
    fn set_article(
        &mut self,
        article: ArticleNo,
        actors: &[(ActorNo, u32)],
        names: impl Fn(usize) -> Result<Vec<(String, u32)>, StoreError>,
    ) -> Result<Vec<Option<ActorNo>>, StoreError> {
        let numbers: Vec<ActorNo> = actors.iter().map(|(no, _)| *no).collect();
        let shown = self.curation.shown_in(article, &numbers, names)?;
        for (&no, shown) in numbers.iter().zip(&shown) {
            // A part of a name that stands for its bearer elsewhere, and for itself here.
            if *shown == Some(no) && self.curation.root(no) != no && self.alone.insert(no) {
                self.set_stored(no)?;
            }
        }
        let counts = actors.iter().zip(&shown).filter_map(|((_, count), shown)| {
            let count = u8::try_from(*count).unwrap_or(u8::MAX);
            shown.map(|no| (no, count))
        });
        self.writer.set_article(article, counts);
        Ok(shown)
    }

    /// Takes an actor into the lists anew, or out of them where another stands for it everywhere.
    fn renew(&mut self, no: ActorNo) -> Result<(), StoreError> {
        self.alone.remove(&no);
        if self.curation.shown(no) == Some(no) {
            self.set_stored(no)
        } else {
            self.writer.remove_actor(no);
            Ok(())
        }
    }

    fn set_stored(&mut self, no: ActorNo) -> Result<(), StoreError> {
        let reader = self.library.reader()?;
        let seen = Seen {
            curation: Curated::known(Arc::clone(&self.curation)),
            ..Seen::clone(&self.library.seen())
        };
        let names = match self.curation.shown(no) == Some(no) {
            true => seen.names(&reader, no)?,
            false => reader.names(no)?,
        };
        if let Some(actor) = reader.actor(no)? {
            let names = names.iter().map(|(name, _)| name.as_str());
            self.set_actor(no, actor.kind, &actor.name, names);
        }
        Ok(())
    }

    /// Adds an actor by the name and of the kind that the reader gave it, else as it was recognised.
    fn set_actor<'a>(
        &mut self,
        no: ActorNo,
        kind: ActorKind,
        name: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) {
        let curation = &self.curation;
        let shown = curation.name(no).unwrap_or(name);
        let kind = curation.kind(no).unwrap_or(kind);
        self.writer.set_actor(no, kind, shown, names);
        let given = curation.aliases(no).iter().map(String::as_str);
        self.writer
            .add_aliases(no, std::iter::once(name).chain(given));
        // Arabic leaves out what Latin letters are typed for: "باراك" is no "Barack" by its letters.
        let is_elsewhere =
            kind == ActorKind::Person && !name.contains(|c: char| c.is_ascii_alphabetic());
        let known = is_elsewhere.then(|| key::known_person(name)).flatten();
        self.writer.add_aliases(no, known);
    }
}
