//! Coming in: what is asked, and what a device is told then.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Allowance, Counts, Message, MessageId, MetadataAtLogin, MetadataEntry, Name, Person,
    Profile, RoomView, SessionId, Timestamp, limits,
};

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
    /// What the device says of its person.
    pub profile: Option<Profile>,
    /// Which rooms it comes into.
    pub rooms: RoomsAtLogin,
    /// Metadata that the device brings along; nothing where it does not know of such.
    pub metadata: Option<MetadataAtLogin>,
}

/// Which rooms a device comes into when it logs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomsAtLogin {
    /// The common room, which the account joins where it is not in it, and its other rooms; the answer lists
    /// them without their members.
    #[default]
    All,
    /// The same, and the answer tells who is in them.
    AllWithMembers,
    /// None: the device joins those that it wants to hear of.
    None,
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
    /// No account: the name is the device's until its connection ends.
    Guest,
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified(account) => write!(formatter, "Verified({account:?})"),
            Self::New { .. } => formatter.write_str("New"),
            Self::Guest => formatter.write_str("Guest"),
        }
    }
}

/// Everything that a device needs to know when it is let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedIn {
    /// The device.
    pub session: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// The name as it was first written.
    pub name: Name,
    /// Whether this login registered the name.
    pub registered: bool,
    /// The time of the login.
    pub time: Timestamp,
    /// Whom others see.
    pub person: Arc<Person>,
    /// The rooms that the device comes into.
    pub rooms: Vec<RoomView>,
    /// What it missed.
    pub catch_up: CatchUp,
    /// The last message that there is or was, from which this device can resume later.
    pub last: MessageId,
    /// How the allowance stands.
    pub allowance: Allowance,
    /// For how long the name is silenced still, where it is.
    pub silenced: Option<Duration>,
    /// How many there are of everything, this device included.
    pub counts: Counts,
    /// Some of the names online, shared by all who come in: this one need not be among them. See
    /// [`LoggedIn::names`].
    pub names_listed: Arc<[Arc<str>]>,
    /// What there is of metadata under the name, for a device that knows of such.
    pub metadata: Option<Vec<MetadataEntry>>,
}

impl LoggedIn {
    /// Some of the names online, this one first, at most [`crate::limits::NAMES_LISTED_MAX`].
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        let own = self.name.shown();
        let others = self.names_listed.iter().filter(move |name| *name != own);
        std::iter::once(own)
            .chain(others)
            .take(limits::NAMES_LISTED_MAX)
    }
}

/// Messages that a device is shown when it comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatchUp {
    /// In the order in which they were said.
    pub messages: Vec<Arc<Message>>,
    /// How many more were missed and are alive, but not shown.
    pub skipped: usize,
}
