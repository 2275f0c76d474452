//! The folders the program keeps its files in.

use std::env;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// Where configuration, data, cache and state live. None of them need exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// `config.toml` and themes.
    pub config: PathBuf,
    /// The user's library and marks.
    pub data: PathBuf,
    /// Libraries of sources that were opened directly; may be deleted at any time.
    pub cache: PathBuf,
    /// Log, history and fault reports.
    pub state: PathBuf,
}

/// The system names no home folder and none was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no home folder: set HOME, or give one with --home DIR")]
pub struct NoHome;

impl Folders {
    /// Finds the folders: all under `home` where one is given (or `DATELINE_HOME`), else where the system keeps such things,
    /// which is the XDG folders on every Unix.
    pub fn find(home: Option<&Path>) -> Result<Self, NoHome> {
        if let Some(home) = home {
            return Ok(Self::under(home));
        }
        if let Some(home) = env::var_os("DATELINE_HOME").filter(|home| !home.is_empty()) {
            return Ok(Self::under(Path::new(&home)));
        }
        Self::of_the_system()
    }

    /// All folders under one.
    pub fn under(home: &Path) -> Self {
        Self {
            config: home.join("config"),
            data: home.join("data"),
            cache: home.join("cache"),
            state: home.join("state"),
        }
    }

    /// The settings file.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    #[cfg(unix)]
    fn of_the_system() -> Result<Self, NoHome> {
        Self::from_strategy(&etcetera::base_strategy::Xdg::new().map_err(|_| NoHome)?)
    }

    #[cfg(not(unix))]
    fn of_the_system() -> Result<Self, NoHome> {
        Self::from_strategy(&etcetera::choose_base_strategy().map_err(|_| NoHome)?)
    }

    fn from_strategy(strategy: &impl BaseStrategy) -> Result<Self, NoHome> {
        let cache = strategy.cache_dir().join("dateline");
        Ok(Self {
            config: strategy.config_dir().join("dateline"),
            data: strategy.data_dir().join("dateline"),
            state: strategy
                .state_dir()
                .map_or_else(|| cache.join("state"), |state| state.join("dateline")),
            cache,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_home_holds_every_folder_apart() {
        let folders = Folders::find(Some(Path::new("/tmp/news"))).expect("a home was given");
        assert_eq!(
            folders.config_file(),
            Path::new("/tmp/news/config/config.toml")
        );
        let all = [
            &folders.config,
            &folders.data,
            &folders.cache,
            &folders.state,
        ];
        for (n, folder) in all.iter().enumerate() {
            assert!(folder.starts_with("/tmp/news"), "{folder:?}");
            assert!(!all[..n].contains(folder), "{folder:?} is used twice");
        }
    }
}
