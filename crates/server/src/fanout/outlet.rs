//! The short way into a socket, for what many hear.

use std::sync::Arc;

use rustix::net::{SendFlags, send};
use tokio::net::TcpStream;

/// What a message to many touches of each of them. It is small and lies beside the others': with thousands who
/// hear, what is not in the processor's cache costs as much as all else but the write.
pub(super) struct Outlet {
    socket: Arc<TcpStream>,
    free: bool,
}

impl Outlet {
    /// Nothing waits for a new one.
    pub(super) fn new(socket: Arc<TcpStream>) -> Self {
        Self { socket, free: true }
    }

    pub(super) fn set_free(&mut self, free: bool) {
        self.free = free;
    }

    /// Writes at once, if nothing waits before it. Answers how many bytes the socket took. The rest has to be
    /// put into the outbox, whose own write finds out why and waits if need be.
    pub(super) fn write(&self, bytes: &[u8]) -> usize {
        if !self.free {
            return 0;
        }
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        send(&*self.socket, bytes, flags).unwrap_or(0)
    }
}
