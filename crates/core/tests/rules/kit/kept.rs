//! What a store would keep: changes folded into tables as their documentation says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hourglass_core::{
    AccountId, AccountRecord, Changes, Complaint, Membership, Message, MessageId, RoomId,
    RoomRecord, Snapshot, Stamp,
};

/// A store as plain as can be, as strict as a database with unique and foreign keys.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    last: Stamp,
    rooms: BTreeMap<RoomId, RoomRecord>,
    accounts: BTreeMap<AccountId, AccountRecord>,
    names: BTreeMap<Arc<str>, AccountId>,
    memberships: BTreeSet<Membership>,
    complaints: BTreeSet<Complaint>,
    messages: BTreeMap<MessageId, Arc<Message>>,
}

impl From<Snapshot> for Kept {
    fn from(snapshot: Snapshot) -> Self {
        let accounts = snapshot.accounts.into_iter();
        let accounts: BTreeMap<_, _> = accounts.map(|record| (record.id, record)).collect();
        let names = accounts.values();
        let rooms = snapshot.rooms.into_iter();
        let messages = snapshot.messages.into_iter();
        Self {
            last: snapshot.last,
            names: names
                .map(|record| (record.name.key().clone(), record.id))
                .collect(),
            accounts,
            rooms: rooms.map(|room| (room.id, room)).collect(),
            memberships: snapshot.memberships.into_iter().collect(),
            complaints: snapshot.complaints.into_iter().collect(),
            messages: messages.map(|message| (message.id, message)).collect(),
        }
    }
}

impl Kept {
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot {
            last: self.last,
            accounts: self.accounts.values().cloned().collect(),
            complaints: self.complaints.iter().copied().collect(),
            rooms: self.rooms.values().cloned().collect(),
            memberships: self.memberships.iter().copied().collect(),
            messages: self.messages.values().cloned().collect(),
        }
    }

    pub(crate) fn account(&self, id: AccountId) -> Option<&AccountRecord> {
        self.accounts.get(&id)
    }

    pub(crate) fn account_ids(&self) -> BTreeSet<AccountId> {
        self.accounts.keys().copied().collect()
    }

    pub(crate) fn account_named(&self, shown: &str) -> Option<AccountId> {
        self.names.get(shown.to_lowercase().as_str()).copied()
    }

    pub(crate) fn complaints(&self) -> usize {
        self.complaints.len()
    }

    /// The texts of the messages kept.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let messages = self.messages.values();
        messages.map(|message| message.text.as_str()).collect()
    }

    /// Takes up a batch, in the order of its fields; panics where a database would refuse.
    pub(crate) fn fold(&mut self, changes: &Changes) {
        if changes.is_empty() {
            return;
        }
        assert!(changes.last.sequence >= self.last.sequence);
        assert!(changes.last.time >= self.last.time);
        self.last = changes.last;
        for room in &changes.rooms {
            assert!(self.rooms.insert(room.id, room.clone()).is_none());
        }
        self.fold_accounts(changes);
        for membership in &changes.memberships {
            assert!(self.rooms.contains_key(&membership.room));
            assert!(self.accounts.contains_key(&membership.account));
            assert!(self.memberships.insert(*membership));
        }
        let cleared = &changes.cleared_complaints;
        self.complaints.retain(|one| !cleared.contains(&one.about));
        for complaint in &changes.complaints {
            assert!(self.accounts.contains_key(&complaint.about));
            assert!(self.accounts.contains_key(&complaint.by));
            assert!(self.complaints.insert(*complaint));
        }
        let new = changes.messages.iter();
        self.messages
            .extend(new.map(|message| (message.id, message.clone())));
        let forgotten = changes.forgotten_through;
        self.messages.retain(|id, _| Some(*id) > forgotten);
    }

    fn fold_accounts(&mut self, changes: &Changes) {
        for account in &changes.released_accounts {
            if let Some(record) = self.accounts.remove(account) {
                self.names.remove(record.name.key());
            }
            self.memberships.retain(|one| one.account != *account);
            self.complaints
                .retain(|one| one.about != *account && one.by != *account);
        }
        for new in &changes.registrations {
            assert!(changes.accounts.contains_key(&new.account));
            assert!(self.names.insert(new.key.clone(), new.account).is_none());
        }
        for (id, record) in &changes.accounts {
            assert_eq!(self.names.get(record.name.key()), Some(id));
            self.accounts.insert(*id, record.clone());
        }
    }
}
