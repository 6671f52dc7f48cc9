//! What a session asks of a connection, so that it can be tried without one.

use std::future::Future;
use std::time::Duration;

/// Makes connections to one server.
pub(crate) trait Dial: Clone {
    /// What it makes.
    type Transport: Transport;

    /// A new connection, ready for messages.
    fn dial(&self) -> impl Future<Output = Result<Self::Transport, DialError>>;
}

/// A connection that carries whole messages.
pub(crate) trait Transport {
    /// The next message. Nothing is lost when the future is dropped before it is ready.
    fn receive(&mut self) -> impl Future<Output = Result<String, Lost>>;

    /// Hands a message to the network.
    fn send(&mut self, message: String) -> impl Future<Output = Result<(), Lost>>;

    /// Ends the connection in the orderly way.
    fn close(&mut self) -> impl Future<Output = ()>;
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DialError {
    /// Nobody answers there.
    #[error(
        "No connection to {address}: {reason}. Is the server running, and is the address right?"
    )]
    Unreachable {
        /// Where.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// Somebody answers, but not as Hourglass does.
    #[error("What answers at {address} is no Hourglass server ({reason}).")]
    NotHourglass {
        /// Where.
        address: String,
        /// What is different.
        reason: String,
    },
}

/// Why a connection ended. The words stand behind a colon.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Lost {
    /// The other side ended it.
    #[error("the server closed it")]
    Closed,
    /// Nothing was heard for too long.
    #[error("nothing was heard from the server for {} s", .0.as_secs_f32())]
    Silent(Duration),
    /// The network took nothing for too long.
    #[error("nothing could be sent to the server for {} s", .0.as_secs_f32())]
    Stuck(Duration),
    /// The network or the protocol failed.
    #[error("{0}")]
    Failed(String),
}
