//! The mean of a model over the time of its training.

use dateline::actors::tagger::LABELS;

use super::{Model, Steps};

/// The mean of the model after several rounds, which is steadier than any one of them.
pub(super) struct Mean {
    count: f32,
    weights: Vec<[f32; LABELS]>,
    steps: Steps,
}

impl Mean {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            count: 0.0,
            weights: vec![[0.0; LABELS]; rows],
            steps: [[0.0; LABELS]; LABELS + 1],
        }
    }

    pub(super) fn add(&mut self, model: &Model) {
        self.count += 1.0;
        let pairs = self.weights.iter_mut().zip(&model.weights);
        for (sums, weights) in pairs.chain(self.steps.iter_mut().zip(&model.steps)) {
            sums.iter_mut().zip(weights).for_each(|(s, w)| *s += w);
        }
    }

    pub(super) fn model(&self) -> Model {
        let part = |row: &[f32; LABELS]| row.map(|value| value / self.count);
        Model {
            weights: self.weights.iter().map(part).collect(),
            squares: Vec::new(),
            steps: self.steps.map(|row| part(&row)),
            step_squares: self.steps,
        }
    }
}
