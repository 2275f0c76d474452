//! Which articles go with a name that the reader took out of an actor.

use crate::actors::key;
use crate::model::ActorNo;

/// A name that was taken out of an actor, and the actor it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// The name.
    pub(super) name: String,
    /// The actor of that name.
    pub(super) to: ActorNo,
}

/// The actor that an article means which uses these names: an article goes with a name that was taken out, unless it
/// also uses a fuller one, of which that name is only the short form.
pub(super) fn target(splits: &[Split], names: &[(String, u32)]) -> Option<ActorNo> {
    let goes = |split: &&Split| {
        names.iter().any(|(name, _)| *name == split.name)
            && !names.iter().any(|(name, _)| is_fuller(name, &split.name))
    };
    // The latest decision comes first.
    splits.iter().rev().find(goes).map(|split| split.to)
}

/// Whether a name has all words of another and more.
fn is_fuller(name: &str, other: &str) -> bool {
    let (words, short) = (key::words(name), key::words(other));
    words.len() > short.len() && short.iter().all(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(taken: &[(&str, u32)], names: &[&str], expected: Option<u32>) {
        let split = |(name, to): &(&str, u32)| Split {
            name: (*name).to_owned(),
            to: ActorNo(*to),
        };
        let splits: Vec<Split> = taken.iter().map(split).collect();
        let names: Vec<(String, u32)> = names.iter().map(|name| ((*name).to_owned(), 1)).collect();
        assert_eq!(
            target(&splits, &names).map(|no| no.0),
            expected,
            "{names:?}"
        );
    }

    #[test]
    fn an_article_goes_with_the_name_it_uses() {
        let taken = [("Marta Brankovan", 7)];
        check(&taken, &["Marta Brankovan", "Brankovan"], Some(7));
        check(&taken, &["Marta Brankovan", "Teodor Brankovan"], Some(7));
        check(&taken, &["Teodor Brankovan", "Brankovan"], None);
        check(&taken, &[], None);
    }

    #[test]
    fn a_short_form_stays_with_the_fuller_name_beside_it() {
        let taken = [("Brankovan", 7)];
        check(&taken, &["Brankovan"], Some(7));
        check(&taken, &["Brankovan", "Teodor Brankovan"], None);
    }

    #[test]
    fn the_latest_decision_counts() {
        let taken = [("Ana Lima", 7), ("A. Lima", 8)];
        check(&taken, &["Ana Lima", "A. Lima"], Some(8));
    }
}
