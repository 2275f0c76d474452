//! What the lanes answer, pass over and keep.

use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::model::{Act, Change};

/// Answers changes at once, and panics or waits to be cancelled where the omnibox text says so.
struct StandIn {
    begun: Mutex<Sender<()>>,
}

impl Answers for StandIn {
    fn answer(&self, question: Question, cancel: &Cancel) -> Result<Answer, String> {
        let begun = self.begun.lock().expect("nobody panics with it").clone();
        let _ = begun.send(());
        match question {
            Question::Omnibox { text, .. } if text == "panic" => panic!("asked for"),
            Question::Omnibox { text, .. } => {
                while text == "long" && !cancel.is_cancelled() {
                    thread::yield_now();
                }
                Err(text)
            }
            _ => Ok(Answer::Changed {
                said: String::new(),
            }),
        }
    }

    fn subscribe(&self, _listener: Box<dyn Fn(Progress) + Send + Sync>) {}

    fn close(&self, _patience: Duration) {}
}

fn start() -> (Lanes, Receiver<Event>, Receiver<()>) {
    let (begun, has_begun) = channel();
    let answers: Arc<dyn Answers> = Arc::new(StandIn {
        begun: Mutex::new(begun),
    });
    let (sender, events) = channel();
    let lanes = Lanes::start(&answers, &sender).expect("threads start");
    (lanes, events, has_begun)
}

fn omnibox(text: &str) -> Question {
    Question::Omnibox {
        text: text.to_owned(),
        limit: 1,
    }
}

/// The next answer: its ticket, and what it refuses with.
fn next(events: &Receiver<Event>) -> (u64, Option<String>) {
    match events.recv_timeout(Duration::from_secs(20)) {
        Ok(Event::Answered { ticket, result }) => (ticket.0, result.err()),
        other => panic!("no answer: {other:?}"),
    }
}

#[test]
fn a_newer_question_cancels_the_one_at_work() {
    let (lanes, events, begun) = start();
    lanes.ask(Ticket(1), Lane::Omnibox, omnibox("long"));
    begun.recv().expect("the worker begins");
    lanes.ask(Ticket(2), Lane::Omnibox, omnibox("long"));
    lanes.ask(Ticket(3), Lane::Omnibox, omnibox("short"));
    assert_eq!(next(&events), (3, Some("short".to_owned())));
}

#[test]
fn a_fault_in_an_answer_is_an_answer() {
    let (lanes, events, _begun) = start();
    lanes.ask(Ticket(1), Lane::Main, omnibox("panic"));
    let (ticket, refusal) = next(&events);
    assert_eq!(ticket, 1);
    assert!(refusal.is_some_and(|sentence| sentence.contains("fault")));
    lanes.ask(Ticket(2), Lane::Main, omnibox("fine"));
    assert_eq!(next(&events), (2, Some("fine".to_owned())));
}

#[test]
fn every_change_is_kept_and_in_order_even_at_the_end() {
    let (lanes, events, _begun) = start();
    for number in 0..100 {
        let change = Change {
            ids: vec![number.to_string()],
            act: Act::Star(true),
        };
        lanes.ask(Ticket(number), Lane::Change, Question::Change(change));
    }
    lanes.close(Duration::from_secs(20));
    let tickets: Vec<u64> = (0..100).map(|_| next(&events).0).collect();
    assert_eq!(tickets, (0..100).collect::<Vec<u64>>());
}
