//! Rooms, put together from the list of what happened each time that one is looked at.

use std::sync::Arc;

use hourglass_core::{
    AccountId, CatchUp, Command, Destination, Event, Member, Membership, ModeChange, Name, Person,
    Rank, Refusal, RoomFlag, RoomId, RoomName, RoomRef, RoomView, Sequence, SessionId, Stamp,
    Standing, Text, Timestamp, Topic,
};

use super::{Fact, Heard, Reference, hear};

/// A room as it is now.
#[derive(Clone)]
pub(crate) struct Room {
    pub(super) id: RoomId,
    pub(super) name: RoomName,
    opened_at: Timestamp,
    members: Vec<Membership>,
    topic: Option<Topic>,
    invite_only: bool,
    key: Option<Arc<str>>,
    invited: Vec<AccountId>,
}

impl Room {
    fn shown(&self) -> Arc<str> {
        self.name.shown().clone()
    }

    fn reference(&self) -> RoomRef {
        let (id, name) = (self.id, self.shown());
        RoomRef { id, name }
    }

    fn runs(&self, account: AccountId) -> bool {
        let mut members = self.members.iter();
        members.any(|one| one.account == account && one.standing.operator)
    }

    fn new(id: RoomId, name: RoomName, opened_at: Timestamp) -> Self {
        Self {
            id,
            name,
            opened_at,
            members: Vec::new(),
            topic: None,
            invite_only: false,
            key: None,
            invited: Vec::new(),
        }
    }

    fn take(&mut self, fact: &Fact) {
        match fact {
            Fact::Entered {
                room,
                account,
                since,
            } if *room == self.id => {
                self.invited.retain(|one| one != account);
                self.members.push(Membership {
                    room: *room,
                    account: *account,
                    since: *since,
                    standing: Standing::default(),
                });
            }
            Fact::Departed { room, account } if *room == self.id => {
                self.members.retain(|one| one.account != *account);
            }
            Fact::Runs { room, account, on } if *room == self.id => {
                for one in &mut self.members {
                    if one.account == *account {
                        one.standing.operator = *on;
                    }
                }
            }
            Fact::Topic { room, topic } if *room == self.id => self.topic.clone_from(topic),
            Fact::InviteOnly { room, on } if *room == self.id => self.invite_only = *on,
            Fact::Key { room, key } if *room == self.id => self.key.clone_from(key),
            Fact::Invited { room, account } if *room == self.id => self.invited.push(*account),
            Fact::Restarted { .. } => self.invited.clear(),
            _ => {}
        }
    }
}

impl Reference {
    /// All rooms that there are.
    pub(crate) fn rooms(&self) -> Vec<Room> {
        let lobby = self.settings.lobby.clone();
        let mut rooms = vec![Room::new(RoomId::COMMON, lobby, Timestamp(0))];
        for fact in &self.facts {
            if let Fact::Registered { account, .. } = fact {
                let since = Sequence(account.0);
                rooms[0].take(&Fact::Entered {
                    room: RoomId::COMMON,
                    account: *account,
                    since,
                });
            }
            if let Fact::Opened { room, name, at } = fact {
                rooms.push(Room::new(*room, name.clone(), *at));
            }
            for room in &mut rooms {
                room.take(fact);
            }
        }
        rooms.retain(|room| room.id == RoomId::COMMON || !room.members.is_empty());
        rooms
    }

    /// All memberships that there are, in the order of rooms and accounts.
    pub(crate) fn memberships(&self) -> Vec<Membership> {
        let rooms = self.rooms().into_iter();
        let mut memberships: Vec<_> = rooms.flat_map(|room| room.members).collect();
        memberships.sort_by_key(|one| (one.room, one.account));
        memberships
    }

    pub(super) fn room(&self, id: RoomId) -> Option<Room> {
        self.rooms().into_iter().find(|room| room.id == id)
    }

    pub(super) fn room_named(&self, name: &RoomName) -> Result<Room, Refusal> {
        let mut rooms = self.rooms().into_iter();
        let found = rooms.find(|room| room.name.key() == name.key());
        found.ok_or_else(|| Refusal::UnknownRoom {
            room: name.shown().clone(),
        })
    }

    pub(super) fn is_in(&self, room: RoomId, account: AccountId) -> bool {
        let room = self.room(room);
        room.is_some_and(|room| room.members.iter().any(|one| one.account == account))
    }

    pub(super) fn rooms_of(&self, account: AccountId) -> Vec<Room> {
        let mut rooms = self.rooms();
        rooms.retain(|room| room.members.iter().any(|one| one.account == account));
        rooms
    }

    pub(super) fn person(&self, account: AccountId) -> Arc<Person> {
        let name = self.name_of(account).shown().clone();
        Arc::new(Person {
            account,
            realname: name.clone(),
            name,
            username: "user".into(),
            is_bot: false,
            away: None,
        })
    }

    fn members(&self, room: &Room) -> Vec<Member> {
        let online = self.names_online();
        let mut members = room.members.clone();
        members.retain(|one| online.contains(&one.account));
        members.sort_by_key(|one| one.account);
        let members = members.iter().map(|one| Member {
            person: self.person(one.account),
            standing: one.standing,
        });
        members.collect()
    }

    fn view(&self, room: &Room, account: AccountId, was_member: bool) -> RoomView {
        RoomView {
            room: room.reference(),
            person: self.person(account),
            was_member,
            topic: room.topic.clone(),
            secret: false,
            opened_at: room.opened_at,
            members: None,
            member_count: self.members(room).len(),
            read_up_to: None,
            messages: Vec::new(),
        }
    }

    /// What opens to a device that comes in.
    pub(super) fn views(&self, account: AccountId, registered: bool) -> Vec<RoomView> {
        let rooms = self.rooms_of(account).into_iter();
        rooms
            .map(|room| self.view(&room, account, !registered))
            .collect()
    }

    fn is_announced(&self, room: &Room) -> bool {
        self.members(room).len() <= self.settings.announce_up_to
    }

    pub(super) fn entered(&self, room: RoomId, account: AccountId, is_arrival: bool) -> Event {
        let room = self.room(room).expect("there");
        Event::Entered {
            room: room.reference(),
            person: self.person(account),
            is_arrival,
            announced: self.is_announced(&room),
        }
    }

    /// Tells everybody in a room but one device.
    pub(super) fn tell_room(
        &self,
        heard: &mut Heard,
        room: RoomId,
        session: SessionId,
        event: Event,
    ) {
        let members = self.room(room).map(|room| room.members);
        let members = members.unwrap_or_default();
        self.tell(heard, event, |other, whose| {
            other != session && members.iter().any(|one| one.account == whose)
        });
    }

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

    fn speaks(&self, account: AccountId, stamp: Stamp) -> Result<(), Refusal> {
        match self.silenced(account, stamp.time) {
            Some(wait) => Err(Refusal::Silenced { wait }),
            None => Ok(()),
        }
    }

    fn own_room(&self, account: AccountId, name: &RoomName) -> Result<Room, Refusal> {
        let room = self.room_named(name)?;
        if !self.is_in(room.id, account) {
            return Err(Refusal::NotInRoom { room: room.shown() });
        }
        Ok(room)
    }

    fn run_room(&self, account: AccountId, name: &RoomName) -> Result<Room, Refusal> {
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
        Ok(())
    }

    fn looks_like_none(&self, name: &RoomName) -> Result<(), Refusal> {
        for skeleton in name.name().skeletons() {
            for other in self.rooms() {
                if other.name.name().skeletons().contains(skeleton) {
                    return Err(Refusal::RoomResembles {
                        room: name.shown().clone(),
                        other: other.shown(),
                    });
                }
            }
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
    fn pass_on(&mut self, room: RoomId, former: Option<AccountId>, heard: &mut Heard) {
        let Some(room) = self.room(room) else {
            return;
        };
        if room.members.iter().any(|one| one.standing.operator) {
            return;
        }
        let mut members = room.members.clone();
        members.sort_by_key(|one| (Some(one.account) == former, one.since));
        let heir = members[0].account;
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

    fn set_topic(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        room: &Room,
        topic: Option<&Text>,
        heard: &mut Heard,
    ) {
        let topic = topic.map(|text| Topic {
            text: text.clone(),
            by: self.name_of(account).shown().clone(),
            at: stamp.time,
        });
        self.facts.push(Fact::Topic {
            room: room.id,
            topic: topic.clone(),
        });
        let event = Event::TopicChanged {
            room: room.reference(),
            person: self.person(account),
            topic,
        };
        hear(heard, session, event.clone());
        self.tell_room(heard, room.id, session, event);
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
