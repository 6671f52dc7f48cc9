//! The one task that owns the chat.
//!
//! It takes whatever commands wait, applies them, and hands their changes to the committer, which releases
//! their events once they are saved. While one batch is being saved, the next one gathers here. When saving
//! fails, the batch is held back and tried again; newcomers are refused meanwhile, so that memory and disk
//! agree without anything being undone.

mod committer;

use hourglass_core::{
    Audience, COMMAND_VERSION, Chat, Command, Emission, Envelope, Event, Output, Refusal,
};

pub(crate) use committer::{Committer, CommitterError};

use crate::fanout::Fanout;
use crate::limits;
use crate::sequencer::Sequencer;

/// Applies commands in their order, batch by batch.
pub(crate) struct Engine<S> {
    chat: Chat,
    sequencer: S,
    committer: Committer,
    fanout: Fanout,
    /// Applied, but not handed to the committer yet.
    pending: Output,
    /// How many commands are in `pending`.
    pending_commands: usize,
    /// Departures that came while nothing could be saved; at most one for each session.
    departures: Vec<Envelope>,
}

impl<S: Sequencer> Engine<S> {
    /// An engine that goes on from what `chat` holds.
    pub(crate) fn new(chat: Chat, sequencer: S, committer: Committer, fanout: Fanout) -> Self {
        Self {
            chat,
            sequencer,
            committer,
            fanout,
            pending: Output::default(),
            pending_commands: 0,
            departures: Vec::new(),
        }
    }

    /// Runs until the sequencer ends; then saves and tells what is left, and ends the committer. Ends by
    /// itself only when the committer does.
    ///
    /// # Errors
    /// When not everything could be saved.
    pub(crate) async fn run(mut self) -> Result<(), CommitterError> {
        let mut envelopes = Vec::with_capacity(limits::BATCH_MAX);
        loop {
            let failing = self.committer.is_failing();
            if !failing {
                self.apply_departures();
                self.hand_over();
            }
            // What is due changes something, too, and has to wait until changes can be saved.
            let deadline = if failing {
                None
            } else {
                self.chat.next_deadline()
            };
            let room = failing || self.pending_commands < limits::BATCH_MAX;
            tokio::select! {
                biased;
                progress = self.committer.progress() => {
                    if progress.is_err() {
                        break;
                    }
                }
                more = self.sequencer.next_batch(deadline, &mut envelopes), if room => {
                    if !more {
                        break;
                    }
                    self.take(&mut envelopes).await;
                }
            }
        }
        self.finish().await
    }

    async fn take(&mut self, envelopes: &mut Vec<Envelope>) {
        if self.committer.is_failing() {
            self.refuse(envelopes).await;
        } else {
            for envelope in envelopes.drain(..) {
                self.apply(envelope);
            }
        }
    }

    fn apply(&mut self, envelope: Envelope) {
        let Envelope {
            version,
            stamp,
            command,
        } = envelope;
        if version != COMMAND_VERSION {
            tracing::error!(version, "a command of an unknown version was refused");
            return;
        }
        self.pending_commands += 1;
        self.chat.apply(stamp, command, &mut self.pending);
    }

    /// Refuses what needs saving while nothing can be saved. Departures happen whether or not, so that they
    /// are kept until they can be applied.
    async fn refuse(&mut self, envelopes: &mut Vec<Envelope>) {
        let mut emissions = Vec::new();
        for envelope in envelopes.drain(..) {
            match &envelope.command {
                Command::Leave { .. } => self.departures.push(envelope),
                Command::Advance => {}
                command => emissions.extend(storage_refusal(command)),
            }
        }
        if !emissions.is_empty() {
            self.fanout.tell(emissions).await;
        }
    }

    fn apply_departures(&mut self) {
        for envelope in std::mem::take(&mut self.departures) {
            self.apply(envelope);
        }
    }

    /// Hands what is pending to the committer if it is free.
    fn hand_over(&mut self) {
        let empty = self.pending.changes.is_empty() && self.pending.emissions.is_empty();
        if self.committer.is_idle() && !empty {
            self.pending_commands = 0;
            self.committer.submit(std::mem::take(&mut self.pending));
        }
    }

    async fn finish(mut self) -> Result<(), CommitterError> {
        self.apply_departures();
        while !self.committer.is_idle() && self.committer.progress().await.is_ok() {}
        self.hand_over();
        self.committer.finish().await
    }
}

fn storage_refusal(command: &Command) -> Option<Emission> {
    let key = match command {
        Command::Say { key, .. } => key.clone(),
        _ => None,
    };
    let event = Event::Refused {
        refusal: Refusal::StorageFailing,
        key,
    };
    command.session().map(|session| Emission {
        audience: Audience::Session(session),
        event,
    })
}
