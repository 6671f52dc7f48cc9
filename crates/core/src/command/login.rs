//! Who wants to come in.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AccountId, MessageId, Name, Profile, SessionId};

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
    /// Where to write to, unverified; kept when the login registers the name.
    pub email: Option<Arc<str>>,
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
