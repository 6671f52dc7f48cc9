//! All rooms, and who is in them.

mod invitations;
mod room;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{
    AccountId, Changes, Member, Membership, Name, NameParts, Person, RoomId, RoomModes, RoomName,
    RoomRecord, Standing, Timestamp,
};

pub(super) use room::Room;

/// All rooms, at most [`crate::limits::ROOMS_MAX`] of them and each name in at most
/// [`crate::limits::ROOMS_PER_ACCOUNT_MAX`].
#[derive(Debug)]
pub(super) struct Rooms {
    rooms: BTreeMap<RoomId, Room>,
    keys: BTreeMap<Arc<str>, RoomId>,
    skeletons: BTreeSet<(Arc<str>, RoomId)>,
    /// Who is in which room other than the common one, in which nearly everybody is.
    further: BTreeSet<(AccountId, RoomId)>,
    /// Invitations that are open, the oldest first, at most [`crate::limits::INVITATIONS_MAX`] for each name.
    invitations: BTreeMap<AccountId, Vec<RoomId>>,
    /// Whether members are shown while they have no device online.
    always_on: bool,
}

impl Rooms {
    /// The rooms kept, the common one with the name and the modes that it has to have. Rooms without members,
    /// such as those of guests only, are over; where nobody is left who runs a room, its eldest member does.
    pub(super) fn load(
        rooms: Vec<RoomRecord>,
        memberships: impl Iterator<Item = Membership>,
        lobby: &RoomName,
        always_on: bool,
        repairs: &mut Changes,
    ) -> Self {
        let mut all = Self {
            rooms: BTreeMap::new(),
            keys: BTreeMap::new(),
            skeletons: BTreeSet::new(),
            further: BTreeSet::new(),
            invitations: BTreeMap::new(),
            always_on,
        };
        let kept = rooms.iter().find(|room| room.id == RoomId::COMMON);
        let common = common_room(lobby, kept.map_or(Timestamp(0), |room| room.opened_at));
        if kept != Some(&common) {
            repairs.rooms.insert(common.id, Some(common.clone()));
        }
        all.open(common);
        for mut room in rooms {
            if room.id == RoomId::COMMON {
                continue;
            }
            while all.keys.contains_key(room.name.key()) {
                room.name = lengthened(&room.name);
                repairs.rooms.insert(room.id, Some(room.clone()));
            }
            all.open(room);
        }
        for membership in memberships {
            all.seat(membership);
        }
        all.mend(repairs);
        all
    }

    fn mend(&mut self, repairs: &mut Changes) {
        let further: Vec<_> = self.rooms.keys().copied().skip(1).collect();
        for room in further {
            if !self.close_if_empty(room, repairs)
                && let Some(heir) = self.heir(room, None)
            {
                self.set_standing(room, heir, OPERATOR, repairs);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rooms.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Room> {
        self.rooms.values()
    }

    pub(super) fn get(&self, room: RoomId) -> Option<&Room> {
        self.rooms.get(&room)
    }

    pub(super) fn find(&self, name: &RoomName) -> Option<&Room> {
        self.keys.get(name.key()).and_then(|id| self.get(*id))
    }

    /// A room other than `except` whose name looks like `name`.
    pub(super) fn find_alike(&self, name: &RoomName, except: Option<RoomId>) -> Option<&Room> {
        let skeletons = name.name().skeletons().iter();
        skeletons
            .flat_map(|skeleton| {
                let from = (Arc::clone(skeleton), RoomId(0));
                let to = (Arc::clone(skeleton), RoomId(u64::MAX));
                self.skeletons.range(from..=to)
            })
            .find(|(_, room)| Some(*room) != except)
            .and_then(|(_, room)| self.get(*room))
    }

    /// The rooms that `account` is in, in the order of their ids.
    pub(super) fn of(&self, account: AccountId) -> impl Iterator<Item = RoomId> {
        let common = self.has_member(RoomId::COMMON, account);
        let range = (account, RoomId(0))..=(account, RoomId(u64::MAX));
        let further = self.further.range(range).map(|(_, room)| *room);
        common.then_some(RoomId::COMMON).into_iter().chain(further)
    }

    /// Whether there is such a room and `account` is in it.
    pub(super) fn has_member(&self, room: RoomId, account: AccountId) -> bool {
        self.get(room).is_some_and(|room| room.has(account))
    }

    /// Whether both are in a room.
    pub(super) fn shared(&self, one: AccountId, other: AccountId) -> Option<&Room> {
        let shared = self.of(one).find(|room| self.has_member(*room, other))?;
        self.get(shared)
    }

    /// A new room, as yet without members.
    pub(super) fn open(&mut self, record: RoomRecord) {
        self.index(record.id, &record.name);
        self.rooms.insert(record.id, Room::new(record));
    }

    /// Puts somebody into a room that there is, or changes what they may do there.
    pub(super) fn seat(&mut self, membership: Membership) {
        let Membership { room, account, .. } = membership;
        let Some(seated) = self.rooms.get_mut(&room) else {
            return;
        };
        seated.seat(membership);
        if self.always_on {
            seated.set_shown(account, true);
        }
        if room != RoomId::COMMON {
            self.further.insert((account, room));
        }
    }

    /// Takes somebody out of a room.
    pub(super) fn unseat(&mut self, room: RoomId, account: AccountId) {
        if let Some(room) = self.rooms.get_mut(&room) {
            room.unseat(account);
        }
        self.further.remove(&(account, room));
    }

    /// What somebody may do from now on in a room that they are in.
    pub(super) fn set_standing(
        &mut self,
        room: RoomId,
        account: AccountId,
        standing: Standing,
        changes: &mut Changes,
    ) {
        let membership = self.get(room).and_then(|room| room.membership(account));
        if let Some(membership) = membership {
            let membership = Membership {
                standing,
                ..membership
            };
            self.seat(membership);
            changes.seat(membership);
        }
    }

    /// Who is to run a room that nobody runs: its eldest member but `except`.
    pub(super) fn heir(&self, room: RoomId, except: Option<AccountId>) -> Option<AccountId> {
        let room = self.get(room)?;
        if room.id() == RoomId::COMMON || room.has_operator() {
            return None;
        }
        room.eldest(except)
    }

    /// Closes a room that its last member has left. Whether it is gone.
    pub(super) fn close_if_empty(&mut self, room: RoomId, changes: &mut Changes) -> bool {
        let empty = self.get(room).is_some_and(|room| room.member_count() == 0);
        if !empty || room == RoomId::COMMON {
            return false;
        }
        if let Some(room) = self.rooms.remove(&room) {
            self.unindex(room.id(), &room.record.name);
            for invited in &room.invited {
                self.drop_invitation(*invited, room.id());
            }
        }
        changes.close(room);
        true
    }

    /// Changes the record of a room through `edit`, whose result it returns, and notes it as changed.
    pub(super) fn edit<R>(
        &mut self,
        room: RoomId,
        changes: &mut Changes,
        edit: impl FnOnce(&mut RoomRecord) -> R,
    ) -> Option<R> {
        let edited = self.rooms.get_mut(&room)?;
        let result = edit(&mut edited.record);
        changes.rooms.insert(room, Some(edited.record.clone()));
        Some(result)
    }

    pub(super) fn rename(&mut self, room: RoomId, name: RoomName, changes: &mut Changes) {
        let former = self.edit(room, changes, |record| {
            std::mem::replace(&mut record.name, name.clone())
        });
        if let Some(former) = former {
            self.unindex(room, &former);
            self.index(room, &name);
        }
    }

    fn index(&mut self, room: RoomId, name: &RoomName) {
        self.keys.insert(Arc::clone(name.key()), room);
        for skeleton in name.name().skeletons() {
            self.skeletons.insert((Arc::clone(skeleton), room));
        }
    }

    fn unindex(&mut self, room: RoomId, name: &RoomName) {
        self.keys.remove(name.key());
        for skeleton in name.name().skeletons() {
            self.skeletons.remove(&(Arc::clone(skeleton), room));
        }
    }

    /// Shows somebody who is online in all their rooms, or no longer.
    pub(super) fn set_online(&mut self, account: AccountId, is_online: bool) {
        let is_shown = is_online || self.always_on;
        for room in self.of(account).collect::<Vec<_>>() {
            if let Some(room) = self.rooms.get_mut(&room) {
                room.set_shown(account, is_shown);
                room.touch(account);
            }
        }
    }

    /// Shows somebody in one room.
    pub(super) fn show(&mut self, room: RoomId, account: AccountId) {
        if let Some(room) = self.rooms.get_mut(&room) {
            room.set_shown(account, true);
        }
    }

    /// Notes that somebody looks different from now on.
    pub(super) fn touch(&mut self, account: AccountId) {
        for room in self.of(account).collect::<Vec<_>>() {
            if let Some(room) = self.rooms.get_mut(&room) {
                room.touch(account);
            }
        }
    }

    /// Those shown in a room, with `person` to look them up.
    pub(super) fn list(
        &mut self,
        room: RoomId,
        person: impl Fn(AccountId) -> Option<Arc<Person>>,
    ) -> Arc<[Member]> {
        let room = self.rooms.get_mut(&room);
        room.map_or_else(|| Arc::from([]), |room| room.list(person))
    }
}

/// The standing of who runs a room.
pub(super) const OPERATOR: Standing = Standing {
    operator: true,
    voice: false,
};

fn common_room(lobby: &RoomName, opened_at: Timestamp) -> RoomRecord {
    RoomRecord {
        id: RoomId::COMMON,
        name: lobby.clone(),
        opened_at,
        topic: None,
        modes: RoomModes::default(),
        masks: Vec::new(),
    }
}

/// A name that is free where `name` was taken by the common room since.
fn lengthened(name: &RoomName) -> RoomName {
    let longer = |form: &Arc<str>| Arc::from(format!("{form}_"));
    let parts = name.name();
    RoomName::from_checked(Name::from_checked(NameParts {
        shown: longer(parts.shown()),
        key: longer(parts.key()),
        skeletons: [longer(&parts.skeletons()[0]), longer(&parts.skeletons()[1])],
    }))
}
