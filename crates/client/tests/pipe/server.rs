//! A server that does what a test tells it.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};

/// Listens on a port of the system's choice.
pub(crate) struct Server {
    listener: TcpListener,
}

/// One connection of a client.
pub(crate) struct Connection {
    socket: WebSocketStream<TcpStream>,
}

impl Server {
    pub(crate) async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self { listener }
    }

    pub(crate) fn port(&self) -> u16 {
        self.listener.local_addr().unwrap().port()
    }

    pub(crate) async fn accept_bytes(&self) -> TcpStream {
        self.listener.accept().await.unwrap().0
    }

    pub(crate) async fn accept(&self) -> Connection {
        let socket = accept_async(self.accept_bytes().await).await.unwrap();
        Connection { socket }
    }

    /// Accepts a client and lets it in with nothing to catch up.
    pub(crate) async fn let_in(&self) -> Connection {
        let mut connection = self.accept().await;
        connection.greet().await;
        connection.tell(welcome(json!([]))).await;
        connection
    }
}

impl Connection {
    pub(crate) async fn tell(&mut self, message: Value) {
        self.tell_raw(Message::text(message.to_string())).await;
    }

    pub(crate) async fn tell_raw(&mut self, message: Message) {
        self.socket.send(message).await.unwrap();
    }

    pub(crate) fn socket(&mut self) -> &mut WebSocketStream<TcpStream> {
        &mut self.socket
    }

    /// The next message; nothing when the client is gone.
    pub(crate) async fn hear(&mut self) -> Option<Value> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).unwrap()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Greets, and returns the login.
    pub(crate) async fn greet(&mut self) -> Value {
        let hello = json!({"type": "hello", "version": 1, "server": "test", "heartbeat_ms": 10_000,
                           "max_message": 100, "message_lifetime_ms": 3_600_000});
        self.tell(hello).await;
        self.hear().await.expect("no login came")
    }

    /// Hears a message and confirms it.
    pub(crate) async fn confirm(&mut self, id: u64) -> Value {
        let say = self.hear().await.expect("no message came");
        self.tell(said(&say, id)).await;
        say
    }
}

pub(crate) fn welcome(messages: Value) -> Value {
    let ids = messages.as_array().into_iter().flatten();
    let last_id = ids.filter_map(|message| message["id"].as_u64()).max();
    let last_id = last_id.unwrap_or_default().max(100);
    json!({"type": "welcome", "name": "bob", "registered": false, "time": 1_000, "last_id": last_id,
           "allowance": {"used": 0, "limit": 20}, "names_online": 1, "names": ["bob"],
           "messages": messages, "skipped": 0})
}

pub(crate) fn message(id: u64, from: &str, text: &str) -> Value {
    json!({"type": "message", "id": id, "from": from, "text": text, "sent_at": 1_000,
           "expires_at": 3_600_000})
}

pub(crate) fn said(say: &Value, id: u64) -> Value {
    json!({"type": "said", "key": say["key"], "id": id, "sent_at": 1_000, "expires_at": 3_600_000,
           "allowance": {"used": 1, "limit": 20}})
}
