//! What `REGISTER` asks for, before and after the greeting (draft/account-registration).

use std::sync::Arc;

use hourglass_wire::irc::{Message, To, register_code, reply};
use hourglass_wire::words::{self, LoginRefusal};
use hourglass_wire::{name, password};

use crate::facts::Registration;
use crate::handle::LoginError;
use crate::limits;

/// The account that is asked for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What is to open it.
    pub(super) password: String,
    /// Where to write to.
    pub(super) email: Option<Arc<str>>,
}

/// Why there will be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// By the text of the extension.
    pub(super) code: &'static str,
    /// The account.
    pub(super) context: String,
    /// For people.
    pub(super) words: String,
}

/// What stands where something is left open.
const NONE: &str = "*";

/// Reads `REGISTER ACCOUNT EMAIL PASSWORD` of somebody who is called `own`.
pub(super) fn read(
    message: &Message<'_>,
    own: &str,
    registration: Registration,
) -> Result<Wanted, Problem> {
    let [account, email, typed] = message.parameters() else {
        return Err(problem(
            "NEED_MORE_PARAMS",
            NONE,
            "Say REGISTER * EMAIL PASSWORD",
        ));
    };
    if registration.off {
        let words = "No names are registered here at present";
        return Err(problem("TEMPORARILY_UNAVAILABLE", account, words));
    }
    if *account != NONE && !is_same(account, own) {
        let words = "The account has the name that you have now: say REGISTER *";
        return Err(problem("ACCOUNT_NAME_MUST_BE_NICK", account, words));
    }
    let email = match *email {
        NONE | "" if registration.email_required => {
            let words = "An address to write to is needed: say REGISTER * EMAIL PASSWORD";
            return Err(problem("INVALID_EMAIL", account, words));
        }
        NONE | "" => None,
        email if !is_address(email) => {
            let words = "That cannot be an address to write to";
            return Err(problem("INVALID_EMAIL", account, words));
        }
        email => Some(email.into()),
    };
    match password::parse(typed) {
        Ok(password) => Ok(Wanted {
            password: password.into_owned(),
            email,
        }),
        Err(error) => Err(problem(
            "UNACCEPTABLE_PASSWORD",
            account,
            &error.to_string(),
        )),
    }
}

/// Says why the account was not made.
pub(super) fn refuse(to: To<'_>, account: &str, error: &LoginError, out: &mut Vec<u8>) {
    let code = match error {
        LoginError::Refused(LoginRefusal::WrongPassword) => "ACCOUNT_EXISTS",
        LoginError::Rules(refusal) => register_code(refusal),
        LoginError::Refused(_) | LoginError::Closed(_) => "TEMPORARILY_UNAVAILABLE",
    };
    let words = match code {
        "ACCOUNT_EXISTS" => words::NAME_HAS_ACCOUNT.to_owned(),
        _ => error.to_string(),
    };
    reply::fail(to, "REGISTER", code, &[account], &words, out);
}

fn problem(code: &'static str, account: &str, words: &str) -> Problem {
    Problem {
        code,
        context: account.to_owned(),
        words: words.to_owned(),
    }
}

fn is_same(account: &str, own: &str) -> bool {
    match (name::parse(account), name::parse(own)) {
        (Ok(account), Ok(own)) => account.key() == own.key(),
        _ => false,
    }
}

/// Whether it looks like an address; only sending to it would tell more.
fn is_address(email: &str) -> bool {
    let is_plain = |character: char| !character.is_control() && !character.is_whitespace();
    let parts = email.rsplit_once('@');
    email.len() <= limits::EMAIL_BYTES_MAX
        && email.chars().all(is_plain)
        && parts.is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
}

#[cfg(test)]
mod tests {
    use hourglass_wire::irc::parse;

    use super::{Registration, read};

    fn code(line: &str, registration: Registration) -> &'static str {
        match read(&parse(line).unwrap(), "ann", registration) {
            Ok(_) => "SUCCESS",
            Err(problem) => problem.code,
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let usual = Registration::default();
        let strict = Registration {
            email_required: true,
            ..usual
        };
        for (line, registration, expected) in [
            ("REGISTER * * secret", usual, "SUCCESS"),
            ("REGISTER ANN ann@example.org secret", usual, "SUCCESS"),
            ("REGISTER bob * secret", usual, "ACCOUNT_NAME_MUST_BE_NICK"),
            ("REGISTER * ann secret", usual, "INVALID_EMAIL"),
            ("REGISTER * * secret", strict, "INVALID_EMAIL"),
            ("REGISTER * a@b secret", strict, "SUCCESS"),
            ("REGISTER * * :", usual, "UNACCEPTABLE_PASSWORD"),
            ("REGISTER * secret", usual, "NEED_MORE_PARAMS"),
        ] {
            assert_eq!(code(line, registration), expected, "{line}");
        }
    }
}
