//! What the reader decides about actors, kept by what tells them apart and not by number, so that it outlives every
//! re-indexing and can be shared as text.

use std::fmt;
use std::str::FromStr;

use super::ActorKind;

/// Stands between the key of an actor and a name that was split off it.
const SPLIT: &str = " / ";

/// Begins a comment, which stands last.
const COMMENT: char = '#';

/// The longest name that is decided on, in bytes.
pub const LONGEST_NAME: usize = 200;

/// What tells an actor from all others: its kind and its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorKey {
    /// What it is.
    pub kind: ActorKind,
    /// The key of its fullest name.
    pub key: String,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// They are one actor, which goes by the name of the other.
    Merge {
        /// The one.
        actor: ActorKey,
        /// The one it is part of from now on.
        into: ActorKey,
    },
    /// They are two, whatever their names look like.
    Apart {
        /// The one.
        actor: ActorKey,
        /// The other.
        other: ActorKey,
    },
    /// Articles that name it by this name mean another actor.
    Split {
        /// The actor.
        actor: ActorKey,
        /// The name.
        name: String,
    },
    /// Some articles that name it mean another actor.
    Move {
        /// The actor that they are read to name.
        actor: ActorKey,
        /// The one they mean; where it was made for them, [`ActorKey::split_off`] gives its key.
        to: ActorKey,
        /// The ids of the articles.
        articles: Vec<String>,
    },
    /// It is shown by this name.
    Rename {
        /// The actor.
        actor: ActorKey,
        /// The name.
        name: String,
    },
    /// It is found by this name as well.
    Alias {
        /// The actor.
        actor: ActorKey,
        /// The name.
        name: String,
    },
    /// It is of this kind.
    Kind {
        /// The actor as it was recognised.
        actor: ActorKey,
        /// What it is.
        kind: ActorKind,
    },
    /// It is no actor, and shown nowhere.
    Ignore {
        /// What was taken for one.
        actor: ActorKey,
    },
}

/// What the reader wants done, by the names on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActorEdit {
    /// Make the one part of the other.
    Merge {
        /// The one.
        name: String,
        /// The other.
        into: String,
    },
    /// Propose no more that they are one.
    Apart {
        /// The one.
        name: String,
        /// The other.
        other: String,
    },
    /// Make those that an article calls so an actor of their own.
    Split {
        /// The actor.
        name: String,
        /// The name that is another's.
        alias: String,
    },
    /// Let articles that name it mean another actor: a namesake, which is made where nobody goes by the name.
    Move {
        /// The actor.
        name: String,
        /// Whom they mean.
        to: String,
        /// The ids of the articles.
        articles: Vec<String>,
    },
    /// Show it by another name.
    Rename {
        /// The actor.
        name: String,
        /// The new name.
        to: String,
    },
    /// Find it by another name as well.
    Alias {
        /// The actor.
        name: String,
        /// The other name.
        alias: String,
    },
    /// Make it one of another kind.
    Kind {
        /// The actor.
        name: String,
        /// The kind.
        kind: ActorKind,
    },
    /// Show it nowhere.
    Ignore {
        /// The actor.
        name: String,
    },
}

impl ActorKey {
    /// The key of the actor that a name becomes once it is split off.
    pub fn split_off(&self, name: &str) -> Self {
        Self {
            kind: self.kind,
            key: format!("{}{SPLIT}{name}", self.key),
        }
    }

    /// Whether another was made by splitting it off this one.
    pub fn is_giver_of(&self, other: &Self) -> bool {
        let rest = other.key.strip_prefix(&self.key);
        rest.is_some_and(|rest| rest.starts_with(SPLIT))
    }

    /// The name of an actor that the reader made by splitting it off.
    pub fn made_name(&self) -> Option<&str> {
        self.key.rsplit_once(SPLIT).map(|(_, name)| name)
    }
}

impl Decision {
    /// The actor that is decided on.
    pub fn actor(&self) -> &ActorKey {
        match self {
            Self::Merge { actor, .. }
            | Self::Apart { actor, .. }
            | Self::Split { actor, .. }
            | Self::Move { actor, .. }
            | Self::Rename { actor, .. }
            | Self::Alias { actor, .. }
            | Self::Kind { actor, .. }
            | Self::Ignore { actor } => actor,
        }
    }

    /// The same decision about actors that are told otherwise.
    #[must_use]
    pub fn map_actors(mut self, tell: impl Fn(ActorKey) -> ActorKey) -> Self {
        let retell = |actor: &mut ActorKey| {
            let told = ActorKey {
                kind: actor.kind,
                key: std::mem::take(&mut actor.key),
            };
            *actor = tell(told);
        };
        match &mut self {
            Self::Merge { actor, into: other }
            | Self::Apart { actor, other }
            | Self::Move {
                actor, to: other, ..
            } => {
                retell(actor);
                retell(other);
            }
            Self::Split { actor, .. }
            | Self::Rename { actor, .. }
            | Self::Alias { actor, .. }
            | Self::Kind { actor, .. }
            | Self::Ignore { actor } => retell(actor),
        }
        self
    }

    /// Whether it says of one actor that it is itself, or that it is not.
    pub fn is_about_one_alone(&self) -> bool {
        match self {
            Self::Merge { actor, into: other }
            | Self::Apart { actor, other }
            | Self::Move {
                actor, to: other, ..
            } => actor == other,
            _ => false,
        }
    }

    /// Every actor that it is about: one or two.
    pub fn actors(&self) -> Vec<&ActorKey> {
        match self {
            Self::Merge { actor, into: other }
            | Self::Apart { actor, other }
            | Self::Move {
                actor, to: other, ..
            } => {
                vec![actor, other]
            }
            one => vec![one.actor()],
        }
    }
}

/// One line, parts parted by tabs: `merge` or `apart`, kind, key, kind, key; `move`, kind, key, kind, key, ids of articles; `split`, `rename` or
/// `alias`, kind, key, name; `kind`, kind, key, kind; `ignore`, kind, key. What stands after a further tab is a comment.
impl fmt::Display for Decision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ActorKey { kind, key } = self.actor();
        let of = format!("{}\t{key}", kind.word());
        match self {
            Self::Merge { into, .. } => {
                write!(out, "merge\t{of}\t{}\t{}", into.kind.word(), into.key)
            }
            Self::Apart { other, .. } => {
                write!(out, "apart\t{of}\t{}\t{}", other.kind.word(), other.key)
            }
            Self::Move { to, articles, .. } => {
                let (to, ids) = (
                    format!("{}\t{}", to.kind.word(), to.key),
                    articles.join("\t"),
                );
                write!(out, "move\t{of}\t{to}\t{ids}")?;
                match articles.last() {
                    // An id that looks like a comment is none before one that is empty.
                    Some(last) if last.starts_with(COMMENT) => write!(out, "\t{COMMENT}"),
                    _ => Ok(()),
                }
            }
            Self::Split { name, .. } => write!(out, "split\t{of}\t{name}"),
            Self::Rename { name, .. } => write!(out, "rename\t{of}\t{name}"),
            Self::Alias { name, .. } => write!(out, "alias\t{of}\t{name}"),
            Self::Kind { kind, .. } => write!(out, "kind\t{of}\t{}", kind.word()),
            Self::Ignore { .. } => write!(out, "ignore\t{of}"),
        }
    }
}

/// Why a line is no decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDecision {
    /// The first part is none of the acts.
    #[error("`{0}` is none of merge, apart, split, move, rename, alias, kind, ignore")]
    Act(String),
    /// A kind is none.
    #[error("`{0}` is none of person, organisation, place, group")]
    Kind(String),
    /// A part is missing or empty.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Longer than any name.
    #[error("a name has at most {LONGEST_NAME} bytes")]
    Long,
    /// Two parts tell the same actor.
    #[error("both are one actor")]
    One,
}

impl FromStr for Decision {
    type Err = NoDecision;

    fn from_str(line: &str) -> Result<Self, NoDecision> {
        let mut parts = line.split('\t').map(str::trim);
        let act = parts.next().unwrap_or_default();
        if ![
            "merge", "apart", "split", "move", "rename", "alias", "kind", "ignore",
        ]
        .contains(&act)
        {
            return Err(NoDecision::Act(act.to_owned()));
        }
        let mut part = |what| {
            let part = parts.next().filter(|part| !part.is_empty());
            part.map(str::to_owned).ok_or(NoDecision::Missing(what))
        };
        let actor = ActorKey {
            kind: kind(&part("the kind")?)?,
            key: part("the key")?,
        };
        let decision = match act {
            "merge" => Self::Merge {
                actor,
                into: ActorKey {
                    kind: kind(&part("the kind of the other")?)?,
                    key: part("the key of the other")?,
                },
            },
            "apart" => Self::Apart {
                actor,
                other: ActorKey {
                    kind: kind(&part("the kind of the other")?)?,
                    key: part("the key of the other")?,
                },
            },
            "split" => Self::Split {
                actor,
                name: part("the name")?,
            },
            "move" => Self::Move {
                actor,
                to: ActorKey {
                    kind: kind(&part("the kind of the other")?)?,
                    key: part("the key of the other")?,
                },
                articles: {
                    let mut articles = vec![part("the article")?];
                    articles.extend(parts.filter(|id| !id.is_empty()).map(str::to_owned));
                    let more = articles.len() > 1;
                    articles.pop_if(|last| more && last.starts_with(COMMENT));
                    articles
                },
            },
            "rename" => Self::Rename {
                actor,
                name: part("the name")?,
            },
            "alias" => Self::Alias {
                actor,
                name: part("the name")?,
            },
            "kind" => Self::Kind {
                actor,
                kind: kind(&part("the new kind")?)?,
            },
            _ => Self::Ignore { actor },
        };
        match &decision {
            Self::Split { name, .. } | Self::Rename { name, .. } | Self::Alias { name, .. }
                if name.len() > LONGEST_NAME =>
            {
                Err(NoDecision::Long)
            }
            _ if decision.is_about_one_alone() => Err(NoDecision::One),
            _ => Ok(decision),
        }
    }
}

fn kind(word: &str) -> Result<ActorKind, NoDecision> {
    ActorKind::parse(word).ok_or_else(|| NoDecision::Kind(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str) {
        let decision: Decision = line.parse().expect("it is one");
        assert_eq!(decision.to_string(), line);
    }

    #[test]
    fn a_printed_decision_is_read_back() {
        check("merge\tperson\tb obama\tperson\tbarack obama");
        check("apart\tperson\tgeorge bush\tperson\tgeorge w bush");
        check("split\tperson\tbarack obama\tMichelle Obama");
        check("move\tperson\tbo li\tperson\tbo li / Bo Li (chess)\tpiece-1\t#2\tpiece-3");
        check("move\tperson\tbo li\tplace\tli\tpiece-1\t# 2\t#");
        check("rename\tperson\tb obama\tBarack Obama");
        check("alias\torganisation\tosce\tthe Organization");
        check("kind\tperson\tthe hague\tplace");
        check("ignore\tperson\tread more");
    }

    #[test]
    fn a_comment_after_a_decision_is_passed_over() {
        let said = "alias\tperson\tb obama\tBarry\t# Barack Obama is found as Barry";
        let decision: Decision = said.parse().expect("it is one");
        assert_eq!(decision.to_string(), "alias\tperson\tb obama\tBarry");
        let said = "move\tperson\tbo li\tperson\tbo li / Bo\t1\t2\t# they mean Bo";
        let decision: Decision = said.parse().expect("it is one");
        assert_eq!(
            decision.to_string(),
            "move\tperson\tbo li\tperson\tbo li / Bo\t1\t2"
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let fault = |line: &str| line.parse::<Decision>().map_err(|fault| fault.to_string());
        assert_eq!(
            fault("marge\tperson\ta"),
            Err("`marge` is none of merge, apart, split, move, rename, alias, kind, ignore".into())
        );
        assert_eq!(
            fault("ignore\tpersona\ta"),
            Err("`persona` is none of person, organisation, place, group".into())
        );
        assert_eq!(
            fault("move\tperson\ta\tperson\tb"),
            Err("the article is missing".into())
        );
        assert_eq!(
            fault("merge\tperson\ta"),
            Err("the kind of the other is missing".into())
        );
        assert_eq!(
            fault("merge\tperson\ta\tperson\ta"),
            Err("both are one actor".into())
        );
        let long = "a".repeat(201);
        assert_eq!(
            fault(&format!("alias\tperson\ta\t{long}")),
            Err("a name has at most 200 bytes".into())
        );
    }
}
