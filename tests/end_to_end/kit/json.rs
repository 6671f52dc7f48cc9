//! A program of one's own: the JSON protocol as docs/protocol.md has it.

use std::net::{SocketAddr, TcpStream};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use super::PASSWORD;
use super::wait::PATIENCE;

/// A WebSocket at `/ws`.
pub(crate) struct Json {
    socket: WebSocket<TcpStream>,
}

impl Json {
    /// A connection that was greeted.
    pub(crate) fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        let (socket, _) =
            tungstenite::client(format!("ws://{address}/ws"), stream).expect("a WebSocket");
        let mut json = Self { socket };
        let hello = json.next().expect("a greeting");
        assert_eq!(hello["type"], "hello", "{hello}");
        json
    }

    /// Somebody who is in, and the `welcome`.
    pub(crate) fn join(address: SocketAddr, name: &str, last_id: Option<u64>) -> (Self, Value) {
        let mut json = Self::connect(address);
        let mut login = json!({"type": "login", "name": name, "password": PASSWORD});
        if let Some(last_id) = last_id {
            login["last_id"] = last_id.into();
        }
        json.send(&login);
        let welcome = json.next().expect("an answer");
        assert_eq!(welcome["type"], "welcome", "{welcome}");
        (json, welcome)
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        self.try_send(message).expect("the server reads");
    }

    /// Sends a message; an error where the connection is gone.
    pub(crate) fn try_send(&mut self, message: &Value) -> tungstenite::Result<()> {
        self.socket.send(Message::text(message.to_string()))
    }

    /// The next message but heartbeats; nothing where the connection has ended.
    pub(crate) fn next(&mut self) -> Option<Value> {
        loop {
            let text = match self.socket.read() {
                Ok(Message::Text(text)) => text,
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => continue,
            };
            let message: Value = serde_json::from_str(&text).expect("JSON");
            if message["type"] != "ping" {
                return Some(message);
            }
            self.try_send(&json!({"type": "pong"})).ok()?;
        }
    }

    /// The next message of a type; others are passed over.
    pub(crate) fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next();
            let message = message.unwrap_or_else(|| panic!("the end came before any {kind}"));
            if message["type"] == kind {
                return message;
            }
        }
    }

    /// Says something and waits for the answer, `said` or `refused`; what else was heard is passed over.
    pub(crate) fn say(&mut self, key: &str, text: &str) -> Value {
        self.send(&json!({"type": "say", "key": key, "text": text}));
        loop {
            let message = self.next().expect("an answer");
            if message["key"] == key && message["type"] != "message" {
                return message;
            }
        }
    }
}
