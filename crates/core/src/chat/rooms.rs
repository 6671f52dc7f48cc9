//! Rooms and who is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{AccountId, Changes, Membership, RoomId, RoomRecord};

const COMMON_NAME: &str = "common";

/// All rooms, each with its members. There is only the common one as yet.
#[derive(Debug)]
pub(super) struct Rooms {
    members: BTreeMap<RoomId, BTreeSet<AccountId>>,
}

impl Rooms {
    /// The rooms kept; the common room is made where it is not among them.
    pub(super) fn load(
        rooms: Vec<RoomRecord>,
        memberships: Vec<Membership>,
        repairs: &mut Changes,
    ) -> Self {
        let members = rooms.into_iter().map(|room| (room.id, BTreeSet::new()));
        let mut rooms = Self {
            members: members.collect(),
        };
        rooms.members.entry(RoomId::COMMON).or_insert_with(|| {
            repairs.rooms.push(RoomRecord {
                id: RoomId::COMMON,
                name: Arc::from(COMMON_NAME),
            });
            BTreeSet::new()
        });
        for membership in memberships {
            rooms.add(membership);
        }
        rooms
    }

    /// The rooms that `account` is in.
    pub(super) fn of(&self, account: AccountId) -> impl Iterator<Item = RoomId> {
        let all = self.members.iter();
        all.filter(move |(_, members)| members.contains(&account))
            .map(|(room, _)| *room)
    }

    /// Whether there is such a room and `account` is in it.
    pub(super) fn has_member(&self, room: RoomId, account: AccountId) -> bool {
        let members = self.members.get(&room);
        members.is_some_and(|members| members.contains(&account))
    }

    /// Adds somebody to a room that there is.
    pub(super) fn add(&mut self, membership: Membership) {
        if let Some(members) = self.members.get_mut(&membership.room) {
            members.insert(membership.account);
        }
    }

    /// Takes `account` out of all rooms.
    pub(super) fn release(&mut self, account: AccountId) {
        for members in self.members.values_mut() {
            members.remove(&account);
        }
    }
}
