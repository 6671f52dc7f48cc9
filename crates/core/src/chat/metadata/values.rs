//! The values themselves.

use std::collections::BTreeMap;

use crate::{AccountId, Changes, MetadataKey, MetadataOwner, MetadataRecord, RoomId, Text, limits};

/// What one person or room has.
type Own = BTreeMap<MetadataKey, Text>;

/// All metadata, at most [`limits::METADATA_MAX`] values and [`limits::METADATA_KEYS_MAX`] for each owner.
#[derive(Debug, Default)]
pub(in crate::chat) struct Values {
    /// Nobody is in it without any value.
    of: BTreeMap<MetadataOwner, Own>,
    count: usize,
}

impl Values {
    /// What was kept, as far as the bounds allow.
    pub(in crate::chat) fn load(records: impl Iterator<Item = MetadataRecord>) -> Self {
        let mut all = Self::default();
        for record in records {
            if all.has_place(record.owner, &record.key) {
                all.insert(record.owner, record.key, record.value);
            }
        }
        all
    }

    /// How many people and rooms have any.
    pub(in crate::chat) fn owners(&self) -> usize {
        self.of.len()
    }

    /// The people who have any, in the order of their ids.
    pub(in crate::chat) fn people(&self) -> impl Iterator<Item = AccountId> {
        let owners = self.of.keys();
        owners.map_while(|owner| match owner {
            MetadataOwner::Account(account) => Some(*account),
            // They come behind all people.
            MetadataOwner::Room(_) => None,
        })
    }

    pub(in crate::chat) fn get(&self, owner: MetadataOwner, key: &str) -> Option<&Text> {
        self.of.get(&owner)?.get(key)
    }

    /// All that somebody has, in the order of the keys.
    pub(in crate::chat) fn all_of(
        &self,
        owner: MetadataOwner,
    ) -> impl Iterator<Item = (&MetadataKey, &Text)> {
        self.of.get(&owner).into_iter().flatten()
    }

    /// Whether a value may be set there: to change one takes no more place.
    pub(super) fn has_place(&self, owner: MetadataOwner, key: &MetadataKey) -> bool {
        let own = self.of.get(&owner);
        own.is_some_and(|own| own.contains_key(key))
            || (self.count < limits::METADATA_MAX
                && own.map_or(0, Own::len) < limits::METADATA_KEYS_MAX)
    }

    /// Sets a value or takes it away, and notes that as changed. Whether anything did.
    pub(super) fn set(
        &mut self,
        owner: MetadataOwner,
        key: &MetadataKey,
        value: Option<Text>,
        changes: &mut Changes,
    ) -> bool {
        if self.get(owner, key.as_str()) == value.as_ref() {
            return false;
        }
        changes.set_metadata(owner, key, value.as_ref());
        match value {
            Some(value) => self.insert(owner, key.clone(), value),
            None => self.remove(owner, key),
        }
        true
    }

    /// Gives up all that somebody has, of which nothing need be written.
    pub(in crate::chat) fn release(&mut self, account: AccountId) {
        self.take(MetadataOwner::Account(account));
    }

    /// Gives up all that a room has, of which nothing need be written.
    pub(in crate::chat) fn close(&mut self, room: RoomId) {
        self.take(MetadataOwner::Room(room));
    }

    /// Makes what a guest has that of an account.
    pub(in crate::chat) fn hand_over(
        &mut self,
        guest: AccountId,
        account: AccountId,
        changes: &mut Changes,
    ) {
        for (key, value) in self.take(MetadataOwner::Account(guest)) {
            self.set(MetadataOwner::Account(account), &key, Some(value), changes);
        }
    }

    fn insert(&mut self, owner: MetadataOwner, key: MetadataKey, value: Text) {
        let former = self.of.entry(owner).or_default().insert(key, value);
        self.count += usize::from(former.is_none());
    }

    fn remove(&mut self, owner: MetadataOwner, key: &MetadataKey) {
        let Some(own) = self.of.get_mut(&owner) else {
            return;
        };
        self.count -= usize::from(own.remove(key).is_some());
        if own.is_empty() {
            self.of.remove(&owner);
        }
    }

    fn take(&mut self, owner: MetadataOwner) -> Own {
        let own = self.of.remove(&owner).unwrap_or_default();
        self.count -= own.len();
        own
    }
}
