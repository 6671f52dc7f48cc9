//! Connections made of channels.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;
use tokio::sync::mpsc;

use super::{hello, welcome};
use crate::connection::transport::{Dial, DialError, Lost, Transport};

/// Connects to a [`FakeServer`].
#[derive(Clone)]
pub(super) struct FakeDial {
    connections: mpsc::UnboundedSender<ServerEnd>,
    refusals: Arc<AtomicU32>,
}

/// The other side of all connections.
pub(super) struct FakeServer {
    connections: mpsc::UnboundedReceiver<ServerEnd>,
    refusals: Arc<AtomicU32>,
}

/// The other side of one connection; it ends when this is dropped.
pub(super) struct ServerEnd {
    to_client: mpsc::UnboundedSender<String>,
    from_client: mpsc::UnboundedReceiver<String>,
}

/// Our side of it.
pub(super) struct FakeTransport {
    to_server: mpsc::UnboundedSender<String>,
    from_server: mpsc::UnboundedReceiver<String>,
}

impl FakeDial {
    pub(super) fn pair() -> (Self, FakeServer) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let refusals = Arc::new(AtomicU32::new(0));
        let dial = Self {
            connections: sender,
            refusals: Arc::clone(&refusals),
        };
        let server = FakeServer {
            connections: receiver,
            refusals,
        };
        (dial, server)
    }
}

impl Dial for FakeDial {
    type Transport = FakeTransport;

    async fn dial(&self) -> Result<FakeTransport, DialError> {
        let refuses = |left: u32| left.checked_sub(1);
        if self
            .refusals
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, refuses)
            .is_ok()
        {
            return Err(DialError::Unreachable {
                address: "nowhere".to_owned(),
                reason: "a test".to_owned(),
            });
        }
        let (to_client, from_server) = mpsc::unbounded_channel();
        let (to_server, from_client) = mpsc::unbounded_channel();
        let end = ServerEnd {
            to_client,
            from_client,
        };
        self.connections.send(end).unwrap();
        Ok(FakeTransport {
            to_server,
            from_server,
        })
    }
}

impl Transport for FakeTransport {
    async fn receive(&mut self) -> Result<String, Lost> {
        self.from_server.recv().await.ok_or(Lost::Closed)
    }

    async fn send(&mut self, message: String) -> Result<(), Lost> {
        self.to_server.send(message).map_err(|_| Lost::Closed)
    }

    async fn close(&mut self) {}
}

impl FakeServer {
    pub(super) async fn accept(&mut self) -> ServerEnd {
        self.next().await.expect("the session is over")
    }

    /// The next connection; nothing once the session is over.
    pub(super) async fn next(&mut self) -> Option<ServerEnd> {
        self.connections.recv().await
    }

    /// The next so many attempts to connect fail.
    pub(super) fn refuse(&self, attempts: u32) {
        self.refusals.store(attempts, Ordering::SeqCst);
    }
}

impl ServerEnd {
    /// Says something, or says it to nobody.
    pub(super) fn tell(&self, message: &Value) {
        let _ = self.to_client.send(message.to_string());
    }

    /// What the client says next; nothing when it is gone.
    pub(super) async fn hear(&mut self) -> Option<Value> {
        let message = self.from_client.recv().await?;
        Some(serde_json::from_str(&message).unwrap())
    }

    /// What the client has said that nobody heard yet.
    pub(super) fn unheard(&self) -> usize {
        self.from_client.len()
    }

    /// Greets and hears the login.
    pub(super) async fn greet(&mut self) -> Value {
        self.tell(&hello());
        self.hear().await.expect("no login came")
    }

    /// Greets, hears the login and lets it in.
    pub(super) async fn let_in(&mut self, last_id: u64) -> Value {
        let login = self.greet().await;
        self.tell(&welcome(last_id));
        login
    }
}
