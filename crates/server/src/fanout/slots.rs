//! The sessions of a shard, and who of them hears what.

use std::collections::HashMap;
use std::sync::Arc;

use hourglass_core::{AccountId, Event, Person, RoomId, RoomRef, Sequence, SessionId};
use hourglass_wire::Perspective;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::dialect::{Dialect, Hearer};
use super::outbox::Outbox;
use super::outlet::Outlet;
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
    /// Its name as shown; empty until then.
    pub(super) name: Arc<str>,
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

    /// Whom something is rendered for that this one hears.
    pub(super) fn hearer<'a>(&self, perspective: Perspective, name: &'a str) -> Hearer<'a> {
        Hearer {
            dialect: self.dialect,
            perspective,
            name,
        }
    }

    /// Whether this opens a room that is open to it already, which clients of IRC take for another one.
    pub(super) fn is_open_already(&self, event: &Event) -> bool {
        let is_irc = matches!(self.dialect, Dialect::Irc(..));
        is_irc && matches!(event, Event::RoomOpened(view) if self.rooms.contains(&view.room.id))
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
    /// Whether its connection stays open until its last words are here.
    pub(super) held: bool,
}

/// Those in a room who speak the same dialect.
pub(super) struct Group {
    pub(super) dialect: Dialect,
    pub(super) members: Vec<usize>,
}

/// All slots of a shard, found by session, by account and by room.
#[derive(Default)]
pub(super) struct Slots {
    slots: Vec<Option<Slot>>,
    /// For each slot, what is needed to tell it at once what many hear.
    outlets: Vec<Option<Outlet>>,
    free: Vec<usize>,
    sessions: HashMap<SessionId, usize>,
    accounts: HashMap<AccountId, Vec<usize>>,
    rooms: HashMap<RoomId, Vec<Group>>,
}

impl Slots {
    pub(super) fn insert(&mut self, slot: Slot) {
        let session = slot.session;
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.outlets.push(None);
            self.slots.len() - 1
        });
        self.outlets[index] = Some(Outlet::new(slot.socket.clone()));
        self.slots[index] = Some(slot);
        self.sessions.insert(session, index);
    }

    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut Slot> {
        self.slots.get_mut(index)?.as_mut()
    }

    /// The outlet of the slot at `index`.
    pub(super) fn outlet(&self, index: usize) -> Option<&Outlet> {
        self.outlets.get(index)?.as_ref()
    }

    /// Notes whether what comes next for the slot at `index` may be written at once. To be called when
    /// something was put into its outbox or taken out, or when it was singled out.
    pub(super) fn settle(&mut self, index: usize) {
        if let (Some(Some(slot)), Some(Some(outlet))) =
            (self.slots.get(index), self.outlets.get_mut(index))
        {
            outlet.set_free(slot.outbox.is_empty() && !slot.singled_out);
        }
    }

    pub(super) fn find(&self, session: SessionId) -> Option<usize> {
        self.sessions.get(&session).copied()
    }

    /// The slot at `index` now speaks for somebody, also where it spoke for somebody else before.
    pub(super) fn admit(&mut self, index: usize, person: &Arc<Person>) {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return;
        };
        let account = person.account;
        slot.name = person.name.clone();
        let former = slot.account.replace(account);
        slot.shared.admit(slot.dialect, person);
        self.leave_account(former, index);
        self.accounts.entry(account).or_default().push(index);
    }

    /// The slot at `index` hears a room from now on.
    pub(super) fn enter(&mut self, index: usize, room: RoomId) {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return;
        };
        if !slot.rooms.contains(&room) {
            slot.rooms.push(room);
            let dialect = slot.dialect.shared();
            join(self.rooms.entry(room).or_default(), dialect, index);
        }
    }

    /// The slot at `index` hears a room no more. Answers whether it did before.
    pub(super) fn exit(&mut self, index: usize, room: RoomId) -> bool {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return false;
        };
        let Some(place) = slot.rooms.iter().position(|one| *one == room) else {
            return false;
        };
        slot.rooms.swap_remove(place);
        let dialect = slot.dialect;
        self.leave_room(room, dialect.shared(), index);
        true
    }

    /// Where the slot at `index` speaks to a room at the line door, it speaks to the common one again.
    pub(super) fn look_away(&mut self, index: usize, room: RoomId) {
        let Some(Some(slot)) = self.slots.get(index) else {
            return;
        };
        if slot.dialect == Dialect::Line(room) {
            self.speak(index, Dialect::Line(RoomId::COMMON));
        }
    }

    /// Tells those who speak to a room at the line door how it is called by now.
    pub(super) fn rename_focus(&self, room: &RoomRef) {
        let groups = self.rooms.get(&room.id).into_iter().flatten();
        let focused = groups.filter(|group| group.dialect == Dialect::Line(room.id));
        for index in focused.flat_map(|group| &group.members) {
            if let Some(Some(slot)) = self.slots.get(*index) {
                slot.shared.rename_focus(room);
            }
        }
    }

    /// Another dialect is spoken to the slot at `index` from now on.
    pub(super) fn speak(&mut self, index: usize, dialect: Dialect) {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return;
        };
        let former = std::mem::replace(&mut slot.dialect, dialect);
        if let Dialect::Line(focus) = dialect {
            slot.shared.focus_on(focus);
        }
        if former.shared() == dialect.shared() {
            return;
        }
        for room in slot.rooms.clone() {
            self.leave_room(room, former.shared(), index);
            let groups = self.rooms.entry(room).or_default();
            join(groups, dialect.shared(), index);
        }
    }

    /// The slot at `index` belongs to no group any more.
    pub(super) fn withdraw(&mut self, index: usize) {
        let Some(Some(slot)) = self.slots.get_mut(index) else {
            return;
        };
        let (account, dialect) = (slot.account.take(), slot.dialect.shared());
        let rooms = std::mem::take(&mut slot.rooms);
        self.leave_account(account, index);
        for room in rooms {
            self.leave_room(room, dialect, index);
        }
    }

    fn leave_account(&mut self, account: Option<AccountId>, index: usize) {
        let Some(account) = account else { return };
        if let Some(members) = self.accounts.get_mut(&account) {
            remove(members, index);
            if members.is_empty() {
                self.accounts.remove(&account);
            }
        }
    }

    fn leave_room(&mut self, room: RoomId, dialect: Dialect, index: usize) {
        if let Some(groups) = self.rooms.get_mut(&room) {
            leave(groups, dialect, index);
            if groups.is_empty() {
                self.rooms.remove(&room);
            }
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        self.withdraw(index);
        if let Some(slot) = self.slots.get_mut(index).and_then(Option::take) {
            self.outlets[index] = None;
            self.sessions.remove(&slot.session);
            self.free.push(index);
        }
    }

    /// All sessions of a room. Taken out while they are gone through; to be given back before anybody leaves.
    pub(super) fn take_room(&mut self, room: RoomId) -> Vec<Group> {
        self.rooms
            .get_mut(&room)
            .map(std::mem::take)
            .unwrap_or_default()
    }

    pub(super) fn restore_room(&mut self, room: RoomId, groups: Vec<Group>) {
        if let Some(entry) = self.rooms.get_mut(&room) {
            *entry = groups;
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

fn join(groups: &mut Vec<Group>, dialect: Dialect, index: usize) {
    match groups.iter_mut().find(|group| group.dialect == dialect) {
        Some(group) => group.members.push(index),
        None => groups.push(Group {
            dialect,
            members: vec![index],
        }),
    }
}

fn leave(groups: &mut Vec<Group>, dialect: Dialect, index: usize) {
    if let Some(place) = groups.iter().position(|group| group.dialect == dialect) {
        let members = &mut groups[place].members;
        remove(members, index);
        if members.is_empty() {
            groups.swap_remove(place);
        }
    }
}

fn remove(members: &mut Vec<usize>, index: usize) {
    if let Some(place) = members.iter().position(|member| *member == index) {
        members.swap_remove(place);
    }
}
