//! The names that may be meant when one is begun.

use std::collections::BTreeSet;

use crate::limits::PEOPLE_MAX;

/// Names seen lately, at most [`PEOPLE_MAX`].
#[derive(Default)]
pub(super) struct People {
    names: BTreeSet<String>,
}

impl People {
    /// Those who are online, instead of whoever was known.
    pub(super) fn replace(&mut self, names: Vec<String>) {
        self.names = names.into_iter().take(PEOPLE_MAX).collect();
    }

    /// One more, if there is room.
    pub(super) fn add(&mut self, name: &str) {
        if self.names.len() < PEOPLE_MAX {
            self.names.insert(name.to_owned());
        }
    }

    /// One less.
    pub(super) fn remove(&mut self, name: &str) {
        self.names.remove(name);
    }

    /// Whose name begins like this, capitals or not, in order.
    pub(super) fn beginning_with(&self, start: &str) -> Vec<String> {
        let start = start.to_lowercase();
        let begins = |name: &&String| name.to_lowercase().starts_with(&start);
        self.names.iter().filter(begins).cloned().collect()
    }
}
