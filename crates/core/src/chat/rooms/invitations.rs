//! Who is invited where.

use crate::{AccountId, RoomId, limits};

use super::{Room, Rooms};

impl Rooms {
    pub(in crate::chat) fn invite(&mut self, room: RoomId, account: AccountId) {
        self.drop_invitation(account, room);
        let open = self.invitations.entry(account).or_default();
        open.push(room);
        let oldest = (open.len() > limits::INVITATIONS_MAX).then(|| open.remove(0));
        if let Some(room) = self.rooms.get_mut(&room) {
            room.invited.insert(account);
        }
        if let Some(oldest) = oldest.and_then(|oldest| self.rooms.get_mut(&oldest)) {
            oldest.invited.remove(&account);
        }
    }

    pub(in crate::chat) fn is_invited(&self, room: RoomId, account: AccountId) -> bool {
        self.get(room)
            .is_some_and(|room| room.invited.contains(&account))
    }

    /// The rooms that somebody is invited to, the oldest invitation first.
    pub(in crate::chat) fn invitations(&self, account: AccountId) -> impl Iterator<Item = &Room> {
        let open = self.invitations.get(&account);
        open.into_iter()
            .flatten()
            .filter_map(|room| self.get(*room))
    }

    pub(in crate::chat) fn drop_invitation(&mut self, account: AccountId, room: RoomId) {
        if let Some(open) = self.invitations.get_mut(&account) {
            open.retain(|other| *other != room);
            if open.is_empty() {
                self.invitations.remove(&account);
            }
        }
        if let Some(room) = self.rooms.get_mut(&room) {
            room.invited.remove(&account);
        }
    }

    /// Forgets all invitations of somebody, and returns for which rooms they were.
    pub(in crate::chat) fn take_invitations(&mut self, account: AccountId) -> Vec<RoomId> {
        let open = self.invitations.remove(&account).unwrap_or_default();
        for room in &open {
            if let Some(room) = self.rooms.get_mut(room) {
                room.invited.remove(&account);
            }
        }
        open
    }
}
