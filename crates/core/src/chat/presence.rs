//! Who is online, with which devices.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{AccountId, Person, Sequence, SessionId, Timestamp};

/// The sessions logged in, and the accounts that they belong to.
///
/// Their number is bounded by the server's bound on connections, and by
/// [`crate::limits::DEVICES_MAX`] for each account.
#[derive(Debug, Default)]
pub(super) struct Presence {
    sessions: BTreeMap<SessionId, AccountId>,
    online: BTreeMap<AccountId, Online>,
    most: usize,
}

/// An account that is online.
#[derive(Debug)]
pub(super) struct Online {
    /// How many devices it has online; which ones, `sessions` tells.
    pub(super) devices: usize,
    /// The highest place up to which any of its devices has seen everything.
    pub(super) seen: Sequence,
    /// Whom others see.
    pub(super) person: Arc<Person>,
    /// Since when it is online.
    pub(super) since: Timestamp,
    /// When it last said something.
    pub(super) active_at: Timestamp,
}

impl Presence {
    /// Names online.
    pub(super) fn names_online(&self) -> usize {
        self.online.len()
    }

    /// The most names that were online at once.
    pub(super) fn names_online_most(&self) -> usize {
        self.most
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

    pub(super) fn get(&self, account: AccountId) -> Option<&Online> {
        self.online.get(&account)
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

    /// Adds a device that is not online yet, of a name that is.
    pub(super) fn add(&mut self, session: SessionId, account: AccountId) {
        if let Some(online) = self.online.get_mut(&account) {
            online.devices += 1;
            self.sessions.insert(session, account);
        }
    }

    /// Adds the first device of a name. `seen` is up to where the account had seen everything before.
    pub(super) fn add_first(
        &mut self,
        session: SessionId,
        person: Arc<Person>,
        seen: Sequence,
        now: Timestamp,
    ) {
        let account = person.account;
        let online = Online {
            devices: 0,
            seen,
            person,
            since: now,
            active_at: now,
        };
        self.online.insert(account, online);
        self.most = self.most.max(self.online.len());
        self.add(session, account);
    }

    /// Removes a device that has seen everything up to `seen`. Returns its account as it was, where the
    /// device was its last one.
    pub(super) fn remove(&mut self, session: SessionId, seen: Sequence) -> Option<Online> {
        let account = self.sessions.remove(&session)?;
        let online = self.online.get_mut(&account)?;
        online.devices -= 1;
        online.seen = online.seen.max(seen);
        if online.devices > 0 {
            return None;
        }
        self.online.remove(&account)
    }

    /// Notes that a name did something.
    pub(super) fn set_active(&mut self, account: AccountId, now: Timestamp) {
        if let Some(online) = self.online.get_mut(&account) {
            online.active_at = now;
        }
    }

    /// Changes whom others see, and returns that.
    pub(super) fn edit(
        &mut self,
        account: AccountId,
        edit: impl FnOnce(&mut Person),
    ) -> Option<Arc<Person>> {
        let online = self.online.get_mut(&account)?;
        edit(Arc::make_mut(&mut online.person));
        Some(Arc::clone(&online.person))
    }

    /// Makes the only device of `from` that of another account.
    pub(super) fn hand_over(&mut self, session: SessionId, from: AccountId, to: AccountId) {
        if let Some(mut online) = self.online.remove(&from) {
            Arc::make_mut(&mut online.person).account = to;
            self.online.insert(to, online);
            self.sessions.insert(session, to);
        }
    }
}
