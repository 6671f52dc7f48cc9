//! What only the IRC door can do with a session.

use std::sync::Arc;

use hourglass_core::{Command, Person, Text};
use hourglass_wire::irc::Capabilities;
use tokio::time::timeout;
use tungstenite::protocol::frame::coding::CloseCode;

use super::Session;
use crate::fanout::Dialect;
use crate::limits;

impl Session {
    /// Whose it is; nothing but at the IRC door.
    pub(crate) fn person(&self) -> Option<Arc<Person>> {
        self.shared.person()
    }

    /// Speaks IRC with these capabilities from now on.
    pub(crate) async fn set_capabilities(&self, capabilities: Capabilities) {
        let fanout = &self.handle.0.fanout;
        fanout
            .speak(self.id, Dialect::Irc(capabilities, self.framing))
            .await;
    }

    /// Ends the session as its person wishes, with last words. Its name is free, and others
    /// were told that it is gone, before they are read.
    pub(crate) async fn quit(self, reason: Option<Text>, last_words: Vec<u8>) {
        self.all_answered().await;
        tracing::info!(session = self.id.0, "quit");
        let fanout = &self.handle.0.fanout;
        if let Some(seen) = fanout.retire(self.id).await {
            // Whoever comes next has its place behind this.
            let left = Command::Leave {
                session: self.id,
                seen,
                reason,
            };
            let _ = self.handle.0.proposer.propose(left).await;
            let _ = timeout(limits::FAREWELL_TIME, self.departure_told()).await;
        }
        let last_words = self.framing.pack_last(last_words, CloseCode::Normal);
        fanout.dismiss(self.id, last_words).await;
    }

    /// Waits until others were told that the session is gone, unless nothing can be told for now.
    async fn departure_told(&self) {
        // Departures are not answered, but what is asked behind one is: with a refusal.
        let session = self.id;
        let asked = Command::Status { session };
        if self.handle.0.proposer.propose(asked).await.is_err() {
            return;
        }
        let mut failing = self.handle.0.failing.clone();
        tokio::select! {
            () = self.shared.departed() => {}
            _ = failing.wait_for(|failing| *failing) => {}
        }
    }
}
