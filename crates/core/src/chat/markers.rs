//! Up to when accounts have read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{
    AccountId, Answer, Changes, Event, Output, ReadMarker, Refusal, Target, Timestamp, limits,
};

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
        write(account, target, Some(at), changes);
        if markers.len() > limits::READ_MARKERS_MAX {
            let others = markers.iter().filter(|(other, _)| *other != target);
            let oldest = others.min_by_key(|(_, at)| **at);
            if let Some(oldest) = oldest.map(|(target, _)| Arc::clone(target)) {
                markers.remove(&oldest);
                write(account, &oldest, None, changes);
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
            write(account, from, None, changes);
            self.set(account, to, at, changes);
        }
    }

    pub(super) fn release(&mut self, account: AccountId) {
        self.of.remove(&account);
    }

    /// Makes the markers of a guest those of an account.
    pub(super) fn hand_over(
        &mut self,
        guest: AccountId,
        account: AccountId,
        changes: &mut Changes,
    ) {
        for (target, at) in self.of.remove(&guest).unwrap_or_default() {
            self.set(account, &target, at, changes);
        }
    }
}

/// Notes what is to be kept of a marker: nothing of a guest's.
fn write(account: AccountId, target: &Arc<str>, at: Option<Timestamp>, changes: &mut Changes) {
    if !account.is_guest() {
        let key = (account, Arc::clone(target));
        changes.read_markers.insert(key, at);
    }
}

impl Chat {
    /// Up to when an account has read, be it in the place at present or not.
    pub(super) fn read_marker(&self, asker: Asker, target: &Target) -> Answer {
        let (key, shown) = match (self.place(asker, target), target) {
            (Ok(place), _) => (place.key, place.shown),
            (Err(_), Target::Name(name)) => (Arc::clone(name.key()), Arc::clone(name.shown())),
            (Err(_), Target::RoomNamed(room) | Target::Ranked { room, .. }) => {
                (Arc::clone(room.key()), Arc::clone(room.shown()))
            }
            (Err(_), Target::Room(_) | Target::Oneself) => Default::default(),
        };
        Answer::ReadMarker {
            at: self.markers.get(asker.account, &key),
            target: shown,
        }
    }

    /// Notes up to when an account has read.
    pub(super) fn mark_read(
        &mut self,
        asker: Asker,
        target: &Target,
        at: Timestamp,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let account = asker.account;
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
