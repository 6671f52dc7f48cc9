//! What ends by itself, and when.

use std::collections::BTreeSet;

use crate::{AccountId, AccountRecord, Settings, Timestamp};

use super::allowance;

/// Something of an account that ends by itself.
///
/// Of two that end at the same moment the period comes first, so that a name hears only once that it can
/// write again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    PeriodEnd(AccountId),
    SilenceEnd(AccountId),
}

/// All that is to end, in its order: at most one of each kind for an account.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    order: BTreeSet<(Timestamp, Due)>,
}

impl Agenda {
    pub(super) fn load<'a>(
        accounts: impl Iterator<Item = &'a AccountRecord>,
        settings: &Settings,
    ) -> Self {
        let entries = accounts.flat_map(|record| entries_of(record, settings));
        Self {
            order: entries.collect(),
        }
    }

    pub(super) fn add(&mut self, at: Timestamp, due: Due) {
        self.order.insert((at, due));
    }

    /// Notes everything of an account anew.
    pub(super) fn restore(&mut self, record: &AccountRecord, settings: &Settings) {
        self.order.extend(entries_of(record, settings));
    }

    /// Strikes out everything of an account.
    pub(super) fn cancel(&mut self, record: &AccountRecord, settings: &Settings) {
        for entry in entries_of(record, settings) {
            self.order.remove(&entry);
        }
    }

    /// When something ends next.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.order.first().map(|(at, _)| *at)
    }

    /// Takes out what ends next, where it does so by `now`.
    pub(super) fn take_due(&mut self, now: Timestamp) -> Option<(Timestamp, Due)> {
        if self.next()? > now {
            return None;
        }
        self.order.pop_first()
    }
}

fn entries_of(
    record: &AccountRecord,
    settings: &Settings,
) -> impl Iterator<Item = (Timestamp, Due)> + use<> {
    let period = record.period.map(|period| {
        let end = allowance::period_end(settings, period);
        (end, Due::PeriodEnd(record.id))
    });
    let silence = record
        .silenced_until
        .map(|end| (end, Due::SilenceEnd(record.id)));
    period.into_iter().chain(silence)
}
