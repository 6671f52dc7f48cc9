//! The smallest room in which something can be shown.

use tempfile::{TempDir, tempdir};

use super::{Line, RealServer, Terminal};

/// A server with alice in a terminal and bob at the line door.
pub(crate) struct Room {
    pub(crate) server: RealServer,
    pub(crate) alice: Terminal,
    pub(crate) bob: Line,
    _data: TempDir,
}

impl Room {
    /// Starts it; both are in and know of each other.
    pub(crate) fn new(flags: &[&str]) -> Self {
        let data = tempdir().expect("a folder");
        let server = RealServer::start(data.path(), flags);
        let alice = Terminal::join(server.address, "alice");
        let bob = Line::join(server.address, "bob");
        alice.wait_for("* User bob has joined the chat");
        Self {
            server,
            alice,
            bob,
            _data: data,
        }
    }
}
