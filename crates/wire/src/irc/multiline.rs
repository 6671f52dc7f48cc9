//! A message on several lines of a client's (draft/multiline).

use hourglass_core::ClientTags;

use super::limits::{MULTILINE_BYTES_MAX, MULTILINE_LINES_MAX};
use super::message::Message;

/// The type of the batch.
pub(super) const TYPE: &str = "draft/multiline";

/// The tag of a line that goes on where the one before it ended.
pub(super) const CONCAT: &str = "draft/multiline-concat";

/// A message of which lines come in. It is bounded by [`MULTILINE_BYTES_MAX`] and [`MULTILINE_LINES_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiline {
    /// To whom it goes.
    pub target: String,
    /// What its client says of it to other clients.
    pub tags: Option<ClientTags>,
    /// The client's label for it, escaped as on the line.
    pub label: Option<String>,
    batch: String,
    verb: String,
    bytes: usize,
    lines: Vec<MultilineLine>,
}

/// A line of such a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultilineLine {
    /// What stands on it.
    pub text: String,
    /// Whether it goes on where the line before it ended.
    pub goes_on: bool,
}

/// Why lines are no message. Answered with `FAIL BATCH`, its code and its context.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MultilineError {
    /// More bytes than a message may have.
    #[error("The message has more than {MULTILINE_BYTES_MAX} bytes. Nothing of it was sent.")]
    TooManyBytes,
    /// More lines than a message may have.
    #[error("The message has more than {MULTILINE_LINES_MAX} lines. Nothing of it was sent.")]
    TooManyLines,
    /// A line to somebody else.
    #[error("A line of the message goes to somebody else. Nothing of it was sent.")]
    OtherTarget {
        /// To whom the message goes.
        target: String,
        /// To whom the line goes.
        other: String,
    },
    /// Lines of different kinds, a blank one that goes on, or blank ones only.
    #[error("These lines are no message. Nothing of it was sent.")]
    Invalid,
}

impl Multiline {
    /// Begins with a `BATCH +NAME draft/multiline TARGET`; nothing where that is not what it is.
    pub fn open(message: &Message<'_>) -> Option<Self> {
        let [batch, TYPE, target] = message.parameters() else {
            return None;
        };
        let batch = batch.strip_prefix('+').filter(|batch| !batch.is_empty())?;
        Some(Self {
            target: (*target).to_owned(),
            tags: message.tags.for_others(),
            label: message.label().map(str::to_owned),
            batch: batch.to_owned(),
            verb: String::new(),
            bytes: 0,
            lines: Vec::new(),
        })
    }

    /// The name of its batch.
    pub fn batch(&self) -> &str {
        &self.batch
    }

    /// Whether a line belongs to it.
    pub fn has(&self, message: &Message<'_>) -> bool {
        message.tags.raw_value("batch") == Some(&self.batch)
    }

    /// Whether a `BATCH` ends it.
    pub fn is_ended_by(&self, message: &Message<'_>) -> bool {
        let name = message.parameter(0).and_then(|name| name.strip_prefix('-'));
        name == Some(&self.batch)
    }

    /// Adds a line.
    ///
    /// # Errors
    /// A line that does not belong here, or is one too many: the message is to be given up.
    pub fn add(&mut self, message: &Message<'_>) -> Result<(), MultilineError> {
        let [target, text] = message.parameters() else {
            return Err(MultilineError::Invalid);
        };
        if !target.eq_ignore_ascii_case(&self.target) {
            return Err(MultilineError::OtherTarget {
                target: self.target.clone(),
                other: (*target).to_owned(),
            });
        }
        if self.lines.len() == MULTILINE_LINES_MAX {
            return Err(MultilineError::TooManyLines);
        }
        let goes_on = message.tags.raw_value(CONCAT).is_some();
        if self.lines.is_empty() {
            self.verb = message.verb.to_ascii_uppercase();
        }
        let is_speech = matches!(self.verb.as_str(), "PRIVMSG" | "NOTICE");
        let is_same = message.verb.eq_ignore_ascii_case(&self.verb);
        if !is_speech || !is_same || (goes_on && text.is_empty()) {
            return Err(MultilineError::Invalid);
        }
        let bytes = self.bytes + usize::from(!goes_on) + text.len();
        if bytes > MULTILINE_BYTES_MAX {
            return Err(MultilineError::TooManyBytes);
        }
        self.bytes = bytes;
        let text = (*text).to_owned();
        self.lines.push(MultilineLine { text, goes_on });
        Ok(())
    }

    /// The verb in capitals and the lines.
    ///
    /// # Errors
    /// [`MultilineError::Invalid`] where there is nothing but blank lines.
    pub fn finish(&self) -> Result<(&str, &[MultilineLine]), MultilineError> {
        if self.lines.iter().all(|line| line.text.trim().is_empty()) {
            return Err(MultilineError::Invalid);
        }
        Ok((&self.verb, &self.lines))
    }
}

impl MultilineError {
    /// The code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooManyBytes => "MULTILINE_MAX_BYTES",
            Self::TooManyLines => "MULTILINE_MAX_LINES",
            Self::OtherTarget { .. } => "MULTILINE_INVALID_TARGET",
            Self::Invalid => "MULTILINE_INVALID",
        }
    }

    /// What stands behind the code.
    pub fn context(&self) -> Vec<String> {
        match self {
            Self::TooManyBytes => vec![MULTILINE_BYTES_MAX.to_string()],
            Self::TooManyLines => vec![MULTILINE_LINES_MAX.to_string()],
            Self::OtherTarget { target, other } => vec![target.clone(), other.clone()],
            Self::Invalid => Vec::new(),
        }
    }
}
