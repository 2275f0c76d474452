//! The one place where messages, commands and effects meet.

use crate::model::Progress;

use super::hints::Chosen;
use super::key::{Code, Key, print_sequence};
use super::keymap::Meaning;
use super::{
    App, Effect, Lane, Msg, Question, answer, jump, marking, mouse, omnibox, overlay, typing,
};

impl App {
    /// Takes what happened and returns what shall be done.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => typing::paste(self, &text),
            Msg::Mouse(mouse) => mouse::take(self, mouse),
            Msg::Resize(width, height) => self.resize(width, height),
            Msg::Answer { ticket, result } => answer::take(self, ticket, result),
            Msg::Progress(progress) => self.progress(progress),
            Msg::Edited { ticket, text } => marking::edited(self, ticket, text),
            Msg::Resumed => self.effects.push(Effect::Redraw),
            Msg::Theme(theme) => self.setup.theme = theme,
            Msg::Said(sentence) => self.say(sentence),
        }
        self.settle();
        std::mem::take(&mut self.effects)
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.setup.size = (width, height);
        if !self.started {
            self.started = true;
            self.load_page();
            self.load_counts();
            self.ask(Lane::Change, Question::Searches);
        }
    }

    fn progress(&mut self, progress: Progress) {
        let more = progress.generation != self.progress.generation;
        self.progress = progress;
        if more {
            self.outdated();
        }
    }

    fn key(&mut self, key: Key) {
        self.said = None;
        self.accepting = false;
        if self.hints.is_some() {
            return self.hint(key);
        }
        if self.omnibox.is_some() {
            return omnibox::key(self, key);
        }
        if self.prompt.is_some() {
            return typing::key(self, key);
        }
        if key.code == Code::Esc && !self.begun.is_empty() {
            self.begun.clear();
            return;
        }
        self.begun.push(key);
        let meaning = self.meaning();
        let meaning = match (meaning, key.on_latin_keyboard()) {
            (Meaning::Nothing, Some(latin)) => {
                self.begun.pop();
                self.begun.push(latin);
                self.meaning()
            }
            (meaning, _) => meaning,
        };
        match meaning {
            Meaning::Begun => {}
            Meaning::Command(command) => {
                self.begun.clear();
                (command.run)(self);
            }
            Meaning::Nothing => {
                let keys = print_sequence(&std::mem::take(&mut self.begun));
                self.say(format!("{keys} does nothing here; ? shows the keys"));
            }
        }
    }

    fn meaning(&self) -> Meaning {
        self.keymap.meaning(&self.begun, &self.page().scopes())
    }

    fn hint(&mut self, key: Key) {
        let key = key.on_latin_keyboard().unwrap_or(key);
        let (Some(letter), Some(hints)) = (key.typed(), self.hints.as_mut()) else {
            self.hints = None;
            if key.ctrl && key.code == Code::Char('c') {
                overlay::quit(self);
            }
            return;
        };
        match hints.take(letter) {
            Chosen::More => {}
            Chosen::Nothing => self.hints = None,
            Chosen::Link(link) => {
                self.hints = None;
                jump::follow(self, link);
            }
        }
    }
}
