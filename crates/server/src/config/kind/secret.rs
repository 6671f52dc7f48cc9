//! What nobody may read in an answer, an error or a log.

use std::fmt;
use std::sync::Arc;

use super::{Kind, Shown};

/// Bytes of the longest secret: it has to fit into a line of IRC.
const BYTES_MAX: usize = 300;

/// A password of the server's. Its `Debug` form does not tell it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The password itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

/// A secret, or none.
#[derive(Debug)]
pub(crate) struct Hidden;

impl Kind for Hidden {
    type Value = Option<Secret>;

    fn placeholder(&self) -> &'static str {
        "PASSWORD"
    }

    fn parse(&self, text: &str) -> Option<Self::Value> {
        let fits = (1..=BYTES_MAX).contains(&text.len());
        let usable = fits && !text.contains(char::is_control) && text.trim() == text;
        usable.then(|| Some(Secret(text.into())))
    }

    fn allowed(&self) -> String {
        format!(
            "1 to {BYTES_MAX} bytes of text without control characters or white space at its ends"
        )
    }

    fn show(&self, value: &Self::Value) -> Shown {
        match value {
            Some(_) => Shown::Hidden,
            None => Shown::Unset {
                meaning: "none",
                example: "open sesame",
            },
        }
    }

    fn is_secret(&self) -> bool {
        true
    }
}
