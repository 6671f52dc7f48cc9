//! Up to when accounts have read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{AccountId, Changes, Event, Output, ReadMarker, Refusal, Target, Timestamp, limits};

use super::Chat;
use super::dispatch::Asker;

/// All markers, at most [`limits::READ_MARKERS_MAX`] for each account.
#[derive(Debug, Default)]
pub(super) struct Markers {
    of: BTreeMap<AccountId, BTreeMap<Arc<str>, Timestamp>>,
}

impl Markers {
    pub(super) fn load(markers: impl Iterator<Item = ReadMarker>) -> Self {
        let mut all = Self::default();
        for ReadMarker {
            account,
            target,
            at,
        } in markers
        {
            all.of.entry(account).or_default().insert(target, at);
        }
        all
    }

    pub(super) fn get(&self, account: AccountId, target: &str) -> Option<Timestamp> {
        self.of.get(&account)?.get(target).copied()
    }

    /// Moves a marker; where there are too many then, the one that stands for the earliest moment goes.
    fn set(&mut self, account: AccountId, target: &Arc<str>, at: Timestamp, changes: &mut Changes) {
        let markers = self.of.entry(account).or_default();
        markers.insert(Arc::clone(target), at);
        let written = &mut changes.read_markers;
        written.insert((account, Arc::clone(target)), Some(at));
        if markers.len() > limits::READ_MARKERS_MAX {
            let others = markers.iter().filter(|(other, _)| *other != target);
            let oldest = others.min_by_key(|(_, at)| **at);
            if let Some(oldest) = oldest.map(|(target, _)| Arc::clone(target)) {
                markers.remove(&oldest);
                written.insert((account, oldest), None);
            }
        }
    }

    /// Keeps a marker for the new name of what it stands at.
    pub(super) fn rename(
        &mut self,
        account: AccountId,
        from: &Arc<str>,
        to: &Arc<str>,
        changes: &mut Changes,
    ) {
        if from == to {
            return;
        }
        let markers = self.of.get_mut(&account);
        if let Some(at) = markers.and_then(|markers| markers.remove(from)) {
            let written = &mut changes.read_markers;
            written.insert((account, Arc::clone(from)), None);
            self.set(account, to, at, changes);
        }
    }

    pub(super) fn release(&mut self, account: AccountId) {
        self.of.remove(&account);
    }
}

impl Chat {
    /// Notes up to when an account has read.
    pub(super) fn mark_read(
        &mut self,
        asker: Asker,
        target: &Target,
        at: Timestamp,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let account = asker.account;
        if account.is_guest() {
            return Err(Refusal::GuestsCannot);
        }
        let place = self.place(asker, target)?;
        let at = at.min(asker.stamp.time);
        let known = self.markers.get(account, &place.key);
        let moves = known.is_none_or(|known| at > known);
        let event = Event::ReadUpTo {
            target: place.shown,
            at: known.map_or(at, |known| known.max(at)),
        };
        output.answer(asker.session, event.clone());
        if moves {
            self.markers
                .set(account, &place.key, at, &mut output.changes);
            self.tell(account, Some(asker.session), event, output);
        }
        Ok(())
    }
}
