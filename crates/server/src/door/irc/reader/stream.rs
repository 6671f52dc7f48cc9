//! Bytes from a socket.

use std::future::poll_fn;
use std::io;
use std::sync::Arc;

use tokio::net::TcpStream;

use crate::limits;

/// The reading side of a connection.
pub(super) struct Stream {
    socket: Arc<TcpStream>,
    ended: bool,
    lost: bool,
}

impl Stream {
    pub(super) fn new(socket: Arc<TcpStream>) -> Self {
        Self {
            socket,
            ended: false,
            lost: false,
        }
    }

    /// Waits for bytes and hands them over, all that one read gives; whether there may be more.
    pub(super) async fn read(&mut self, take: impl FnOnce(&[u8])) -> bool {
        if self.ended {
            return false;
        }
        if self.readable().await.is_err() || self.read_once(take).is_err() {
            self.ended = true;
            self.lost = true;
        }
        true
    }

    pub(super) fn socket(&self) -> &TcpStream {
        &self.socket
    }

    /// Whether the connection broke, and was not closed by the other side.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Waits until there is something to read. Unlike `TcpStream::readable` it keeps nothing for that in the
    /// waiting future: nobody else waits to read from this socket.
    async fn readable(&self) -> io::Result<()> {
        poll_fn(|context| self.socket.poll_read_ready(context)).await
    }

    /// Reads once. The buffer is on the stack, so that a connection that waits has none.
    fn read_once(&mut self, take: impl FnOnce(&[u8])) -> io::Result<()> {
        let mut buffer = [0; limits::READ_BYTES];
        match self.socket.try_read(&mut buffer) {
            Ok(0) => self.ended = true,
            Ok(count) => take(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
