//! Metadata: what people say of themselves and of their rooms under keys.

mod entries;
mod subscriptions;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{
    AccountId, Audience, Event, Login, MetadataEntry, MetadataKey, MetadataOwner, MetadataTarget,
    Output, Person, Refusal, RoomId, SessionId, Stamp, Text, limits,
};

use super::Chat;
use super::dispatch::Asker;

pub(super) use subscriptions::Subscriptions;
pub(super) use values::Values;

/// What came of the metadata that a device brought along.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// All that its person has then; nothing for a device that does not know of metadata.
    pub(super) own: Option<Vec<MetadataEntry>>,
    /// What is different from before.
    pub(super) changed: Vec<MetadataEntry>,
}

impl Chat {
    /// Sets a value or takes it away.
    pub(super) fn set_metadata(
        &mut self,
        asker: Asker,
        target: &MetadataTarget,
        key: &MetadataKey,
        value: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let (owner, of) = self.described_by(asker, target)?;
        if value.is_some() {
            self.check_silence(asker)?;
            self.check_place(owner, &of, key)?;
        }
        let changed = self
            .metadata
            .set(owner, key, value.clone(), &mut output.changes);
        let key = key.clone();
        let entry = MetadataEntry { of, key, value };
        let event = Event::MetadataChanged(Box::new(entry.clone()));
        output.answer(asker.session, event);
        if changed {
            self.tell_metadata_changed(asker.session, owner, entry, output);
        }
        Ok(())
    }

    /// Takes all values away.
    pub(super) fn clear_metadata(
        &mut self,
        asker: Asker,
        target: &MetadataTarget,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let (owner, of) = self.described_by(asker, target)?;
        let keys = self.metadata.all_of(owner).map(|(key, _)| key.clone());
        let keys: Vec<_> = keys.collect();
        let mut entries = Vec::new();
        for key in keys {
            self.metadata.set(owner, &key, None, &mut output.changes);
            let of = Arc::clone(&of);
            let value = None;
            entries.push(MetadataEntry { of, key, value });
        }
        let event = Event::MetadataCleared {
            of,
            entries: entries.clone(),
        };
        output.answer(asker.session, event);
        for entry in entries {
            self.tell_metadata_changed(asker.session, owner, entry, output);
        }
        Ok(())
    }

    /// Sets what a device brings along, as far as it may be, and subscribes it.
    pub(super) fn bring_metadata(
        &mut self,
        stamp: Stamp,
        login: &Login,
        account: AccountId,
        output: &mut Output,
    ) -> Brought {
        let mut changed = Vec::new();
        let session = login.session;
        let Some(brought) = &login.metadata else {
            return Brought::default();
        };
        let Some(of) = self.shown_name(account) else {
            return Brought::default();
        };
        self.subscriptions.admit(session, account);
        for key in &brought.subscriptions {
            self.subscriptions.add(session, key);
        }
        let owner = MetadataOwner::Account(account);
        let asker = Asker {
            session,
            account,
            stamp,
        };
        let is_silenced = self.check_silence(asker).is_err();
        for (key, value) in &brought.values {
            let may_be_set =
                value.is_none() || !is_silenced && self.check_place(owner, &of, key).is_ok();
            if may_be_set
                && self
                    .metadata
                    .set(owner, key, value.clone(), &mut output.changes)
            {
                changed.retain(|entry: &MetadataEntry| entry.key != *key);
                changed.push(MetadataEntry {
                    of: Arc::clone(&of),
                    key: key.clone(),
                    value: value.clone(),
                });
            }
        }
        let own = Some(self.all_entries_of(owner, &of));
        Brought { own, changed }
    }

    /// Tells those who hear of it that a value is different, but the device that made it so.
    pub(super) fn tell_metadata_changed(
        &self,
        by: SessionId,
        owner: MetadataOwner,
        entry: MetadataEntry,
        output: &mut Output,
    ) {
        let subscribers = self.subscriptions.subscribers(&entry.key);
        let hearing: Arc<[SessionId]> = subscribers
            .filter(|session| *session != by && self.hears_of(*session, owner))
            .collect();
        if !hearing.is_empty() {
            let event = Event::MetadataChanged(Box::new(entry));
            output.emit(Audience::Sessions(hearing), event);
        }
    }

    /// Tells a device to which a room was opened what it subscribed to there.
    pub(super) fn tell_metadata_to(&self, session: SessionId, room: RoomId, output: &mut Output) {
        let (Some(keys), Some(room)) = (self.subscriptions.of(session), self.rooms.get(room))
        else {
            return;
        };
        let event = Event::MetadataTold {
            of: Arc::clone(room.name()),
            entries: self.entries_in(room, keys),
        };
        output.emit(Audience::Sessions(Arc::from([session])), event);
    }

    /// The same for all devices of `account` but `except`.
    pub(super) fn tell_metadata_in(
        &self,
        room: RoomId,
        account: AccountId,
        except: Option<SessionId>,
        output: &mut Output,
    ) {
        let devices = self.subscriptions.devices(account);
        for session in devices.filter(|session| Some(*session) != except) {
            self.tell_metadata_to(session, room, output);
        }
    }

    /// Tells those of `watchers` who know of metadata what they subscribed to of somebody who is online.
    pub(super) fn tell_metadata_of(
        &self,
        person: &Person,
        watchers: &[SessionId],
        output: &mut Output,
    ) {
        let owner = MetadataOwner::Account(person.account);
        // Told once to all who hear the same.
        let mut groups: BTreeMap<Vec<&MetadataKey>, Vec<SessionId>> = BTreeMap::new();
        for session in watchers {
            if let Some(keys) = self.subscriptions.of(*session) {
                let own = self.metadata.all_of(owner).map(|(key, _)| key);
                let heard = own.filter(|key| keys.contains(*key)).collect();
                groups.entry(heard).or_default().push(*session);
            }
        }
        for (keys, sessions) in groups {
            let entries = keys.into_iter().map(|key| MetadataEntry {
                of: Arc::clone(&person.name),
                key: key.clone(),
                value: self.metadata.get(owner, key.as_str()).cloned(),
            });
            let event = Event::MetadataTold {
                of: Arc::clone(&person.name),
                entries: Some(entries.collect()),
            };
            output.emit(Audience::Sessions(sessions.into()), event);
        }
    }

    /// Whose metadata the asker may change, and the name of that.
    fn described_by(
        &self,
        asker: Asker,
        target: &MetadataTarget,
    ) -> Result<(MetadataOwner, Arc<str>), Refusal> {
        if let MetadataTarget::Room(name) = target {
            let room = self.room_as_operator(asker, name)?;
            return Ok((MetadataOwner::Room(room.id()), Arc::clone(room.name())));
        }
        let (owner, name) = self.described_to(asker, target)?;
        if owner != MetadataOwner::Account(asker.account) {
            return Err(Refusal::MetadataOfOthers { name });
        }
        Ok((owner, name))
    }

    fn check_place(
        &self,
        owner: MetadataOwner,
        of: &Arc<str>,
        key: &MetadataKey,
    ) -> Result<(), Refusal> {
        if self.metadata.has_place(owner, key) {
            return Ok(());
        }
        Err(Refusal::TooMuchMetadata {
            of: Arc::clone(of),
            limit: limits::METADATA_KEYS_MAX,
        })
    }
}
