//! From a batch to the outboxes.

use std::ops::Range;
use std::sync::Arc;

use hourglass_core::{Audience, Emission, Event, RoomId, SessionId};
use hourglass_wire::Perspective;
use tokio::time::Instant;

use super::Shard;
use crate::fanout::batch::Batch;

impl Shard {
    /// Puts what a batch tells into the outboxes of all concerned.
    /// Nothing follows in this round on the `last` one, so that it may be written at once.
    pub(super) fn deliver(&mut self, batch: &Batch, is_last: bool) {
        match batch.room() {
            Some(room) => self.deliver_in_room(batch, room, is_last),
            None => {
                for number in 0..batch.emissions().len() {
                    self.deliver_one(batch, number);
                }
            }
        }
        if let Some(position) = batch.position {
            self.progress.advance(position, Instant::now());
        }
    }

    /// A batch that concerns one room only. Nearly everybody hears the same of it, in a few runs of bytes, and
    /// is not gone through for each event; the few who hear something else are.
    fn deliver_in_room(&mut self, batch: &Batch, room: RoomId, is_last: bool) {
        let singled_out = self.single_out(batch);
        for (number, emission) in batch.emissions().iter().enumerate() {
            match emission.audience {
                Audience::Room { except, .. } => {
                    for index in &singled_out {
                        self.append_from_room(*index, room, batch, number, except);
                    }
                }
                _ => self.deliver_one(batch, number),
            }
        }
        if is_last {
            // Whoever waits for an answer has it first, and can go on while the others are told.
            singled_out
                .iter()
                .for_each(|index| self.flush_early(*index));
        }
        self.tell_groups(batch, room, is_last);
        for index in singled_out {
            if let Some(slot) = self.slots.get_mut(index) {
                slot.singled_out = false;
                self.slots.settle(index);
            }
        }
    }

    /// Tells a room what everybody in it hears, group by group.
    fn tell_groups(&mut self, batch: &Batch, room: RoomId, is_last: bool) {
        let groups = self.slots.take_room(room);
        for group in &groups {
            let rendered = batch.rendered(group.dialect, &self.encoders);
            match rendered.room_runs.as_slice() {
                [] => {}
                [run] if is_last => {
                    let bytes = rendered.bytes.get(run.clone()).unwrap_or_default();
                    for index in &group.members {
                        let taken = self.slots.outlet(*index).map_or(0, |one| one.write(bytes));
                        if taken < bytes.len() {
                            let rest = run.start + taken..run.end;
                            self.append_runs(*index, &rendered.bytes, &[rest]);
                        }
                    }
                }
                runs => {
                    for index in &group.members {
                        self.append_runs(*index, &rendered.bytes, runs);
                    }
                }
            }
        }
        self.slots.restore_room(room, groups);
    }

    /// Marks those who do not hear of a batch what everybody in the room hears.
    fn single_out(&mut self, batch: &Batch) -> Vec<usize> {
        let (sessions, accounts) = batch.singled_out();
        let mut indices: Vec<_> = sessions
            .iter()
            .filter_map(|one| self.slots.find(*one))
            .collect();
        indices.extend(accounts.iter().flat_map(|one| self.slots.of_account(*one)));
        indices.retain(|index| {
            let slot = self.slots.get_mut(*index);
            let is_new = slot.is_some_and(|slot| !std::mem::replace(&mut slot.singled_out, true));
            self.slots.settle(*index);
            is_new
        });
        indices
    }

    fn deliver_one(&mut self, batch: &Batch, number: usize) {
        let Some(Emission { audience, event }) = batch.emissions().get(number) else {
            return;
        };
        match *audience {
            Audience::Session(session) => self.answer(session, event),
            Audience::Account { account, except } => {
                for index in self.slots.of_account(account) {
                    self.append(index, batch, number, except);
                }
            }
            Audience::Room { room, except } => {
                let groups = self.slots.take_room(room);
                for index in groups.iter().flat_map(|group| &group.members) {
                    self.append_from_room(*index, room, batch, number, except);
                }
                self.slots.restore_room(room, groups);
            }
            Audience::Everyone => {
                for index in self.slots.all() {
                    self.append(index, batch, number, None);
                }
            }
        }
    }

    /// What a room hears, an author's own devices hear as their own.
    fn append_from_room(
        &mut self,
        index: usize,
        room: RoomId,
        batch: &Batch,
        number: usize,
        except: Option<SessionId>,
    ) {
        let (Some(slot), Some(emission)) =
            (self.slots.get_mut(index), batch.emissions().get(number))
        else {
            return;
        };
        if !slot.rooms.contains(&room) {
            return;
        }
        let event = &emission.event;
        let own = matches!(event, Event::Message(message) if Some(message.author) == slot.account);
        if !own {
            self.append(index, batch, number, except);
        } else if Some(slot.session) != except {
            let (dialect, encoders) = (slot.dialect, self.encoders.clone());
            self.append_own(index, |out| {
                encoders.encode(dialect, event, Perspective::Own, out);
            });
        }
    }

    /// Appends the shared bytes of an emission to one outbox.
    fn append(&mut self, index: usize, batch: &Batch, number: usize, except: Option<SessionId>) {
        let before = self.progress.now();
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if !slot.hears() || Some(slot.session) == except {
            return;
        }
        let rendered = batch.rendered(slot.dialect, &self.encoders);
        let Some(span) = rendered.spans.get(number) else {
            return;
        };
        slot.outbox
            .push_shared(&rendered.bytes, span.clone(), before);
        self.mark(index);
    }

    /// Appends what everybody in the room hears of a batch to one outbox, unless it is singled out.
    fn append_runs(&mut self, index: usize, bytes: &Arc<Vec<u8>>, runs: &[Range<usize>]) {
        let before = self.progress.now();
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if slot.singled_out || !slot.hears() {
            return;
        }
        for run in runs {
            slot.outbox.push_shared(bytes, run.clone(), before);
        }
        self.mark(index);
    }
}
