//! What is spoken to a server: how to log in, how to say something, what is heard.

mod irc;
mod line;
mod websocket;

use anyhow::Result;

use crate::payload::Stamp;
pub(crate) use irc::Entry;

/// What is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The line door.
    Line,
    /// The JSON protocol over a WebSocket.
    Json,
    /// IRC.
    Irc(Entry),
    /// Lines as the line door delivers them, without a login: what the comparison servers pass on.
    Bare,
}

/// What is heard once logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A generated message.
    Message(Stamp),
    /// A question for a sign of life, to be answered with [`Dialect::write_pong`].
    Ping,
}

/// What to do after some bytes of the answer to a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// More has to come.
    Wait,
    /// So many bytes are done with; these are to be sent next.
    Send(usize, Vec<u8>),
    /// Logged in; so many bytes are done with.
    Inside(usize),
}

impl Dialect {
    /// Appends what is said as soon as the connection is there.
    pub(crate) fn write_hello(self, name: &str, out: &mut Vec<u8>) {
        match self {
            Self::Line => line::write_login(name, out),
            Self::Json => websocket::write_opening(out),
            Self::Irc(entry) => irc::write_login(entry, name, out),
            Self::Bare => {}
        }
    }

    /// What to do after `bytes` of the answer.
    ///
    /// # Errors
    /// When the login was refused.
    pub(crate) fn enter(self, name: &str, bytes: &[u8]) -> Result<Entrance> {
        match self {
            Self::Line => line::enter(bytes),
            Self::Json => websocket::enter(name, bytes),
            Self::Irc(entry) => irc::enter(entry, bytes),
            Self::Bare => Ok(Entrance::Inside(0)),
        }
    }

    /// Appends a message to the room.
    pub(crate) fn write_message(self, name: &str, stamp: Stamp, out: &mut Vec<u8>) {
        match self {
            Self::Line => line::write_message("", stamp, out),
            Self::Json => websocket::write_message(stamp, out),
            Self::Irc(_) => irc::write_message(stamp, out),
            Self::Bare => line::write_message(name, stamp, out),
        }
    }

    /// Appends a sign of life.
    pub(crate) fn write_pong(self, out: &mut Vec<u8>) {
        match self {
            Self::Json => websocket::write_pong(out),
            Self::Irc(_) => irc::write_pong(out),
            Self::Line | Self::Bare => {}
        }
    }

    /// Goes through all that is whole in `bytes`; answers how many bytes that is.
    #[inline]
    pub(crate) fn scan(self, bytes: &[u8], hear: &mut impl FnMut(Heard)) -> usize {
        match self {
            Self::Line | Self::Bare => line::scan(bytes, hear),
            Self::Json => websocket::scan(bytes, hear),
            Self::Irc(_) => irc::scan(bytes, hear),
        }
    }
}
