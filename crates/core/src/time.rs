//! Time as the core knows it: a number that comes with a command.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Sequence;

/// Milliseconds since 1970-01-01 00:00 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// This moment and `duration` more; the last moment there is where that overflows.
    pub fn after(self, duration: Duration) -> Self {
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(milliseconds))
    }

    /// The time from `earlier` until this moment; zero where `earlier` is the later one.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

/// What the sequencer adds to a command: its place in the order and its time.
///
/// Sequence numbers grow strictly from stamp to stamp, times never shrink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The command's place in the one order.
    pub sequence: Sequence,
    /// The command's time, which every rule compares with.
    pub time: Timestamp,
}
