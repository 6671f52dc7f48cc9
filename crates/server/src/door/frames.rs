//! Messages from a WebSocket.

use std::future::poll_fn;
use std::io::{self, Read, Write};
use std::sync::Arc;

use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;
use tungstenite::protocol::{Role, WebSocketConfig};
use tungstenite::{Bytes, Error, Message, Utf8Bytes, WebSocket};

use crate::limits;

/// What came.
pub(super) enum Frame {
    /// A message of text.
    Text(Utf8Bytes),
    /// A message of bytes.
    Binary(Bytes),
    /// A sign of life only. What has to be answered is in [`FrameReader::take_replies`].
    Control,
    /// The end of the connection.
    End,
}

/// Bytes of a masked control frame besides its payload.
const CONTROL_HEADER: usize = 6;

/// Reads the frames of a client: unmasked, put together and checked by the library, bounded here.
pub(super) struct FrameReader {
    socket: Arc<TcpStream>,
    protocol: WebSocket<Pipe>,
    limit: usize,
    /// Bytes since the last whole message.
    unfinished: usize,
    lost: bool,
}

/// Bytes to and from the protocol's state machine, in memory.
#[derive(Default)]
struct Pipe {
    input: Vec<u8>,
    taken: usize,
    output: Vec<u8>,
}

impl FrameReader {
    /// A reader for messages of at most `limit` bytes that begins with what was read already.
    pub(super) fn new(socket: Arc<TcpStream>, begun: &[u8], limit: usize) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(limits::WEBSOCKET_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(limit))
            .max_frame_size(Some(limit));
        let pipe = Pipe {
            input: begun.to_vec(),
            ..Pipe::default()
        };
        let protocol = WebSocket::from_raw_socket(pipe, Role::Server, Some(config));
        Self {
            socket,
            protocol,
            limit,
            unfinished: begun.len(),
            lost: false,
        }
    }

    /// The next frame. May be dropped at any time without losing one.
    ///
    /// # Errors
    /// Why the connection has to be ended.
    pub(super) async fn next(&mut self) -> Result<Frame, Farewell> {
        loop {
            match self.protocol.read() {
                Ok(Message::Text(text)) => {
                    self.unfinished = 0;
                    return Ok(Frame::Text(text));
                }
                Ok(Message::Binary(bytes)) => {
                    self.unfinished = 0;
                    return Ok(Frame::Binary(bytes));
                }
                Ok(Message::Ping(payload) | Message::Pong(payload)) => {
                    // They may stand between the fragments of a message and are no part of it.
                    self.unfinished = self
                        .unfinished
                        .saturating_sub(payload.len() + CONTROL_HEADER);
                    return Ok(Frame::Control);
                }
                Ok(Message::Close(_)) | Err(Error::ConnectionClosed | Error::AlreadyClosed) => {
                    return Ok(Frame::End);
                }
                Ok(_) => return Err(Farewell::BadFrame),
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.check_progress()?;
                    if !self.fill().await {
                        return Ok(Frame::End);
                    }
                }
                Err(Error::Capacity(_)) => {
                    return Err(Farewell::OversizedMessage { limit: self.limit });
                }
                Err(_) => return Err(Farewell::BadFrame),
            }
        }
    }

    /// What the protocol itself answers: pongs, and the end.
    pub(super) fn take_replies(&mut self) -> Vec<u8> {
        // The pipe takes everything.
        let _ = self.protocol.flush();
        std::mem::take(&mut self.protocol.get_mut().output)
    }

    /// A message in fragments that never ends would otherwise cost nothing to send for ever.
    fn check_progress(&self) -> Result<(), Farewell> {
        if self.unfinished > 2 * self.limit {
            return Err(Farewell::OversizedMessage { limit: self.limit });
        }
        Ok(())
    }

    /// Waits until there is something to read. Unlike `TcpStream::readable` it keeps nothing for that in the
    /// waiting future: nobody else waits to read from this socket.
    async fn readable(&self) -> io::Result<()> {
        poll_fn(|context| self.socket.poll_read_ready(context)).await
    }

    pub(super) fn socket(&self) -> &TcpStream {
        &self.socket
    }

    /// Waits for bytes; whether there may be more.
    async fn fill(&mut self) -> bool {
        loop {
            if self.readable().await.is_err() {
                self.lost = true;
                return false;
            }
            match self.read() {
                Ok(0) => return false,
                Ok(count) => {
                    self.unfinished += count;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => {
                    self.lost = true;
                    return false;
                }
            }
        }
    }

    /// Whether the connection broke, and was not closed by the other side.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Reads once. The buffer is on the stack, so that a connection that waits has none.
    fn read(&mut self) -> io::Result<usize> {
        let mut buffer = [0; limits::READ_BYTES];
        let count = self.socket.try_read(&mut buffer)?;
        self.protocol.get_mut().put(&buffer[..count]);
        Ok(count)
    }
}

impl Pipe {
    fn put(&mut self, bytes: &[u8]) {
        self.input.extend_from_slice(bytes);
    }
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.input[self.taken..];
        if rest.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        if self.taken == self.input.len() {
            *self = Self {
                output: std::mem::take(&mut self.output),
                ..Self::default()
            };
        }
        Ok(count)
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
