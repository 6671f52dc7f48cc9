//! What a client sends.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Kind, PrivateWords};

/// One message from a client. Fields that the server does not know are ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// Comes in; the first message of a connection.
    Login(LoginMessage),
    /// Says something.
    Say(SayMessage),
    /// Complains about a name.
    Complain {
        /// About whom.
        name: String,
    },
    /// Comes into a room, which is opened where there is none.
    Join {
        /// Which.
        room: String,
        /// What has to be said to come in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<PrivateWords<'static>>,
    },
    /// Leaves a room.
    Leave {
        /// Which.
        room: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<PrivateWords<'static>>,
    },
    /// Asks which rooms there are.
    Rooms,
    /// Says what a room is about, or asks.
    Topic {
        /// Which; absent for the common room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<String>,
        /// In words, empty to take the topic away; absent to ask.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<PrivateWords<'static>>,
    },
    /// Invites somebody into a room.
    Invite {
        /// Whom.
        name: String,
        /// Which.
        room: String,
    },
    /// Puts somebody out of a room.
    Kick {
        /// Whom.
        name: String,
        /// Which.
        room: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<PrivateWords<'static>>,
    },
    /// Lets somebody run a room, or no longer.
    Op {
        /// Whom.
        name: String,
        /// Which.
        room: String,
        /// Given; absent for yes.
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        on: bool,
    },
    /// Asks who is in a room.
    Who {
        /// Which; absent for the common room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<String>,
    },
    /// Takes a message of one's own back.
    Redact(RedactMessage),
    /// Asks how the room and the name stand.
    Status,
    /// Asks for the rules.
    Rules,
    /// Asks for a sign of life.
    Ping,
    /// Gives a sign of life.
    Pong,
    /// Leaves.
    Exit,
}

/// Who comes in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginMessage {
    /// The name, 1 to 32 characters.
    pub name: String,
    /// Its password, not empty.
    pub password: String,
    /// The last message id that this client has, where it resumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<u64>,
}

impl fmt::Debug for LoginMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Login({:?}, last_id: {:?})",
            self.name, self.last_id
        )
    }
}

/// What is to be said.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayMessage {
    /// The client's own key for it, 1 to 64 visible ASCII characters; sent again under the same
    /// key, it is one message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The recipient of a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The room; absent for the common one and for a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// What the message is; absent for one that is just said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// What.
    pub text: String,
}

/// Which message is to be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactMessage {
    /// Its id.
    pub id: u64,
    /// The recipient, where it was a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The room; absent for the common one and for a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PrivateWords<'static>>,
}

fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_yes(on: &bool) -> bool {
    *on
}

impl fmt::Debug for SayMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Say(key: {:?}, {} bytes)",
            self.key,
            self.text.len()
        )
    }
}
