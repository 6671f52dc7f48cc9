//! Questions that change nothing.

use std::sync::Arc;

use crate::{
    AccountId, Answer, Counts, MaskKind, Person, PersonOnline, Query, Refusal, RoomFilter,
    RoomName, RoomSummary, Standing, Timestamp, WhoEntry, WhoSubject, Whois, limits,
};

use super::Chat;
use super::dispatch::Asker;
use super::masks::fits;
use super::past::Part;
use super::rooms::Room;

impl Chat {
    /// The answer to a question.
    pub(super) fn answer(&mut self, asker: Asker, query: Query) -> Result<Answer, Refusal> {
        Ok(match query {
            Query::Members(name) => self.members(asker, &name),
            Query::Topic(name) => {
                let room = self.visible_room(asker.account, &name)?;
                Answer::Topic {
                    room: room.reference(),
                    topic: room.record.topic.clone(),
                }
            }
            Query::Modes(name) => self.modes(asker, &name)?,
            Query::Masks { room, kind } => self.masks(asker, &room, kind)?,
            Query::Rooms(filter) => Answer::Rooms(self.listed_rooms(asker, &filter)),
            Query::OwnRooms => {
                let own = self.rooms.of(asker.account);
                let own = own.filter_map(|room| self.rooms.get(room));
                Answer::Rooms(own.map(|room| summary(asker, room)).collect())
            }
            Query::Invitations => {
                let rooms = self.rooms.invitations(asker.account);
                Answer::Invitations(rooms.map(|room| Arc::clone(room.name())).collect())
            }
            Query::Who(WhoSubject::Room(name)) => Answer::Who(self.who_in(asker, &name)),
            Query::Who(WhoSubject::Mask(mask)) => Answer::Who(self.who_fits(asker, &mask)),
            Query::Whois(name) => {
                let found = self.accounts.find(&name).map(|record| record.id);
                let whois = found.and_then(|account| self.whois(asker, account));
                let name = Arc::clone(name.shown());
                Answer::Whois(Box::new(whois.ok_or(Refusal::NotOnline { name })?))
            }
            Query::Whowas { name, count } => Answer::Whowas {
                name: Arc::clone(name.shown()),
                people: self.whowas.of(name.key(), count),
            },
            Query::People(names) => {
                let people = names.iter().take(limits::PEOPLE_LISTED_MAX);
                let people = people.filter_map(|name| self.online_by_key(name.key()));
                Answer::People(people.map(|person| PersonOnline { person }).collect())
            }
            Query::Counts => Answer::Counts(self.counts()),
            Query::History {
                target,
                range,
                limit,
                with_happenings,
            } => {
                let part = Part { range, limit };
                self.past(asker, &target, part, with_happenings)?
            }
            Query::Conversations {
                after,
                before,
                limit,
            } => self.conversations(asker, after, before, limit),
            Query::ReadMarker(target) => self.read_marker(asker, &target),
            Query::Metadata { target, keys } => self.metadata_asked_for(asker, &target, keys)?,
            Query::MetadataSync(scope) => self.metadata_sync(asker, &scope)?,
            Query::MetadataSubscriptions => self.metadata_subscriptions(asker),
            Query::Watched => Answer::Watched(self.watched(asker.session)),
        })
    }

    fn members(&mut self, asker: Asker, name: &RoomName) -> Answer {
        let room = self.visible_room(asker.account, name);
        let found = room.map(|room| {
            let shown = Arc::clone(room.name());
            (room.id(), shown, room.record.modes.secret)
        });
        match found {
            Ok((id, room, secret)) => Answer::Members {
                room,
                secret,
                members: self.members_of(id).to_vec(),
            },
            Err(_) => Answer::Members {
                room: Arc::clone(name.shown()),
                secret: false,
                members: Vec::new(),
            },
        }
    }

    fn modes(&self, asker: Asker, name: &RoomName) -> Result<Answer, Refusal> {
        let room = self.visible_room(asker.account, name)?;
        let mut modes = room.record.modes.clone();
        if !room.has(asker.account) {
            modes.key = modes.key.map(|_| Arc::from("*"));
        }
        Ok(Answer::Modes {
            room: room.reference(),
            modes,
            opened_at: room.record.opened_at,
        })
    }

    fn masks(&self, asker: Asker, name: &RoomName, kind: MaskKind) -> Result<Answer, Refusal> {
        let room = self.visible_room(asker.account, name)?;
        let masks = room.record.masks.iter();
        Ok(Answer::Masks {
            room: room.reference(),
            kind,
            masks: masks.filter(|mask| mask.kind == kind).cloned().collect(),
        })
    }

    fn listed_rooms(&self, asker: Asker, filter: &RoomFilter) -> Vec<RoomSummary> {
        let now = asker.stamp.time;
        let rooms = self.rooms.iter();
        rooms
            .filter(|room| !room.record.modes.secret || room.has(asker.account))
            .filter(|room| is_listed(room, filter, now))
            .map(|room| summary(asker, room))
            .collect()
    }

    fn who_in(&self, asker: Asker, name: &RoomName) -> Vec<WhoEntry> {
        let Ok(room) = self.visible_room(asker.account, name) else {
            return Vec::new();
        };
        let shown = room.shown();
        shown
            .filter_map(|account| self.who_entry(account, Some(room), asker.stamp.time))
            .collect()
    }

    /// Those online whose name fits a mask.
    fn who_fits(&self, asker: Asker, mask: &str) -> Vec<WhoEntry> {
        let entry = |account| {
            let room = self.rooms.shared(account, asker.account);
            self.who_entry(account, room, asker.stamp.time)
        };
        if !mask.contains(['*', '?']) {
            let named = self.accounts.find_key(mask);
            let shown = named.filter(|record| self.is_shown(record.id));
            return shown
                .and_then(|record| entry(record.id))
                .into_iter()
                .collect();
        }
        let online = self.presence.online();
        online
            .filter(|account| {
                let record = self.accounts.get(*account);
                record.is_some_and(|record| fits(mask, record.name.key()))
            })
            .filter(|account| self.is_found_by(asker, *account))
            .take(limits::PEOPLE_LISTED_MAX)
            .filter_map(entry)
            .collect()
    }

    fn who_entry(
        &self,
        account: AccountId,
        room: Option<&Room>,
        now: Timestamp,
    ) -> Option<WhoEntry> {
        Some(WhoEntry {
            person: self.person(account)?,
            room: room.map(|room| Arc::clone(room.name())),
            standing: room.map_or_else(Standing::default, |room| room.standing(account)),
            idle: now.since(self.active_at(account)),
        })
    }

    fn whois(&self, asker: Asker, account: AccountId) -> Option<Whois> {
        if !self.is_shown(account) {
            return None;
        }
        let person: Arc<Person> = self.person(account)?;
        let rooms = self.rooms.of(account);
        let rooms = rooms.filter_map(|room| self.rooms.get(room));
        let is_shy = person.is_invisible && account != asker.account;
        let is_told =
            |room: &&Room| room.has(asker.account) || !(room.record.modes.secret || is_shy);
        let rooms = rooms.filter(is_told);
        let since = self.presence.get(account).map(|online| online.since);
        Some(Whois {
            person,
            rooms: rooms
                .map(|room| (Arc::clone(room.name()), room.standing(account)))
                .collect(),
            idle: asker.stamp.time.since(self.active_at(account)),
            online_since: since.unwrap_or_else(|| self.active_at(account)),
            devices: self.presence.devices(account),
            metadata: self.metadata_for_people(account),
        })
    }

    /// Whether a mask finds somebody: those who asked for it are hidden from strangers.
    fn is_found_by(&self, asker: Asker, account: AccountId) -> bool {
        let person = self.person(account);
        account == asker.account
            || person.is_some_and(|person| !person.is_invisible)
            || self.rooms.shared(account, asker.account).is_some()
    }

    /// Whether others see somebody at present.
    pub(super) fn is_shown(&self, account: AccountId) -> bool {
        self.presence.devices(account) > 0 || self.settings.always_on
    }

    /// When something was last heard of somebody.
    fn active_at(&self, account: AccountId) -> Timestamp {
        let online = self.presence.get(account).map(|online| online.active_at);
        let left = || self.accounts.get(account).map(|one| one.last_seen_at);
        online.or_else(left).unwrap_or_default()
    }

    /// How many there are of everything.
    pub(super) fn counts(&self) -> Counts {
        Counts {
            names_online: self.presence.names_online(),
            names_online_most: self.presence.names_online_most(),
            connections: self.presence.connections(),
            rooms: self.rooms.len(),
        }
    }
}

fn summary(asker: Asker, room: &Room) -> RoomSummary {
    RoomSummary {
        room: room.reference(),
        members: room.shown_count(),
        topic: room.record.topic.clone(),
        is_member: room.has(asker.account),
    }
}

fn is_listed(room: &Room, filter: &RoomFilter, now: Timestamp) -> bool {
    let key = room.record.name.key();
    let is_fitting = |mask: &Arc<str>| fits(mask, key);
    let members = u32::try_from(room.shown_count()).unwrap_or(u32::MAX);
    let age = now.since(room.record.opened_at);
    let topic_age = room.record.topic.as_ref().map(|topic| now.since(topic.at));
    (filter.masks.is_empty() || filter.masks.iter().any(is_fitting))
        && !filter.except_masks.iter().any(is_fitting)
        && filter.members_over.is_none_or(|bound| members > bound)
        && filter.members_under.is_none_or(|bound| members < bound)
        && filter.older_than.is_none_or(|bound| age > bound)
        && filter.younger_than.is_none_or(|bound| age < bound)
        && filter
            .topic_older_than
            .is_none_or(|bound| topic_age.is_some_and(|age| age > bound))
        && filter
            .topic_younger_than
            .is_none_or(|bound| topic_age.is_some_and(|age| age < bound))
}
