//! What follows from everything that ever happened.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    AccountId, Allowance, CatchUp, Destination, Message, MessageId, Name, Refusal, SessionId,
    Stamp, Timestamp, limits,
};

use super::{Fact, Reference};

impl Reference {
    fn registered(&self) -> Vec<(AccountId, Name)> {
        let mut registered = Vec::new();
        for fact in &self.facts {
            if let Fact::Registered { account, name } = fact {
                registered.push((*account, name.clone()));
            }
        }
        registered
    }

    pub(super) fn accounts(&self) -> Vec<AccountId> {
        self.registered().into_iter().map(|one| one.0).collect()
    }

    pub(crate) fn find(&self, name: &Name) -> Option<AccountId> {
        let mut registered = self.registered().into_iter();
        let found = registered.find(|(_, other)| other.key() == name.key());
        found.map(|(account, _)| account)
    }

    pub(super) fn name_of(&self, account: AccountId) -> Name {
        let mut registered = self.registered().into_iter();
        let found = registered.find(|(other, _)| *other == account);
        found.expect("registered").1
    }

    pub(super) fn alike(&self, name: &Name) -> Option<Name> {
        for skeleton in name.skeletons() {
            for (_, other) in self.registered() {
                if other.skeletons().contains(skeleton) {
                    return Some(other);
                }
            }
        }
        None
    }

    /// Devices online, in the order in which they came.
    pub(crate) fn devices(&self) -> Vec<(SessionId, AccountId)> {
        let mut devices = Vec::new();
        for fact in &self.facts {
            match fact {
                Fact::Arrived { session, account } => devices.push((*session, *account)),
                Fact::Gone { session, .. } => devices.retain(|one| one.0 != *session),
                Fact::Restarted { .. } => devices.clear(),
                _ => {}
            }
        }
        devices
    }

    pub(super) fn devices_of(&self, account: AccountId) -> Vec<(SessionId, AccountId)> {
        let mut devices = self.devices();
        devices.retain(|one| one.1 == account);
        devices
    }

    /// One device of each account online.
    pub(super) fn devices_by_account(&self) -> Vec<(SessionId, AccountId)> {
        let mut devices = self.devices();
        devices.sort_by_key(|one| one.1);
        devices.dedup_by_key(|one| one.1);
        devices
    }

    pub(super) fn names_online(&self) -> Vec<AccountId> {
        let devices = self.devices_by_account().into_iter();
        devices.map(|one| one.1).collect()
    }

    pub(super) fn account_of(&self, session: SessionId) -> Option<AccountId> {
        let mut devices = self.devices().into_iter();
        devices.find(|one| one.0 == session).map(|one| one.1)
    }

    fn messages(&self) -> Vec<Message> {
        let mut messages = Vec::new();
        for fact in &self.facts {
            if let Fact::Said(message) = fact {
                messages.push(message.clone());
            }
        }
        messages
    }

    pub(crate) fn alive(&self, now: Timestamp) -> Vec<Message> {
        let mut messages = self.messages();
        messages.retain(|message| message.expires_at > now);
        messages
    }

    /// The newest message since the start, else whatever came last before it.
    pub(super) fn last_message(&self) -> MessageId {
        let mut newest = MessageId(0);
        for fact in &self.facts {
            match fact {
                Fact::Said(message) => newest = message.id,
                Fact::Restarted { last } => newest = (*last).into(),
                _ => {}
            }
        }
        newest
    }

    /// When the last period of an account opened, and what was used of it, whether it is over or not.
    fn last_period(&self, account: AccountId) -> Option<(Timestamp, u32)> {
        let mut period: Option<(Timestamp, u32)> = None;
        for message in self.messages() {
            if message.author != account {
                continue;
            }
            period = match period {
                Some((opened, used))
                    if message.sent_at < opened.after(self.settings.limit_period) =>
                {
                    Some((opened, used + 1))
                }
                _ => Some((message.sent_at, 1)),
            };
        }
        period
    }

    pub(super) fn period_end(&self, account: AccountId) -> Option<Timestamp> {
        let (opened, _) = self.last_period(account)?;
        Some(opened.after(self.settings.limit_period))
    }

    pub(super) fn allowance(&self, account: AccountId, now: Timestamp) -> Allowance {
        let end = self.period_end(account).filter(|end| *end > now);
        let used = self.last_period(account).map_or(0, |(_, used)| used);
        Allowance {
            used: if end.is_some() { used } else { 0 },
            limit: self.settings.message_limit,
            renews_in: end.map(|end| end.since(now)),
        }
    }

    /// When the last silence of an account ends, whether that is over or not.
    pub(super) fn silence_end(&self, account: AccountId) -> Option<Timestamp> {
        let mut end = None;
        for fact in &self.facts {
            match fact {
                Fact::Silenced {
                    account: whose,
                    until,
                } if *whose == account => end = Some(*until),
                _ => {}
            }
        }
        end
    }

    pub(crate) fn silenced(&self, account: AccountId, now: Timestamp) -> Option<Duration> {
        let end = self.silence_end(account).filter(|end| *end > now);
        end.map(|end| end.since(now))
    }

    pub(super) fn speaks(&self, account: AccountId, stamp: Stamp) -> Result<(), Refusal> {
        match self.silenced(account, stamp.time) {
            Some(wait) => Err(Refusal::Silenced { wait }),
            None => Ok(()),
        }
    }

    /// Who complained about an account since its last silence that is over.
    pub(super) fn complainers(&self, account: AccountId, now: Timestamp) -> Vec<AccountId> {
        let mut complainers = Vec::new();
        for fact in &self.facts {
            match fact {
                Fact::Complained(one) if one.about == account => complainers.push(one.by),
                Fact::Silenced {
                    account: whose,
                    until,
                } if *whose == account && *until <= now => {
                    complainers.clear();
                }
                _ => {}
            }
        }
        complainers
    }

    /// Up to where an account has seen everything.
    fn seen(&self, account: AccountId) -> MessageId {
        let mut seen = MessageId(0);
        let mut devices = 0;
        for fact in &self.facts {
            match fact {
                Fact::Arrived { account: whose, .. } if *whose == account => devices += 1,
                Fact::Gone {
                    account: whose,
                    seen: up_to,
                    ..
                } if *whose == account => {
                    devices -= 1;
                    seen = seen.max((*up_to).into());
                }
                Fact::Restarted { last } if devices > 0 => {
                    devices = 0;
                    seen = (*last).into();
                }
                _ => {}
            }
        }
        seen
    }

    pub(super) fn catch_up(
        &self,
        account: AccountId,
        is_new: bool,
        is_first: bool,
        resume: Option<MessageId>,
        now: Timestamp,
    ) -> CatchUp {
        let resume = resume.filter(|last| !is_new && *last <= self.previous.into());
        let is_gap = resume.is_some() || (is_first && !is_new);
        let mut messages = self.alive(now);
        let rooms = self.rooms_of(account);
        messages.retain(|message| match message.destination {
            Destination::Room { id, .. } => rooms.iter().any(|room| room.id == id),
            Destination::Account { id, .. } => account == id || account == message.author,
        });
        if is_gap {
            let after = resume.unwrap_or_else(|| self.seen(account));
            messages.retain(|message| message.id > after);
        }
        let lines = match resume {
            Some(_) => limits::RESUME_MAX,
            None => self.settings.history_lines,
        };
        let skipped = messages.len().saturating_sub(lines);
        CatchUp {
            messages: messages.drain(skipped..).map(Arc::new).collect(),
            skipped: if is_gap { skipped } else { 0 },
        }
    }
}
