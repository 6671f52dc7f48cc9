//! The sessions of a shard, and who of them hears what.

use std::collections::HashMap;
use std::sync::Arc;

use hourglass_core::{AccountId, RoomId, Sequence, SessionId};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::dialect::Dialect;
use super::outbox::Outbox;
use super::session::{LoginReply, SessionShared};
use crate::limits;

/// One session's writing side.
pub(super) struct Slot {
    pub(super) session: SessionId,
    pub(super) socket: Arc<TcpStream>,
    pub(super) dialect: Dialect,
    pub(super) shared: Arc<SessionShared>,
    /// Where the answer to the login goes, until there is one.
    pub(super) login: Option<oneshot::Sender<LoginReply>>,
    /// Whose it is, once it is logged in.
    pub(super) account: Option<AccountId>,
    pub(super) rooms: Vec<RoomId>,
    pub(super) outbox: Outbox,
    /// Whether it is on the list of those with something to write.
    pub(super) dirty: bool,
    /// Whether its socket is waited for.
    pub(super) blocked: bool,
    /// Whether it hears something else of the present batch than everybody in the room.
    pub(super) singled_out: bool,
    /// Set once it hears nothing more and only what waits is still written.
    pub(super) closing: Option<Closing>,
}

impl Slot {
    /// Whether it is told what happens: it is logged in and not being closed.
    pub(super) fn hears(&self) -> bool {
        self.closing.is_none() && self.account.is_some()
    }

    /// Whether more waits than may.
    pub(super) fn is_overfull(&self) -> bool {
        self.outbox.bytes() > limits::OUTBOX_BYTES_MAX
    }

    /// The place in the order up to which everything was handed to its socket. It hears nothing more after
    /// `end`.
    pub(super) fn delivered(&self, end: Sequence) -> Sequence {
        let end = self.closing.map_or(end, |closing| closing.delivered);
        self.outbox.delivered().unwrap_or(end)
    }
}

/// A slot that hears nothing more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing {
    /// The place in the order up to which everything was handed to its socket once nothing waits any more.
    pub(super) delivered: Sequence,
    /// Whether its reader has let go of it. Until then the slot stays, to tell what was delivered.
    pub(super) detached: bool,
}

/// All slots of a shard, found by session, by account and by room.
#[derive(Default)]
pub(super) struct Slots {
    slots: Vec<Option<Slot>>,
    free: Vec<usize>,
    sessions: HashMap<SessionId, usize>,
    accounts: HashMap<AccountId, Vec<usize>>,
    rooms: HashMap<RoomId, Vec<usize>>,
}

impl Slots {
    pub(super) fn insert(&mut self, slot: Slot) {
        let session = slot.session;
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        self.slots[index] = Some(slot);
        self.sessions.insert(session, index);
    }

    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut Slot> {
        self.slots.get_mut(index)?.as_mut()
    }

    pub(super) fn find(&self, session: SessionId) -> Option<usize> {
        self.sessions.get(&session).copied()
    }

    /// The slot at `index` now speaks for an account.
    pub(super) fn admit(&mut self, index: usize, account: AccountId, rooms: &[RoomId]) {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return;
        };
        slot.account = Some(account);
        slot.rooms = rooms.to_vec();
        self.accounts.entry(account).or_default().push(index);
        for room in rooms {
            self.rooms.entry(*room).or_default().push(index);
        }
    }

    /// The slot at `index` belongs to no group any more.
    pub(super) fn withdraw(&mut self, index: usize) {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return;
        };
        if let Some(account) = slot.account.take() {
            leave(&mut self.accounts, account, index);
        }
        for room in slot.rooms.drain(..) {
            leave(&mut self.rooms, room, index);
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        self.withdraw(index);
        if let Some(slot) = self.slots.get_mut(index).and_then(Option::take) {
            self.sessions.remove(&slot.session);
            self.free.push(index);
        }
    }

    /// All sessions of a room. Taken out while they are gone through; to be given back.
    pub(super) fn take_room(&mut self, room: RoomId) -> Vec<usize> {
        self.rooms
            .get_mut(&room)
            .map(std::mem::take)
            .unwrap_or_default()
    }

    pub(super) fn restore_room(&mut self, room: RoomId, members: Vec<usize>) {
        if let Some(entry) = self.rooms.get_mut(&room) {
            *entry = members;
        }
    }

    /// All sessions of an account.
    pub(super) fn of_account(&self, account: AccountId) -> Vec<usize> {
        self.accounts.get(&account).cloned().unwrap_or_default()
    }

    /// All slots there are.
    pub(super) fn all(&self) -> Vec<usize> {
        (0..self.slots.len())
            .filter(|index| self.slots[*index].is_some())
            .collect()
    }
}

fn leave<K: std::hash::Hash + Eq>(groups: &mut HashMap<K, Vec<usize>>, key: K, index: usize) {
    if let Some(members) = groups.get_mut(&key) {
        if let Some(place) = members.iter().position(|member| *member == index) {
            members.swap_remove(place);
        }
        if members.is_empty() {
            groups.remove(&key);
        }
    }
}
