//! Coming into a room.

use std::sync::Arc;

use crate::{
    AccountId, Event, Membership, MessageId, Output, Person, Refusal, RoomId, RoomModes, RoomName,
    RoomRecord, Standing, limits,
};

use super::Chat;
use super::dispatch::Asker;
use super::history::Shelf;
use super::masks::Subject;
use super::modes::shortened_key;
use super::rooms::{OPERATOR, Room};

impl Chat {
    /// Brings a name into a room, or only opens the room to one more of its devices.
    pub(super) fn join(
        &mut self,
        asker: Asker,
        name: &RoomName,
        key: Option<&str>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.asking(asker)?;
        let (room, standing) = match self.rooms.find(name) {
            Some(room) if room.has(asker.account) => {
                let room = room.id();
                if let Some(view) = self.view(room, &person, true, true) {
                    output.answer(asker.session, Event::RoomOpened(Box::new(view)));
                    self.tell_metadata_to(asker.session, room, output);
                }
                return Ok(());
            }
            Some(room) => {
                self.check_entry(&person, room, key)?;
                (room.id(), Standing::default())
            }
            None => (self.open_room(asker, name, output)?, OPERATOR),
        };
        let membership = Membership {
            room,
            account: asker.account,
            since: asker.stamp.sequence,
            standing,
        };
        self.rooms.seat(membership);
        self.rooms.show(room, asker.account);
        self.rooms.drop_invitation(asker.account, room);
        output.changes.seat(membership);
        self.tell_joined(asker, &person, room, output);
        self.pass_office_on(room, None, output);
        Ok(())
    }

    fn tell_joined(
        &mut self,
        asker: Asker,
        person: &Arc<Person>,
        room: RoomId,
        output: &mut Output,
    ) {
        self.tell_entered(room, person, false, asker.session, output);
        let Some(mut view) = self.view(room, person, false, true) else {
            return;
        };
        let lines = self.settings.history_lines;
        let shelves = [Shelf::Room(room)];
        let newest = self.newest(&shelves, MessageId(0), lines, asker.stamp.time);
        view.messages = newest.messages;
        let event = Event::RoomOpened(Box::new(view));
        let except = Some(asker.session);
        self.tell(asker.account, except, event.clone(), output);
        output.answer(asker.session, event);
        self.tell_metadata_in(room, asker.account, None, output);
    }

    /// Opens a room that there is not.
    fn open_room(
        &mut self,
        asker: Asker,
        name: &RoomName,
        output: &mut Output,
    ) -> Result<RoomId, Refusal> {
        let shown = || Arc::clone(name.shown());
        if let Some(other) = self.rooms.find_alike(name, None) {
            return Err(Refusal::RoomResembles {
                room: shown(),
                other: Arc::clone(other.name()),
            });
        }
        self.check_count(asker.account, name.shown())?;
        if self.rooms.len() >= limits::ROOMS_MAX {
            return Err(Refusal::NoMoreRooms { room: shown() });
        }
        let record = RoomRecord {
            id: RoomId(asker.stamp.sequence.0),
            name: name.clone(),
            opened_at: asker.stamp.time,
            topic: None,
            modes: RoomModes::default(),
            masks: Vec::new(),
        };
        let room = record.id;
        output.changes.rooms.insert(room, Some(record.clone()));
        self.rooms.open(record);
        Ok(room)
    }

    fn check_count(&self, account: AccountId, room: &Arc<str>) -> Result<(), Refusal> {
        let limit = limits::ROOMS_PER_ACCOUNT_MAX;
        if self.rooms.of(account).count() >= limit {
            let room = Arc::clone(room);
            return Err(Refusal::TooManyRooms { room, limit });
        }
        Ok(())
    }

    /// Refuses entry to a room as it is run; an invitation opens all but the lock.
    fn check_entry(&self, person: &Person, room: &Room, key: Option<&str>) -> Result<(), Refusal> {
        let account = person.account;
        let name = || Arc::clone(room.name());
        let modes = &room.record.modes;
        self.check_count(account, room.name())?;
        if modes.key.is_some() && modes.key != key.and_then(shortened_key) {
            return Err(Refusal::WrongRoomKey { room: name() });
        }
        if self.rooms.is_invited(room.id(), account) {
            return Ok(());
        }
        let subject = self.subject(person);
        if subject.is_banned(&room.record) {
            return Err(Refusal::BannedFromRoom { room: name() });
        }
        if modes.invite_only && !subject.is_welcome(&room.record) {
            return Err(Refusal::InviteOnly { room: name() });
        }
        let members = u32::try_from(room.member_count()).unwrap_or(u32::MAX);
        if modes.limit.is_some_and(|limit| members >= limit) {
            return Err(Refusal::RoomFull { room: name() });
        }
        Ok(())
    }

    /// Somebody as masks see them.
    pub(super) fn subject(&self, person: &Person) -> Subject {
        let record = self.accounts.get(person.account);
        let key = record.map_or(&person.name, |record| record.name.key());
        Subject::new(key, person)
    }
}
