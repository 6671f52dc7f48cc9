//! What a store would keep: changes folded into tables as their documentation says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hourglass_core::{
    AccountId, AccountRecord, Changes, Complaint, Membership, Message, MessageId, MetadataKey,
    MetadataOwner, MetadataRecord, ReadMarker, RoomId, RoomRecord, Snapshot, Stamp, Text,
    Timestamp,
};

/// A store as plain as can be, as strict as a database with unique and foreign keys.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    last: Stamp,
    rooms: BTreeMap<RoomId, RoomRecord>,
    accounts: BTreeMap<AccountId, AccountRecord>,
    names: BTreeMap<Arc<str>, AccountId>,
    memberships: BTreeMap<(RoomId, AccountId), Membership>,
    read_markers: BTreeMap<(AccountId, Arc<str>), Timestamp>,
    metadata: BTreeMap<(MetadataOwner, MetadataKey), Text>,
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
            memberships: snapshot
                .memberships
                .into_iter()
                .map(|one| ((one.room, one.account), one))
                .collect(),
            read_markers: snapshot
                .read_markers
                .into_iter()
                .map(|one| ((one.account, one.target), one.at))
                .collect(),
            metadata: snapshot
                .metadata
                .into_iter()
                .map(|one| ((one.owner, one.key), one.value))
                .collect(),
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
            memberships: self.memberships.values().copied().collect(),
            read_markers: self
                .read_markers
                .iter()
                .map(|((account, target), at)| ReadMarker {
                    account: *account,
                    target: target.clone(),
                    at: *at,
                })
                .collect(),
            metadata: self
                .metadata
                .iter()
                .map(|((owner, key), value)| MetadataRecord {
                    owner: *owner,
                    key: key.clone(),
                    value: value.clone(),
                })
                .collect(),
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
        self.fold_rooms(changes);
        self.fold_accounts(changes);
        self.fold_memberships(changes);
        self.fold_metadata(changes);
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
        for id in &changes.redacted {
            assert!(!changes.messages.iter().any(|message| message.id == *id));
            self.messages.remove(id);
        }
        let forgotten = changes.forgotten_through;
        self.messages.retain(|id, _| Some(*id) > forgotten);
    }

    fn fold_rooms(&mut self, changes: &Changes) {
        for (id, room) in &changes.rooms {
            if room.is_none() {
                self.rooms.remove(id);
                self.memberships.retain(|(of, _), _| of != id);
                let gone = MetadataOwner::Room(*id);
                self.metadata.retain(|(owner, _), _| *owner != gone);
            }
        }
        for room in changes.rooms.values().flatten() {
            self.rooms.insert(room.id, room.clone());
        }
        let keys: BTreeSet<_> = self.rooms.values().map(|room| room.name.key()).collect();
        assert_eq!(keys.len(), self.rooms.len(), "each room has its own name");
    }

    fn fold_memberships(&mut self, changes: &Changes) {
        for (place, membership) in &changes.memberships {
            assert!(!place.1.is_guest());
            match membership {
                None => {
                    self.memberships.remove(place);
                }
                Some(membership) => {
                    assert_eq!(*place, (membership.room, membership.account));
                    assert!(self.rooms.contains_key(&place.0));
                    assert!(self.accounts.contains_key(&place.1));
                    self.memberships.insert(*place, *membership);
                }
            }
        }
        for (place, at) in &changes.read_markers {
            assert!(self.accounts.contains_key(&place.0));
            match at {
                None => self.read_markers.remove(place),
                Some(at) => self.read_markers.insert(place.clone(), *at),
            };
        }
    }

    fn fold_metadata(&mut self, changes: &Changes) {
        for (place, value) in &changes.metadata {
            match place.0 {
                MetadataOwner::Account(account) => assert!(self.accounts.contains_key(&account)),
                MetadataOwner::Room(room) => assert!(self.rooms.contains_key(&room)),
            }
            match value {
                None => self.metadata.remove(place),
                Some(value) => self.metadata.insert(place.clone(), value.clone()),
            };
        }
    }

    fn fold_accounts(&mut self, changes: &Changes) {
        for account in &changes.released_accounts {
            if let Some(record) = self.accounts.remove(account) {
                self.names.remove(record.name.key());
            }
            self.memberships.retain(|(_, member), _| member != account);
            self.read_markers.retain(|(reader, _), _| reader != account);
            let gone = MetadataOwner::Account(*account);
            self.metadata.retain(|(owner, _), _| *owner != gone);
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
