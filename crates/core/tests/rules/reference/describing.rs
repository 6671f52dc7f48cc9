//! What is asked about metadata, and about watching names.

use std::collections::BTreeSet;

use hourglass_core::{
    AccountId, Answer, Command, Event, MetadataEntry, MetadataKey, MetadataOwner, MetadataScope,
    MetadataTarget, Name, Query, Refusal, SessionId, Stamp, Text,
};

use super::{Fact, Heard, Reference, hear};

impl Reference {
    /// Something asked about metadata, or about watching; nothing where it is about something else.
    pub(super) fn ask_metadata(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        command: &Command,
        heard: &mut Heard,
    ) -> Option<Result<(), Refusal>> {
        Some(match command {
            Command::SetMetadata {
                target, key, value, ..
            } => self.described_by(account, target).and_then(|owner| {
                if value.is_some() {
                    self.speaks(account, stamp)?;
                }
                self.change(session, owner, key, value.as_ref(), heard);
                Ok(())
            }),
            Command::ClearMetadata { target, .. } => self
                .described_by(account, target)
                .map(|owner| self.clear(session, owner, heard)),
            Command::SubscribeMetadata { keys, .. } => {
                self.subscribe(session, account, keys, heard);
                Ok(())
            }
            Command::UnsubscribeMetadata { keys, .. } => {
                self.unsubscribe(session, keys.as_ref(), heard);
                Ok(())
            }
            Command::Watch { add, .. } => {
                self.watch(session, add, heard);
                Ok(())
            }
            Command::Ask { query, .. } => self
                .metadata_answer(session, account, query)
                .map(|answer| hear(heard, session, Event::Answer(Box::new(answer)))),
            _ => return None,
        })
    }

    fn clear(&mut self, session: SessionId, owner: MetadataOwner, heard: &mut Heard) {
        let of = self.shown(owner);
        let keys = self.values(owner).into_keys();
        let entries: Vec<_> = keys
            .map(|key| MetadataEntry {
                of: of.clone(),
                key,
                value: None,
            })
            .collect();
        let event = Event::MetadataCleared {
            of,
            entries: entries.clone(),
        };
        hear(heard, session, event);
        for entry in entries {
            self.facts.push(Fact::Described {
                owner,
                key: entry.key.clone(),
                value: None,
            });
            self.tell_changed(heard, session, owner, &entry);
        }
    }

    fn subscribe(
        &mut self,
        session: SessionId,
        account: AccountId,
        keys: &[MetadataKey],
        heard: &mut Heard,
    ) {
        let known = self.subscriptions(session).unwrap_or_default();
        let new = keys.iter().filter(|key| !known.contains(*key));
        let new: BTreeSet<_> = new.cloned().collect();
        let event = Event::MetadataSubscribed {
            keys: each_once(keys),
            is_more: !new.is_empty(),
            refused: None,
            entries: Some(self.entries(self.all_owners(account), &new)),
        };
        hear(heard, session, event);
        let keys = keys.to_vec();
        self.facts.push(Fact::Subscribed { session, keys });
    }

    fn unsubscribe(
        &mut self,
        session: SessionId,
        keys: Option<&Vec<MetadataKey>>,
        heard: &mut Heard,
    ) {
        let all = || self.subscriptions(session).unwrap_or_default();
        let ended = match keys {
            None => all().into_iter().collect(),
            Some(keys) => each_once(keys),
        };
        hear(heard, session, Event::MetadataUnsubscribed { keys: ended });
        let keys = keys.cloned();
        self.facts.push(Fact::Unsubscribed { session, keys });
    }

    fn change(
        &mut self,
        session: SessionId,
        owner: MetadataOwner,
        key: &MetadataKey,
        value: Option<&Text>,
        heard: &mut Heard,
    ) {
        let before = self.values(owner).remove(key);
        let entry = MetadataEntry {
            of: self.shown(owner),
            key: key.clone(),
            value: value.cloned(),
        };
        let event = Event::MetadataChanged(Box::new(entry.clone()));
        hear(heard, session, event);
        if before.as_ref() != value {
            let (key, value) = (key.clone(), value.cloned());
            self.facts.push(Fact::Described { owner, key, value });
            self.tell_changed(heard, session, owner, &entry);
        }
    }

    fn watch(&mut self, session: SessionId, add: &[Name], heard: &mut Heard) {
        let mut watched = Vec::new();
        let online = self.names_online();
        for name in add {
            let found = self.find(name).filter(|one| online.contains(one));
            let person = found.map(|account| self.person(account));
            watched.push((name.shown().clone(), person));
            let name = name.clone();
            self.facts.push(Fact::Watched { session, name });
        }
        hear(heard, session, Event::WatchChanged(watched.clone()));
        for person in watched.into_iter().filter_map(|one| one.1) {
            self.tell_metadata_of(heard, session, person.account);
        }
    }

    fn metadata_answer(
        &self,
        session: SessionId,
        account: AccountId,
        query: &Query,
    ) -> Result<Answer, Refusal> {
        let subscribed = self.subscriptions(session).unwrap_or_default();
        Ok(match query {
            Query::Metadata { target, keys } => {
                let owner = self.described_to(account, target)?;
                let values = self.values(owner);
                let keys = keys
                    .clone()
                    .unwrap_or_else(|| values.keys().cloned().collect());
                let entries = keys.into_iter().map(|key| MetadataEntry {
                    of: self.shown(owner),
                    value: values.get(&key).cloned(),
                    key,
                });
                let of = self.shown(owner);
                let entries = entries.collect();
                Answer::Metadata { of, entries }
            }
            Query::MetadataSync(MetadataScope::Of(target)) => {
                let owner = self.described_to(account, target)?;
                let owners = match owner {
                    MetadataOwner::Room(room) => self.owners_in(&self.room(room).expect("there")),
                    MetadataOwner::Account(_) => vec![owner],
                };
                let entries = self.entries(owners, &subscribed);
                let of = Some(self.shown(owner));
                Answer::MetadataSync { of, entries }
            }
            Query::MetadataSync(MetadataScope::All) => {
                let entries = self.entries(self.all_owners(account), &subscribed);
                Answer::MetadataSync { of: None, entries }
            }
            _ => Answer::MetadataSubscriptions(subscribed.into_iter().collect()),
        })
    }

    fn described_to(
        &self,
        account: AccountId,
        target: &MetadataTarget,
    ) -> Result<MetadataOwner, Refusal> {
        let account = match target {
            MetadataTarget::Oneself => Some(account),
            MetadataTarget::Name(name) => self.find(name),
            MetadataTarget::Room(name) => {
                let room = self.own_room(account, name)?;
                return Ok(MetadataOwner::Room(room.id));
            }
        };
        let online = account.filter(|account| self.names_online().contains(account));
        online.map(MetadataOwner::Account).ok_or_else(|| {
            let MetadataTarget::Name(name) = target else {
                panic!("whoever asks is online");
            };
            let name = name.shown().clone();
            Refusal::NotOnline { name }
        })
    }

    fn described_by(
        &self,
        account: AccountId,
        target: &MetadataTarget,
    ) -> Result<MetadataOwner, Refusal> {
        if let MetadataTarget::Room(name) = target {
            return Ok(MetadataOwner::Room(self.run_room(account, name)?.id));
        }
        let owner = self.described_to(account, target)?;
        if owner != MetadataOwner::Account(account) {
            let name = self.shown(owner);
            return Err(Refusal::MetadataOfOthers { name });
        }
        Ok(owner)
    }
}

fn each_once(keys: &[MetadataKey]) -> Vec<MetadataKey> {
    let mut once = Vec::new();
    for key in keys {
        if !once.contains(key) {
            once.push(key.clone());
        }
    }
    once
}
