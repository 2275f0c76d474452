//! When to draw: decisions about frames, as pure functions.

use std::time::Duration;

/// The longest the loop takes messages before it draws: half a frame.
pub(super) const HALF_A_FRAME: Duration = Duration::from_millis(8);

/// Between two frames that only show progress.
pub(super) const PROGRESS_RESTS: Duration = Duration::from_millis(50);

/// What has changed since the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Changed {
    /// Nothing.
    #[default]
    Nothing,
    /// Only how far the work behind the screen has come.
    Progress,
    /// Something the reader waits for.
    Screen,
}

/// What to do about the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draw {
    /// Draw.
    Now,
    /// Draw when this long has passed without anything else.
    Within(Duration),
    /// Wait for something to happen.
    No,
}

/// Decides about the next frame; `rested` is the time since the last.
pub(super) fn should_draw(changed: Changed, rested: Duration) -> Draw {
    match changed {
        Changed::Nothing => Draw::No,
        Changed::Screen => Draw::Now,
        Changed::Progress if rested >= PROGRESS_RESTS => Draw::Now,
        Changed::Progress => Draw::Within(PROGRESS_RESTS - rested),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_waits_for_is_drawn_at_once_and_progress_seldom() {
        let soon = Duration::from_millis(10);
        assert_eq!(should_draw(Changed::Screen, Duration::ZERO), Draw::Now);
        assert_eq!(should_draw(Changed::Nothing, PROGRESS_RESTS), Draw::No);
        assert_eq!(should_draw(Changed::Progress, PROGRESS_RESTS), Draw::Now);
        assert_eq!(
            should_draw(Changed::Progress, soon),
            Draw::Within(PROGRESS_RESTS - soon)
        );
    }
}
