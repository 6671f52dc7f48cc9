//! Lines from a socket.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;

use hourglass_wire::line::{Line, LineDecoder, line_bytes_max};
use tokio::net::TcpStream;

use crate::limits;

/// Reads lines. It holds memory only for what was read and not taken yet: at most one read's worth of lines,
/// and the beginning of one more.
pub(super) struct LineReader {
    socket: Arc<TcpStream>,
    decoder: LineDecoder,
    lines: VecDeque<Line<'static>>,
    ended: bool,
    lost: bool,
}

impl LineReader {
    /// A reader for messages of at most `max_message` characters that begins with what was looked at.
    pub(super) fn new(socket: Arc<TcpStream>, looked: &[u8], max_message: usize) -> Self {
        let decoder = LineDecoder::new(line_bytes_max(max_message));
        let mut reader = Self {
            socket,
            decoder,
            lines: VecDeque::new(),
            ended: false,
            lost: false,
        };
        reader.decode(looked);
        reader
    }

    /// The next line; nothing at the end of the connection. May be dropped at any time without losing a
    /// line.
    pub(super) async fn next(&mut self) -> Option<Line<'static>> {
        loop {
            if let Some(line) = self.lines.pop_front() {
                return Some(line);
            }
            self.lines = VecDeque::new();
            if self.ended {
                return None;
            }
            if self.readable().await.is_err() || self.read().is_err() {
                self.ended = true;
                self.lost = true;
            }
        }
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
    fn read(&mut self) -> io::Result<()> {
        let mut buffer = [0; limits::READ_BYTES];
        match self.socket.try_read(&mut buffer) {
            Ok(0) => {
                self.lines.extend(self.decoder.finish());
                self.ended = true;
            }
            Ok(count) => self.decode(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn decode(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if let Some(line) = self.decoder.feed(&mut bytes) {
                self.lines.push_back(line.into_owned());
            }
        }
    }
}
