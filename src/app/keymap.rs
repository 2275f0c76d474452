//! Which keys stand for which commands: the table's own keys, with those of the settings file in their place.

use super::commands::{COMMANDS, Command};
use super::key::{Key, parse_sequence};

/// Where a command works. Inner scopes are searched before outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere.
    Everywhere,
    /// Everything with rows.
    Lists,
    /// Lists of articles.
    Articles,
    /// One article.
    Reader,
    /// Lists of actors.
    Actors,
    /// One actor.
    Actor,
    /// The saved searches.
    Saved,
    /// Actors that may be one.
    Triage,
    /// Every hit of a query in its context.
    Concordance,
    /// The keys.
    Help,
}

impl Scope {
    /// Every scope, in the order help lists them.
    pub const ALL: [Self; 10] = [
        Self::Everywhere,
        Self::Lists,
        Self::Articles,
        Self::Reader,
        Self::Actors,
        Self::Actor,
        Self::Saved,
        Self::Triage,
        Self::Concordance,
        Self::Help,
    ];

    /// The heading in help.
    pub fn word(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Lists => "Lists",
            Self::Articles => "Lists of articles",
            Self::Reader => "Reading an article",
            Self::Actors => "List of actors",
            Self::Actor => "Page of an actor",
            Self::Saved => "Saved searches",
            Self::Triage => "One or two?",
            Self::Concordance => "Hits in context",
            Self::Help => "Help",
        }
    }
}

/// Keys and the commands they stand for.
#[derive(Debug)]
pub(crate) struct Keymap {
    bound: Vec<(Vec<Key>, &'static Command)>,
}

/// What some keys stand for.
#[derive(Debug)]
pub(crate) enum Meaning {
    /// A command.
    Command(&'static Command),
    /// The start of these.
    Begun,
    /// Nothing.
    Nothing,
}

impl Keymap {
    /// The keys of the table, with `changes` (a command's id and its keys, parted by spaces) in their place. Returns what is
    /// wrong with the changes, each with its place in them.
    pub(crate) fn new(changes: &[(String, String)]) -> (Self, Vec<(usize, String)>) {
        let mut complaints = Vec::new();
        let mut bound = Vec::new();
        for command in COMMANDS {
            let change = changes.iter().rposition(|(id, _)| id == command.id);
            let keys = change.map_or(command.keys, |place| changes[place].1.as_str());
            for written in keys.split_whitespace() {
                match parse_sequence(written) {
                    Some(keys) => bound.push((keys, command, change)),
                    None => {
                        complaints.extend(change.map(|place| {
                            (place, format!("`{written}` for {} is no key", command.id))
                        }))
                    }
                }
            }
        }
        for (place, (id, _)) in changes.iter().enumerate() {
            if !COMMANDS.iter().any(|command| command.id == id) {
                complaints.push((place, format!("there is no command `{id}`")));
            }
        }
        // A changed key takes the key from the command that had it of itself; two changes that want one key are a mistake.
        let mut kept: Vec<(Vec<Key>, &'static Command, Option<usize>)> = Vec::new();
        let mut taken = Vec::new();
        for (keys, command, change) in bound {
            let clash = kept.iter().position(|(other, theirs, _)| {
                *other == keys && theirs.scope == command.scope && theirs.id != command.id
            });
            match (clash, change) {
                (Some(clash), Some(place)) if kept[clash].2.is_some() => {
                    let both = format!("{} and {}", kept[clash].1.id, command.id);
                    complaints.push((place, format!("{both} have the same key")));
                }
                (Some(clash), Some(place)) => {
                    taken.push((place, keys.clone(), kept[clash].1));
                    kept[clash] = (keys, command, change);
                }
                (Some(clash), None) => {
                    taken.extend(kept[clash].2.map(|place| (place, keys, command)));
                }
                (None, _) => kept.push((keys, command, change)),
            }
        }
        for (place, keys, loser) in taken {
            if !kept.iter().any(|(_, command, _)| command.id == loser.id) {
                let key = super::key::print_sequence(&keys);
                let had = format!(
                    "`{key}` was the only key of {}, which has none now",
                    loser.id
                );
                complaints.push((place, had));
            }
        }
        let bound = kept
            .into_iter()
            .map(|(keys, command, _)| (keys, command))
            .collect();
        (Self { bound }, complaints)
    }

    /// What keys stand for in these scopes, inner ones first.
    pub(crate) fn meaning(&self, keys: &[Key], scopes: &[Scope]) -> Meaning {
        let begins = |bound: &[Key]| bound.len() > keys.len() && bound.starts_with(keys);
        for scope in scopes {
            let here = || {
                self.bound
                    .iter()
                    .filter(|(_, command)| command.scope == *scope)
            };
            if let Some((_, command)) = here().find(|(bound, _)| bound == keys) {
                return Meaning::Command(command);
            }
            if here().any(|(bound, _)| begins(bound)) {
                return Meaning::Begun;
            }
        }
        Meaning::Nothing
    }

    /// What may follow keys that have begun: the rest of the keys and the command.
    pub(crate) fn candidates(
        &self,
        keys: &[Key],
        scopes: &[Scope],
    ) -> Vec<(Vec<Key>, &'static Command)> {
        let mut found: Vec<(Vec<Key>, &'static Command)> = Vec::new();
        for scope in scopes {
            for (bound, command) in &self.bound {
                let new = bound.len() > keys.len()
                    && bound.starts_with(keys)
                    && command.scope == *scope
                    && !found.iter().any(|(other, _)| *other == bound[keys.len()..]);
                if new {
                    found.push((bound[keys.len()..].to_vec(), command));
                }
            }
        }
        found
    }

    /// The first key of a command that stands for it in these scopes and is not an inner scope's, printed.
    pub(crate) fn key_here(&self, id: &str, scopes: &[Scope]) -> Option<String> {
        let mut of = self.bound.iter().filter(|(_, command)| command.id == id);
        let (keys, _) = of.find(|(keys, _)| {
            matches!(self.meaning(keys, scopes), Meaning::Command(found) if found.id == id)
        })?;
        Some(super::key::print_sequence(keys))
    }

    /// The keys of a command, each printed.
    pub(crate) fn keys_of(&self, id: &str) -> Vec<String> {
        let of = self.bound.iter().filter(|(_, command)| command.id == id);
        of.map(|(keys, _)| super::key::print_sequence(keys))
            .collect()
    }
}

/// What is wrong with keys set for commands: the place in `changes`, and a sentence.
pub fn check_keys(changes: &[(String, String)]) -> Vec<(usize, String)> {
    Keymap::new(changes).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(changes: &[(&str, &str)], expected: &[&str]) {
        let changes: Vec<(String, String)> = changes
            .iter()
            .map(|(id, keys)| ((*id).to_owned(), (*keys).to_owned()))
            .collect();
        let found: Vec<String> = check_keys(&changes)
            .into_iter()
            .map(|(_, said)| said)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn mistakes_in_keys_are_told() {
        check(&[], &[]);
        check(&[("list.down", "ctrl-j")], &[]);
        check(&[("no.such", "x")], &["there is no command `no.such`"]);
        check(
            &[("list.down", "ctrl-nosuch")],
            &["`ctrl-nosuch` for list.down is no key"],
        );
        check(
            &[("articles.star", "m")],
            &["`m` was the only key of articles.read, which has none now"],
        );
        check(
            &[("list.down", "x"), ("list.up", "x")],
            &["list.down and list.up have the same key"],
        );
    }

    #[test]
    fn a_changed_key_is_taken_from_the_command_that_had_it() {
        let (keymap, complaints) = Keymap::new(&[("list.bottom".to_owned(), "j".to_owned())]);
        assert_eq!(complaints, []);
        match keymap.meaning(&[Key::char('j')], &[Scope::Lists]) {
            Meaning::Command(command) => assert_eq!(command.id, "list.bottom"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_key_that_stands_for_something_else_further_in_is_none_here() {
        let (keymap, _) = Keymap::new(&[("search".to_owned(), "j ctrl-j".to_owned())]);
        let key = |scopes: &[Scope]| keymap.key_here("search", scopes);
        assert_eq!(key(&[Scope::Everywhere]).as_deref(), Some("j"));
        let inside = [Scope::Articles, Scope::Lists, Scope::Everywhere];
        assert_eq!(key(&inside).as_deref(), Some("Ctrl-J"));
    }

    #[test]
    fn no_two_commands_of_a_scope_share_a_key() {
        let mut seen = std::collections::HashSet::new();
        for command in COMMANDS {
            for keys in command.keys.split_whitespace() {
                assert!(parse_sequence(keys).is_some(), "{}: {keys}", command.id);
                assert!(
                    seen.insert((command.scope, keys)),
                    "{}: {keys} is taken",
                    command.id
                );
            }
        }
    }
}
