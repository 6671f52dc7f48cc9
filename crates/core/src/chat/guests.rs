//! Guests: names without an account, as long as a connection.

use std::sync::Arc;

use crate::{AccountId, Name, Refusal, Stamp};

use super::Chat;
use super::login::new_record;

impl Chat {
    /// Gives a guest a name that nobody has.
    pub(super) fn admit_guest(&mut self, stamp: Stamp, name: &Name) -> Result<AccountId, Refusal> {
        match self.accounts.find(name) {
            Some(taken) if taken.id.is_guest() => Err(Refusal::NameInUse {
                name: Arc::clone(name.shown()),
            }),
            Some(_) => Err(Refusal::NameRegistered),
            None => {
                self.check_alike(name, None)?;
                let account = AccountId::guest(stamp.sequence);
                self.accounts.add(new_record(stamp, account, name));
                Ok(account)
            }
        }
    }
}
