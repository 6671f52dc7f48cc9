//! The connection as it is in earnest: JSON text frames in a WebSocket over TCP.

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::Address;
use super::transport::{Dial, DialError, Lost, Transport};
use crate::limits::{CONNECT_WAIT, FRAME_BYTES_MAX, READ_BUFFER_BYTES, WRITE_BUFFER_BYTES_MAX};

/// Connects to a server's `/ws`.
#[derive(Clone, Debug)]
pub(crate) struct WebSocketDial {
    address: Address,
}

impl WebSocketDial {
    /// Connects to `address` when asked to.
    pub(crate) fn new(address: Address) -> Self {
        Self { address }
    }

    fn unreachable(&self, reason: &impl ToString) -> DialError {
        DialError::Unreachable {
            address: self.address.to_string(),
            reason: reason.to_string(),
        }
    }

    fn not_hourglass(&self, error: &Error) -> DialError {
        DialError::NotHourglass {
            address: self.address.to_string(),
            reason: error.to_string(),
        }
    }

    async fn connect(&self) -> Result<WebSocketStream<TcpStream>, DialError> {
        let stream = TcpStream::connect((self.address.host.as_str(), self.address.port))
            .await
            .map_err(|error| self.unreachable(&error))?;
        // Lines are short and people wait for them; where this fails, they are only later.
        let _ = stream.set_nodelay(true);
        let uri = format!("ws://{}/ws", self.address);
        match client_async_with_config(uri, stream, Some(bounds())).await {
            Ok((socket, _)) => Ok(socket),
            Err(Error::Io(error)) => Err(self.unreachable(&error)),
            Err(error) => Err(self.not_hourglass(&error)),
        }
    }
}

impl Dial for WebSocketDial {
    type Transport = WebSocketStream<TcpStream>;

    async fn dial(&self) -> Result<Self::Transport, DialError> {
        match timeout(CONNECT_WAIT, self.connect()).await {
            Ok(result) => result,
            Err(_) => Err(self.unreachable(&"nobody answered in time")),
        }
    }
}

impl Transport for WebSocketStream<TcpStream> {
    async fn receive(&mut self) -> Result<String, Lost> {
        loop {
            match self.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
                Some(Ok(Message::Close(_))) | None => return Err(Lost::Closed),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(lost(error)),
            }
        }
    }

    async fn send(&mut self, message: String) -> Result<(), Lost> {
        SinkExt::send(self, Message::text(message))
            .await
            .map_err(lost)
    }

    async fn close(&mut self) {
        // There is nobody left to tell that an orderly end failed.
        let _ = WebSocketStream::close(self, None).await;
    }
}

fn lost(error: Error) -> Lost {
    match error {
        Error::ConnectionClosed | Error::AlreadyClosed => Lost::Closed,
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Lost::Closed,
        Error::Io(error) => Lost::Failed(error.to_string()),
        other => Lost::Failed(other.to_string()),
    }
}

fn bounds() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER_BYTES_MAX)
        .max_message_size(Some(FRAME_BYTES_MAX))
        .max_frame_size(Some(FRAME_BYTES_MAX))
}
