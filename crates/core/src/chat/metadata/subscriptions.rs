//! Which devices know of metadata, and of which keys they hear.

use std::collections::{BTreeMap, BTreeSet};

use crate::{AccountId, Event, MetadataKey, Output, Refusal, SessionId, limits};

use super::super::Chat;
use super::super::dispatch::Asker;

/// Subscriptions, found from either side; at most [`limits::METADATA_SUBSCRIPTIONS_MAX`] keys for each
/// device.
#[derive(Debug, Default)]
pub(in crate::chat) struct Subscriptions {
    /// The devices that know of metadata.
    of: BTreeMap<SessionId, Device>,
    /// The same, found by whose they are.
    by_account: BTreeSet<(AccountId, SessionId)>,
    by: BTreeMap<MetadataKey, BTreeSet<SessionId>>,
}

#[derive(Debug)]
struct Device {
    account: AccountId,
    keys: BTreeSet<MetadataKey>,
}

impl Subscriptions {
    /// The keys that a device has subscribed to; nothing where it does not know of metadata.
    pub(super) fn of(&self, session: SessionId) -> Option<&BTreeSet<MetadataKey>> {
        self.of.get(&session).map(|device| &device.keys)
    }

    /// The devices that have subscribed to a key.
    pub(super) fn subscribers(&self, key: &MetadataKey) -> impl Iterator<Item = SessionId> {
        self.by.get(key).into_iter().flatten().copied()
    }

    /// The devices of somebody that know of metadata.
    pub(super) fn devices(&self, account: AccountId) -> impl Iterator<Item = SessionId> {
        let range = (account, SessionId(0))..=(account, SessionId(u64::MAX));
        self.by_account.range(range).map(|(_, session)| *session)
    }

    /// A device knows of metadata from now on.
    pub(super) fn admit(&mut self, session: SessionId, account: AccountId) {
        self.by_account.insert((account, session));
        let device = || Device {
            account,
            keys: BTreeSet::new(),
        };
        self.of.entry(session).or_insert_with(device);
    }

    /// Subscribes a device that knows of metadata. Whether it is new; nothing where there is no place.
    pub(super) fn add(&mut self, session: SessionId, key: &MetadataKey) -> Option<bool> {
        let device = self.of.get_mut(&session)?;
        if device.keys.contains(key) {
            return Some(false);
        }
        if device.keys.len() >= limits::METADATA_SUBSCRIPTIONS_MAX {
            return None;
        }
        device.keys.insert(key.clone());
        self.by.entry(key.clone()).or_default().insert(session);
        Some(true)
    }

    fn remove(&mut self, session: SessionId, key: &MetadataKey) {
        if let Some(device) = self.of.get_mut(&session) {
            device.keys.remove(key);
        }
        self.forget(session, key);
    }

    /// Everything of a device; the keys that it had.
    pub(in crate::chat) fn clear(&mut self, session: SessionId) -> BTreeSet<MetadataKey> {
        let Some(device) = self.of.remove(&session) else {
            return BTreeSet::new();
        };
        self.by_account.remove(&(device.account, session));
        for key in &device.keys {
            self.forget(session, key);
        }
        device.keys
    }

    /// Makes the device of a guest that of an account.
    pub(in crate::chat) fn hand_over(&mut self, session: SessionId, to: AccountId) {
        if let Some(device) = self.of.get_mut(&session) {
            self.by_account.remove(&(device.account, session));
            self.by_account.insert((to, session));
            device.account = to;
        }
    }

    fn forget(&mut self, session: SessionId, key: &MetadataKey) {
        if let Some(subscribers) = self.by.get_mut(key) {
            subscribers.remove(&session);
            if subscribers.is_empty() {
                self.by.remove(key);
            }
        }
    }
}

impl Chat {
    /// Subscribes a device to keys, as many as find a place, and tells it what there is under those.
    pub(in crate::chat) fn subscribe_metadata(
        &mut self,
        asker: Asker,
        keys: Vec<MetadataKey>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let session = asker.session;
        self.subscriptions.admit(session, asker.account);
        let mut subscribed = Vec::new();
        let mut new = BTreeSet::new();
        let mut refused = None;
        for key in keys {
            let Some(is_new) = self.subscriptions.add(session, &key) else {
                refused = Some(key);
                break;
            };
            if is_new {
                new.insert(key.clone());
            }
            if !subscribed.contains(&key) {
                subscribed.push(key);
            }
        }
        let event = Event::MetadataSubscribed {
            keys: subscribed,
            is_more: !new.is_empty(),
            refused,
            entries: self.all_entries(session, asker.account, &new),
        };
        output.answer(session, event);
        Ok(())
    }

    /// Ends subscriptions of a device, or all that it knows of metadata.
    pub(in crate::chat) fn unsubscribe_metadata(
        &mut self,
        asker: Asker,
        keys: Option<Vec<MetadataKey>>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let session = asker.session;
        let keys = match keys {
            Some(asked) => {
                let mut keys = Vec::new();
                for key in asked {
                    self.subscriptions.remove(session, &key);
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
                keys
            }
            None => self.subscriptions.clear(session).into_iter().collect(),
        };
        output.answer(session, Event::MetadataUnsubscribed { keys });
        Ok(())
    }
}
