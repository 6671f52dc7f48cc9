//! Coming in and leaving.

use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Credential, Event, LoggedIn, Login, MetadataOwner, Name, Output,
    Refusal, Registration, RoomId, RoomsAtLogin, Sequence, SessionId, Stamp, Text, limits,
};

use super::Chat;
use super::catch_up::Gap;
use super::{allowance, silence};

/// Who was let in, and how.
#[derive(Clone, Copy, Debug)]
struct Admitted {
    account: AccountId,
    gap: Gap,
    /// The name is new.
    registered: bool,
    /// No other device of the name is online.
    is_first: bool,
    /// This login brings the name into the common room.
    lands: bool,
}

impl Chat {
    /// Lets a device in or refuses it. Where its session is in use already, that one leaves first.
    pub(super) fn login(&mut self, stamp: Stamp, login: Login, output: &mut Output) {
        let session = login.session;
        self.leave(stamp, session, Sequence(0), None, output);
        match self.admit(stamp, &login, output) {
            Ok(admitted) => self.welcome(stamp, &login, admitted, output),
            Err(refusal) => output.refuse(session, refusal, None),
        }
    }

    fn admit(
        &mut self,
        stamp: Stamp,
        login: &Login,
        output: &mut Output,
    ) -> Result<Admitted, Refusal> {
        let (account, gap) = match &login.credential {
            Credential::Verified(account) => {
                self.check_devices(*account)?;
                (*account, self.gap(*account, login)?)
            }
            Credential::New { password_hash } => {
                let registration = Registration {
                    account: AccountId::from(stamp.sequence),
                    key: Arc::clone(login.name.key()),
                    password_hash: Arc::clone(password_hash),
                    email: None,
                };
                self.register(stamp, &login.name, registration, output)?;
                (AccountId::from(stamp.sequence), Gap::None)
            }
            Credential::Guest => (self.admit_guest(stamp, &login.name)?, Gap::None),
        };
        let lands = login.rooms != RoomsAtLogin::None && !account.is_guest();
        Ok(Admitted {
            account,
            gap,
            registered: matches!(login.credential, Credential::New { .. }),
            is_first: self.presence.devices(account) == 0,
            lands: lands && !self.rooms.has_member(RoomId::COMMON, account),
        })
    }

    fn welcome(&mut self, stamp: Stamp, login: &Login, admitted: Admitted, output: &mut Output) {
        let Admitted {
            account, is_first, ..
        } = admitted;
        let session = login.session;
        let private_only = login.rooms == RoomsAtLogin::None;
        if admitted.lands {
            self.land(stamp, account, output);
        }
        let catch_up = self.catch_up(account, admitted.gap, private_only, stamp.time);
        self.arrive(stamp, login, account, output);
        let Some(person) = self.person(account) else {
            return;
        };
        let names_listed = self.listing.names(&self.presence, &self.accounts);
        let rooms = self.views_at_login(&person, login.rooms, admitted.lands);
        let opened: Vec<_> = rooms.iter().map(|view| view.room.id).collect();
        let brought = self.bring_metadata(stamp, login, account, output);
        let Some(record) = self.accounts.get(account) else {
            return;
        };
        let logged_in = LoggedIn {
            session,
            account,
            name: record.name.clone(),
            registered: admitted.registered,
            time: stamp.time,
            person: Arc::clone(&person),
            rooms,
            catch_up,
            last: self.history.last(),
            allowance: allowance::standing(&self.settings, record, stamp.time),
            silenced: silence::left(record, stamp.time),
            counts: self.counts(),
            names_listed,
            metadata: brought.own,
        };
        if admitted.lands && !is_first {
            self.tell_entered(RoomId::COMMON, &person, false, session, output);
            self.tell_opened(RoomId::COMMON, &person, session, output);
        }
        output.answer(session, Event::LoggedIn(Box::new(logged_in)));
        for room in opened {
            self.tell_metadata_to(session, room, output);
        }
        if is_first {
            self.tell_arrived(&person, session, admitted.lands, output);
            self.tell_watchers(login.name.key(), &person, true, output);
        }
        for entry in brought.changed {
            self.tell_metadata_changed(session, MetadataOwner::Account(account), entry, output);
        }
    }

    /// Takes a device away, and its name offline where it was the last one.
    pub(super) fn leave(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        seen: Sequence,
        reason: Option<Text>,
        output: &mut Output,
    ) {
        let names = self.presence.names_online();
        let seen = seen.min(stamp.sequence);
        self.watches.clear(session);
        self.subscriptions.clear(session);
        let Some(online) = self.presence.remove(session, seen) else {
            return;
        };
        let person = online.person;
        let account = person.account;
        let edited = self.accounts.edit(account, &mut output.changes, |record| {
            record.seen = Some(online.seen);
            record.last_seen_at = stamp.time;
            let is_silenced = silence::left(record, stamp.time).is_some();
            (Arc::clone(record.name.key()), is_silenced)
        });
        let Some((key, is_silenced)) = edited else {
            return;
        };
        self.listing.changed(account);
        self.rooms.set_online(account, false);
        let reason = reason.filter(|_| !is_silenced);
        self.tell_gone(&person, names, reason, output);
        self.tell_watchers(&key, &person, false, output);
        self.whowas.push(key, person, stamp.time);
        if account.is_guest() {
            self.release(account, output);
        }
    }

    fn check_devices(&self, account: AccountId) -> Result<(), Refusal> {
        let limit = limits::DEVICES_MAX;
        if self.presence.devices(account) >= limit {
            return Err(Refusal::TooManyDevices { limit });
        }
        Ok(())
    }

    /// What a device of a registered name has missed. A last message from beyond the end of the order is
    /// of data that was replaced since.
    fn gap(&self, account: AccountId, login: &Login) -> Result<Gap, Refusal> {
        let record = self
            .accounts
            .get(account)
            .filter(|_| !account.is_guest())
            .ok_or(Refusal::AccountGone)?;
        let resume = login
            .resume
            .filter(|last| *last <= self.last.sequence.into());
        Ok(match (resume, record.seen) {
            (Some(last), _) => Gap::Broken(last),
            (None, Some(seen)) => Gap::Away(seen),
            (None, None) => Gap::None,
        })
    }

    /// Registers a name whose owner comes in later, if at all.
    pub(super) fn register_name(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        name: &Name,
        registration: Registration,
        output: &mut Output,
    ) {
        let account = registration.account;
        let registered = match self.presence.account_of(session) {
            Some(_) => Err(Refusal::AlreadyRegistered),
            None => self.register(stamp, name, registration, output),
        };
        match (registered, self.person(account), self.accounts.get(account)) {
            (Ok(()), Some(person), Some(record)) => {
                output.changes.record(record);
                let former = Arc::clone(&person);
                output.answer(session, Event::Registered { former, person });
            }
            (Err(refusal), ..) => output.refuse(session, refusal, None),
            (Ok(()), ..) => output.refuse(session, Refusal::AccountGone, None),
        }
    }

    fn register(
        &mut self,
        stamp: Stamp,
        name: &Name,
        registration: Registration,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        if let Some(taken) = self.accounts.find(name) {
            return Err(if taken.id.is_guest() {
                let name = Arc::clone(name.shown());
                Refusal::NameInUse { name }
            } else {
                Refusal::NameRegistered
            });
        }
        self.check_alike(name, None)?;
        self.make_room_for_account(stamp.time, output)?;
        self.accounts.add(AccountRecord {
            seen: Some(Sequence(0)),
            ..new_record(stamp, registration.account, name)
        });
        output.changes.registrations.push(registration);
        Ok(())
    }

    /// Refuses a name that looks like that of somebody other than `except`.
    pub(super) fn check_alike(
        &self,
        name: &Name,
        except: Option<AccountId>,
    ) -> Result<(), Refusal> {
        match self.accounts.find_alike(name, except) {
            Some(alike) => Err(Refusal::NameResembles {
                name: Arc::clone(alike.name.shown()),
            }),
            None => Ok(()),
        }
    }
}

/// A name that comes in for the first time.
pub(super) fn new_record(stamp: Stamp, id: AccountId, name: &Name) -> AccountRecord {
    AccountRecord {
        id,
        name: name.clone(),
        registered_at: stamp.time,
        last_seen_at: stamp.time,
        seen: None,
        period: None,
        silenced_until: None,
    }
}
