//! What coming online and going offline means to others.

use std::sync::Arc;

use crate::{
    AccountId, Audience, Event, Login, Membership, Output, Person, Profile, RoomId, RoomView,
    RoomsAtLogin, SessionId, Stamp, Standing, Text, limits,
};

use super::Chat;

impl Chat {
    /// Brings an account into the common room, which it is not in.
    pub(super) fn land(&mut self, stamp: Stamp, account: AccountId, output: &mut Output) {
        let membership = Membership {
            room: RoomId::COMMON,
            account,
            since: stamp.sequence,
            standing: Standing::default(),
        };
        self.rooms.seat(membership);
        output.changes.seat(membership);
        if self.presence.devices(account) > 0 {
            self.rooms.show(RoomId::COMMON, account);
        }
    }

    /// Brings a device online, and its name where it is the first one.
    pub(super) fn arrive(
        &mut self,
        stamp: Stamp,
        login: &Login,
        account: AccountId,
        output: &mut Output,
    ) {
        if self.presence.devices(account) > 0 {
            self.presence.add(login.session, account);
            return;
        }
        let edited = self.accounts.edit(account, &mut output.changes, |record| {
            record.last_seen_at = stamp.time;
            let seen = record.seen.take().unwrap_or_default();
            (seen, Arc::clone(record.name.shown()))
        });
        let Some((seen, name)) = edited else {
            return;
        };
        let profile = login.profile.clone().unwrap_or_else(|| Profile {
            username: Arc::clone(&self.words.username),
            realname: Arc::clone(&name),
        });
        let person = Person {
            account,
            name,
            username: profile.username,
            realname: profile.realname,
            is_bot: false,
            is_invisible: false,
            away: None,
        };
        let person = Arc::new(person);
        self.presence
            .add_first(login.session, person, seen, stamp.time);
        self.rooms.set_online(account, true);
        self.listing.changed(account);
    }

    pub(super) fn views_at_login(
        &mut self,
        person: &Arc<Person>,
        rooms: RoomsAtLogin,
        lands: bool,
    ) -> Vec<RoomView> {
        if rooms == RoomsAtLogin::None {
            return Vec::new();
        }
        let with_members = rooms == RoomsAtLogin::AllWithMembers;
        let of: Vec<_> = self.rooms.of(person.account).collect();
        of.into_iter()
            .filter_map(|room| {
                let was_member = !(lands && room == RoomId::COMMON);
                self.view(room, person, was_member, with_members)
            })
            .collect()
    }

    /// Tells those in somebody's rooms that they are there again, and the common room who came.
    pub(super) fn tell_arrived(
        &self,
        person: &Arc<Person>,
        session: SessionId,
        lands: bool,
        output: &mut Output,
    ) {
        let account = person.account;
        if self.settings.always_on {
            if lands {
                self.tell_entered(RoomId::COMMON, person, true, session, output);
            }
            let event = Event::AwayChanged {
                person: Arc::clone(person),
            };
            self.tell_neighbours(account, Some(session), event, output);
        } else {
            for room in self.rooms.of(account) {
                self.tell_entered(room, person, true, session, output);
            }
        }
        let name = Arc::clone(&person.name);
        let names = self.presence.names_online();
        self.announce(
            account,
            names,
            Some(session),
            Event::Joined { name },
            output,
        );
    }

    /// Tells those in somebody's rooms that their last device is gone, and the common room who left.
    /// `names` were online with them.
    pub(super) fn tell_gone(
        &self,
        person: &Arc<Person>,
        names: usize,
        reason: Option<Text>,
        output: &mut Output,
    ) {
        let account = person.account;
        let name = Arc::clone(&person.name);
        let event = match self.person(account) {
            Some(person) if self.settings.always_on && !account.is_guest() => {
                Event::AwayChanged { person }
            }
            _ => Event::Quit {
                person: Arc::clone(person),
                reason: reason.map(|reason| reason.shortened(limits::TOPIC_CHARACTERS_MAX)),
            },
        };
        self.tell_neighbours(account, None, event, output);
        self.announce(account, names, None, Event::Left { name }, output);
    }

    /// Tells the common room who came or left, where they are in it, unless `names`, those online with this
    /// one, are too many.
    pub(super) fn announce(
        &self,
        account: AccountId,
        names: usize,
        except: Option<SessionId>,
        event: Event,
        output: &mut Output,
    ) {
        let room = RoomId::COMMON;
        if names <= self.settings.announce_up_to && self.rooms.has_member(room, account) {
            output.emit(Audience::Room { room, except }, event);
        }
    }
}
