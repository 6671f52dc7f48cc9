//! What is asked of rooms.

use std::sync::Arc;

use hourglass_core::{
    AccountId, CatchUp, Command, Destination, Event, ModeChange, Name, Person, Rank, Refusal,
    RoomFlag, RoomId, RoomName, SessionId, Stamp, Text, Timestamp,
};

use super::rooms::Room;
use super::{Fact, Heard, Reference, hear};

impl Reference {
    /// Something asked about a room.
    pub(super) fn ask(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        command: &Command,
        heard: &mut Heard,
    ) -> Result<(), Refusal> {
        match command {
            Command::Join { room, key, .. } => {
                self.join(stamp, session, account, room, key.as_ref(), heard)
            }
            Command::Part { room, .. } => {
                let room = self.own_room(account, room)?;
                if room.id == RoomId::COMMON {
                    return Err(Refusal::CommonRoom { room: room.shown() });
                }
                self.depart(session, &room, account, None, None, heard);
                Ok(())
            }
            Command::Kick {
                room, name, reason, ..
            } => {
                let room = self.run_room(account, room)?;
                let whom = self.member(&room, name)?;
                let is_silenced = self.silenced(account, stamp.time).is_some();
                let reason = reason.clone().filter(|_| !is_silenced);
                let by = Some(self.person(account));
                self.depart(session, &room, whom, by, reason, heard);
                Ok(())
            }
            Command::SetTopic { room, topic, .. } => {
                let room = self.run_room(account, room)?;
                self.speaks(account, stamp)?;
                self.set_topic(stamp, session, account, &room, topic.as_ref(), heard);
                Ok(())
            }
            Command::ChangeModes { room, changes, .. } => {
                let room = self.run_room(account, room)?;
                self.change_modes(session, account, &room, changes, heard);
                Ok(())
            }
            Command::Invite { room, name, .. } => {
                self.invite(stamp, session, account, room, name, heard)
            }
            _ => panic!("not part of a run"),
        }
    }

    pub(super) fn own_room(&self, account: AccountId, name: &RoomName) -> Result<Room, Refusal> {
        let room = self.room_named(name)?;
        if !self.is_in(room.id, account) {
            return Err(Refusal::NotInRoom { room: room.shown() });
        }
        Ok(room)
    }

    pub(super) fn run_room(&self, account: AccountId, name: &RoomName) -> Result<Room, Refusal> {
        let room = self.own_room(account, name)?;
        if room.id == RoomId::COMMON {
            return Err(Refusal::CommonRoom { room: room.shown() });
        }
        if !room.runs(account) {
            return Err(Refusal::NotOperator { room: room.shown() });
        }
        Ok(room)
    }

    fn member(&self, room: &Room, name: &Name) -> Result<AccountId, Refusal> {
        let found = self.find(name).filter(|whom| self.is_in(room.id, *whom));
        found.ok_or_else(|| Refusal::NotAMember {
            room: room.shown(),
            name: name.shown().clone(),
        })
    }

    fn join(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        name: &RoomName,
        key: Option<&Arc<str>>,
        heard: &mut Heard,
    ) -> Result<(), Refusal> {
        let (id, opens) = match self.room_named(name) {
            Ok(room) if self.is_in(room.id, account) => {
                let mut view = self.view(&room, account, true);
                view.members = Some(self.members(&room).into());
                hear(heard, session, Event::RoomOpened(Box::new(view)));
                self.tell_metadata_in(heard, session, &room);
                return Ok(());
            }
            Ok(room) => {
                let room_name = room.shown();
                if room.key.is_some() && room.key.as_ref() != key {
                    return Err(Refusal::WrongRoomKey { room: room_name });
                }
                if room.invite_only && !room.invited.contains(&account) {
                    return Err(Refusal::InviteOnly { room: room_name });
                }
                (room.id, false)
            }
            Err(_) => {
                self.looks_like_none(name)?;
                (RoomId(stamp.sequence.0), true)
            }
        };
        if opens {
            let (room, name, at) = (id, name.clone(), stamp.time);
            self.facts.push(Fact::Opened { room, name, at });
        }
        self.facts.push(Fact::Entered {
            room: id,
            account,
            since: stamp.sequence,
        });
        if opens {
            let (room, on) = (id, true);
            self.facts.push(Fact::Runs { room, account, on });
        }
        let entered = self.entered(id, account, false);
        let room = self.room(id).expect("there");
        self.tell(heard, entered, |_, whose| {
            whose != account && room.members.iter().any(|one| one.account == whose)
        });
        let mut view = self.view(&room, account, false);
        view.members = Some(self.members(&room).into());
        view.messages = self.last_said(id, stamp.time).messages;
        let event = Event::RoomOpened(Box::new(view));
        self.tell(heard, event, |_, whose| whose == account);
        for (device, _) in self.devices_of(account) {
            self.tell_metadata_in(heard, device, &room);
        }
        if id != RoomId::COMMON {
            self.pass_on(id, None, heard);
        }
        Ok(())
    }

    fn last_said(&self, room: RoomId, now: Timestamp) -> CatchUp {
        let mut messages = self.alive(now);
        messages.retain(|message| match message.destination {
            Destination::Room { id, .. } => id == room,
            Destination::Account { .. } => false,
        });
        let skipped = messages.len().saturating_sub(self.settings.history_lines);
        let messages = messages.drain(skipped..).map(Arc::new).collect();
        CatchUp { messages, skipped }
    }

    fn depart(
        &mut self,
        session: SessionId,
        room: &Room,
        whom: AccountId,
        by: Option<Arc<Person>>,
        reason: Option<Text>,
        heard: &mut Heard,
    ) {
        let event = Event::Departed {
            room: room.reference(),
            person: self.person(whom),
            by,
            reason,
            announced: self.is_announced(room),
        };
        hear(heard, session, event.clone());
        self.tell_room(heard, room.id, session, event);
        self.facts.push(Fact::Departed {
            room: room.id,
            account: whom,
        });
        self.pass_on(room.id, None, heard);
    }

    /// Whoever has been in the room longest runs it where nobody does.
    pub(super) fn pass_on(&mut self, room: RoomId, former: Option<AccountId>, heard: &mut Heard) {
        let Some(room) = self.room(room) else {
            return;
        };
        if room.members.iter().any(|one| one.standing.operator) {
            return;
        }
        let mut members = room.members.clone();
        members.retain(|one| Some(one.account) != former);
        members.sort_by_key(|one| one.since);
        let Some(heir) = members.first().map(|one| one.account) else {
            return;
        };
        self.facts.push(Fact::Runs {
            room: room.id,
            account: heir,
            on: true,
        });
        let event = Event::ModesChanged {
            room: room.reference(),
            person: None,
            changes: vec![ModeChange::Rank {
                rank: Rank::Operator,
                name: self.name_of(heir),
                on: true,
            }],
            refused: Vec::new(),
        };
        self.tell_room(heard, room.id, SessionId(u64::MAX), event);
    }

    fn change_modes(
        &mut self,
        session: SessionId,
        account: AccountId,
        room: &Room,
        changes: &[ModeChange],
        heard: &mut Heard,
    ) {
        let id = room.id;
        let mut made = Vec::new();
        let mut refused = Vec::new();
        for change in changes {
            let fact = match change {
                ModeChange::Flag {
                    flag: RoomFlag::InviteOnly,
                    on,
                } if room.invite_only != *on => Fact::InviteOnly { room: id, on: *on },
                ModeChange::Key(key) if room.key != *key => {
                    let key = key.clone();
                    Fact::Key { room: id, key }
                }
                ModeChange::Rank { name, on, .. } => match self.member(room, name) {
                    Ok(account) if room.runs(account) != *on => Fact::Runs {
                        room: id,
                        account,
                        on: *on,
                    },
                    Ok(_) => continue,
                    Err(refusal) => {
                        refused.push(refusal);
                        continue;
                    }
                },
                _ => continue,
            };
            self.facts.push(fact);
            let mut change = change.clone();
            if let ModeChange::Rank { name, .. } = &mut change {
                *name = self.name_of(self.find(name).expect("a member"));
            }
            made.push(change);
        }
        let event = |refused| Event::ModesChanged {
            room: room.reference(),
            person: Some(self.person(account)),
            changes: made.clone(),
            refused,
        };
        hear(heard, session, event(refused));
        if !made.is_empty() {
            self.tell_room(heard, id, session, event(Vec::new()));
        }
        self.pass_on(id, Some(account), heard);
    }

    fn invite(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        room: &RoomName,
        name: &Name,
        heard: &mut Heard,
    ) -> Result<(), Refusal> {
        let room = self.own_room(account, room)?;
        if room.invite_only && !room.runs(account) {
            return Err(Refusal::NotOperator { room: room.shown() });
        }
        let Some(whom) = self.find(name) else {
            let name = name.shown().clone();
            return Err(Refusal::UnknownName { name });
        };
        let name = self.name_of(whom).shown().clone();
        if self.is_in(room.id, whom) {
            let room = room.shown();
            return Err(Refusal::AlreadyAMember { room, name });
        }
        self.speaks(account, stamp)?;
        self.facts.push(Fact::Invited {
            room: room.id,
            account: whom,
        });
        let event = Event::Invited {
            room: room.reference(),
            by: self.person(account),
            name,
            away: None,
        };
        hear(heard, session, event.clone());
        self.tell(heard, event, |other, whose| {
            whose == whom || (other != session && room.runs(whose))
        });
        Ok(())
    }
}
