//! Who is online, with which devices.

use std::collections::BTreeMap;

use crate::{AccountId, Sequence, SessionId};

/// The sessions logged in, and the accounts that they belong to.
///
/// Their number is bounded by the server's bound on connections, and by
/// [`crate::limits::DEVICES_MAX`] for each account.
#[derive(Debug, Default)]
pub(super) struct Presence {
    sessions: BTreeMap<SessionId, AccountId>,
    online: BTreeMap<AccountId, Online>,
}

/// An account that is online.
#[derive(Debug)]
struct Online {
    /// How many devices it has online; which ones, `sessions` tells.
    devices: usize,
    /// The highest place up to which any of its devices has seen everything.
    seen: Sequence,
}

impl Presence {
    /// Names online.
    pub(super) fn names_online(&self) -> usize {
        self.online.len()
    }

    /// Devices online, of all names.
    pub(super) fn connections(&self) -> usize {
        self.sessions.len()
    }

    /// Devices online of one name.
    pub(super) fn devices(&self, account: AccountId) -> usize {
        self.online.get(&account).map_or(0, |one| one.devices)
    }

    /// All accounts online.
    pub(super) fn online(&self) -> impl Iterator<Item = AccountId> {
        self.online.keys().copied()
    }

    pub(super) fn account_of(&self, session: SessionId) -> Option<AccountId> {
        self.sessions.get(&session).copied()
    }

    /// Whether `account` has a device online that is not `except`.
    pub(super) fn hears(&self, account: AccountId, except: Option<SessionId>) -> bool {
        self.online.get(&account).is_some_and(|online| {
            let own = except.is_some_and(|session| self.account_of(session) == Some(account));
            online.devices > usize::from(own)
        })
    }

    /// Adds a device that is not online yet. `seen` is up to where the account had seen everything before.
    pub(super) fn add(&mut self, session: SessionId, account: AccountId, seen: Sequence) {
        self.sessions.insert(session, account);
        let online = self
            .online
            .entry(account)
            .or_insert(Online { devices: 0, seen });
        online.devices += 1;
    }

    /// Removes a device that has seen everything up to `seen`. Returns its account, and up to where that
    /// has seen everything, where the device was its last one.
    pub(super) fn remove(
        &mut self,
        session: SessionId,
        seen: Sequence,
    ) -> Option<(AccountId, Sequence)> {
        let account = self.sessions.remove(&session)?;
        let online = self.online.get_mut(&account)?;
        online.devices -= 1;
        online.seen = online.seen.max(seen);
        if online.devices > 0 {
            return None;
        }
        let online = self.online.remove(&account)?;
        Some((account, online.seen))
    }
}
