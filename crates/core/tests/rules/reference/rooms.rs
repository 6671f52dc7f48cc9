//! Rooms, put together from the list of what happened each time that one is looked at.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Event, Member, Membership, Person, Refusal, RoomId, RoomName, RoomRef, RoomView,
    Sequence, SessionId, Standing, Timestamp, Topic,
};

use super::{Fact, Heard, Reference};

/// A room as it is now.
#[derive(Clone)]
pub(crate) struct Room {
    pub(super) id: RoomId,
    pub(super) name: RoomName,
    opened_at: Timestamp,
    pub(super) members: Vec<Membership>,
    pub(super) topic: Option<Topic>,
    pub(super) invite_only: bool,
    pub(super) key: Option<Arc<str>>,
    pub(super) invited: Vec<AccountId>,
}

impl Room {
    pub(super) fn shown(&self) -> Arc<str> {
        self.name.shown().clone()
    }

    pub(super) fn reference(&self) -> RoomRef {
        let (id, name) = (self.id, self.shown());
        RoomRef { id, name }
    }

    pub(super) fn runs(&self, account: AccountId) -> bool {
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
            is_invisible: false,
            away: None,
        })
    }

    pub(super) fn members(&self, room: &Room) -> Vec<Member> {
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

    pub(super) fn view(&self, room: &Room, account: AccountId, was_member: bool) -> RoomView {
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

    pub(super) fn is_announced(&self, room: &Room) -> bool {
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

    pub(super) fn looks_like_none(&self, name: &RoomName) -> Result<(), Refusal> {
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
}
