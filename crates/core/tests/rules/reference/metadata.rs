//! Metadata and who hears of it, put together from the list of what happened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hourglass_core::{
    AccountId, Event, Login, MetadataEntry, MetadataKey, MetadataOwner, MetadataRecord, Name,
    SessionId, Stamp, Text,
};

use super::rooms::Room;
use super::{Fact, Heard, Reference, hear};

impl Reference {
    /// All metadata of names and rooms that there are.
    pub(crate) fn metadata(&self) -> Vec<MetadataRecord> {
        let accounts = self.accounts().into_iter().map(MetadataOwner::Account);
        let rooms = self.rooms().into_iter();
        let rooms = rooms.map(|room| MetadataOwner::Room(room.id));
        let owners = accounts.chain(rooms);
        let all = owners.flat_map(|owner| {
            let values = self.values(owner).into_iter();
            values.map(move |(key, value)| MetadataRecord { owner, key, value })
        });
        all.collect()
    }

    pub(super) fn values(&self, whose: MetadataOwner) -> BTreeMap<MetadataKey, Text> {
        let mut values = BTreeMap::new();
        for fact in &self.facts {
            match fact {
                Fact::Described { owner, key, value } if *owner == whose => match value {
                    Some(value) => drop(values.insert(key.clone(), value.clone())),
                    None => drop(values.remove(key)),
                },
                _ => {}
            }
        }
        values
    }

    /// What a device subscribed to; nothing where it does not know of metadata.
    pub(super) fn subscriptions(&self, device: SessionId) -> Option<BTreeSet<MetadataKey>> {
        let mut known: Option<BTreeSet<MetadataKey>> = None;
        for fact in &self.facts {
            match fact {
                Fact::Subscribed { session, keys } if *session == device => {
                    known.get_or_insert_default().extend(keys.iter().cloned());
                }
                Fact::Unsubscribed { session, keys } if *session == device => match keys {
                    Some(keys) => {
                        if let Some(known) = &mut known {
                            known.retain(|key| !keys.contains(key));
                        }
                    }
                    None => known = None,
                },
                Fact::Arrived { session, .. } | Fact::Gone { session, .. }
                    if *session == device =>
                {
                    known = None;
                }
                _ => {}
            }
        }
        known
    }

    pub(super) fn watches(&self, device: SessionId, name: &Name) -> bool {
        let mut watches = false;
        for fact in &self.facts {
            match fact {
                Fact::Watched { session, name: one } if *session == device => {
                    watches |= one.key() == name.key();
                }
                Fact::Arrived { session, .. } if *session == device => watches = false,
                _ => {}
            }
        }
        watches
    }

    /// Everybody in a run is in the common room, so that all hear of all who are online.
    fn hears_of(&self, account: AccountId, owner: MetadataOwner) -> bool {
        match owner {
            MetadataOwner::Account(other) => {
                other == account || self.names_online().contains(&other)
            }
            MetadataOwner::Room(room) => self.is_in(room, account),
        }
    }

    pub(super) fn shown(&self, owner: MetadataOwner) -> Arc<str> {
        match owner {
            MetadataOwner::Account(account) => self.name_of(account).shown().clone(),
            MetadataOwner::Room(room) => self.room(room).expect("there").shown(),
        }
    }

    /// What there is of these under the keys, in their order.
    pub(super) fn entries(
        &self,
        owners: impl IntoIterator<Item = MetadataOwner>,
        keys: &BTreeSet<MetadataKey>,
    ) -> Vec<MetadataEntry> {
        let mut entries = Vec::new();
        for owner in owners {
            for (key, value) in self.values(owner) {
                if keys.contains(&key) {
                    let value = Some(value);
                    let of = self.shown(owner);
                    entries.push(MetadataEntry { of, key, value });
                }
            }
        }
        entries
    }

    pub(super) fn owners_in(&self, room: &Room) -> Vec<MetadataOwner> {
        let members = self.members(room).into_iter();
        let members = members.map(|one| MetadataOwner::Account(one.person.account));
        let mut owners = vec![MetadataOwner::Room(room.id)];
        owners.extend(members);
        owners
    }

    pub(super) fn all_owners(&self, account: AccountId) -> Vec<MetadataOwner> {
        let rooms = self.rooms_of(account).into_iter();
        let mut online = self.names_online();
        online.sort();
        rooms
            .map(|room| MetadataOwner::Room(room.id))
            .chain(online.into_iter().map(MetadataOwner::Account))
            .collect()
    }

    /// A room opened to a device.
    pub(super) fn tell_metadata_in(&self, heard: &mut Heard, device: SessionId, room: &Room) {
        if let Some(keys) = self.subscriptions(device) {
            let event = Event::MetadataTold {
                of: room.shown(),
                entries: Some(self.entries(self.owners_in(room), &keys)),
            };
            hear(heard, device, event);
        }
    }

    pub(super) fn tell_metadata_of(
        &self,
        heard: &mut Heard,
        device: SessionId,
        account: AccountId,
    ) {
        if let Some(keys) = self.subscriptions(device) {
            let event = Event::MetadataTold {
                of: self.name_of(account).shown().clone(),
                entries: Some(self.entries([MetadataOwner::Account(account)], &keys)),
            };
            hear(heard, device, event);
        }
    }

    /// A name that devices watch came or is gone.
    pub(super) fn tell_watchers(&self, heard: &mut Heard, account: AccountId, is_online: bool) {
        let name = self.name_of(account);
        for (device, _) in self.devices() {
            if self.watches(device, &name) {
                let person = self.person(account);
                hear(heard, device, Event::Watched { person, is_online });
                if is_online {
                    self.tell_metadata_of(heard, device, account);
                }
            }
        }
    }

    /// What a login brings along: what its name has then, and what of it is new.
    pub(super) fn bring(
        &mut self,
        stamp: Stamp,
        login: &Login,
        account: AccountId,
    ) -> (Option<Vec<MetadataEntry>>, Vec<MetadataEntry>) {
        let Some(brought) = &login.metadata else {
            return (None, Vec::new());
        };
        self.facts.push(Fact::Subscribed {
            session: login.session,
            keys: brought.subscriptions.clone(),
        });
        let owner = MetadataOwner::Account(account);
        let mut changed = Vec::<MetadataEntry>::new();
        for (key, value) in &brought.values {
            let is_silenced = self.silenced(account, stamp.time).is_some();
            if is_silenced && value.is_some() || self.values(owner).get(key) == value.as_ref() {
                continue;
            }
            self.facts.push(Fact::Described {
                owner,
                key: key.clone(),
                value: value.clone(),
            });
            changed.retain(|entry| entry.key != *key);
            changed.push(MetadataEntry {
                of: self.shown(owner),
                key: key.clone(),
                value: value.clone(),
            });
        }
        let keys = self.values(owner).into_keys().collect();
        (Some(self.entries([owner], &keys)), changed)
    }

    pub(super) fn tell_changed(
        &self,
        heard: &mut Heard,
        by: SessionId,
        owner: MetadataOwner,
        entry: &MetadataEntry,
    ) {
        let event = Event::MetadataChanged(Box::new(entry.clone()));
        self.tell(heard, event, |device, whose| {
            let keys = self.subscriptions(device).unwrap_or_default();
            device != by && keys.contains(&entry.key) && self.hears_of(whose, owner)
        });
    }
}
