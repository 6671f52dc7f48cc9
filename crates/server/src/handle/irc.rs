//! What only the IRC door can do with a session.

use std::sync::Arc;

use hourglass_core::{Command, Text};
use hourglass_wire::irc::Capabilities;
use tungstenite::protocol::frame::coding::CloseCode;

use super::Session;
use crate::fanout::Dialect;

impl Session {
    /// The name as shown; nothing but at the IRC door.
    pub(crate) fn shown_name(&self) -> Option<Arc<str>> {
        self.shared.name()
    }

    /// Speaks IRC with these capabilities from now on.
    pub(crate) async fn set_capabilities(&self, capabilities: Capabilities) {
        let fanout = &self.handle.0.fanout;
        fanout
            .speak(self.id, Dialect::Irc(capabilities, self.framing))
            .await;
    }

    /// Ends the session as its person wishes, with last words. Its name is free before they are read.
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
        }
        let last_words = self.framing.pack_last(last_words, CloseCode::Normal);
        fanout.dismiss(self.id, last_words).await;
    }
}
