//! Why a command was not taken in.

use super::Closed;
use crate::fanout::Over;

/// Why a command was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskError {
    /// The server stops. It tells the session itself and ends it.
    Closed,
    /// The session hears nothing more: it was cut off, or its connection is over.
    Over,
}

impl From<Closed> for AskError {
    fn from(_: Closed) -> Self {
        Self::Closed
    }
}

impl From<Over> for AskError {
    fn from(_: Over) -> Self {
        Self::Over
    }
}
