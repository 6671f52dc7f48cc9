//! Leaving a room, by oneself or by those who run it.

use std::sync::Arc;

use crate::{Audience, Event, Name, Output, Person, Refusal, RoomId, RoomName, Text, limits};

use super::dispatch::Asker;
use super::rooms::Room;
use super::{Chat, silence};

impl Chat {
    /// Takes a name out of a room.
    pub(super) fn part(
        &mut self,
        asker: Asker,
        name: &RoomName,
        reason: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.asking(asker)?;
        let room = self.room_as_member(asker, name)?.id();
        if room == RoomId::COMMON && !asker.account.is_guest() {
            return Err(self.common_room());
        }
        self.depart(asker, room, &person, None, reason, output);
        Ok(())
    }

    /// Puts somebody out of a room.
    pub(super) fn kick(
        &mut self,
        asker: Asker,
        name: &RoomName,
        whom: &Name,
        reason: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let by = self.asking(asker)?;
        let room = self.room_as_operator(asker, name)?;
        let subject = self.accounts.find(whom);
        let subject = subject.filter(|subject| room.has(subject.id));
        let person = subject.and_then(|subject| self.person(subject.id));
        let Some(person) = person else {
            return Err(Refusal::NotAMember {
                room: Arc::clone(room.name()),
                name: Arc::clone(whom.shown()),
            });
        };
        let room = room.id();
        self.depart(asker, room, &person, Some(by), reason, output);
        Ok(())
    }

    /// Tells everybody in a room who leaves it, and takes them out.
    fn depart(
        &mut self,
        asker: Asker,
        room: RoomId,
        person: &Arc<Person>,
        by: Option<Arc<Person>>,
        reason: Option<Text>,
        output: &mut Output,
    ) {
        let Some(left) = self.rooms.get(room).map(Room::reference) else {
            return;
        };
        // Whoever is silenced does not speak by the way.
        let may_speak = self
            .accounts
            .get(asker.account)
            .is_some_and(|record| silence::check(record, asker.stamp.time).is_ok());
        let reason = reason.filter(|reason| may_speak && reason.characters() > 0);
        let event = Event::Departed {
            room: left,
            person: Arc::clone(person),
            by,
            reason: reason.map(|reason| reason.shortened(limits::TOPIC_CHARACTERS_MAX)),
            announced: self.is_announced(room),
        };
        output.answer(asker.session, event.clone());
        let except = Some(asker.session);
        output.emit(Audience::Room { room, except }, event);
        self.unseat(room, person.account, output);
    }

    /// A room that the asker is in.
    pub(super) fn room_as_member(&self, asker: Asker, name: &RoomName) -> Result<&Room, Refusal> {
        let room = self.visible_room(asker.account, name)?;
        if !room.has(asker.account) {
            let room = Arc::clone(room.name());
            return Err(Refusal::NotInRoom { room });
        }
        Ok(room)
    }

    /// A room that the asker runs.
    pub(super) fn room_as_operator(&self, asker: Asker, name: &RoomName) -> Result<&Room, Refusal> {
        let room = self.room_as_member(asker, name)?;
        if room.id() == RoomId::COMMON {
            return Err(self.common_room());
        }
        if !room.is_operator(asker.account) {
            let room = Arc::clone(room.name());
            return Err(Refusal::NotOperator { room });
        }
        Ok(room)
    }

    pub(super) fn common_room(&self) -> Refusal {
        let room = Arc::clone(self.settings.lobby.shown());
        Refusal::CommonRoom { room }
    }
}
