//! From a batch to the outboxes.

use std::ops::Range;
use std::sync::Arc;

use hourglass_core::{AccountId, Audience, Emission, Event, RoomId, SessionId};
use hourglass_wire::Perspective;
use hourglass_wire::irc::Occasion;
use tokio::time::Instant;

use super::Shard;
use crate::fanout::batch::{Batch, subject};
use crate::fanout::slots::Group;

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
            match &emission.audience {
                Audience::Room { except, .. } | Audience::Rooms { except, .. } => {
                    for index in &singled_out {
                        self.append_from_room(*index, room, batch, number, *except);
                    }
                    self.reroute(emission);
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
        let Some(emission) = batch.emissions().get(number) else {
            return;
        };
        match &emission.audience {
            Audience::Session(session) => self.answer(*session, emission),
            Audience::Account { account, except } => {
                self.open_room(*account, *except, &emission.event);
                for index in self.slots.of_account(*account) {
                    self.note_modes(index, &emission.event);
                    self.append(index, batch, number, *except);
                }
            }
            Audience::Some {
                room,
                accounts,
                except,
            } => {
                let concerned = accounts.iter().flat_map(|one| self.slots.of_account(*one));
                for index in concerned.collect::<Vec<_>>() {
                    self.append_from_room(index, *room, batch, number, *except);
                }
            }
            Audience::Room { room, except } => self.deliver_to_room(*room, batch, number, *except),
            Audience::Rooms {
                rooms,
                account,
                except,
            } => self.deliver_to_rooms(rooms, *account, batch, number, *except),
            Audience::Sessions(sessions) => {
                let concerned = sessions.iter().filter_map(|one| self.slots.find(*one));
                for index in concerned.collect::<Vec<_>>() {
                    let slot = self.slots.get_mut(index);
                    if slot.is_some_and(|slot| slot.dialect.follows(&emission.event)) {
                        self.append(index, batch, number, None);
                    }
                }
            }
            Audience::Everyone => {
                for index in self.slots.all() {
                    self.append(index, batch, number, None);
                }
            }
        }
        self.reroute(emission);
    }

    fn deliver_to_room(
        &mut self,
        room: RoomId,
        batch: &Batch,
        number: usize,
        except: Option<SessionId>,
    ) {
        let groups = self.slots.take_room(room);
        for group in &groups {
            if self.concerns(group, batch, number) {
                for index in &group.members {
                    self.append_from_room(*index, room, batch, number, except);
                }
            }
        }
        self.slots.restore_room(room, groups);
    }

    /// Everybody in any of the rooms and the account itself, each once.
    fn deliver_to_rooms(
        &mut self,
        rooms: &[RoomId],
        account: AccountId,
        batch: &Batch,
        number: usize,
        except: Option<SessionId>,
    ) {
        let mut told: Vec<usize> = self.slots.of_account(account);
        for room in rooms {
            let groups = self.slots.take_room(*room);
            for group in groups
                .iter()
                .filter(|group| self.concerns(group, batch, number))
            {
                told.extend(&group.members);
            }
            self.slots.restore_room(*room, groups);
        }
        told.sort_unstable();
        told.dedup();
        for index in told {
            self.append(index, batch, number, except);
        }
    }

    /// Whether a group has anything to hear of an emission.
    fn concerns(&self, group: &Group, batch: &Batch, number: usize) -> bool {
        let Some(emission) = batch.emissions().get(number) else {
            return false;
        };
        let rendered = batch.rendered(group.dialect, &self.encoders);
        !group.dialect.is_shared(&emission.event)
            || matches!(emission.event, Event::Departed { .. })
            || rendered
                .spans
                .get(number)
                .is_some_and(|span| !span.is_empty())
    }

    /// What a room hears. An author's own devices hear what it says as their own, and those of somebody who
    /// comes in have the room opened instead.
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
        if !slot.rooms.contains(&room) || Some(slot.session) == except {
            return;
        }
        let event = &emission.event;
        let is_own = slot.account.is_some() && subject(event) == slot.account;
        match event {
            Event::Message(_) if is_own => self.append_encoded(index, emission, Perspective::Own),
            Event::Entered { .. } if is_own => {}
            _ => self.append(index, batch, number, except),
        }
    }

    /// Appends an emission to one outbox: the bytes that all share who hear it, where they do.
    fn append(&mut self, index: usize, batch: &Batch, number: usize, except: Option<SessionId>) {
        let before = self.progress.now();
        let (Some(slot), Some(emission)) =
            (self.slots.get_mut(index), batch.emissions().get(number))
        else {
            return;
        };
        if !slot.hears() || Some(slot.session) == except {
            return;
        }
        if !slot.dialect.is_shared(&emission.event) {
            self.append_encoded(index, emission, Perspective::Other);
            return;
        }
        let rendered = batch.rendered(slot.dialect.shared(), &self.encoders);
        let Some(span) = rendered.spans.get(number) else {
            return;
        };
        slot.outbox
            .push_shared(&rendered.bytes, span.clone(), before);
        self.mark(index);
    }

    /// Appends an event to one outbox as it looks there only.
    fn append_encoded(&mut self, index: usize, emission: &Emission, perspective: Perspective) {
        let encoders = self.encoders.clone();
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        let name = slot.name.clone();
        let hearer = slot.hearer(perspective, &name);
        self.append_own(index, |out| {
            encoders.encode(&emission.event, hearer, Occasion::news(emission.at), out);
        });
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

    /// Lets an account's devices hear a room that was opened to them.
    fn open_room(&mut self, account: AccountId, except: Option<SessionId>, event: &Event) {
        let Event::RoomOpened(view) = event else {
            return;
        };
        for index in self.slots.of_account(account) {
            let slot = self.slots.get_mut(index);
            if slot.is_some_and(|slot| Some(slot.session) != except) {
                self.slots.enter(index, view.room.id);
            }
        }
    }

    /// What sessions hear and speak to follows what they are told. A room that is renamed stays in focus under its
    /// new name. Whoever has left a room hears it no more, once it is told. Who was put out still speaks to it at the line
    /// door, and is told that it cannot: what was meant for the room is not to be said elsewhere.
    fn reroute(&mut self, emission: &Emission) {
        if emission.is_answer() {
            return;
        }
        let (room, person, by) = match &emission.event {
            Event::Departed {
                room, person, by, ..
            } => (room, person, by),
            Event::RoomRenamed { room, .. } => return self.slots.rename_focus(room),
            _ => return,
        };
        for index in self.slots.of_account(person.account) {
            let left = self.slots.exit(index, room.id);
            if left && by.is_none() {
                self.slots.look_away(index, room.id);
            }
        }
    }
}
