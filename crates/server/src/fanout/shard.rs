//! One shard: the writing side of its share of the sessions.

mod delivery;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use hourglass_core::{Emission, Event, Sequence, SessionId};
use hourglass_wire::Perspective;
use hourglass_wire::irc::Occasion;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::batch::Batch;
use super::dialect::{Dialect, Encoders};
use super::outbox::Outbox;
use super::progress::Progress;
use super::slots::{Slot, Slots};
use super::{Attachment, Input};
use crate::limits;

/// Owns the writing side of its sockets. Nobody else writes to them.
pub(super) struct Shard {
    inputs: mpsc::Receiver<Input>,
    encoders: Arc<Encoders>,
    slots: Slots,
    progress: Progress,
    /// The batches of this round, held until they are written.
    round: Vec<Arc<Batch>>,
    dirty: Vec<usize>,
    /// The sockets that took no more; at most one entry for each slot.
    blocked: FuturesUnordered<BoxFuture<'static, SessionId>>,
    /// Sessions that are being closed, by when at the latest; in that order.
    farewells: VecDeque<(Instant, SessionId)>,
}

impl Shard {
    pub(super) fn new(inputs: mpsc::Receiver<Input>, encoders: Arc<Encoders>) -> Self {
        Self {
            inputs,
            encoders,
            slots: Slots::default(),
            progress: Progress::default(),
            round: Vec::new(),
            dirty: Vec::new(),
            blocked: FuturesUnordered::new(),
            farewells: VecDeque::new(),
        }
    }

    /// Runs until it is told to stop or nobody is left to tell it anything.
    pub(super) async fn run(mut self) {
        loop {
            let farewell = self
                .farewells
                .front()
                .map_or_else(Instant::now, |(by, _)| *by);
            tokio::select! {
                input = self.inputs.recv() => {
                    let stopping = match input {
                        Some(input) => self.take(input).await,
                        None => true,
                    };
                    self.flush_dirty();
                    // Now they are told.
                    self.round.clear();
                    if stopping {
                        break;
                    }
                }
                Some(session) = self.blocked.next(), if !self.blocked.is_empty() => {
                    self.unblock(session);
                }
                () = sleep_until(farewell), if !self.farewells.is_empty() => self.end_farewells(),
            }
        }
        self.stop().await;
    }

    /// Handles an input and what waits behind it, so that all of it goes out in one round. Answers whether
    /// to stop.
    async fn take(&mut self, first: Input) -> bool {
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(input) = next {
            if matches!(input, Input::Stop) {
                return true;
            }
            if let Input::Batch(batch) = &input {
                // No other shard needs this one to come that far: see `Fanout::release`.
                batch.handed_over().await;
            }
            taken += 1;
            let more = taken < limits::SHARD_GATHER_MAX;
            next = more.then(|| self.inputs.try_recv().ok()).flatten();
            self.handle(input, next.is_none());
        }
        false
    }

    /// Handles an input, which may be the last one of its round.
    fn handle(&mut self, input: Input, is_last: bool) {
        match input {
            Input::Attach(attachment) => self.attach(*attachment),
            Input::Batch(batch) => {
                self.deliver(&batch, is_last);
                self.round.push(batch);
            }
            Input::Write { session, bytes } => self.write_own(session, |out| {
                out.extend_from_slice(&bytes);
            }),
            Input::Speak { session, dialect } => {
                if let Some(index) = self.slots.find(session) {
                    self.slots.speak(index, dialect);
                }
            }
            Input::Detach {
                session,
                lost,
                held,
                reply,
            } => {
                // Nobody waits for the answer where the server is stopping.
                let _ = reply.send(self.detach(session, lost, held));
            }
            Input::Dismiss {
                session,
                last_words,
            } => self.dismiss(session, &last_words),
            Input::Stop => {}
        }
    }

    fn attach(&mut self, attachment: Attachment) {
        let Attachment {
            session,
            socket,
            dialect,
            shared,
            login,
        } = attachment;
        self.slots.insert(Slot {
            session,
            socket,
            dialect,
            shared,
            login: Some(login),
            account: None,
            name: Arc::default(),
            rooms: Vec::new(),
            outbox: Outbox::default(),
            dirty: false,
            blocked: false,
            singled_out: false,
            closing: None,
        });
    }

    fn detach(&mut self, session: SessionId, lost: bool, held: bool) -> Sequence {
        let Some(index) = self.slots.find(session) else {
            return Sequence::default();
        };
        if lost {
            self.lose(index);
        } else {
            self.flush(index);
            self.begin_closing(index);
        }
        let position = self.progress.now();
        let Some(slot) = self.slots.get_mut(index) else {
            return Sequence::default();
        };
        let delivered = slot.delivered(position);
        if let Some(closing) = &mut slot.closing {
            closing.detached = true;
            closing.held = held;
        }
        self.finish_closing(index);
        delivered
    }

    /// Appends bytes for one session alone.
    fn append_own(&mut self, index: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let position = self.progress.now();
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if slot.closing.is_some() {
            return;
        }
        slot.outbox.push_own(position, write);
        self.mark(index);
    }

    fn write_own(&mut self, session: SessionId, write: impl FnOnce(&mut Vec<u8>)) {
        if let Some(index) = self.slots.find(session) {
            self.append_own(index, write);
        }
    }

    /// Hands a session the answer to its command, or tells its door whether it is let in.
    fn answer(&mut self, session: SessionId, emission: &Emission) {
        let event = &emission.event;
        let Some(index) = self.slots.find(session) else {
            return;
        };
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if slot.closing.is_some_and(|closing| closing.held) {
            // What was asked behind the departure: that was told before.
            slot.shared.set_departed();
            return;
        }
        let is_news = !slot.is_open_already(event);
        match (slot.login.take(), event) {
            (Some(login), Event::LoggedIn(logged_in)) => {
                self.slots.admit(index, &logged_in.person);
                for view in &logged_in.rooms {
                    self.slots.enter(index, view.room.id);
                }
                let _ = login.send(Ok(()));
            }
            (Some(login), Event::Refused { refusal, .. }) => {
                // The door has the writing side back.
                self.slots.remove(index);
                let _ = login.send(Err(refusal.clone()));
                return;
            }
            (Some(login), Event::Registered { .. }) => {
                // The name is registered, and nobody has come in.
                self.slots.remove(index);
                let _ = login.send(Ok(()));
                return;
            }
            (login, _) => {
                slot.login = login;
                self.follow(index, event);
            }
        }
        self.append_answer(index, emission, is_news);
        if let Some(slot) = self.slots.get_mut(index)
            && !matches!(event, Event::LoggedIn(_))
        {
            slot.shared.answered(matches!(event, Event::Refused { .. }));
        }
    }

    fn append_answer(&mut self, index: usize, emission: &Emission, is_news: bool) {
        let encoders = self.encoders.clone();
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        let name = slot.name.clone();
        let hearer = slot.hearer(Perspective::Own, &name);
        let (at, label) = (emission.at, emission.label.as_deref());
        self.append_own(index, |out| match is_news {
            true => encoders.encode(&emission.event, hearer, Occasion { at, label }, out),
            false => encoders.acknowledge(hearer, label, out),
        });
    }

    /// What the answer to a session changes about whom it speaks for and what it hears.
    fn follow(&mut self, index: usize, event: &Event) {
        match event {
            Event::RoomOpened(view) => {
                self.slots.enter(index, view.room.id);
                let slot = self.slots.get_mut(index);
                if slot.is_some_and(|slot| matches!(slot.dialect, Dialect::Line(_))) {
                    self.slots.speak(index, Dialect::Line(view.room.id));
                }
            }
            Event::Renamed { person, .. } | Event::Registered { person, .. } => {
                self.slots.admit(index, person);
            }
            _ => self.note_modes(index, event),
        }
    }

    /// Notes what somebody says of itself for the door, which answers questions about it.
    fn note_modes(&mut self, index: usize, event: &Event) {
        if let Event::BotChanged { person } | Event::VisibilityChanged { person } = event
            && let Some(slot) = self.slots.get_mut(index)
        {
            slot.shared.admit(slot.dialect, person);
        }
    }

    /// Puts a slot on the list of those to be written in this round, or to be cut off.
    fn mark(&mut self, index: usize) {
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        let is_due = if slot.blocked {
            slot.is_overfull()
        } else {
            !slot.outbox.is_empty()
        };
        if is_due && !slot.dirty {
            slot.dirty = true;
            self.dirty.push(index);
        }
        self.slots.settle(index);
    }
}
