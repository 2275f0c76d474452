//! Reads one article: who is named where, and who they are within it.

use std::sync::{Arc, Mutex, PoisonError};

use super::cluster::cluster;
use super::declared::OwnNames;
use super::lexicon::Lexicon;
use super::memory::{self, Memory};
use super::names::{self, Name};
use super::page::{Page, PlainMap};
use super::recent::Recent;
use super::role::{self, Role};
use super::tagger::{Tagger, Work};
use super::whose;
use super::{declared, described, key, repair, spread, token};
use crate::model::{ActorKind, Date, DeclaredActor, Field, is_shouted};
use crate::text::fold::fold;

/// Goes up whenever the same text would be read differently: stored articles are then read again.
pub const VERSION: u32 = 13;

/// The most confidence in a mention of which it is a guess whom it names.
const GUESSED: f32 = 0.45;

/// What is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// The headline.
    pub title: &'a str,
    /// The text.
    pub body: &'a str,
    /// Its language, where known.
    pub lang: Option<&'a str>,
    /// When it was published, where known.
    pub date: Option<Date>,
    /// Actors the record itself names.
    pub declared: &'a [DeclaredActor],
    /// Names of the reader's own dictionary.
    pub own: Option<&'a OwnNames>,
}

/// Who is named in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Names, title first, then in order of the text; they do not overlap.
    pub mentions: Vec<LocalMention>,
    /// The actors they name, and declared ones that the text does not name.
    pub actors: Vec<LocalActor>,
}

/// One place in the article that names an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMention {
    /// Where it stands.
    pub field: Field,
    /// First byte in the field.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What the text makes of the actor here.
    pub kind: ActorKind,
    /// Which of the document's actors.
    pub actor: usize,
    /// How sure the recogniser is, 0 to 1.
    pub confidence: f32,
    /// A description ("the Armenian prime minister") rather than a name: who is meant is a guess.
    pub described: bool,
}

/// One actor of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalActor {
    /// The fullest name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Equal in two articles: the same actor. Starts with [`key::PARTIAL`] where only part of a name is known.
    pub key: String,
    /// Every way it was written, with counts, most frequent first.
    pub names: Vec<(String, u32)>,
    /// The role the text gives it.
    pub role: Option<String>,
    /// Whether the record declares it.
    pub declared: bool,
    /// Whether a short name had to choose between several actors.
    pub uncertain: bool,
}

/// The recogniser: cheap to keep, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Recogniser {
    lexicon: Lexicon,
    tagger: Arc<Tagger>,
    /// What threads that are not reading have left for the next.
    desks: Arc<Mutex<Vec<Desk>>>,
}

/// What one thread reads with: room that is used again, and what earlier articles taught.
#[derive(Debug, Default)]
struct Desk {
    work: Work,
    memory: Memory,
    recent: Recent,
}

impl Recogniser {
    /// The recogniser with the data that ships with the program.
    pub fn shipped() -> Self {
        Self {
            lexicon: Lexicon::shipped(),
            tagger: Tagger::shipped(),
            desks: Arc::default(),
        }
    }

    /// The shipped dictionary with another tagger.
    pub fn with(tagger: Tagger) -> Self {
        Self {
            tagger: Arc::new(tagger),
            ..Self::shipped()
        }
    }

    fn at_desk<T>(&self, read: impl FnOnce(&mut Desk) -> T) -> T {
        let desks = || self.desks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut desk = desks().pop().unwrap_or_default();
        let done = read(&mut desk);
        desks().push(desk);
        done
    }

    /// Reads one article.
    pub fn read(&self, input: &Input<'_>) -> Document {
        self.at_desk(|desk| self.read_at(desk, input))
    }

    fn read_at(&self, desk: &mut Desk, input: &Input<'_>) -> Document {
        let mut text = String::with_capacity(input.title.len() + input.body.len() + 2);
        text.push_str(input.title);
        let title_end = text.len();
        if title_end > 0 {
            text.push_str("\n\n");
        }
        let body_start = text.len();
        text.push_str(input.body);
        if text.len() > u32::MAX as usize / 2 {
            return Document::default();
        }
        let declared = declared::spelt(&self.lexicon, input.declared);
        let mut page = Page::after_others(&text, &self.lexicon, input.lang, &mut desk.recent);
        let (mut names, outside) = if page.english {
            names::find(&page, &self.tagger, &self.lexicon, &mut desk.work)
        } else {
            (Vec::new(), vec![9.0; page.tokens.len()])
        };
        repair::repair(&page, &self.lexicon, &mut names);
        if let Some(own) = input.own {
            own.place(&mut page, &self.lexicon, &mut names);
        }
        declared::place(&mut page, &self.lexicon, &declared, &mut names);
        spread::spread(&page, &outside, &mut names);
        let (clusters, mut of) = cluster(&page, &self.lexicon, &names, &mut desk.memory);
        let clusters = whose::tell_apart(&page, &self.lexicon, &names, clusters, &mut of);
        for n in clusters.iter().flat_map(|(cluster, _)| &cluster.guessed) {
            names[*n].sure = names[*n].sure.min(GUESSED);
        }
        let roles = self.roles(&page, &names);
        let mut document = self.document(&page, clusters, &names, &roles, &mut desk.memory);
        for (n, name) in names.iter().enumerate() {
            let (start, end) = (
                page.tokens[name.start].start as usize,
                page.tokens[name.end - 1].end as usize,
            );
            let (field, shift) = if end <= title_end {
                (Field::Title, 0)
            } else {
                (Field::Body, body_start)
            };
            if start < shift {
                continue;
            }
            document.mentions.push(LocalMention {
                field,
                start: (start - shift) as u32,
                end: (end - shift) as u32,
                kind: name.kind,
                actor: of[n],
                confidence: name.sure,
                described: false,
            });
        }
        for (at, actor) in described::find(&page, &self.lexicon, &names, &roles, &of) {
            let start = page.tokens[at.start].start as usize;
            let end = page.tokens[at.end - 1].end as usize;
            if start >= body_start {
                document.mentions.push(LocalMention {
                    field: Field::Body,
                    start: (start - body_start) as u32,
                    end: (end - body_start) as u32,
                    kind: ActorKind::Person,
                    actor,
                    confidence: described::SURE,
                    described: true,
                });
            }
        }
        document
            .mentions
            .sort_by_key(|mention| (mention.field, mention.start));
        self.add_declared(&declared, &mut document, &mut desk.memory);
        document
    }

    /// The role that the text gives beside each name of a person.
    fn roles(&self, page: &Page<'_>, names: &[Name]) -> Vec<Option<Role>> {
        let role = |name: &Name| match name.kind {
            // What offices are called is known in English.
            ActorKind::Person if page.english => role::role(page, &self.lexicon, name, names),
            _ => None,
        };
        names.iter().map(role).collect()
    }

    /// Groups names somebody else found: bytes of the text and the kind of each, in order and apart.
    pub fn resolve(&self, text: &str, given: &[(usize, usize, ActorKind)]) -> Document {
        let page = Page::new(text, &self.lexicon, None);
        let mut names: Vec<Name> = Vec::with_capacity(given.len());
        for &(start, end, kind) in given {
            let first = page.tokens.partition_point(|t| t.end as usize <= start);
            let after = page.tokens.partition_point(|t| (t.start as usize) < end);
            if first < after && names.last().is_none_or(|name| name.end <= first) {
                names.push(Name {
                    start: first,
                    end: after,
                    kind,
                    sure: 1.0,
                });
            }
        }
        let mut memory = Memory::default();
        let (clusters, mut of) = cluster(&page, &self.lexicon, &names, &mut memory);
        let clusters = whose::tell_apart(&page, &self.lexicon, &names, clusters, &mut of);
        let roles = self.roles(&page, &names);
        let mut document = self.document(&page, clusters, &names, &roles, &mut memory);
        let mentions = names.iter().zip(of).map(|(name, actor)| LocalMention {
            field: Field::Body,
            start: page.tokens[name.start].start,
            end: page.tokens[name.end - 1].end,
            kind: name.kind,
            actor,
            confidence: name.sure,
            described: false,
        });
        document.mentions = mentions.collect();
        document
    }

    fn document(
        &self,
        page: &Page<'_>,
        clusters: Vec<whose::Told>,
        names: &[Name],
        roles: &[Option<Role>],
        memory: &mut Memory,
    ) -> Document {
        let actors = clusters.into_iter().map(|(cluster, whose)| {
            let mut forms: Vec<(String, u32)> = Vec::new();
            for &n in &cluster.names {
                let text = memory::line(page, names[n].start..names[n].end);
                match forms.iter_mut().find(|(form, _)| *form == text) {
                    Some((_, count)) => *count += 1,
                    None => forms.push((text.into_owned(), 1)),
                }
            }
            forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let mut name = match cluster.entity {
                // "AMLO" is no name to list a person under.
                Some(entity)
                    if cluster.kind != ActorKind::Person || !cluster.name.contains(' ') =>
                {
                    self.lexicon.name(entity).to_owned()
                }
                Some(_) => {
                    let longest = cluster.names.first().map(|&n| names[n].start..names[n].end);
                    longest
                        .and_then(|tokens| page.uninflected(&self.lexicon, tokens))
                        .unwrap_or(cluster.name)
                }
                None => cluster.name,
            };
            if is_shouted(&name) {
                let folded = fold(&name);
                let same = |(form, _): &&(String, u32)| !is_shouted(form) && fold(form) == folded;
                if let Some((form, _)) = forms.iter().find(same) {
                    name.clone_from(form);
                }
            }
            let first = |n: &usize| roles[*n].as_ref().map(|role| (*n, role));
            let role = cluster
                .names
                .iter()
                .filter_map(first)
                .min_by_key(|(n, _)| *n);
            let role = role.filter(|_| cluster.kind == ActorKind::Person);
            let (key, name) = match (cluster.entity, whose) {
                (Some(entity), _) => (memory.key(&self.lexicon, entity, cluster.kind), name),
                (None, Some(whose)) => (whose.key, whose.name),
                (None, None) => (key::spoken_key(&cluster.spoken, cluster.kind), name),
            };
            LocalActor {
                key,
                name,
                kind: cluster.kind,
                names: forms,
                role: role.map(|(_, role)| role.text.clone()),
                declared: false,
                uncertain: cluster.uncertain,
            }
        });
        Document {
            mentions: Vec::new(),
            actors: actors.collect(),
        }
    }

    /// Marks the declared actors, and adds those the text does not name.
    fn add_declared(
        &self,
        declared: &[DeclaredActor],
        document: &mut Document,
        memory: &mut Memory,
    ) {
        if declared.is_empty() {
            return;
        }
        let mut by_key: PlainMap<String, usize> = document
            .actors
            .iter()
            .enumerate()
            .map(|(n, actor)| (actor.key.clone(), n))
            .collect();
        let people = declared::people(declared);
        for actor in declared {
            let found = token::tokens(&actor.name);
            if found.is_empty() {
                continue;
            }
            let kind = declared::kind(actor, &self.lexicon, &found);
            let own_key = memory.declared_key(&actor.name, kind);
            // "Finance Ministry" that the text has as that of a state.
            if kind == ActorKind::Organisation
                && !by_key.contains_key(&own_key)
                && whose::base(&actor.name).is_some()
                && let Some(n) = written(document, &actor.name)
            {
                by_key.insert(own_key.clone(), n);
            }
            if !by_key.contains_key(&own_key)
                && let Some(n) = declared::short((&actor.name, &own_key), kind, &people, document)
            {
                document.actors[n].key.clone_from(&own_key);
                document.actors[n].name.clone_from(&actor.name);
                by_key.insert(own_key.clone(), n);
            }
            let n = *by_key.entry(own_key.clone()).or_insert_with(|| {
                document.actors.push(LocalActor {
                    name: actor.name.clone(),
                    kind,
                    key: own_key,
                    names: Vec::new(),
                    role: None,
                    declared: true,
                    uncertain: false,
                });
                document.actors.len() - 1
            });
            let known = &mut document.actors[n];
            known.declared = true;
            if actor.role.is_some() {
                known.role.clone_from(&actor.role);
            }
        }
    }
}

/// The body of an article that is written so in it.
fn written(document: &Document, name: &str) -> Option<usize> {
    let folded = fold(name);
    document.actors.iter().position(|actor| {
        let is_so = |(form, _): &(String, u32)| fold(form) == folded;
        actor.kind == ActorKind::Organisation && actor.names.iter().any(is_so)
    })
}
