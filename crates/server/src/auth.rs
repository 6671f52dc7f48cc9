//! Who may come in: the check of a password, throttled by name and address, before the rules are asked.

mod address;
mod buckets;
mod hasher;
mod throttle;

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hourglass_core::{Credential, Name};
use hourglass_wire::words::LoginRefusal;
use tokio::time::Instant;

pub(crate) use address::Origin;
pub(crate) use hasher::{Hasher, InvalidMemory};

use crate::directory::{Credentials, Directory};
use throttle::Throttle;

/// Checks passwords. Nothing is hashed for an attempt that the throttle refuses.
pub(crate) struct Authenticator {
    directory: Arc<Directory>,
    hasher: Hasher,
    throttle: Option<Mutex<Throttle>>,
    /// Whether names can be registered.
    is_open: bool,
}

impl Authenticator {
    /// Checks against `directory`; without a throttle where `throttled` is off, and for names that are
    /// registered only where it `is_open` to no others.
    pub(crate) fn new(
        directory: Arc<Directory>,
        hasher: Hasher,
        throttled: bool,
        is_open: bool,
    ) -> Self {
        let throttle = throttled.then(|| Mutex::new(Throttle::default()));
        Self {
            directory,
            hasher,
            throttle,
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
            Some(credentials) => self.verify(name, credentials, password, origin).await,
            None => self.register(password, origin).await,
        }
    }

    /// Whether a name is registered.
    pub(crate) fn knows(&self, name: &Name) -> bool {
        self.directory.find(name.key()).is_some()
    }

    async fn verify(
        &self,
        name: &Name,
        credentials: Credentials,
        password: &str,
        origin: Origin,
    ) -> Result<Credential, LoginRefusal> {
        self.look(origin, name)?;
        let turn = self.hasher.turn().await?;
        // Others may have failed while this one waited for its turn.
        self.look(origin, name)?;
        let Credentials {
            account,
            password_hash,
        } = credentials;
        let opens = turn.verify(password, password_hash).await?;
        if let Some(mut throttle) = self.throttle() {
            throttle.learn(origin, name.key(), opens, Instant::now());
        }
        if opens {
            Ok(Credential::Verified(account))
        } else {
            Err(LoginRefusal::WrongPassword)
        }
    }

    fn look(&self, origin: Origin, name: &Name) -> Result<(), LoginRefusal> {
        let Some(throttle) = self.throttle() else {
            return Ok(());
        };
        throttle
            .look(origin, name.key(), Instant::now())
            .map_err(|wait| LoginRefusal::Throttled { wait })
    }

    /// Makes the hash to register a name with.
    ///
    /// # Errors
    /// Too many registrations from there, or more logins than the server takes on.
    pub(crate) async fn register(
        &self,
        password: &str,
        origin: Origin,
    ) -> Result<Credential, LoginRefusal> {
        if !self.is_open {
            return Err(LoginRefusal::RegistrationClosed);
        }
        if let Some(mut throttle) = self.throttle() {
            throttle
                .registration(origin, Instant::now())
                .map_err(|wait| LoginRefusal::Throttled { wait })?;
        }
        let password_hash = self.hasher.turn().await?.hash(password).await?;
        Ok(Credential::New { password_hash })
    }

    fn throttle(&self) -> Option<MutexGuard<'_, Throttle>> {
        let throttle = self.throttle.as_ref()?;
        Some(throttle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests;
