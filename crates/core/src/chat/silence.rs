//! The silence that complaints bring about.

use std::time::Duration;

use crate::{AccountId, AccountRecord, Event, Output, Refusal, Timestamp};

use super::Chat;
use super::agenda::Due;
use super::allowance;

/// How long an account is silenced still, where it is.
pub(super) fn left(record: &AccountRecord, now: Timestamp) -> Option<Duration> {
    record.silenced_until.map(|end| end.since(now))
}

/// Refuses what a silenced account may not do.
pub(super) fn check(record: &AccountRecord, now: Timestamp) -> Result<(), Refusal> {
    match left(record, now) {
        Some(wait) => Err(Refusal::Silenced { wait }),
        None => Ok(()),
    }
}

impl Chat {
    /// Silences an account. Its complaints stay until the end, for the status to show them.
    pub(super) fn silence(
        &mut self,
        account: AccountId,
        total: u32,
        now: Timestamp,
        output: &mut Output,
    ) {
        let duration = self.settings.ban_duration;
        let end = now.after(duration);
        self.accounts.edit(account, &mut output.changes, |record| {
            record.silenced_until = Some(end);
        });
        self.agenda.add(end, Due::SilenceEnd(account));
        self.tell(account, None, Event::Silenced { total, duration }, output);
    }

    /// Ends the silence of an account, which was due at `at`.
    pub(super) fn end_silence(&mut self, account: AccountId, at: Timestamp, output: &mut Output) {
        self.complaints.clear(account);
        output.changes.clear_complaints(account);
        let settings = &self.settings;
        let wait = self.accounts.edit(account, &mut output.changes, |record| {
            record.silenced_until = None;
            allowance::wait(settings, record, at)
        });
        if let Some(wait) = wait {
            self.tell(account, None, Event::SilenceOver { wait }, output);
        }
    }
}
