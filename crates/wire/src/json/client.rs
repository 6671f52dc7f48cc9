//! What a client sends.

use std::fmt;

use serde::{Deserialize, Serialize};

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
    /// The recipient of a private message; absent for the common room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What.
    pub text: String,
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
