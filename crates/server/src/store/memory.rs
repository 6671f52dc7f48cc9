//! A store in memory, for tests: forgets everything with the process, and fails when told to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hourglass_core::{
    AccountId, AccountRecord, Changes, Complaint, Membership, Message, MessageId, MetadataKey,
    MetadataOwner, MetadataRecord, ReadMarker, Registration, RoomId, RoomRecord, Snapshot, Stamp,
    Text, Timestamp,
};

use super::faults::{Disk, Faults};
use super::{Loaded, Store, StoreError};

/// A [`Store`] with the contract of the real one, without a disk under it.
pub struct MemoryStore {
    disk: Arc<Disk>,
}

impl MemoryStore {
    /// A store with nothing in it.
    pub fn new() -> Self {
        Self::on(Arc::default())
    }

    pub(super) fn on(disk: Arc<Disk>) -> Self {
        Self { disk }
    }

    /// The handle by which a test makes it fail or wait, and looks into it. It stays valid when the store
    /// is closed.
    pub fn faults(&self) -> Faults {
        Faults::on(Arc::clone(&self.disk))
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl Store for MemoryStore {
    fn load(&mut self) -> Result<Loaded, StoreError> {
        Ok(self.disk.kept().loaded())
    }

    fn commit(&mut self, changes: &Changes) -> Result<(), StoreError> {
        self.disk.commit(changes)
    }

    fn scrub(&mut self) -> Result<bool, StoreError> {
        self.disk.scrub()
    }

    fn close(self: Box<Self>) -> Result<(), StoreError> {
        Ok(())
    }
}

/// What is kept, by its keys.
#[derive(Clone, Default)]
pub(super) struct Kept {
    last: Stamp,
    rooms: BTreeMap<RoomId, RoomRecord>,
    credentials: BTreeMap<AccountId, Registration>,
    accounts: BTreeMap<AccountId, AccountRecord>,
    memberships: BTreeMap<(RoomId, AccountId), Membership>,
    read_markers: BTreeMap<(AccountId, Arc<str>), Timestamp>,
    metadata: BTreeMap<(MetadataOwner, MetadataKey), Text>,
    complaints: BTreeSet<Complaint>,
    messages: BTreeMap<MessageId, Arc<Message>>,
}

impl Kept {
    /// Why `changes` do not fit, where a database would find that out too.
    pub(super) fn contradiction(&self, changes: &Changes) -> Option<&'static str> {
        let mut known: BTreeSet<_> = self.accounts.keys().collect();
        for account in &changes.released_accounts {
            known.remove(account);
        }
        for registration in &changes.registrations {
            if !changes.accounts.contains_key(&registration.account) {
                return Some("a registration without its account");
            }
            known.insert(&registration.account);
        }
        let all_known = changes.accounts.keys().all(|id| known.contains(id));
        (!all_known).then_some("an account that was never registered")
    }

    pub(super) fn apply(&mut self, changes: &Changes) {
        self.last = changes.last;
        for (id, room) in &changes.rooms {
            if room.is_none() {
                self.memberships.retain(|(room, _), _| room != id);
                self.forget(MetadataOwner::Room(*id));
            }
            put(&mut self.rooms, id, room.as_ref());
        }
        for account in &changes.released_accounts {
            self.release(*account);
        }
        for registration in &changes.registrations {
            self.credentials
                .insert(registration.account, registration.clone());
        }
        for (id, account) in &changes.accounts {
            self.accounts.insert(*id, account.clone());
        }
        for (key, membership) in &changes.memberships {
            put(&mut self.memberships, key, membership.as_ref());
        }
        for (key, at) in &changes.read_markers {
            put(&mut self.read_markers, key, at.as_ref());
        }
        for (key, value) in &changes.metadata {
            put(&mut self.metadata, key, value.as_ref());
        }
        for account in &changes.cleared_complaints {
            self.complaints
                .retain(|complaint| complaint.about != *account);
        }
        self.complaints.extend(&changes.complaints);
        for message in &changes.messages {
            self.messages.insert(message.id, Arc::clone(message));
        }
        for message in &changes.redacted {
            self.messages.remove(message);
        }
        if let Some(through) = changes.forgotten_through {
            self.messages.retain(|id, _| *id > through);
        }
    }

    fn release(&mut self, account: AccountId) {
        self.accounts.remove(&account);
        self.credentials.remove(&account);
        self.memberships.retain(|(_, member), _| *member != account);
        self.read_markers
            .retain(|(reader, _), _| *reader != account);
        self.forget(MetadataOwner::Account(account));
        self.complaints
            .retain(|complaint| complaint.about != account && complaint.by != account);
    }

    fn forget(&mut self, gone: MetadataOwner) {
        self.metadata.retain(|(owner, _), _| *owner != gone);
    }

    pub(super) fn loaded(&self) -> Loaded {
        Loaded {
            snapshot: Snapshot {
                last: self.last,
                accounts: self.accounts.values().cloned().collect(),
                complaints: self.complaints.iter().copied().collect(),
                rooms: self.rooms.values().cloned().collect(),
                memberships: self.memberships.values().copied().collect(),
                read_markers: self.read_markers.iter().map(read_marker).collect(),
                metadata: self.metadata.iter().map(metadata).collect(),
                messages: self.messages.values().cloned().collect(),
            },
            credentials: self.credentials.values().cloned().collect(),
        }
    }
}

/// Keeps `value` under `key`, or what is there no longer.
fn put<K: Ord + Clone, V: Clone>(kept: &mut BTreeMap<K, V>, key: &K, value: Option<&V>) {
    match value {
        Some(value) => drop(kept.insert(key.clone(), value.clone())),
        None => drop(kept.remove(key)),
    }
}

fn read_marker((key, at): (&(AccountId, Arc<str>), &Timestamp)) -> ReadMarker {
    ReadMarker {
        account: key.0,
        target: Arc::clone(&key.1),
        at: *at,
    }
}

fn metadata(((owner, key), value): (&(MetadataOwner, MetadataKey), &Text)) -> MetadataRecord {
    MetadataRecord {
        owner: *owner,
        key: key.clone(),
        value: value.clone(),
    }
}
