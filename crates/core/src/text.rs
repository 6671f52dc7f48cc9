//! What people say, cleaned before it gets here.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::limits;

/// The text of a message: sanitised, not empty, its length in characters known.
///
/// Its `Debug` form tells the length only, so that no log line carries what people say.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    content: Arc<str>,
    characters: usize,
    lines: Option<Arc<[TextLine]>>,
}

/// A part of a text that stood on a line of its own with its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLine {
    /// Its length.
    pub bytes: usize,
    /// It goes on where the line before it ended. Before any other but the first there is one space in the text.
    pub goes_on: bool,
}

impl Text {
    /// A text from what the codec's sanitiser returned, or what the store kept from there. Nothing is
    /// checked here.
    pub fn from_sanitised(content: &str) -> Self {
        Self {
            characters: content.chars().count(),
            content: content.into(),
            lines: None,
        }
    }

    /// The same text, which stood on several lines; on one, where those do not make up the text.
    #[must_use]
    pub fn on_lines(self, lines: &[TextLine]) -> Self {
        let spaces = lines.iter().skip(1).filter(|line| !line.goes_on).count();
        let bytes = lines
            .iter()
            .try_fold(spaces, |bytes, line| bytes.checked_add(line.bytes));
        let lines = (bytes == Some(self.content.len())).then(|| lines.into());
        Self { lines, ..self }
    }

    /// Bytes that the text may take where it is told, with what stands around each of its lines but the first.
    pub fn told_bytes(&self) -> usize {
        let further = self
            .lines()
            .map_or(0, |lines| lines.len().saturating_sub(1));
        self.content.len() + further * limits::LINE_TOLD_BYTES
    }

    /// How the text stood on several lines; nothing where it stood on one.
    pub fn lines(&self) -> Option<&[TextLine]> {
        self.lines.as_deref()
    }

    /// The text as it stood on lines, each with whether it goes on where the one before it ended.
    pub fn parts(&self) -> impl Iterator<Item = (&str, bool)> {
        let whole = [TextLine {
            bytes: self.content.len(),
            goes_on: false,
        }];
        let (lines, whole) = match &self.lines {
            Some(lines) => (&**lines, None),
            None => (&[][..], Some(whole)),
        };
        let mut end = 0;
        let lines = lines.iter().copied().chain(whole.into_iter().flatten());
        lines.enumerate().map(move |(index, line)| {
            let start = end + usize::from(index > 0 && !line.goes_on);
            end = start + line.bytes;
            let part = self.content.get(start..end).unwrap_or_default();
            (part, line.goes_on)
        })
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
