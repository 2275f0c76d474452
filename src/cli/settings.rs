//! The settings a command runs with: the file, the environment, and a word about each mistake in them.

use std::env;

use super::arguments::Shared;
use super::fault::USAGE;
use super::out::tell;
use crate::app::{check_keys, commands};
use crate::config::{self, Folders, Settings};

/// Reads the settings; mistakes are told, and no reason to stop but where nothing can be read of a file that was asked for by
/// name: then the exit status is given.
pub(super) fn load(shared: &Shared) -> Result<Settings, u8> {
    let asked = shared.config.is_some();
    let file = shared.config.clone().or_else(|| {
        let folders = Folders::find(shared.home.as_deref()).ok()?;
        Some(folders.config_file())
    });
    let mut loaded = file
        .as_deref()
        .map(|file| config::load(file, asked))
        .unwrap_or_default();
    let broken = asked && loaded.is_broken();
    let more = config::from_environment(&mut loaded.settings, |name| env::var_os(name));
    loaded.complaints.extend(more);
    if !shared.quiet || broken {
        for complaint in &loaded.complaints {
            tell(&format!("dateline: {complaint}"));
        }
        complain_of_keys(file.as_deref(), &loaded.settings);
    }
    match broken {
        true => Err(USAGE),
        false => Ok(loaded.settings),
    }
}

fn complain_of_keys(file: Option<&std::path::Path>, settings: &Settings) {
    let changes: Vec<(String, String)> = settings
        .keys
        .iter()
        .map(|binding| (binding.command.clone(), binding.keys.join(" ")))
        .collect();
    if changes.is_empty() {
        return;
    }
    let file = file
        .map(|file| file.display().to_string())
        .unwrap_or_default();
    for (place, sentence) in check_keys(&changes) {
        let at = settings.keys.get(place);
        let (line, column) = at.map_or((0, 0), |binding| (binding.line, binding.column));
        tell(&format!("dateline: {file}:{line}:{column}: {sentence}"));
    }
}

/// Every command of the browser for the settings file: its id, its keys, what it does.
pub(super) fn keys() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    commands::COMMANDS
        .iter()
        .map(|command| (command.id, command.keys, command.title))
}
