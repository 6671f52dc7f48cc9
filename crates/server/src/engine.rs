//! The one task that owns the chat.
//!
//! It takes whatever commands wait, applies them, and hands their changes to the committer, which releases
//! their events once they are saved. While one batch is being saved and told, the next one gathers here. When
//! saving fails, the batch is held back and tried again; newcomers are refused meanwhile, so that memory and
//! disk agree without anything being undone.
//!
//! Who comes and goes is told to all who are there, and nobody is in a hurry to hear it. So where many are
//! online, arrivals and departures gather for a moment after a batch ([`rest`]).

mod committer;
mod rest;

use std::collections::VecDeque;

use futures_util::FutureExt;
use hourglass_core::{
    Audience, COMMAND_VERSION, Chat, Command, Emission, Envelope, Event, Output, Refusal,
    Timestamp, told_bytes,
};
use tokio::time::sleep_until;

pub(crate) use committer::{Committer, CommitterError};

use crate::fanout::Fanout;
use crate::limits;
use crate::sequencer::Sequencer;
use rest::Rest;

/// Applies commands in their order, batch by batch.
pub(crate) struct Engine<S> {
    chat: Chat,
    sequencer: S,
    committer: Committer,
    fanout: Fanout,
    /// In their order, but not applied yet: at most three batches of the sequencer's.
    arrived: VecDeque<Envelope>,
    /// Applied, but not handed to the committer yet.
    pending: Pending,
    rest: Rest,
    /// Departures that came while nothing could be saved; at most one for each session.
    departures: Vec<Envelope>,
}

/// A batch that gathers.
#[derive(Default)]
struct Pending {
    output: Output,
    commands: usize,
    /// Bytes that what is said in it may take where it is told.
    bytes: usize,
    /// Whether it has a command that is urgent.
    is_urgent: bool,
}

impl Pending {
    fn is_full(&self) -> bool {
        self.commands >= limits::BATCH_MAX || self.bytes >= limits::BATCH_BYTES_MAX
    }

    fn cannot_wait(&self) -> bool {
        self.is_urgent || self.is_full()
    }

    fn is_empty(&self) -> bool {
        self.output.changes.is_empty() && self.output.emissions.is_empty()
    }
}

impl<S: Sequencer> Engine<S> {
    /// An engine that goes on from what `chat` holds.
    pub(crate) fn new(chat: Chat, sequencer: S, committer: Committer, fanout: Fanout) -> Self {
        Self {
            chat,
            sequencer,
            committer,
            fanout,
            arrived: VecDeque::new(),
            pending: Pending::default(),
            rest: Rest::over(),
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
            self.work().await;
            // What is due changes something, too, and has to wait until changes can be saved.
            let deadline = if self.committer.is_failing() {
                None
            } else {
                self.chat.next_deadline()
            };
            // What could be handed over was, unless it rests.
            let is_resting = self.committer.is_idle() && !self.pending.is_empty();
            tokio::select! {
                biased;
                progress = self.committer.progress() => {
                    if progress.is_err() {
                        break;
                    }
                    self.rest = Rest::after_batch(self.chat.sessions_online());
                    // Whoever answers what was just told is saved and told together with what gathered.
                    if self.arrived.is_empty() && !self.gather(&mut envelopes).await {
                        break;
                    }
                }
                more = self.sequencer.next_batch(deadline, &mut envelopes),
                    if self.arrived.is_empty() =>
                {
                    self.arrived.extend(envelopes.drain(..));
                    if !more || !self.gather(&mut envelopes).await {
                        break;
                    }
                }
                () = sleep_until(self.rest.until()), if is_resting => {}
            }
        }
        self.finish().await
    }

    /// Lets whoever else has just been heard hand in, too: what arrived together is then saved and told
    /// together. Nobody is waited for. Answers whether there may be more.
    async fn gather(&mut self, envelopes: &mut Vec<Envelope>) -> bool {
        // What comes after this does not wake the engine, so that it runs again only after everybody else.
        let more = self.take_in(envelopes);
        // A task that yields is the first to run after sockets were looked at, and those who then have something
        // to read come only after it.
        for _ in 0..2 {
            tokio::task::yield_now().await;
        }
        more && self.take_in(envelopes)
    }

    /// Takes what has been handed in. Answers whether there may be more.
    fn take_in(&mut self, envelopes: &mut Vec<Envelope>) -> bool {
        let more = self.sequencer.next_batch(None, envelopes).now_or_never();
        self.arrived.extend(envelopes.drain(..));
        more.unwrap_or(true)
    }

    /// Does what can be done without waiting for the committer or for commands.
    async fn work(&mut self) {
        if self.committer.is_failing() {
            self.refuse_arrived().await;
            return;
        }
        // They came before everything that has arrived since.
        for envelope in std::mem::take(&mut self.departures) {
            self.apply(envelope);
        }
        loop {
            self.apply_arrived();
            if !self.hand_over() {
                return;
            }
        }
    }

    fn apply_arrived(&mut self) {
        while !self.pending.is_full()
            && let Some(envelope) = self.arrived.pop_front()
        {
            self.apply(envelope);
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
        self.pending.commands += 1;
        self.pending.is_urgent |= rest::is_urgent(&command);
        self.pending.bytes += told_bytes_of(&command);
        self.chat.apply(stamp, command, &mut self.pending.output);
    }

    /// Refuses what needs saving while nothing can be saved. Departures happen whether or not, so that they
    /// are kept until they can be applied.
    async fn refuse_arrived(&mut self) {
        let mut emissions = Vec::new();
        for envelope in std::mem::take(&mut self.arrived) {
            match &envelope.command {
                Command::Leave { .. } => self.departures.push(envelope),
                Command::Advance => {}
                command => emissions.extend(storage_refusal(command, envelope.stamp.time)),
            }
        }
        if !emissions.is_empty() {
            self.fanout.tell(emissions).await;
        }
    }

    /// Hands what is pending to the committer if it is free and nothing more is to gather. Whether there is
    /// room for more now.
    fn hand_over(&mut self) -> bool {
        if self.pending.is_empty() {
            // Commands that left nothing behind take no place in a batch.
            self.pending = Pending::default();
            return !self.arrived.is_empty();
        }
        if self.committer.is_idle() && (self.pending.cannot_wait() || self.rest.is_over()) {
            self.committer
                .submit(std::mem::take(&mut self.pending).output);
            return !self.arrived.is_empty();
        }
        false
    }

    async fn finish(mut self) -> Result<(), CommitterError> {
        self.rest = Rest::over();
        for envelope in std::mem::take(&mut self.departures) {
            self.apply(envelope);
        }
        loop {
            self.apply_arrived();
            if self.hand_over() {
                continue;
            }
            let done = self.committer.is_idle() && self.pending.is_empty();
            if done || self.committer.progress().await.is_err() {
                break;
            }
        }
        self.committer.finish().await
    }
}

fn told_bytes_of(command: &Command) -> usize {
    match command {
        Command::Say { text, tags, .. } => told_bytes(text, tags.as_ref()),
        Command::Labelled { command, .. } => told_bytes_of(command),
        _ => 0,
    }
}

fn storage_refusal(command: &Command, at: Timestamp) -> Option<Emission> {
    let (label, command) = match command {
        Command::Labelled { label, command } => (Some(label), &**command),
        command => (None, command),
    };
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
        at,
        label: label.cloned(),
    })
}

#[cfg(test)]
mod tests;
