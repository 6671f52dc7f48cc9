//! Complaints: who complained about whom, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{AccountId, Complaint, Event, Name, Output, Refusal, SessionId, Timestamp};

use super::Chat;
use super::silence;

/// All complaints that count, found from either side.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    complainers: BTreeMap<AccountId, BTreeSet<AccountId>>,
    by: BTreeSet<(AccountId, AccountId)>,
}

impl Complaints {
    /// How many different accounts complained about `account`.
    pub(super) fn about(&self, account: AccountId) -> u32 {
        let complainers = self.complainers.get(&account).map_or(0, BTreeSet::len);
        u32::try_from(complainers).unwrap_or(u32::MAX)
    }

    /// Notes a complaint; false where it was noted before.
    pub(super) fn add(&mut self, complaint: Complaint) -> bool {
        let Complaint { about, by } = complaint;
        self.by.insert((by, about)) && self.complainers.entry(about).or_default().insert(by)
    }

    /// Forgets all complaints about `account`.
    pub(super) fn clear(&mut self, account: AccountId) {
        for by in self.complainers.remove(&account).unwrap_or_default() {
            self.by.remove(&(by, account));
        }
    }

    /// Makes all complaints about a guest those about an account, and returns them.
    pub(super) fn hand_over(&mut self, guest: AccountId, about: AccountId) -> Vec<Complaint> {
        let complainers = self.complainers.get(&guest).cloned();
        self.clear(guest);
        let complaints = complainers.into_iter().flatten();
        let complaints: Vec<_> = complaints.map(|by| Complaint { about, by }).collect();
        for complaint in &complaints {
            self.add(*complaint);
        }
        complaints
    }

    /// Forgets all complaints about `account` and by it.
    pub(super) fn release(&mut self, account: AccountId) {
        self.clear(account);
        let range = (account, AccountId(0))..=(account, AccountId(u64::MAX));
        let made: Vec<_> = self.by.range(range).copied().collect();
        for (by, about) in made {
            self.by.remove(&(by, about));
            if let Some(complainers) = self.complainers.get_mut(&about) {
                complainers.remove(&by);
                if complainers.is_empty() {
                    self.complainers.remove(&about);
                }
            }
        }
    }
}

impl FromIterator<Complaint> for Complaints {
    fn from_iter<I: IntoIterator<Item = Complaint>>(complaints: I) -> Self {
        let mut all = Self::default();
        for complaint in complaints {
            all.add(complaint);
        }
        all
    }
}

impl Chat {
    /// A complaint about a name, answered and counted or refused.
    pub(super) fn complain(
        &mut self,
        now: Timestamp,
        session: SessionId,
        about: &Name,
        output: &mut Output,
    ) {
        match self.accept_complaint(now, session, about) {
            Ok((complaint, name)) => {
                output.changes.complain(complaint);
                output.answer(session, Event::Complained { name });
                self.count_complaint(complaint.about, now, output);
            }
            Err(refusal) => output.refuse(session, refusal, None),
        }
    }

    fn accept_complaint(
        &mut self,
        now: Timestamp,
        session: SessionId,
        about: &Name,
    ) -> Result<(Complaint, Arc<str>), Refusal> {
        let complainer = self.account_of(session)?;
        if complainer.id.is_guest() {
            return Err(Refusal::GuestsCannot);
        }
        silence::check(complainer, now)?;
        let subject = self
            .accounts
            .find(about)
            .ok_or_else(|| Refusal::ComplaintAboutUnknown {
                name: Arc::clone(about.shown()),
            })?;
        if subject.id == complainer.id {
            return Err(Refusal::AboutYourself);
        }
        let name = Arc::clone(subject.name.shown());
        if let Some(wait) = silence::left(subject, now) {
            return Err(Refusal::AlreadySilenced { name, wait });
        }
        let complaint = Complaint {
            about: subject.id,
            by: complainer.id,
        };
        if !self.complaints.add(complaint) {
            return Err(Refusal::AlreadyComplained { name });
        }
        Ok((complaint, name))
    }

    fn count_complaint(&mut self, about: AccountId, now: Timestamp, output: &mut Output) {
        let total = self.complaints.about(about);
        let limit = self.settings.ban_complaints;
        if total < limit {
            let event = Event::ComplainedAbout { total, limit };
            self.tell(about, None, event, output);
        } else {
            self.silence(about, total, now, output);
        }
    }
}
