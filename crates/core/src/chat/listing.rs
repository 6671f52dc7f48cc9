//! Some of the names online, for those who come in.

use std::sync::Arc;

use crate::{AccountId, limits};

use super::accounts::Accounts;
use super::presence::Presence;

/// The names of the first accounts online, at most [`limits::NAMES_LISTED_MAX`].
///
/// It is made when somebody asks for it, and shared by all who come in until one of those on it leaves or
/// one belongs there who is not: so a storm of newcomers costs no list each.
#[derive(Debug, Default)]
pub(super) struct Listing {
    made: Option<Made>,
}

#[derive(Debug)]
struct Made {
    names: Arc<[Arc<str>]>,
    /// The last account on it, where there is no room for more.
    last: Option<AccountId>,
}

impl Listing {
    /// The first device of an account came, or its last one left.
    pub(super) fn changed(&mut self, account: AccountId) {
        self.made
            .take_if(|made| made.last.is_none_or(|last| account <= last));
    }

    pub(super) fn names(&mut self, presence: &Presence, accounts: &Accounts) -> Arc<[Arc<str>]> {
        let made = self.made.get_or_insert_with(|| make(presence, accounts));
        Arc::clone(&made.names)
    }
}

fn make(presence: &Presence, accounts: &Accounts) -> Made {
    let listed = || presence.online().take(limits::NAMES_LISTED_MAX);
    let records = listed().filter_map(|account| accounts.get(account));
    let is_full = presence.names_online() >= limits::NAMES_LISTED_MAX;
    Made {
        names: records
            .map(|record| Arc::clone(record.name.shown()))
            .collect(),
        last: listed().last().filter(|_| is_full),
    }
}
