//! Somebody who answers like a server and sends whatever a test likes.

use std::net::{SocketAddr, TcpListener};
use std::thread;

use serde_json::{Value, json};
use tungstenite::Message;

/// A server of the JSON protocol that greets, lets anybody in, and then says its piece.
pub(crate) struct FakeServer {
    pub(crate) address: SocketAddr,
}

impl FakeServer {
    /// Answers one client: its login with `welcome`, then sends `messages` and waits until it leaves.
    pub(crate) fn start(welcome: Value, messages: Vec<Value>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("it has one");
        thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a client");
            let mut socket = tungstenite::accept(stream).expect("a WebSocket");
            let hello = json!({"type": "hello", "version": 1, "server": "fake", "heartbeat_ms": 60_000,
                "max_message": 2_000, "message_lifetime_ms": 3_600_000});
            let mut send = |message: &Value| {
                let sent = socket.send(Message::text(message.to_string()));
                sent.expect("the client reads");
            };
            send(&hello);
            send(&welcome);
            messages.iter().for_each(&mut send);
            while socket.read().is_ok() {}
        });
        Self { address }
    }
}
