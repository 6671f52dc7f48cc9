//! The way in, without I/O: what a client says before the greeting.

mod base64;
mod entry;
mod metadata;
mod sasl;

use hourglass_core::{Credential, MetadataAtLogin, Name, Profile};
use hourglass_wire::irc::limits::REALNAME_BYTES_MAX;
use hourglass_wire::irc::{Capabilities, IrcLine, Message, To, parse, reply};
use hourglass_wire::name;
use hourglass_wire::password;
use hourglass_wire::words::LoginRefusal;

use super::account_request;
use super::call::remark;
use super::chat::not_utf8;
use super::negotiation::Outcome;
use super::{offer, verbs};
use crate::facts::Facts;
use crate::handle::LoginError;
use sasl::{MECHANISMS, Progress, Sasl};

pub(super) use entry::Entry;

/// What has to be done for a client before its next line.
pub(super) enum Wish {
    /// Nothing.
    Nothing,
    /// A password is to be checked; what it gave goes to [`Registration::checked`].
    Check(Check),
    /// Somebody wants to come in; why not goes to [`Registration::refused`].
    Enter(Box<Entry>),
    /// The connection ends; why is written.
    End,
}

/// A password that is to be checked.
pub(super) struct Check {
    /// Whose.
    pub(super) name: Name,
    /// The password.
    pub(super) password: String,
    /// Where to write to, where the name is to be registered and is not yet.
    pub(super) registers: Option<Option<std::sync::Arc<str>>>,
}

/// A login whose password was checked.
struct Login {
    name: Name,
    password: String,
    credential: Credential,
}

/// A client on its way in.
pub(super) struct Registration<'f> {
    facts: &'f Facts,
    capabilities: Capabilities,
    is_negotiating: bool,
    /// What `PASS` said.
    password: Option<String>,
    /// What `NICK` said, and how it was written.
    name: Option<(Name, String)>,
    profile: Option<Profile>,
    sasl: Sasl,
    login: Option<Login>,
    /// What `METADATA` said; of use only while it is agreed on.
    metadata: MetadataAtLogin,
}

impl<'f> Registration<'f> {
    pub(super) fn new(facts: &'f Facts) -> Self {
        Self {
            facts,
            capabilities: Capabilities::NONE,
            is_negotiating: false,
            password: None,
            name: None,
            profile: None,
            sasl: Sasl::default(),
            login: None,
            metadata: MetadataAtLogin::default(),
        }
    }

    /// To whom is answered: without a name it is `*`.
    fn to(&self) -> To<'_> {
        To {
            server: &self.facts.irc.server.name,
            name: self.name.as_ref().map_or("*", |(name, _)| name.shown()),
        }
    }

    /// Takes a line, and writes what is to be answered at once.
    pub(super) fn line(&mut self, line: &IrcLine<'_>, out: &mut Vec<u8>) -> Wish {
        match line {
            IrcLine::TooLong => reply::input_too_long(self.to(), out),
            IrcLine::NotUtf8(text) => {
                let verb = parse(text)
                    .ok()
                    .and_then(|message| verbs::find(message.verb));
                not_utf8(self.to(), verb.map_or("*", |verb| verb.name), out);
            }
            IrcLine::Text(text) => {
                if let Ok(message) = parse(text) {
                    return self.message(&message, out);
                }
            }
        }
        Wish::Nothing
    }

    fn message(&mut self, message: &Message<'_>, out: &mut Vec<u8>) -> Wish {
        let first = message.parameter(0).unwrap_or_default();
        match message.verb.to_ascii_uppercase().as_str() {
            "CAP" => self.cap(message, out),
            "NICK" => self.nick(first, out),
            "USER" => self.user(message, out),
            "PASS" if first.is_empty() => reply::need_more_parameters(self.to(), "PASS", out),
            "PASS" => self.password = Some(first.to_owned()),
            "AUTHENTICATE" => return self.authenticate(first, out),
            "REGISTER" => return self.register(message, out),
            "PING" if first.is_empty() => reply::no_origin(self.to(), out),
            "PING" => reply::pong(self.to(), first, out),
            "PONG" => {}
            "METADATA" if self.capabilities.know_metadata() => self.metadata(message, out),
            "QUIT" => {
                let words = remark(first);
                let words = words.as_ref().map_or("Quit", |words| words.as_str());
                reply::error(words, out);
                return Wish::End;
            }
            _ => reply::not_registered(self.to(), out),
        }
        self.next(out)
    }

    /// What is to be done when all that has to be said is said.
    fn next(&mut self, out: &mut Vec<u8>) -> Wish {
        match (&self.name, &self.profile) {
            (Some(_), Some(_)) if !self.is_negotiating => {
                if self.sasl.give_up() {
                    reply::sasl_aborted(self.to(), out);
                }
                self.enter(out)
            }
            _ => Wish::Nothing,
        }
    }

    fn cap(&mut self, message: &Message<'_>, out: &mut Vec<u8>) {
        let offer = offer(self.facts);
        match offer.answer(message, self.capabilities, self.to(), out) {
            Outcome::Nothing => {}
            Outcome::Begun => self.is_negotiating = true,
            Outcome::Ended => self.is_negotiating = false,
            Outcome::Agreed(capabilities) => {
                self.is_negotiating = true;
                self.capabilities = capabilities;
                if !capabilities.know_metadata() {
                    self.metadata = MetadataAtLogin::default();
                }
            }
        }
    }

    fn metadata(&mut self, message: &Message<'_>, out: &mut Vec<u8>) {
        let to = To {
            server: &self.facts.irc.server.name,
            name: self.name.as_ref().map_or("*", |(name, _)| name.shown()),
        };
        metadata::line(&mut self.metadata, message, self.capabilities, to, out);
    }

    fn nick(&mut self, typed: &str, out: &mut Vec<u8>) {
        if typed.is_empty() {
            return reply::no_nickname_given(self.to(), out);
        }
        match name::parse(typed) {
            Ok(name) => self.name = Some((name, typed.to_owned())),
            Err(error) => {
                reply::erroneous_nickname(self.to(), typed, &error.to_string(), out);
            }
        }
    }

    fn user(&mut self, message: &Message<'_>, out: &mut Vec<u8>) {
        let [username, _, _, realname, ..] = message.parameters() else {
            return reply::need_more_parameters(self.to(), "USER", out);
        };
        let (Some(realname), false) = (remark(realname), username.is_empty()) else {
            return reply::need_more_parameters(self.to(), "USER", out);
        };
        self.profile = Some(Profile {
            username: plain_username(username).into(),
            realname: reply::cut(realname.as_str(), REALNAME_BYTES_MAX).into(),
        });
    }

    fn authenticate(&mut self, word: &str, out: &mut Vec<u8>) -> Wish {
        let to = self.to();
        if self.login.is_some() {
            reply::sasl_already(to, out);
            return Wish::Nothing;
        }
        if word.is_empty() {
            reply::need_more_parameters(to, "AUTHENTICATE", out);
            return Wish::Nothing;
        }
        match self.sasl.take(word) {
            Progress::Begun => reply::authenticate("+", out),
            Progress::More => {}
            Progress::Aborted => reply::sasl_aborted(self.to(), out),
            Progress::TooLong => reply::sasl_too_long(self.to(), out),
            Progress::Malformed => {
                reply::sasl_failed(self.to(), "That is no login by PLAIN", out);
            }
            Progress::UnknownMechanism => {
                reply::sasl_mechanisms(self.to(), MECHANISMS, out);
                reply::sasl_failed(self.to(), "There is no such mechanism", out);
            }
            Progress::Done { name, password } => return self.check(&name, &password, out),
        }
        Wish::Nothing
    }

    fn check(&self, typed: &str, password: &str, out: &mut Vec<u8>) -> Wish {
        let checked = name::parse(typed)
            .map_err(LoginRefusal::from)
            .and_then(|name| {
                let password = password::parse(password)?.into_owned();
                Ok((name, password))
            });
        match checked {
            Ok((name, password)) => Wish::Check(Check {
                name,
                password,
                registers: None,
            }),
            Err(refusal) => {
                reply::sasl_failed(self.to(), &refusal.to_string(), out);
                Wish::Nothing
            }
        }
    }

    fn register(&mut self, message: &Message<'_>, out: &mut Vec<u8>) -> Wish {
        let to = self.to();
        let fail = |code, context: &str, words: &str, out: &mut Vec<u8>| {
            reply::fail(to, "REGISTER", code, &[context], words, out);
            Wish::Nothing
        };
        let registration = self.facts.registration;
        let account = message
            .parameter(0)
            .filter(|word| !word.is_empty())
            .unwrap_or("*");
        if !registration.before_connect {
            let words = "Come in first, and register then";
            return fail("COMPLETE_CONNECTION_REQUIRED", account, words, out);
        }
        if self.login.is_some() {
            let words = "You are logged in already";
            return fail("ALREADY_AUTHENTICATED", account, words, out);
        }
        let Some((name, _)) = &self.name else {
            return fail(
                "NEED_NICK",
                account,
                "Say first, with NICK, how you are called",
                out,
            );
        };
        match account_request::read(message, name.shown(), registration) {
            Ok(wanted) => Wish::Check(Check {
                name: name.clone(),
                password: wanted.password,
                registers: Some(wanted.email),
            }),
            Err(problem) => fail(problem.code, &problem.context, &problem.words, out),
        }
    }

    /// Takes what the check of a password gave.
    pub(super) fn checked(
        &mut self,
        check: Check,
        checked: Result<Credential, LoginError>,
        out: &mut Vec<u8>,
    ) -> Wish {
        let name = check.name.shown().clone();
        let to = self.to();
        match (&check.registers, checked) {
            (None, Ok(credential)) => {
                reply::logged_in(to, &format!("{name}!*@*"), &name, out);
                reply::sasl_succeeded(to, out);
                self.accept(check, credential);
            }
            (None, Err(error)) => reply::sasl_failed(to, &error.to_string(), out),
            (Some(_), Ok(credential)) => {
                reply::registered(to, &name, out);
                self.accept(check, credential);
            }
            (Some(_), Err(error)) => account_request::refuse(to, &name, &error, out),
        }
        self.next(out)
    }

    fn accept(&mut self, check: Check, credential: Credential) {
        self.login = Some(Login {
            name: check.name,
            password: check.password,
            credential,
        });
    }
}

/// A user name as it may stand in an address.
fn plain_username(typed: &str) -> String {
    let is_plain = |character: &char| {
        character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '~')
    };
    let plain: String = typed.chars().filter(is_plain).collect();
    reply::cut(&plain, hourglass_wire::irc::limits::USERNAME_BYTES_MAX).to_owned()
}

#[cfg(test)]
mod tests;
