//! Who is told when certain names come and go.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{Audience, Event, Name, Output, Person, Refusal, SessionId, limits};

use super::Chat;
use super::dispatch::Asker;

/// Whom devices watch, found from either side; at most [`limits::WATCHED_MAX`] names for each device.
#[derive(Debug, Default)]
pub(super) struct Watches {
    /// The identities of the names with the names as they were given.
    of: BTreeMap<SessionId, BTreeMap<Arc<str>, Arc<str>>>,
    by: BTreeMap<Arc<str>, BTreeSet<SessionId>>,
}

impl Watches {
    /// The devices that watch a name.
    pub(super) fn watchers(&self, key: &str) -> impl Iterator<Item = SessionId> {
        self.by.get(key).into_iter().flatten().copied()
    }

    /// The names that a device watches: their identities, and as they were given.
    pub(super) fn of(&self, session: SessionId) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.of.get(&session).into_iter().flatten()
    }

    /// Whether a device watches a name.
    pub(super) fn has(&self, session: SessionId, key: &str) -> bool {
        let watched = self.of.get(&session);
        watched.is_some_and(|watched| watched.contains_key(key))
    }

    fn add(&mut self, session: SessionId, name: &Name) {
        let key = Arc::clone(name.key());
        self.by.entry(Arc::clone(&key)).or_default().insert(session);
        let watched = self.of.entry(session).or_default();
        watched.insert(key, Arc::clone(name.shown()));
    }

    fn remove(&mut self, session: SessionId, key: &Arc<str>) {
        if let Some(watched) = self.of.get_mut(&session) {
            watched.remove(key);
        }
        self.forget(session, key);
    }

    /// Everything of a device.
    pub(super) fn clear(&mut self, session: SessionId) {
        for key in self.of.remove(&session).unwrap_or_default().keys() {
            self.forget(session, key);
        }
    }

    fn forget(&mut self, session: SessionId, key: &Arc<str>) {
        if let Some(watchers) = self.by.get_mut(key) {
            watchers.remove(&session);
            if watchers.is_empty() {
                self.by.remove(key);
            }
        }
    }
}

impl Chat {
    /// Changes whom a device watches. Where not all that are to be added find a place, none is.
    pub(super) fn watch(
        &mut self,
        asker: Asker,
        remove: &[Name],
        clear: bool,
        add: &[Name],
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let session = asker.session;
        if clear {
            self.watches.clear(session);
        }
        for name in remove {
            self.watches.remove(session, name.key());
        }
        let known: BTreeSet<_> = self.watches.of(session).map(|(key, _)| key).collect();
        let new: BTreeSet<_> = add.iter().map(Name::key).collect();
        let limit = limits::WATCHED_MAX;
        if known.union(&new).count() > limit {
            return Err(Refusal::TooManyWatched {
                limit,
                names: add.iter().map(|name| Arc::clone(name.shown())).collect(),
            });
        }
        for name in add {
            self.watches.add(session, name);
        }
        let watched = add
            .iter()
            .map(|name| (Arc::clone(name.shown()), self.online_by_key(name.key())));
        let watched: Vec<_> = watched.collect();
        let online = watched.iter().filter_map(|(_, person)| person.clone());
        let online: Vec<_> = online.collect();
        output.answer(session, Event::WatchChanged(watched));
        for person in online {
            self.tell_metadata_of(&person, &[session], output);
        }
        Ok(())
    }

    /// Whom a device watches, with whoever is online.
    pub(super) fn watched(&self, session: SessionId) -> Vec<(Arc<str>, Option<Arc<Person>>)> {
        let watched = self.watches.of(session);
        watched
            .map(|(key, shown)| (Arc::clone(shown), self.online_by_key(key)))
            .collect()
    }

    /// Tells those who watch a name that it came or is gone.
    pub(super) fn tell_watchers(
        &self,
        key: &str,
        person: &Arc<Person>,
        is_online: bool,
        output: &mut Output,
    ) {
        let watchers: Arc<[SessionId]> = self.watches.watchers(key).collect();
        if !watchers.is_empty() {
            let event = Event::Watched {
                person: Arc::clone(person),
                is_online,
            };
            output.emit(Audience::Sessions(Arc::clone(&watchers)), event);
            if is_online {
                self.tell_metadata_of(person, &watchers, output);
            }
        }
    }

    /// Who is online under a name, by the name's identity.
    pub(super) fn online_by_key(&self, key: &str) -> Option<Arc<Person>> {
        let record = self.accounts.find_key(key)?;
        let online = self.presence.get(record.id)?;
        Some(Arc::clone(&online.person))
    }
}
