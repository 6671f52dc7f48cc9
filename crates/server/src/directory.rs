//! Which names are registered, and what opens them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use hourglass_core::{AccountId, Changes, Registration};

/// What opens a registered name.
#[derive(Clone)]
pub(crate) struct Credentials {
    /// The account.
    pub account: AccountId,
    /// The hash of its password in PHC form.
    pub password_hash: Arc<str>,
}

/// The registered names as they are committed, kept in step by [`Directory::learn`]. It grows and shrinks
/// with the accounts, which the core bounds.
#[derive(Default)]
pub(crate) struct Directory(RwLock<HashMap<Arc<str>, Credentials>>);

impl Directory {
    /// A directory of what the store kept.
    pub(crate) fn new(registrations: Vec<Registration>) -> Self {
        let directory = Self::default();
        directory.add(&registrations);
        directory
    }

    /// What opens the name with this key, if it is registered.
    pub(crate) fn find(&self, key: &str) -> Option<Credentials> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    /// Takes over what a commit changed. To be called before anybody is told of it.
    pub(crate) fn learn(&self, changes: &Changes) {
        if !changes.released_accounts.is_empty() {
            let released = &changes.released_accounts;
            let mut names = self.0.write().unwrap_or_else(PoisonError::into_inner);
            names.retain(|_, credentials| !released.contains(&credentials.account));
        }
        self.add(&changes.registrations);
    }

    fn add(&self, registrations: &[Registration]) {
        if registrations.is_empty() {
            return;
        }
        let mut names = self.0.write().unwrap_or_else(PoisonError::into_inner);
        names.extend(registrations.iter().map(|registration| {
            let credentials = Credentials {
                account: registration.account,
                password_hash: registration.password_hash.clone(),
            };
            (registration.key.clone(), credentials)
        }));
    }
}
