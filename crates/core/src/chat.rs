//! The chat itself: the only code that changes what the chat knows.

mod accounts;
mod agenda;
mod allowance;
mod arrival;
mod catch_up;
mod complaints;
mod depart;
mod dispatch;
mod guests;
mod history;
mod join;
mod listing;
mod login;
mod markers;
mod masks;
mod membership;
mod metadata;
mod modes;
mod past;
mod people;
mod places;
mod presence;
mod questions;
mod redact;
mod rooms;
mod silence;
mod speech;
mod status;
mod topic;
mod watch;
mod whowas;

use std::mem;
use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Audience, Changes, Command, Event, MetadataOwner, Output, Person,
    Refusal, SessionId, Settings, Snapshot, Stamp, Text, Timestamp, limits,
};

use accounts::Accounts;
use agenda::{Agenda, Due};
use complaints::Complaints;
use history::History;
use listing::Listing;
use markers::Markers;
use metadata::{Subscriptions, Values};
use presence::Presence;
use rooms::Rooms;
use watch::Watches;
use whowas::Whowas;

/// Everything that the chat knows, and every rule of it.
///
/// It cannot fail: a command that is not allowed is answered with a [`Refusal`]. Stamps have to come in
/// their order; a time that runs backwards is taken as standing still.
#[derive(Debug)]
pub struct Chat {
    settings: Settings,
    last: Stamp,
    accounts: Accounts,
    rooms: Rooms,
    presence: Presence,
    listing: Listing,
    complaints: Complaints,
    history: History,
    /// What happened and was not said, in the form of messages; never kept.
    happenings: History,
    markers: Markers,
    metadata: Values,
    subscriptions: Subscriptions,
    watches: Watches,
    whowas: Whowas,
    agenda: Agenda,
    words: Words,
    /// What was put right at the start and is to be written with the first changes.
    repairs: Changes,
}

/// What stands for what nobody said, shared by all.
#[derive(Debug)]
struct Words {
    username: Arc<str>,
    /// Why somebody without a device is away, where such are shown.
    offline: Option<Text>,
}

impl Words {
    fn new(always_on: bool) -> Self {
        Self {
            username: "user".into(),
            offline: always_on.then(|| Text::from_sanitised("offline")),
        }
    }
}

impl Chat {
    /// A chat that goes on from what was kept, with nobody online.
    ///
    /// Names that were online when the last server ended count as having left at the last stamp kept.
    /// Messages live no longer than the present settings allow.
    pub fn new(settings: Settings, snapshot: Snapshot) -> Self {
        let mut repairs = Changes::default();
        let accounts = Accounts::load(snapshot.accounts, snapshot.last, &mut repairs);
        let complaints = snapshot.complaints.into_iter();
        let memberships = snapshot.memberships.into_iter();
        let markers = snapshot.read_markers.into_iter();
        let rooms = Rooms::load(
            snapshot.rooms,
            memberships.filter(|one| accounts.get(one.account).is_some()),
            &settings.lobby,
            settings.always_on,
            &mut repairs,
        );
        let metadata = snapshot.metadata.into_iter().filter(|one| match one.owner {
            MetadataOwner::Account(account) => accounts.get(account).is_some(),
            MetadataOwner::Room(room) => rooms.get(room).is_some(),
        });
        Self {
            agenda: Agenda::load(accounts.iter(), &settings),
            complaints: complaints
                .filter(|one| accounts.get(one.about).is_some() && accounts.get(one.by).is_some())
                .collect(),
            metadata: Values::load(metadata),
            subscriptions: Subscriptions::default(),
            rooms,
            history: History::load(
                snapshot.messages,
                settings.message_lifetime,
                &accounts,
                snapshot.last.sequence.into(),
                &mut repairs,
            ),
            happenings: History::empty(snapshot.last.sequence.into()),
            markers: Markers::load(markers.filter(|one| accounts.get(one.account).is_some())),
            watches: Watches::default(),
            whowas: Whowas::default(),
            presence: Presence::default(),
            words: Words::new(settings.always_on),
            listing: Listing::default(),
            last: snapshot.last,
            accounts,
            settings,
            repairs,
        }
    }

    /// Carries out one command, after everything that is due by its time. What it gives is added to
    /// `output`, which may hold what earlier commands of the same batch gave.
    pub fn apply(&mut self, stamp: Stamp, command: Command, output: &mut Output) {
        self.advance(stamp.time, output);
        let stamp = Stamp {
            time: self.last.time,
            ..stamp
        };
        self.carry_out(stamp, command, output);
        self.last = stamp;
        output.changes.last = stamp;
    }

    /// Does everything that is due by `now`: ends periods and silences, deletes expired messages.
    pub fn advance(&mut self, now: Timestamp, output: &mut Output) {
        self.last.time = self.last.time.max(now);
        output.changes.last = self.last;
        output.time = self.last.time;
        self.write_repairs(&mut output.changes);
        while let Some((at, due)) = self.agenda.take_due(self.last.time) {
            match due {
                Due::PeriodEnd(account) => self.end_period(account, output),
                Due::SilenceEnd(account) => self.end_silence(account, at, output),
            }
        }
        self.history.sweep(self.last.time, &mut output.changes);
        // Nothing of it is kept, so that there is nothing to delete but in memory.
        self.happenings
            .sweep(self.last.time, &mut Changes::default());
    }

    /// When [`Chat::advance`] next has something to do; nothing where only commands change anything. May
    /// lie in the past.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let repairs = (!self.repairs.is_empty()).then_some(self.last.time);
        let sweep = self.history.next_sweep();
        let happened = self.happenings.next_sweep();
        [repairs, sweep, happened, self.agenda.next()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Devices online, of all names.
    pub fn sessions_online(&self) -> usize {
        self.presence.connections()
    }

    fn write_repairs(&mut self, changes: &mut Changes) {
        if self.repairs.is_empty() {
            return;
        }
        let repairs = mem::take(&mut self.repairs);
        changes.rooms.extend(repairs.rooms);
        changes.accounts.extend(repairs.accounts);
        changes.memberships.extend(repairs.memberships);
        changes.read_markers.extend(repairs.read_markers);
        changes.forget_through(repairs.forgotten_through);
    }

    /// The account behind a session.
    fn account_of(&self, session: SessionId) -> Result<&AccountRecord, Refusal> {
        self.presence
            .account_of(session)
            .and_then(|account| self.accounts.get(account))
            .ok_or(Refusal::NotLoggedIn)
    }

    /// Whom others see behind an account, online or not.
    fn person(&self, account: AccountId) -> Option<Arc<Person>> {
        person(&self.presence, &self.accounts, &self.words, account)
    }

    /// Tells all devices of `account` but `except`, where there are any.
    fn tell(
        &self,
        account: AccountId,
        except: Option<SessionId>,
        event: Event,
        output: &mut Output,
    ) {
        if self.presence.hears(account, except) {
            output.emit(Audience::Account { account, except }, event);
        }
    }

    /// Makes place for one more name; at the bound, that of the name that has been away longest.
    fn make_room_for_account(
        &mut self,
        now: Timestamp,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        if self.accounts.len() < limits::ACCOUNTS_MAX {
            return Ok(());
        }
        let (away_since, account) = self
            .accounts
            .longest_away()
            .ok_or(Refusal::TooManyAccounts)?;
        if now.since(away_since) < limits::ACCOUNT_IDLE_MIN {
            return Err(Refusal::TooManyAccounts);
        }
        self.release(account, output);
        Ok(())
    }

    /// Gives a name up with everything of it, be it that of an account or of a guest.
    fn release(&mut self, account: AccountId, output: &mut Output) {
        self.leave_all_rooms(account, output);
        if let Some(record) = self.accounts.release(account) {
            self.agenda.cancel(&record, &self.settings);
        }
        self.complaints.release(account);
        self.markers.release(account);
        self.metadata.release(account);
        if !account.is_guest() {
            output.changes.release(account);
        }
    }
}

fn person(
    presence: &Presence,
    accounts: &Accounts,
    words: &Words,
    account: AccountId,
) -> Option<Arc<Person>> {
    if let Some(online) = presence.get(account) {
        return Some(Arc::clone(&online.person));
    }
    let name = accounts.get(account)?.name.shown();
    Some(Arc::new(Person {
        account,
        name: Arc::clone(name),
        username: Arc::clone(&words.username),
        realname: Arc::clone(name),
        is_bot: false,
        is_invisible: false,
        away: words.offline.clone(),
    }))
}
