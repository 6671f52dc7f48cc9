//! Does what the model wants done.

use std::ops::ControlFlow;
use std::time::Duration;

use hourglass_wire::json::ClientMessage;
use tokio::time::timeout;

use super::super::transport::{Dial, Lost, Transport};
use super::{Ended, Session};
use crate::limits::SEND_WAIT;
use crate::model::Effect;
use crate::outcome::Outcome;
use crate::shown::Shown;

/// What is left to do once everything is shown.
#[derive(Default)]
pub(super) struct Outgoing {
    messages: Vec<ClientMessage>,
    reconnect: Option<Duration>,
}

impl<D: Dial> Session<D> {
    /// Shows what is to be shown, and returns what needs the connection.
    pub(super) async fn perform(&mut self, effects: Vec<Effect>) -> ControlFlow<Outcome, Outgoing> {
        let mut outgoing = Outgoing::default();
        for effect in effects {
            match effect {
                Effect::Show(shown) => self.show(shown).await?,
                Effect::Send(message) => outgoing.messages.push(message),
                Effect::Leave => self.leave_within(self.conduct.leave_wait),
                Effect::End(outcome) => return self.end(outcome).await,
                Effect::Reconnect(keep_away) => outgoing.reconnect = Some(keep_away),
            }
        }
        ControlFlow::Continue(outgoing)
    }

    /// The same with a connection; an error when that has ended.
    pub(super) async fn perform_online<T: Transport>(
        &mut self,
        effects: Vec<Effect>,
        transport: &mut T,
    ) -> ControlFlow<Outcome, Result<(), Ended>> {
        let outgoing = self.perform(effects).await?;
        for message in &outgoing.messages {
            if let Err(lost) = send(transport, message).await {
                return ControlFlow::Continue(Err(Ended::by(&lost)));
            }
        }
        if let Some(keep_away) = outgoing.reconnect {
            self.put_off = true;
            return ControlFlow::Continue(Err(Ended {
                reason: Lost::Closed.to_string(),
                keep_away,
            }));
        }
        if self.model.is_in() {
            self.pauses.reset();
        }
        if self.is_done() {
            // The server notices anyway, but so the others hear of it at once.
            let _ = send(transport, &ClientMessage::Exit).await;
        }
        self.leave_if_done()?;
        ControlFlow::Continue(Ok(()))
    }

    /// Whatever has no answer by then is given back first.
    async fn end<T>(&mut self, outcome: Outcome) -> ControlFlow<Outcome, T> {
        for effect in self.model.given_up() {
            if let Effect::Show(shown) = effect {
                self.show(shown).await?;
            }
        }
        ControlFlow::Break(outcome)
    }

    /// A face that does not take anything any more holds the session up, but does not keep it from ending.
    async fn show(&mut self, shown: Shown) -> ControlFlow<Outcome> {
        let stop = async {
            if self.stopped {
                std::future::pending().await
            } else {
                self.face.stop.wait_for(|stop| *stop).await.is_ok()
            }
        };
        tokio::select! {
            biased;
            sent = self.face.shown.send(shown) => match sent {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(Outcome::Failed("The output is closed.".to_owned())),
            },
            _ = stop => ControlFlow::Break(self.outcome()),
        }
    }
}

async fn send<T: Transport>(transport: &mut T, message: &ClientMessage) -> Result<(), Lost> {
    let text = serde_json::to_string(message).map_err(|error| Lost::Failed(error.to_string()))?;
    match timeout(SEND_WAIT, transport.send(text)).await {
        Ok(result) => result,
        Err(_) => Err(Lost::Stuck(SEND_WAIT)),
    }
}
