//! One layer of settings as it was written: every setting may be missing, nothing is checked yet.

use std::collections::BTreeMap;
use std::fmt;

use super::place::Place;

/// The settings that one place gives.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    entries: BTreeMap<&'static str, Entry>,
}

/// One value as it was written. Its `Debug` form does not tell it, since it may be a password.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) place: Place,
}

impl fmt::Debug for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Entry({})", self.place)
    }
}

impl Layer {
    /// A layer of flags from pairs of key and value.
    pub fn from_flags<'text>(flags: impl IntoIterator<Item = (&'static str, &'text str)>) -> Self {
        let mut layer = Self::default();
        for (key, text) in flags {
            layer.set(key, text.to_owned(), Place::Flag(key));
        }
        layer
    }

    pub(super) fn set(&mut self, key: &'static str, text: String, place: Place) {
        self.entries.insert(key, Entry { text, place });
    }

    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }
}
