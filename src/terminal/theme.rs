//! Which colours to begin with: what is set, else what the terminal answered the last time it was asked, else what its environment says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::app::ThemeName;
use crate::config::Theme;

/// The colours of the first frame, and whether the terminal should be asked for better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The colours.
    pub(super) name: ThemeName,
    /// Whether to follow the terminal's answer about its background.
    pub(super) ask: bool,
}

/// Chooses the colours. The first frame does not wait for the terminal: it takes the last answer, kept in `state`.
pub(super) fn choose(set: Theme, state: &Path) -> Choice {
    let variable = |name: &str| {
        let value = env::var(name).ok();
        value.filter(|value| !value.is_empty())
    };
    let last = fs::read_to_string(kept_in(state)).ok();
    choice(set, variable, last.as_deref())
}

/// Keeps the terminal's answer for the next start; without it the next start guesses.
pub(super) fn remember(light: bool, state: &Path) {
    let _ = fs::create_dir_all(state);
    let _ = fs::write(kept_in(state), if light { "light" } else { "dark" });
}

fn kept_in(state: &Path) -> PathBuf {
    state.join("background")
}

fn choice(set: Theme, variable: impl Fn(&str) -> Option<String>, last: Option<&str>) -> Choice {
    let fixed = |name| Choice { name, ask: false };
    match set {
        Theme::None => fixed(ThemeName::Plain),
        _ if variable("NO_COLOR").is_some() => fixed(ThemeName::Plain),
        Theme::Dark => fixed(ThemeName::Dark),
        Theme::Light => fixed(ThemeName::Light),
        Theme::Terminal => fixed(ThemeName::Terminal),
        Theme::Auto => {
            let term = variable("TERM").unwrap_or_default();
            let many = variable("COLORTERM").is_some()
                || ["256", "direct", "kitty", "ghostty", "alacritty", "foot"]
                    .iter()
                    .any(|name| term.contains(name));
            if !many {
                return fixed(ThemeName::Terminal);
            }
            let light = match last {
                Some(last) => last.trim() == "light",
                // `COLORFGBG=0;15`: the last number is the background, 7 and 15 are the light ones.
                None => variable("COLORFGBG")
                    .is_some_and(|colours| matches!(colours.rsplit(';').next(), Some("7" | "15"))),
            };
            Choice {
                name: named(light),
                ask: true,
            }
        }
    }
}

/// The colours for a light or a dark background.
pub(super) fn named(light: bool) -> ThemeName {
    if light {
        ThemeName::Light
    } else {
        ThemeName::Dark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(set: Theme, variables: &[(&str, &str)], last: Option<&str>) -> (ThemeName, bool) {
        let variable = |name: &str| {
            let found = variables.iter().find(|(other, _)| *other == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let choice = choice(set, variable, last);
        (choice.name, choice.ask)
    }

    #[test]
    fn what_is_set_counts_and_no_color_before_it() {
        let many = [("TERM", "xterm-256color")];
        assert_eq!(check(Theme::Light, &many, None), (ThemeName::Light, false));
        let none = [("NO_COLOR", "1")];
        assert_eq!(check(Theme::Light, &none, None), (ThemeName::Plain, false));
        assert_eq!(check(Theme::None, &many, None), (ThemeName::Plain, false));
    }

    #[test]
    fn auto_takes_the_last_answer_then_the_environment() {
        let many = [("TERM", "xterm-256color"), ("COLORFGBG", "0;15")];
        assert_eq!(check(Theme::Auto, &many, None), (ThemeName::Light, true));
        assert_eq!(
            check(Theme::Auto, &many, Some("dark")),
            (ThemeName::Dark, true)
        );
        assert_eq!(
            check(Theme::Auto, &many[..1], None),
            (ThemeName::Dark, true)
        );
    }

    #[test]
    fn a_terminal_of_few_colours_uses_its_own() {
        let few = [("TERM", "linux")];
        assert_eq!(check(Theme::Auto, &few, None), (ThemeName::Terminal, false));
    }
}
