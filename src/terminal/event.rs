//! What the loop waits for: everything that can happen, in one channel.

use crate::app::{Answer, Msg, Ticket};
use crate::model::Progress;

/// One thing that happened outside the loop.
#[derive(Debug)]
pub(super) enum Event {
    /// A key, the mouse, a paste.
    Input(Msg),
    /// The terminal has another size.
    Resized,
    /// The terminal says how light its background is.
    Background {
        /// Whether dark text stands out on it.
        light: bool,
    },
    /// The terminal can tell more keys apart.
    KeyboardCanMore,
    /// A question was answered.
    Answered {
        /// Its ticket.
        ticket: Ticket,
        /// The answer.
        result: Result<Answer, String>,
    },
    /// The work behind the screen came further.
    Progress(Progress),
    /// Someone wants the program to end: the number of the signal.
    End(i32),
    /// Someone wants the program to stop until it is continued.
    Stop,
    /// The program goes on after a stop.
    Continued,
    /// The terminal is gone.
    Gone,
}

/// Leaves out what something later of the same kind makes void: sizes and progress.
pub(super) fn newest(events: Vec<Event>) -> Vec<Event> {
    let last = |kind: fn(&Event) -> bool| events.iter().rposition(kind);
    let resized = last(|event| matches!(event, Event::Resized));
    let progress = last(|event| matches!(event, Event::Progress(_)));
    let mut at = 0;
    events
        .into_iter()
        .filter(|event| {
            let here = Some(at);
            at += 1;
            match event {
                Event::Resized => here == resized,
                Event::Progress(_) => here == progress,
                _ => true,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Key;

    #[test]
    fn only_the_newest_size_and_progress_count_and_every_key_does() {
        let key = |c| Event::Input(Msg::Key(Key::char(c)));
        let progress = |articles| {
            Event::Progress(Progress {
                articles,
                ..Progress::default()
            })
        };
        let events = vec![
            Event::Resized,
            key('a'),
            progress(1),
            Event::Resized,
            progress(2),
            key('b'),
        ];
        let kept: Vec<String> = newest(events)
            .iter()
            .map(|event| match event {
                Event::Input(Msg::Key(key)) => key.to_string(),
                Event::Progress(progress) => progress.articles.to_string(),
                _ => "size".to_owned(),
            })
            .collect();
        assert_eq!(kept, ["a", "size", "2", "b"]);
    }
}
