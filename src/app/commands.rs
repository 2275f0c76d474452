//! The one table of commands: keys, help, footer, which-key panel, omnibox, settings and the README all read it.
//!
//! A new command is a row here and a function in the file of its screen.

use super::keymap::Scope;
use super::{
    App, actor, actors, articles, concordance, copy, curation, go, help, jump, marking, moving,
    omnibox, overlay, reader, saved, triage,
};

/// Something the reader can want.
#[derive(Debug)]
pub struct Command {
    /// Its name in the settings file.
    pub id: &'static str,
    /// Where it works.
    pub scope: Scope,
    /// Its keys, parted by spaces.
    pub keys: &'static str,
    /// What it does, in the imperative.
    pub title: &'static str,
    /// The word in the footer; empty for commands that are not shown there.
    pub hint: &'static str,
    pub(super) run: fn(&mut App),
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

const fn row(
    id: &'static str,
    scope: Scope,
    keys: &'static str,
    title: &'static str,
    hint: &'static str,
    run: fn(&mut App),
) -> Command {
    Command {
        id,
        scope,
        keys,
        title,
        hint,
        run,
    }
}

use Scope::{Actor, Actors, Articles, Concordance, Everywhere, Help, Lists, Reader, Saved, Triage};

/// Every command.
#[rustfmt::skip]
pub static COMMANDS: &[Command] = &[
    row("search", Everywhere, "/ g/", "Search the articles", "search", articles::search),
    row("actors", Everywhere, "@ ga", "Find an actor", "actors", actors::open),
    row("omnibox", Everywhere, ": ctrl-p", "Go to anything by a few letters", "go to", omnibox::open),
    row("articles", Everywhere, "gl", "Go to the list of all articles", "", go::all_articles),
    row("overview", Everywhere, "go", "Go to the overview of the corpus", "", go::overview),
    row("triage", Everywhere, "gm", "Go to the actors that may be one", "", go::triage),
    row("marked", Everywhere, "gb", "Go to what is starred, tagged or noted", "", go::marked),
    row("new", Everywhere, "gn", "Go to what is new since the last visit", "", go::new),
    row("saved", Everywhere, "gq", "Go to the saved searches", "", go::saved),
    row("history", Everywhere, "gh", "Go to the list of visited pages", "", go::history),
    row("report", Everywhere, "gp !", "Go to the load report", "", go::report),
    row("back", Everywhere, "H alt-left q backspace", "Go back", "back", go::back),
    row("forward", Everywhere, "L alt-right", "Go forward", "", go::forward),
    row("pane", Everywhere, "tab", "Go to the next pane or link", "", moving::next_pane),
    row("pane.back", Everywhere, "shift-tab", "Go to the pane or link before", "", moving::last_pane),
    row("undo", Everywhere, "u", "Take the last mark back", "", marking::undo),
    row("load.stop", Everywhere, "ctrl-x", "Stop loading; what is loaded stays", "", overlay::stop_loading),
    row("help", Everywhere, "? f1", "Show the keys", "help", help::open),
    row("redraw", Everywhere, "ctrl-l", "Draw the screen again", "", overlay::redraw),
    row("suspend", Everywhere, "ctrl-z", "Stop the program until `fg`", "", overlay::suspend),
    row("quit", Everywhere, "Q ctrl-c", "Quit", "", overlay::quit),
    row("escape", Everywhere, "esc", "Put away what is open, else clear filter and selection", "", overlay::escape),

    row("list.down", Lists, "j down ctrl-n", "Go to the next row", "", moving::down),
    row("list.up", Lists, "k up", "Go to the row before", "", moving::up),
    row("list.half-down", Lists, "ctrl-d", "Go half a page down", "", moving::half_down),
    row("list.half-up", Lists, "ctrl-u", "Go half a page up", "", moving::half_up),
    row("list.page-down", Lists, "pgdn ctrl-f space", "Go a page down", "", moving::page_down),
    row("list.page-up", Lists, "pgup ctrl-b b", "Go a page up", "", moving::page_up),
    row("list.top", Lists, "gg home", "Go to the first row", "", moving::top),
    row("list.bottom", Lists, "G end", "Go to the last row", "", moving::bottom),
    row("list.open", Lists, "enter l right", "Open the row", "open", moving::open),
    row("list.close", Lists, "h left", "Go back", "", go::back),

    row("articles.filter", Articles, "F f", "Filter titles by a few letters", "filter", articles::filter),
    row("articles.sort", Articles, "S", "Change the order", "sort", articles::sort),
    row("articles.save", Articles, "w", "Save the search under a name", "", saved::save),
    row("articles.context", Articles, "gk", "Show every hit in its context", "", concordance::open),
    row("articles.star", Articles, "s", "Star or unstar", "star", marking::star),
    row("articles.read", Articles, "m", "Mark read or unread", "", marking::read),
    row("articles.tag", Articles, "+", "Add a tag", "", marking::tag),
    row("articles.untag", Articles, "-", "Remove a tag", "", marking::untag),
    row("articles.note", Articles, "c", "Write a note in the editor", "", marking::note),
    row("articles.pick", Articles, "v", "Pick for a common act", "", articles::pick),
    row("articles.url", Articles, "o", "Open its address in the web browser", "", copy::open_url),
    row("articles.pipe", Articles, "|", "Give the article to a program", "", copy::pipe),
    row("articles.exclude", Articles, "x", "Leave out what has the facet value under the cursor", "", articles::exclude),
    row("articles.unread", Articles, "]u", "Go to the next unread article", "", articles::next_unread),
    row("articles.unread-back", Articles, "[u", "Go to the unread article before", "", articles::last_unread),
    row("articles.citation", Articles, "yy", "Copy a citation", "", copy::citation),
    row("articles.title", Articles, "yt", "Copy the title", "", copy::title),
    row("articles.address", Articles, "yu", "Copy the address", "", copy::url),

    row("reader.down", Reader, "j down", "Go a line down", "", reader::line_down),
    row("reader.up", Reader, "k up", "Go a line up", "", reader::line_up),
    row("reader.half-down", Reader, "ctrl-d", "Go half a page down", "", reader::half_down),
    row("reader.half-up", Reader, "ctrl-u", "Go half a page up", "", reader::half_up),
    row("reader.page-down", Reader, "space pgdn ctrl-f", "Go a page down", "", reader::page_down),
    row("reader.page-up", Reader, "b pgup ctrl-b", "Go a page up", "", reader::page_up),
    row("reader.top", Reader, "gg home", "Go to the start", "", reader::top),
    row("reader.bottom", Reader, "G end", "Go to the end", "", reader::bottom),
    row("reader.paragraph", Reader, "}", "Go to the next paragraph", "", reader::paragraph_down),
    row("reader.paragraph-back", Reader, "{", "Go to the paragraph before", "", reader::paragraph_up),
    row("reader.open", Reader, "enter l right", "Follow the link under the cursor", "", reader::open),
    row("reader.close", Reader, "h left", "Go back", "", go::back),
    row("reader.hints", Reader, "f", "Follow a link by its letters", "follow", jump::hints),
    row("reader.actors", Reader, "a", "Go to the actors here, and back to the text", "actors", jump::actors),
    row("reader.related", Reader, "r", "Go to the related pieces", "related", jump::related),
    row("reader.find", Reader, "/ ctrl-s", "Find in this article", "find", jump::find),
    row("reader.next", Reader, "n", "Go to the next match", "", jump::next_match),
    row("reader.before", Reader, "N", "Go to the match before", "", jump::last_match),
    row("reader.actor", Reader, "]a", "Go to the next actor", "", jump::next_actor),
    row("reader.actor-back", Reader, "[a", "Go to the actor before", "", jump::last_actor),
    row("reader.unread", Reader, "]u", "Open the next unread article of the list", "", reader::next_unread),
    row("reader.unread-back", Reader, "[u", "Open the unread article before it in the list", "", reader::last_unread),
    row("reader.next-article", Reader, "J", "Open the next article of the list", "next", reader::next_article),
    row("reader.article-before", Reader, "K", "Open the article before it in the list", "", reader::last_article),
    row("reader.pair", Reader, "x", "Show the actor under the cursor together with another", "", actor::pair),
    row("reader.move", Reader, "W", "Say whom this article means by the actor under the cursor", "", curation::ask_whom),
    row("reader.star", Reader, "s", "Star or unstar", "star", marking::star),
    row("reader.read", Reader, "m", "Mark read or unread", "", marking::read),
    row("reader.tag", Reader, "+", "Add a tag", "", marking::tag),
    row("reader.untag", Reader, "-", "Remove a tag", "", marking::untag),
    row("reader.note", Reader, "c", "Write a note in the editor", "", marking::note),
    row("reader.url", Reader, "o", "Open its address in the web browser", "", copy::open_url),
    row("reader.pipe", Reader, "|", "Give the article to a program", "", copy::pipe),
    row("reader.zen", Reader, "z", "Show the text alone, or with its panels", "", reader::zen),
    row("reader.narrower", Reader, "<", "Make the text narrower", "", reader::narrower),
    row("reader.wider", Reader, ">", "Make the text wider", "", reader::wider),
    row("reader.citation", Reader, "yy", "Copy a citation", "", copy::citation),
    row("reader.title", Reader, "yt", "Copy the title", "", copy::title),
    row("reader.address", Reader, "yu", "Copy the address", "", copy::url),
    row("reader.paragraph-copy", Reader, "yp", "Copy the paragraph with its source", "", copy::paragraph),

    row("actors.filter", Actors, "F f", "Filter by a few letters of any name", "filter", actors::filter),
    row("actors.sort", Actors, "S", "Change the order", "sort", actors::sort),
    row("actors.kind", Actors, "K", "Show persons, organisations, places, groups or all", "kind", actors::kind),

    row("actors.pair", Actors, "x", "Show two actors together: this and another", "pair", actor::pair),
    row("actors.merge", Actors, "M", "Merge two actors: this one into the next one M is pressed on", "", curation::merge),
    row("actors.alias", Actors, "A", "Add another name", "", curation::alias),
    row("actors.rename", Actors, "R", "Show it by another name", "", curation::rename),
    row("actors.set-kind", Actors, "C", "Make it a person, organisation, place or group", "", curation::kind),
    row("actors.ignore", Actors, "!", "Ignore it: it is no actor", "", curation::ignore),

    row("actor.tab", Actor, "] t", "Go to the next part of the page", "next part", actor::next_tab),
    row("actor.tab-back", Actor, "[ T", "Go to the part before", "", actor::last_tab),
    row("actor.pair", Actor, "x", "Show it together with another", "pair", actor::pair),
    row("actor.merge", Actor, "M", "Merge two actors: this one into the next one M is pressed on", "", curation::merge),
    row("actor.split", Actor, "X", "Split a name off: articles that use it mean another actor", "", curation::split),
    row("actor.move", Actor, "W", "Say whom the article under the cursor means by this actor", "", curation::ask_whom),
    row("actor.alias", Actor, "A", "Add another name", "", curation::alias),
    row("actor.rename", Actor, "R", "Show it by another name", "", curation::rename),
    row("actor.set-kind", Actor, "C", "Make it a person, organisation, place or group", "", curation::kind),
    row("actor.ignore", Actor, "!", "Ignore it: it is no actor", "", curation::ignore),
    row("actor.articles", Actor, "a", "Search for the actor's articles", "articles", actor::search),

    row("triage.yes", Triage, "y", "They are one: the first is part of the second", "one", triage::yes),
    row("triage.no", Triage, "n", "They are two", "two", triage::no),
    row("triage.swap", Triage, "s", "Change which of the two gives the name", "swap", triage::swap),
    row("triage.later", Triage, "h", "Decide later", "later", triage::later),

    row("saved.new", Saved, "n", "Show only what is new in the saved search", "new", saved::open_new),
    row("saved.remove", Saved, "D delete", "Remove the saved search", "remove", saved::remove),

    row("context.sort", Concordance, "S", "Change the order: by date, by what stands right, by what stands left", "sort", concordance::sort),

    row("help.filter", Help, "/ F f", "Filter the keys by a few letters", "filter", help::filter),

    row("command", Everywhere, "yc Y", "Copy the shell command that gives this view", "", copy::command),
];

/// The command with this id.
pub(super) fn find(id: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.id == id)
}
