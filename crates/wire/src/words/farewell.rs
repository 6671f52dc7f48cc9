//! Why a connection ends.

use std::time::Duration;

use super::spoken;

/// Why the server ends a connection, told as the last thing on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Farewell {
    /// The person asked to leave.
    #[error("You have left the chat. Connect again to come back.")]
    Exit,
    /// The login took too long.
    #[error("No login came within {}. Connect again when you are ready.", spoken(*limit))]
    LoginTimeout {
        /// How long a login may take.
        limit: Duration,
    },
    /// Too many wrong passwords on this connection.
    #[error("That was the last attempt on this connection. Connect again to try once more.")]
    TooManyAttempts,
    /// Too many connections that are not logged in, of which this one was silent the longest.
    #[error("Others are waiting to log in, and you were silent the longest. Connect again.")]
    MadeRoom,
    /// Too many connections, from this address or in all.
    #[error(
        "There are too many connections at present. \
         Close others of yours, or try again in a minute."
    )]
    TooManyConnections,
    /// What is sent to the client is not read.
    #[error("You were cut off because you did not read what was sent. Connect again to catch up.")]
    TooSlow,
    /// Nothing was heard from the client.
    #[error("Nothing was heard from you for {}. Connect again to catch up.", spoken(*limit))]
    HeartbeatTimeout {
        /// How long a client may be silent.
        limit: Duration,
    },
    /// A frame, or a message in several of them, that is larger than the server takes.
    #[error("A message has at most {limit} bytes here. Connect again and send shorter ones.")]
    OversizedMessage {
        /// Bytes of the largest message.
        limit: usize,
    },
    /// A frame that is not text, or not of the protocol.
    #[error(
        "Only JSON in text frames is understood here. Connect again with a client that sends it."
    )]
    BadFrame,
}
