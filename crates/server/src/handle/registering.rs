//! What doors can do of registering.

use std::net::IpAddr;
use std::sync::Arc;

use hourglass_core::{Command, Credential, Name, Refusal};
use hourglass_wire::words::LoginRefusal;

use super::{Handle, LoginAttempt, LoginError, Session};
use crate::auth::Origin;

impl Handle {
    /// Checks whether a password opens a name, or makes the hash to register the name with, for which an
    /// `email` may be needed. Nobody is let in by that, and nothing is registered.
    ///
    /// # Errors
    /// A wrong password, too many attempts, or a name that cannot be registered.
    pub(crate) async fn check(
        &self,
        name: &Name,
        password: &str,
        email: Option<&str>,
        address: IpAddr,
    ) -> Result<Credential, LoginRefusal> {
        let authenticator = &self.0.authenticator;
        let is_email_missing = self.facts().registration.email_required && email.is_none();
        if is_email_missing && authenticator.account(name).is_none() {
            // Nothing is hashed for what will not be registered.
            return Err(LoginRefusal::EmailNeeded);
        }
        match authenticator.check(name, password, address).await? {
            Credential::New { .. } if is_email_missing => Err(LoginRefusal::EmailNeeded),
            credential => Ok(credential),
        }
    }

    /// Registers the name of an attempt to come in, which may follow, to be opened by `password`, with an `email` to
    /// write to where one was given. The account is there when this returns, and logs in by what it gives.
    ///
    /// # Errors
    /// As for a login; a name that has an account already is [`Refusal::NameRegistered`] or a wrong password.
    pub(crate) async fn register(
        &self,
        attempt: &LoginAttempt<'_>,
        password: &str,
        email: Option<Arc<str>>,
    ) -> Result<Credential, LoginError> {
        let LoginAttempt { name, address, .. } = attempt;
        let registered = || LoginError::Rules(Refusal::NameRegistered);
        let checked = self.check(name, password, email.as_deref(), *address);
        let Credential::New { password_hash } = checked.await? else {
            return Err(registered());
        };
        let command = |session| Command::RegisterName {
            session,
            name: name.clone(),
            password_hash,
            email,
        };
        let (.., reply) = self.ask_from_outside(attempt, command).await?;
        reply.map_err(LoginError::Rules)?;
        let account = self.0.authenticator.account(name);
        account.map(Credential::Verified).ok_or_else(registered)
    }
}

impl Session {
    /// Makes the hash of a password, for [`hourglass_core::Command::Register`].
    ///
    /// # Errors
    /// Too many registrations from there, or more logins than the server takes on.
    pub(crate) async fn hash(&self, password: &str) -> Result<Arc<str>, LoginRefusal> {
        let origin = Origin::of(self.address);
        let authenticator = &self.handle.0.authenticator;
        match authenticator.register(password, origin).await? {
            Credential::New { password_hash } => Ok(password_hash),
            Credential::Verified(_) | Credential::Guest => Err(LoginRefusal::RegistrationClosed),
        }
    }
}
