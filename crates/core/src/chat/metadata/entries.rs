//! What devices read of metadata, asked for or told.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::{
    AccountId, Answer, MetadataEntry, MetadataKey, MetadataOwner, MetadataScope, MetadataTarget,
    Refusal, SessionId, limits,
};

use super::super::Chat;
use super::super::dispatch::Asker;
use super::super::rooms::Room;

/// The keys whose values are shown to people who look somebody up.
const FOR_PEOPLE: [&str; 6] = [
    "display-name",
    "pronouns",
    "homepage",
    "status",
    "bio",
    "location",
];

impl Chat {
    /// What there is of somebody or of a room, or of that what was asked for.
    pub(in crate::chat) fn metadata_asked_for(
        &self,
        asker: Asker,
        target: &MetadataTarget,
        keys: Option<Vec<MetadataKey>>,
    ) -> Result<Answer, Refusal> {
        let (owner, of) = self.described_to(asker, target)?;
        let entries = match keys {
            Some(keys) => {
                let entries = keys.into_iter().map(|key| MetadataEntry {
                    of: Arc::clone(&of),
                    value: self.metadata.get(owner, key.as_str()).cloned(),
                    key,
                });
                entries.collect()
            }
            None => self.all_entries_of(owner, &of),
        };
        Ok(Answer::Metadata { of, entries })
    }

    /// What there is under the keys that the device has subscribed to.
    pub(in crate::chat) fn metadata_sync(
        &self,
        asker: Asker,
        scope: &MetadataScope,
    ) -> Result<Answer, Refusal> {
        let none = BTreeSet::new();
        let keys = self.subscriptions.of(asker.session).unwrap_or(&none);
        let limit = limits::METADATA_ANSWER_MAX;
        let (of, entries) = match scope {
            MetadataScope::Of(target) => {
                let (owner, of) = self.described_to(asker, target)?;
                let room = match owner {
                    MetadataOwner::Room(room) => self.rooms.get(room),
                    MetadataOwner::Account(_) => None,
                };
                let owners = match room {
                    Some(room) => self.owners_in(room, keys),
                    None => vec![owner],
                };
                (Some(of), self.entries(owners, keys, limit))
            }
            MetadataScope::All => {
                let owners = self.all_owners(asker.session, asker.account, keys);
                (None, self.entries(owners, keys, limit))
            }
        };
        Ok(Answer::MetadataSync { of, entries })
    }

    /// The keys that the device has subscribed to.
    pub(in crate::chat) fn metadata_subscriptions(&self, asker: Asker) -> Answer {
        let keys = self.subscriptions.of(asker.session);
        Answer::MetadataSubscriptions(keys.into_iter().flatten().cloned().collect())
    }

    /// What of somebody's metadata is meant for people to read.
    pub(in crate::chat) fn metadata_for_people(&self, account: AccountId) -> Vec<MetadataEntry> {
        let Some(of) = self.shown_name(account) else {
            return Vec::new();
        };
        let mut entries = self.all_entries_of(MetadataOwner::Account(account), &of);
        entries.retain(|entry| FOR_PEOPLE.contains(&entry.key.as_str()));
        entries
    }

    /// Whose metadata is meant where the asker may read it, and the name of that.
    pub(super) fn described_to(
        &self,
        asker: Asker,
        target: &MetadataTarget,
    ) -> Result<(MetadataOwner, Arc<str>), Refusal> {
        let account = match target {
            MetadataTarget::Oneself => Some(asker.account),
            MetadataTarget::Name(name) => self.accounts.find(name).map(|record| record.id),
            MetadataTarget::Room(name) => {
                let room = self.room_as_member(asker, name)?;
                return Ok((MetadataOwner::Room(room.id()), Arc::clone(room.name())));
            }
        };
        let shown = account.filter(|account| self.is_shown(*account));
        let named = shown.and_then(|account| Some((account, self.shown_name(account)?)));
        match (named, target) {
            (Some((account, name)), _) => Ok((MetadataOwner::Account(account), name)),
            (None, MetadataTarget::Name(name)) => {
                let name = Arc::clone(name.shown());
                Err(Refusal::NotOnline { name })
            }
            (None, _) => Err(Refusal::NotLoggedIn),
        }
    }

    /// Whether a device hears of metadata of somebody or of a room.
    pub(super) fn hears_of(&self, session: SessionId, owner: MetadataOwner) -> bool {
        let Some(account) = self.presence.account_of(session) else {
            return false;
        };
        match owner {
            MetadataOwner::Room(room) => self.rooms.has_member(room, account),
            MetadataOwner::Account(other) => {
                other == account
                    || (self.is_shown(other) && self.rooms.shared(account, other).is_some())
                    || (self.presence.devices(other) > 0 && self.watches(session, other))
            }
        }
    }

    fn watches(&self, session: SessionId, account: AccountId) -> bool {
        let record = self.accounts.get(account);
        record.is_some_and(|record| self.watches.has(session, record.name.key()))
    }

    /// What there is under `keys` of all that a device hears of; nothing where that is too much to be told.
    pub(super) fn all_entries(
        &self,
        session: SessionId,
        account: AccountId,
        keys: &BTreeSet<MetadataKey>,
    ) -> Option<Vec<MetadataEntry>> {
        let owners = self.all_owners(session, account, keys);
        self.told(owners, keys)
    }

    /// What there is under `keys` of a room and those shown in it; nothing where that is too much to be told.
    pub(super) fn entries_in(
        &self,
        room: &Room,
        keys: &BTreeSet<MetadataKey>,
    ) -> Option<Vec<MetadataEntry>> {
        self.told(self.owners_in(room, keys), keys)
    }

    /// All that there is of somebody or of a room.
    pub(super) fn all_entries_of(&self, owner: MetadataOwner, of: &Arc<str>) -> Vec<MetadataEntry> {
        let own = self.metadata.all_of(owner);
        let entries = own.map(|(key, value)| MetadataEntry {
            of: Arc::clone(of),
            key: key.clone(),
            value: Some(value.clone()),
        });
        entries.collect()
    }

    pub(super) fn shown_name(&self, account: AccountId) -> Option<Arc<str>> {
        let record = self.accounts.get(account)?;
        Some(Arc::clone(record.name.shown()))
    }

    fn told(
        &self,
        owners: Vec<MetadataOwner>,
        keys: &BTreeSet<MetadataKey>,
    ) -> Option<Vec<MetadataEntry>> {
        let limit = limits::METADATA_TOLD_MAX;
        let entries = self.entries(owners, keys, limit + 1);
        (entries.len() <= limit).then_some(entries)
    }

    /// What there is under `keys`, at most `limit` of it.
    fn entries(
        &self,
        owners: Vec<MetadataOwner>,
        keys: &BTreeSet<MetadataKey>,
        limit: usize,
    ) -> Vec<MetadataEntry> {
        let entries = owners.into_iter().flat_map(|owner| {
            let own = self.metadata.all_of(owner);
            let heard = own.filter(|(key, _)| keys.contains(*key));
            heard.filter_map(move |(key, value)| {
                Some(MetadataEntry {
                    of: self.owner_name(owner)?,
                    key: key.clone(),
                    value: Some(value.clone()),
                })
            })
        });
        entries.take(limit).collect()
    }

    fn owner_name(&self, owner: MetadataOwner) -> Option<Arc<str>> {
        match owner {
            MetadataOwner::Account(account) => self.shown_name(account),
            MetadataOwner::Room(room) => self.rooms.get(room).map(|room| Arc::clone(room.name())),
        }
    }

    /// A room and those shown in it, as far as they may have something under `keys`.
    fn owners_in(&self, room: &Room, keys: &BTreeSet<MetadataKey>) -> Vec<MetadataOwner> {
        let mut owners = Vec::new();
        if keys.is_empty() {
            return owners;
        }
        owners.push(MetadataOwner::Room(room.id()));
        // Whichever are fewer are gone through.
        if self.metadata.owners() < room.shown_count() {
            let people = self.metadata.people();
            let shown = people.filter(|account| room.shows(*account));
            owners.extend(shown.map(MetadataOwner::Account));
        } else {
            owners.extend(room.shown().map(MetadataOwner::Account));
        }
        owners
    }

    /// The rooms and people that a device hears of, as far as they may have something under `keys`.
    fn all_owners(
        &self,
        session: SessionId,
        account: AccountId,
        keys: &BTreeSet<MetadataKey>,
    ) -> Vec<MetadataOwner> {
        let mut owners = Vec::new();
        if keys.is_empty() {
            return owners;
        }
        owners.extend(self.rooms.of(account).map(MetadataOwner::Room));
        let is_heard = |owner: &MetadataOwner| self.hears_of(session, *owner);
        // Whichever are fewer are gone through; those who are shown while offline are not among those online.
        if self.settings.always_on || self.metadata.owners() < self.presence.names_online() {
            let people = self.metadata.people().map(MetadataOwner::Account);
            owners.extend(people.filter(is_heard));
        } else {
            let people = self.presence.online().map(MetadataOwner::Account);
            owners.extend(people.filter(is_heard));
        }
        owners
    }
}
