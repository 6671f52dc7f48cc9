//! Text that no log may carry.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// What a person wrote: a topic, a reason, a key. Its `Debug` form tells the length only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrivateWords<'a>(Cow<'a, str>);

impl Deref for PrivateWords<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<Cow<'a, str>> for PrivateWords<'a> {
    fn from(words: Cow<'a, str>) -> Self {
        Self(words)
    }
}

impl<'a> From<&'a str> for PrivateWords<'a> {
    fn from(words: &'a str) -> Self {
        Self(Cow::Borrowed(words))
    }
}

impl From<String> for PrivateWords<'_> {
    fn from(words: String) -> Self {
        Self(Cow::Owned(words))
    }
}

impl fmt::Debug for PrivateWords<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PrivateWords({} bytes)", self.0.len())
    }
}
