//! Coming in and leaving.

use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Audience, Changes, Credential, Event, LoggedIn, Login, Membership,
    Name, Output, Refusal, Registration, RoomId, Sequence, SessionId, Stamp, limits,
};

use super::Chat;
use super::catch_up::Gap;
use super::{allowance, silence};

impl Chat {
    /// Lets a device in or refuses it. Where its session is in use already, that one leaves first.
    pub(super) fn login(&mut self, stamp: Stamp, login: Login, output: &mut Output) {
        let session = login.session;
        self.leave(stamp, session, Sequence(0), output);
        match self.admit(stamp, &login, &mut output.changes) {
            Ok(logged_in) => {
                let names = logged_in.names_online;
                let is_first = self.presence.devices(logged_in.account) == 1;
                let name = Arc::clone(logged_in.name.shown());
                output.answer(session, Event::LoggedIn(Box::new(logged_in)));
                if is_first {
                    self.announce(names, Some(session), Event::Joined { name }, output);
                }
            }
            Err(refusal) => output.refuse(session, refusal, None),
        }
    }

    /// Takes a device away, and its name offline where it was the last one.
    pub(super) fn leave(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        seen: Sequence,
        output: &mut Output,
    ) {
        let names = self.presence.names_online();
        let seen = seen.min(stamp.sequence);
        let Some((account, seen)) = self.presence.remove(session, seen) else {
            return;
        };
        self.listing.changed(account);
        let name = self.accounts.edit(account, &mut output.changes, |record| {
            record.seen = Some(seen);
            record.last_seen_at = stamp.time;
            Arc::clone(record.name.shown())
        });
        if let Some(name) = name {
            self.announce(names, None, Event::Left { name }, output);
        }
    }

    /// Tells the room who came or left, unless `names`, those online with this one, are too many.
    fn announce(&self, names: usize, except: Option<SessionId>, event: Event, output: &mut Output) {
        if names <= self.settings.announce_up_to {
            let room = RoomId::COMMON;
            output.emit(Audience::Room { room, except }, event);
        }
    }

    fn admit(
        &mut self,
        stamp: Stamp,
        login: &Login,
        changes: &mut Changes,
    ) -> Result<LoggedIn, Refusal> {
        let (account, gap) = match &login.credential {
            Credential::Verified(account) => {
                self.check_devices(*account)?;
                (*account, self.gap(*account, login)?)
            }
            Credential::New { password_hash } => {
                let account = self.register(stamp, &login.name, password_hash, changes)?;
                (account, Gap::None)
            }
        };
        let registered = matches!(login.credential, Credential::New { .. });
        let catch_up = self.catch_up(account, gap, stamp.time);
        self.arrive(stamp, login.session, account, changes);
        let record = self.accounts.get(account).ok_or(Refusal::AccountGone)?;
        Ok(LoggedIn {
            session: login.session,
            account,
            name: record.name.clone(),
            registered,
            time: stamp.time,
            rooms: self.rooms.of(account).collect(),
            catch_up,
            last: self.history.last(),
            allowance: allowance::standing(&self.settings, record, stamp.time),
            silenced: silence::left(record, stamp.time),
            names_online: self.presence.names_online(),
            names_listed: self.listing.names(&self.presence, &self.accounts),
        })
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
        let record = self.accounts.get(account).ok_or(Refusal::AccountGone)?;
        let resume = login
            .resume
            .filter(|last| *last <= self.last.sequence.into());
        Ok(match (resume, record.seen) {
            (Some(last), _) => Gap::Broken(last),
            (None, Some(seen)) => Gap::Away(seen),
            (None, None) => Gap::None,
        })
    }

    fn register(
        &mut self,
        stamp: Stamp,
        name: &Name,
        password_hash: &Arc<str>,
        changes: &mut Changes,
    ) -> Result<AccountId, Refusal> {
        if self.accounts.find(name).is_some() {
            return Err(Refusal::NameRegistered);
        }
        if let Some(alike) = self.accounts.find_alike(name) {
            let name = Arc::clone(alike.name.shown());
            return Err(Refusal::NameResembles { name });
        }
        self.make_room_for_account(stamp.time, changes)?;
        let account = AccountId::from(stamp.sequence);
        self.accounts.add(AccountRecord {
            id: account,
            name: name.clone(),
            registered_at: stamp.time,
            last_seen_at: stamp.time,
            seen: Some(Sequence(0)),
            period: None,
            silenced_until: None,
        });
        changes.registrations.push(Registration {
            account,
            key: Arc::clone(name.key()),
            password_hash: Arc::clone(password_hash),
        });
        let membership = Membership {
            room: RoomId::COMMON,
            account,
        };
        self.rooms.add(membership);
        changes.memberships.push(membership);
        Ok(account)
    }

    /// Brings a device online, and its name where it is the first one.
    fn arrive(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        changes: &mut Changes,
    ) {
        let mut seen = Sequence::default();
        if self.presence.devices(account) == 0 {
            let before = self.accounts.edit(account, changes, |record| {
                record.last_seen_at = stamp.time;
                record.seen.take()
            });
            seen = before.flatten().unwrap_or_default();
            self.listing.changed(account);
        }
        self.presence.add(session, account, seen);
    }
}
