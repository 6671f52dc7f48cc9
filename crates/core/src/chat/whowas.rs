//! Names that are no longer online.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::{Person, Timestamp, limits};

/// The last of those who left, the oldest first, at most [`limits::WHOWAS_MAX`].
#[derive(Debug, Default)]
pub(super) struct Whowas {
    gone: VecDeque<Gone>,
}

#[derive(Debug)]
struct Gone {
    key: Arc<str>,
    person: Arc<Person>,
    at: Timestamp,
}

impl Whowas {
    pub(super) fn push(&mut self, key: Arc<str>, person: Arc<Person>, at: Timestamp) {
        if self.gone.len() >= limits::WHOWAS_MAX {
            self.gone.pop_front();
        }
        self.gone.push_back(Gone { key, person, at });
    }

    /// Who had a name, the latest first.
    pub(super) fn of(&self, key: &str, count: usize) -> Vec<(Arc<Person>, Timestamp)> {
        let gone = self.gone.iter().rev().filter(|gone| *gone.key == *key);
        gone.take(count)
            .map(|gone| (Arc::clone(&gone.person), gone.at))
            .collect()
    }
}
