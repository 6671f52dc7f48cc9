//! Who comes in: an account by one of the ways to log in, or a guest.

use hourglass_core::{Credential, MetadataAtLogin, Name, Profile, Refusal};
use hourglass_wire::irc::{Capabilities, reply};
use hourglass_wire::words::{self, LoginRefusal};
use hourglass_wire::{name, password};

use super::{Registration, Wish};
use crate::handle::LoginError;

/// How one logs in.
const HOW_TO_LOG_IN: &str = "Log in first. Give your client NAME:PASSWORD as the password of this server, or \
    SASL PLAIN with the two. The first login with a name registers it.";

/// The same where the server has a password of its own.
const HOW_TO_LOG_IN_BY_SASL: &str = "Log in first. Set your client to SASL PLAIN with your name and password. The first login with a name \
    registers it.";

/// Why a guest cannot have a name.
const IS_REGISTERED: &str =
    "This name is registered. If it is yours, log in with its password; else choose another one.";

/// Somebody who wants to come in.
pub(in crate::door::irc) struct Entry {
    /// The name.
    pub(in crate::door::irc) name: Name,
    /// The password; nothing for a guest.
    pub(in crate::door::irc) password: Option<String>,
    /// What the check of the password gave, where it was checked already.
    pub(in crate::door::irc) credential: Option<Credential>,
    /// What the client says of its person.
    pub(in crate::door::irc) profile: Option<Profile>,
    /// What was agreed on.
    pub(in crate::door::irc) capabilities: Capabilities,
    /// Metadata that it brings along, where that was agreed on.
    pub(in crate::door::irc) metadata: Option<MetadataAtLogin>,
}

impl Registration<'_> {
    /// All is said: who it is that comes in.
    pub(super) fn enter(&mut self, out: &mut Vec<u8>) -> Wish {
        let Some((asked, typed)) = self.name.clone() else {
            return Wish::Nothing;
        };
        let own = self.facts.irc.password.as_deref();
        if own.is_some() && own != self.password.as_deref() {
            return self.turn_away("This server has a password of its own", out);
        }
        let entry = match (self.login.take(), &self.password) {
            (Some(login), _) => self.entry(
                login.name.clone(),
                Some(login.password.clone()),
                Some(login.credential.clone()),
            ),
            (None, Some(said)) if own.is_none() => match by_password(said, &asked) {
                Ok((name, password)) => self.entry(name, Some(password), None),
                Err(refusal) => return self.turn_away(&refusal.to_string(), out),
            },
            _ if self.facts.irc.guests => self.entry(asked.clone(), None, None),
            _ => {
                let how = if own.is_some() {
                    HOW_TO_LOG_IN_BY_SASL
                } else {
                    HOW_TO_LOG_IN
                };
                return self.turn_away(how, out);
            }
        };
        if entry.name.key() != asked.key() {
            // The name of an account is fixed; the greeting has it as it was first written.
            let line = format!(":{typed} NICK {}\r\n", entry.name.shown());
            out.extend_from_slice(line.as_bytes());
        }
        Wish::Enter(Box::new(entry))
    }

    fn entry(&self, name: Name, password: Option<String>, credential: Option<Credential>) -> Entry {
        Entry {
            name,
            password,
            credential,
            profile: self.profile.clone(),
            capabilities: self.capabilities,
            metadata: (self.capabilities.know_metadata()).then(|| self.metadata.clone()),
        }
    }

    /// Says why nobody comes in.
    fn turn_away(&self, words: &str, out: &mut Vec<u8>) -> Wish {
        reply::password_mismatch(self.to(), words, out);
        reply::notice(self.to(), words, out);
        reply::error(words, out);
        Wish::End
    }

    /// Takes why a login was refused; what is to be done then.
    pub(in crate::door::irc) fn refused(&mut self, error: &LoginError, out: &mut Vec<u8>) -> Wish {
        match error {
            LoginError::Refused(refusal) => self.turn_away(&refusal.to_string(), out),
            LoginError::Rules(
                refusal @ (Refusal::NameInUse { .. }
                | Refusal::NameRegistered
                | Refusal::NameResembles { .. }),
            ) => {
                let typed = self
                    .name
                    .take()
                    .map_or_else(String::new, |(_, typed)| typed);
                let is_guest = self.password.is_none();
                let words = match refusal {
                    Refusal::NameRegistered if is_guest => IS_REGISTERED.into(),
                    _ => words::refusal(refusal),
                };
                reply::nickname_in_use(self.to(), &typed, &words, out);
                Wish::Nothing
            }
            LoginError::Rules(refusal) => {
                reply::error(&words::refusal(refusal), out);
                Wish::End
            }
            LoginError::Closed(_) => Wish::End,
        }
    }
}

/// Reads `PASS name:password`, or a password alone for the name that was said with `NICK`.
fn by_password(said: &str, asked: &Name) -> Result<(Name, String), LoginRefusal> {
    let named = said
        .split_once(':')
        .and_then(|(typed, password)| Some((name::parse(typed).ok()?, password)));
    let (name, typed) = named.unwrap_or_else(|| (asked.clone(), said));
    Ok((name, password::parse(typed)?.into_owned()))
}
