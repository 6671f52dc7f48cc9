//! What people say, cleaned before it gets here.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The text of a message: sanitised, not empty, its length in characters known.
///
/// Its `Debug` form tells the length only, so that no log line carries what people say.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    content: Arc<str>,
    characters: usize,
}

impl Text {
    /// A text from what the codec's sanitiser returned, or what the store kept from there. Nothing is
    /// checked here.
    pub fn from_sanitised(content: &str) -> Self {
        Self {
            characters: content.chars().count(),
            content: content.into(),
        }
    }

    /// The text, or as much of its beginning as has `characters`.
    pub(crate) fn shortened(self, characters: usize) -> Self {
        if self.characters <= characters {
            return self;
        }
        let end = self.content.char_indices().nth(characters);
        let end = end.map_or(self.content.len(), |(index, _)| index);
        Self::from_sanitised(self.content.get(..end).unwrap_or_default())
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Its length in characters (Unicode scalar values).
    pub fn characters(&self) -> usize {
        self.characters
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Text({} characters)", self.characters)
    }
}
