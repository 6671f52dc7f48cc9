//! What is asked of the chat.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AccountId, ClientKey, MessageId, Name, RoomId, Sequence, SessionId, Stamp, Text};

/// The version of the commands that this program understands.
pub const COMMAND_VERSION: u16 = 1;

/// A command in its place in the one order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// The version of the program's commands that `command` is written in. Whoever takes an envelope
    /// from a log refuses one that is not [`COMMAND_VERSION`] before it is applied.
    pub version: u16,
    /// Its place and time.
    pub stamp: Stamp,
    /// What is asked.
    pub command: Command,
}

/// One request that may change what the chat knows, or that is answered from it.
///
/// Every command but [`Command::Leave`] and [`Command::Advance`] is answered with exactly one event to its
/// session, for which [`crate::Event::is_answer`] holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    /// A device comes in.
    Login(Login),
    /// A device is gone.
    Leave {
        /// Which.
        session: SessionId,
        /// The last place in the order up to which everything meant for it was handed to its
        /// connection. What came later counts as missed.
        seen: Sequence,
    },
    /// Something is said.
    Say {
        /// By which device.
        session: SessionId,
        /// To whom.
        to: Target,
        /// What.
        text: Text,
        /// Makes a repetition recognisable.
        key: Option<ClientKey>,
    },
    /// A complaint about a name.
    Complain {
        /// By which device.
        session: SessionId,
        /// About whom.
        about: Name,
    },
    /// Asks how the room and the name itself stand.
    Status {
        /// By which device.
        session: SessionId,
    },
    /// Nothing but the passing of time: what is due by the stamp's time is done.
    Advance,
}

/// A device that wants to come in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Login {
    /// The session that the device will have.
    pub session: SessionId,
    /// The name asked for.
    pub name: Name,
    /// What the check of the password gave.
    pub credential: Credential,
    /// The last message that the device has, where it resumes.
    pub resume: Option<MessageId>,
}

/// The result of the password check, which happens outside of the core.
#[derive(Clone, Serialize, Deserialize)]
pub enum Credential {
    /// The password opens this account.
    Verified(AccountId),
    /// The name is not registered; this is the hash to register it with.
    New {
        /// The password's hash in PHC form.
        password_hash: Arc<str>,
    },
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified(account) => write!(formatter, "Verified({account:?})"),
            Self::New { .. } => formatter.write_str("New"),
        }
    }
}

/// To whom something is to be said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Target {
    /// A room.
    Room(RoomId),
    /// A person by name.
    Name(Name),
}

impl Command {
    /// The session that asks, where there is one.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Self::Login(login) => Some(login.session),
            Self::Leave { session, .. }
            | Self::Say { session, .. }
            | Self::Complain { session, .. }
            | Self::Status { session } => Some(*session),
            Self::Advance => None,
        }
    }
}
