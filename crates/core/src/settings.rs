//! The settings that rules depend on.

use std::sync::Arc;
use std::time::Duration;

use crate::{Name, NameParts, RoomName};

/// The rules' numbers. They are part of the state: a running chat never changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long a message lives.
    pub message_lifetime: Duration,
    /// Lines shown at login.
    pub history_lines: usize,
    /// Messages that a name may send in a period; 0 for no limit.
    pub message_limit: u32,
    /// How long a period is.
    pub limit_period: Duration,
    /// How many different complainers silence a name; at least 1.
    pub ban_complaints: u32,
    /// How long a name is silenced.
    pub ban_duration: Duration,
    /// Characters of the longest message.
    pub max_message: usize,
    /// The largest number of people in a room in which joining and leaving are announced.
    pub announce_up_to: usize,
    /// The name of the common room.
    pub lobby: RoomName,
    /// Whether a name stays in its rooms' lists while it has no device online.
    pub always_on: bool,
}

/// The common room's name where nobody set one: ASCII in lower case, so that it is its own key and skeleton.
fn lobby(name: &str) -> RoomName {
    let name: Arc<str> = name.into();
    RoomName::from_checked(Name::from_checked(NameParts {
        shown: Arc::clone(&name),
        key: Arc::clone(&name),
        skeletons: [Arc::clone(&name), name],
    }))
}

impl Default for Settings {
    fn default() -> Self {
        const HOUR: Duration = Duration::from_secs(60 * 60);
        Self {
            message_lifetime: HOUR,
            history_lines: 20,
            message_limit: 20,
            limit_period: HOUR,
            ban_complaints: 3,
            ban_duration: HOUR * 4,
            max_message: 2_000,
            announce_up_to: 50,
            lobby: lobby("#lobby"),
            always_on: false,
        }
    }
}
