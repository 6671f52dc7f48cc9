//! Lines from a socket.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use hourglass_wire::irc::{IrcDecoder, IrcLine};
use tokio::net::TcpStream;

use crate::limits;

/// Reads lines. It holds memory only for what was read and not taken yet: at most one read's worth of lines,
/// and the beginning of one more.
pub(super) struct IrcReader {
    socket: Arc<TcpStream>,
    decoder: IrcDecoder,
    lines: VecDeque<IrcLine<'static>>,
    ended: bool,
    lost: bool,
}

impl IrcReader {
    /// A reader that begins with what was looked at.
    pub(super) fn new(socket: Arc<TcpStream>, looked: &[u8]) -> Self {
        let mut reader = Self {
            socket,
            decoder: IrcDecoder::new(),
            lines: VecDeque::new(),
            ended: false,
            lost: false,
        };
        reader.decode(looked);
        reader
    }

    /// The next line; nothing at the end of the connection. May be dropped at any time without losing a
    /// line.
    pub(super) async fn next(&mut self) -> Option<IrcLine<'static>> {
        loop {
            if let Some(line) = self.lines.pop_front() {
                return Some(line);
            }
            self.lines = VecDeque::new();
            if self.ended {
                return None;
            }
            if self.socket.readable().await.is_err() || self.read().is_err() {
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

    /// Reads once. The buffer is on the stack, so that a connection that waits has none.
    fn read(&mut self) -> io::Result<()> {
        let mut buffer = [0; limits::READ_BYTES];
        match self.socket.try_read(&mut buffer) {
            Ok(0) => self.ended = true,
            Ok(count) => self.decode(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn decode(&mut self, mut bytes: &[u8]) {
        while let Some(line) = self.decoder.feed(&mut bytes) {
            self.lines.push_back(match line {
                IrcLine::Text(text) => IrcLine::Text(Cow::Owned(text.into_owned())),
                IrcLine::TooLong => IrcLine::TooLong,
                IrcLine::NotUtf8(text) => IrcLine::NotUtf8(text),
            });
        }
    }
}
