//! An address as the shell command that prints the same view.

use crate::model::{ActorSort, ActorsAt, Address, ArticlesAt, ConcordanceAt, Sort};
use crate::text::clean;

/// Prints the command for an address: what is copied as "the command for this view". `options` open the corpus and stand before
/// all else, with their values, such as `("--corpus", "news/")`.
pub fn print(address: &Address, options: &[(&str, &str)]) -> String {
    let mut command = Command::new(options);
    match address {
        Address::Articles(at) => articles(&mut command, at),
        Address::Concordance(at) => concordance(&mut command, at),
        Address::Article { id } => command.word("show").text(id),
        Address::Actors(at) => actors(&mut command, at),
        Address::Actor { name } => command.word("actor").text(name),
        Address::Pair { one, other } => command.word("pair").text(one).text(other),
        Address::Overview => command.word("stats"),
        Address::Report => command.word("report"),
        Address::Marks => command.word("marks"),
        Address::Triage => command.word("actors").word("triage"),
        Address::Saved => command.word("saved"),
        Address::History => &mut command,
        Address::Help => command.word("--help"),
    };
    command.line
}

/// Quotes a text so that a POSIX shell takes it as one argument.
pub fn shell_quoted(text: &str) -> String {
    let text = clean::clean_line(text);
    let plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn articles<'a>(command: &'a mut Command, at: &ArticlesAt) -> &'a mut Command {
    command.word("search");
    // A search is printed best first; without a query that is the same as newest first.
    let is_usual = at.sort == Sort::Relevance || (at.query.is_empty() && at.sort == Sort::Newest);
    if !is_usual {
        command.option("--sort", at.sort.word());
    }
    if !at.filter.is_empty() {
        command.option("--filter", &at.filter);
    }
    if !at.query.is_empty() {
        command.text(&super::asked(at));
    }
    command
}

fn concordance<'a>(command: &'a mut Command, at: &ConcordanceAt) -> &'a mut Command {
    command.word("search").option("--kwic", at.sort.word());
    command.text(&at.query)
}

fn actors<'a>(command: &'a mut Command, at: &ActorsAt) -> &'a mut Command {
    command.word("actors");
    if let Some(kind) = at.kind {
        command.option("--kind", kind.word());
    }
    if at.sort != ActorSort::default() {
        command.option("--sort", at.sort.word());
    }
    if !at.filter.is_empty() {
        command.text(&at.filter);
    }
    command
}

/// A command line being written.
struct Command {
    line: String,
}

impl Command {
    fn new(options: &[(&str, &str)]) -> Self {
        let mut command = Self {
            line: "dateline".to_owned(),
        };
        for (name, value) in options {
            command.option(name, value);
        }
        command
    }

    fn word(&mut self, word: &str) -> &mut Self {
        self.line.push(' ');
        self.line.push_str(word);
        self
    }

    fn option(&mut self, name: &str, value: &str) -> &mut Self {
        self.line
            .push_str(&format!(" {name}={}", shell_quoted(value)));
        self
    }

    /// What is not an option even where it begins like one.
    fn text(&mut self, text: &str) -> &mut Self {
        if text.starts_with('-') {
            self.word("--");
        }
        let quoted = shell_quoted(text);
        self.word(&quoted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, HitSort};

    fn check(address: Address, command: &str) {
        assert_eq!(print(&address, &[]), command);
    }

    #[test]
    fn every_view_has_its_command() {
        let at = ArticlesAt {
            query: "title:\"peace talks\" it's".into(),
            filter: "pash".into(),
            sort: Sort::Oldest,
            open: false,
        };
        check(
            Address::Articles(at),
            r#"dateline search --sort=oldest --filter=pash 'title:"peace talks" it'\''s'"#,
        );
        check(Address::Articles(ArticlesAt::default()), "dateline search");
        let at = ArticlesAt {
            query: "peace".into(),
            ..ArticlesAt::default()
        };
        check(Address::Articles(at), "dateline search --sort=date peace");
        check(
            Address::Article { id: "-a b".into() },
            "dateline show -- '-a b'",
        );
        let at = ActorsAt {
            kind: Some(ActorKind::Place),
            ..ActorsAt::default()
        };
        check(Address::Actors(at), "dateline actors --kind=place");
        let at = ConcordanceAt {
            query: "-a b".into(),
            sort: HitSort::Left,
        };
        check(
            Address::Concordance(at),
            "dateline search --kwic=left -- '-a b'",
        );
        check(
            Address::Actor {
                name: "Նիկոլ".into(),
            },
            "dateline actor 'Նիկոլ'",
        );
    }

    #[test]
    fn options_come_before_the_command() {
        let printed = print(&Address::Overview, &[("--corpus", "my news")]);
        assert_eq!(printed, "dateline --corpus='my news' stats");
    }

    #[test]
    fn a_quoted_text_is_one_line() {
        assert_eq!(shell_quoted("a\n$(b)\u{1b}"), "'a $(b)'");
        assert_eq!(shell_quoted(""), "''");
    }
}
