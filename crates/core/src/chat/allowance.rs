//! How many messages a name may send in a period.

use std::time::Duration;

use crate::{
    AccountId, AccountRecord, Allowance, Changes, Event, Output, Period, Settings, Timestamp,
};

use super::Chat;
use super::agenda::Due;

/// When a period is over.
pub(super) fn period_end(settings: &Settings, period: Period) -> Timestamp {
    period.opened_at.after(settings.limit_period)
}

/// How the allowance of an account stands.
pub(super) fn standing(settings: &Settings, record: &AccountRecord, now: Timestamp) -> Allowance {
    Allowance {
        used: record.period.map_or(0, |period| period.used),
        limit: settings.message_limit,
        renews_in: record
            .period
            .map(|period| period_end(settings, period).since(now)),
    }
}

/// How long the allowance forbids to write, where it does.
pub(super) fn wait(
    settings: &Settings,
    record: &AccountRecord,
    now: Timestamp,
) -> Option<Duration> {
    let period = record.period.filter(|period| is_spent(settings, *period))?;
    Some(period_end(settings, period).since(now))
}

fn is_spent(settings: &Settings, period: Period) -> bool {
    settings.message_limit > 0 && period.used >= settings.message_limit
}

impl Chat {
    /// Counts one message; the first opens the period.
    pub(super) fn count_message(
        &mut self,
        account: AccountId,
        now: Timestamp,
        changes: &mut Changes,
    ) {
        let opened = self.accounts.edit(account, changes, |record| {
            let is_new = record.period.is_none();
            let period = record.period.get_or_insert(Period {
                opened_at: now,
                used: 0,
            });
            period.used = period.used.saturating_add(1);
            is_new.then_some(*period)
        });
        if let Some(period) = opened.flatten() {
            let end = period_end(&self.settings, period);
            self.agenda.add(end, Due::PeriodEnd(account));
        }
    }

    /// Ends the period of an account.
    pub(super) fn end_period(&mut self, account: AccountId, output: &mut Output) {
        let ended = self.accounts.edit(account, &mut output.changes, |record| {
            let period = record.period.take();
            (period, record.silenced_until.is_some())
        });
        let Some((Some(period), is_silenced)) = ended else {
            return;
        };
        let allowance = Allowance {
            used: 0,
            limit: self.settings.message_limit,
            renews_in: None,
        };
        let can_write_again = is_spent(&self.settings, period) && !is_silenced;
        let event = Event::AllowanceRenewed {
            allowance,
            can_write_again,
        };
        self.tell(account, None, event, output);
    }
}
