//! Who may come in: the check of a password, throttled by name and address, before the rules are asked.

mod address;
mod buckets;
mod hasher;
mod pool;
mod throttle;

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hourglass_core::{AccountId, Credential, Name};
use hourglass_wire::words::LoginRefusal;
use tokio::time::Instant;

pub(crate) use address::Origin;
pub(crate) use hasher::{Cost, InvalidMemory};
pub(crate) use pool::Pool;

use crate::directory::{Credentials, Directory};
use throttle::Throttle;

/// Checks passwords. Nothing is hashed for an attempt that the throttle refuses.
pub(crate) struct Authenticator {
    directory: Arc<Directory>,
    hashers: Pool,
    guard: Guard,
    /// Whether names can be registered.
    is_open: bool,
}

/// The throttle, shared with those who hash; none where it is off.
#[derive(Clone)]
struct Guard(Option<Arc<Mutex<Throttle>>>);

impl Authenticator {
    /// Checks against `directory`; without a throttle where `throttled` is off, and for names that are
    /// registered only where it `is_open` to no others.
    pub(crate) fn new(
        directory: Arc<Directory>,
        hashers: Pool,
        throttled: bool,
        is_open: bool,
    ) -> Self {
        let guard = Guard(throttled.then(Arc::default));
        Self {
            directory,
            hashers,
            guard,
            is_open,
        }
    }

    /// Checks whether `password` opens `name`, or makes the hash to register the name with.
    ///
    /// # Errors
    /// A wrong password, too many attempts, or more logins than the server takes on.
    pub(crate) async fn check(
        &self,
        name: &Name,
        password: &str,
        address: IpAddr,
    ) -> Result<Credential, LoginRefusal> {
        let origin = Origin::of(address);
        match self.directory.find(name.key()) {
            Some(credentials) => {
                let password = password.to_owned();
                self.verify(name, credentials, password, origin).await
            }
            None => self.register(password, origin).await,
        }
    }

    /// Whose a name is, where it is registered.
    pub(crate) fn account(&self, name: &Name) -> Option<AccountId> {
        let credentials = self.directory.find(name.key())?;
        Some(credentials.account)
    }

    async fn verify(
        &self,
        name: &Name,
        credentials: Credentials,
        password: String,
        origin: Origin,
    ) -> Result<Credential, LoginRefusal> {
        self.guard.look(origin, name.key())?;
        let (guard, name) = (self.guard.clone(), name.key().clone());
        let Credentials {
            account,
            password_hash,
        } = credentials;
        let verify = move |hasher: &mut hasher::Hasher| {
            // Others may have failed while this one waited for its turn.
            guard.look(origin, &name)?;
            let opens = hasher.verify(&password, &password_hash).map_err(|error| {
                tracing::error!(%error, "a stored password hash cannot be understood");
                pool::busy()
            })?;
            // Before the next one's turn, which may be at the same name.
            guard.learn(origin, &name, opens);
            Ok::<_, LoginRefusal>(opens)
        };
        if self.hashers.run(verify).await?? {
            Ok(Credential::Verified(account))
        } else {
            Err(LoginRefusal::WrongPassword)
        }
    }

    /// Makes the hash to register a name with.
    ///
    /// # Errors
    /// Where no names can be registered, after too many registrations from there, or where more logins wait
    /// than the server takes on.
    pub(crate) async fn register(
        &self,
        password: &str,
        origin: Origin,
    ) -> Result<Credential, LoginRefusal> {
        if !self.is_open {
            return Err(LoginRefusal::RegistrationClosed);
        }
        self.guard.registration(origin)?;
        let password = password.to_owned();
        let hash = self.hashers.run(move |hasher| hasher.hash(&password));
        let password_hash = hash.await?.map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            pool::busy()
        })?;
        Ok(Credential::New { password_hash })
    }
}

impl Guard {
    fn look(&self, origin: Origin, name: &Arc<str>) -> Result<(), LoginRefusal> {
        let Some(throttle) = self.lock() else {
            return Ok(());
        };
        throttle
            .look(origin, name, Instant::now())
            .map_err(|wait| LoginRefusal::Throttled { wait })
    }

    fn learn(&self, origin: Origin, name: &Arc<str>, opens: bool) {
        if let Some(mut throttle) = self.lock() {
            throttle.learn(origin, name, opens, Instant::now());
        }
    }

    fn registration(&self, origin: Origin) -> Result<(), LoginRefusal> {
        let Some(mut throttle) = self.lock() else {
            return Ok(());
        };
        throttle
            .registration(origin, Instant::now())
            .map_err(|wait| LoginRefusal::Throttled { wait })
    }

    fn lock(&self) -> Option<MutexGuard<'_, Throttle>> {
        let throttle = self.0.as_ref()?;
        Some(throttle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests;
