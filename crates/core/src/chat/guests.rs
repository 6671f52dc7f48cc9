//! Guests: names without an account, as long as a connection.

use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Event, Membership, Name, Output, Person, Refusal, Registration, Stamp,
};

use super::Chat;
use super::dispatch::Asker;
use super::login::new_record;

impl Chat {
    /// Gives a guest a name that nobody has.
    pub(super) fn admit_guest(&mut self, stamp: Stamp, name: &Name) -> Result<AccountId, Refusal> {
        match self.accounts.find(name) {
            Some(taken) if taken.id.is_guest() => Err(name_in_use(name)),
            Some(_) => Err(Refusal::NameRegistered),
            None => {
                self.check_alike(name, None)?;
                let account = AccountId::guest(stamp.sequence);
                self.accounts.add(new_record(stamp, account, name));
                Ok(account)
            }
        }
    }

    /// Gives a guest another name.
    pub(super) fn rename(
        &mut self,
        asker: Asker,
        name: &Name,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let former = self.asking(asker)?;
        let account = asker.account;
        if !account.is_guest() {
            let name = Arc::clone(&former.name);
            return Err(Refusal::NameIsFixed { name });
        }
        let taken = self.accounts.find(name);
        if taken.is_some_and(|taken| taken.id != account) {
            return Err(name_in_use(name));
        }
        self.check_alike(name, Some(account))?;
        let Some(record) = self.accounts.release(account) else {
            return Err(Refusal::NotLoggedIn);
        };
        let former_key = Arc::clone(record.name.key());
        self.accounts.add(AccountRecord {
            name: name.clone(),
            ..record
        });
        self.presence.edit(account, |person| {
            if person.realname == person.name {
                person.realname = Arc::clone(name.shown());
            }
            person.name = Arc::clone(name.shown());
        });
        self.rooms.touch(account);
        self.listing.changed(account);
        let person = self.asking(asker)?;
        let event = Event::Renamed {
            former: Arc::clone(&former),
            person: Arc::clone(&person),
        };
        output.answer(asker.session, event.clone());
        self.tell_neighbours(account, Some(asker.session), event, output);
        if former_key != *name.key() {
            self.tell_watchers(&former_key, &former, false, output);
            self.tell_watchers(name.key(), &person, true, output);
            self.whowas.push(former_key, former, asker.stamp.time);
        }
        Ok(())
    }

    /// Makes an account of a guest: everything of the guest is the account's from now on.
    pub(super) fn register_guest(
        &mut self,
        asker: Asker,
        password_hash: Arc<str>,
        email: Option<Arc<str>>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let former = self.asking(asker)?;
        let guest = asker.account;
        if !guest.is_guest() {
            return Err(Refusal::AlreadyRegistered);
        }
        self.make_room_for_account(asker.stamp.time, output)?;
        let account = guest.registered();
        let Some(record) = self.accounts.release(guest) else {
            return Err(Refusal::NotLoggedIn);
        };
        output.changes.registrations.push(Registration {
            account,
            key: Arc::clone(record.name.key()),
            password_hash,
            email,
        });
        self.agenda.cancel(&record, &self.settings);
        let record = AccountRecord {
            id: account,
            registered_at: asker.stamp.time,
            ..record
        };
        self.agenda.restore(&record, &self.settings);
        output.changes.record(&record);
        self.accounts.add(record);
        self.hand_over(asker, account, output);
        let person = self.presence.get(account).map(|online| &online.person);
        let Some(person) = person.map(Arc::clone) else {
            return Ok(());
        };
        self.tell_registered(asker, former, &person, output);
        Ok(())
    }

    /// Gives everything of the guest who asks to `account`.
    fn hand_over(&mut self, asker: Asker, account: AccountId, output: &mut Output) {
        let guest = asker.account;
        self.presence.hand_over(asker.session, guest, account);
        self.listing.changed(guest);
        self.listing.changed(account);
        let complaints = self.complaints.hand_over(guest, account);
        output.changes.complaints.extend(complaints);
        self.history.hand_over(guest, account);
        self.happenings.hand_over(guest, account);
        self.markers.hand_over(guest, account, &mut output.changes);
        self.metadata.hand_over(guest, account, &mut output.changes);
        self.subscriptions.hand_over(asker.session, account);
        for room in self.rooms.of(guest).collect::<Vec<_>>() {
            let seat = self.rooms.get(room).and_then(|room| room.membership(guest));
            let Some(seat) = seat else {
                continue;
            };
            let membership = Membership { account, ..seat };
            self.rooms.unseat(room, guest);
            self.rooms.seat(membership);
            self.rooms.show(room, account);
            output.changes.seat(membership);
        }
        for room in self.rooms.take_invitations(guest) {
            self.rooms.invite(room, account);
        }
    }

    fn tell_registered(
        &self,
        asker: Asker,
        former: Arc<Person>,
        person: &Arc<Person>,
        output: &mut Output,
    ) {
        let event = Event::Registered {
            former,
            person: Arc::clone(person),
        };
        output.answer(asker.session, event.clone());
        self.tell_onlookers(asker, person, &event, output);
    }
}

fn name_in_use(name: &Name) -> Refusal {
    let name = Arc::clone(name.shown());
    Refusal::NameInUse { name }
}
