//! The library as the one who answers the browser's questions.

use std::time::Duration;

use jiff::Timestamp;

use crate::app::{Answer, Question};
use crate::headless::answer;
use crate::library::Library;
use crate::model::Progress;
use crate::text::Cancel;

use super::lanes::Answers;

impl Answers for Library {
    fn answer(&self, question: Question, cancel: &Cancel) -> Result<Answer, String> {
        answer(self, question, Timestamp::now().as_second(), cancel)
    }

    fn subscribe(&self, listener: Box<dyn Fn(Progress) + Send + Sync>) {
        self.listen(move |progress| listener(progress.clone()));
    }

    fn said(&self) -> Vec<String> {
        self.take_said()
    }

    fn close(&self, _patience: Duration) {
        // Where it cannot be kept, what is new now is still new at the next visit.
        let _ = self.end_visit(Timestamp::now().as_second());
        Self::close(self);
    }
}
