//! `AUTHENTICATE`: a login by SASL PLAIN (RFC 4616).

use hourglass_wire::irc::limits::AUTHENTICATE_BYTES_MAX;

use super::base64;
use crate::limits;

/// The one way there is.
pub(super) const MECHANISMS: &str = "PLAIN";

/// A login that is being sent.
#[derive(Debug, Default)]
pub(super) struct Sasl {
    /// The data so far, where the login was begun.
    data: Option<String>,
}

/// What a line of `AUTHENTICATE` did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It was begun: the client goes on.
    Begun,
    /// There is more to come.
    More,
    /// The name and the password are here.
    Done {
        /// The name, as written.
        name: String,
        /// The password, as written.
        password: String,
    },
    /// There is no such way.
    UnknownMechanism,
    /// The client broke it off.
    Aborted,
    /// It is too long.
    TooLong,
    /// It cannot be understood, or is a login for somebody else.
    Malformed,
}

impl Sasl {
    /// Gives up what was begun, where something was.
    pub(super) fn give_up(&mut self) -> bool {
        self.data.take().is_some()
    }

    /// Takes a line's data.
    pub(super) fn take(&mut self, word: &str) -> Progress {
        if word == "*" {
            self.data = None;
            return Progress::Aborted;
        }
        let Some(mut data) = self.data.take() else {
            if !word.eq_ignore_ascii_case(MECHANISMS) {
                return Progress::UnknownMechanism;
            }
            self.data = Some(String::new());
            return Progress::Begun;
        };
        let is_too_long =
            word.len() > AUTHENTICATE_BYTES_MAX || data.len() + word.len() > limits::SASL_BYTES_MAX;
        if is_too_long {
            return Progress::TooLong;
        }
        if word != "+" {
            data.push_str(word);
        }
        if word.len() == AUTHENTICATE_BYTES_MAX {
            self.data = Some(data);
            return Progress::More;
        }
        read(&data).unwrap_or(Progress::Malformed)
    }
}

/// Reads `[as whom] NUL name NUL password`. Nobody logs in as somebody else.
fn read(data: &str) -> Option<Progress> {
    let data = String::from_utf8(base64::decode(data)?).ok()?;
    let mut parts = data.split('\0');
    let (whom, name, password) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(whom.is_empty() || whom == name) {
        return None;
    }
    Some(Progress::Done {
        name: name.to_owned(),
        password: password.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{AUTHENTICATE_BYTES_MAX, Progress, Sasl, limits};

    fn done(name: &str, password: &str) -> Progress {
        Progress::Done {
            name: name.to_owned(),
            password: password.to_owned(),
        }
    }

    #[test]
    fn a_login_may_come_in_pieces() {
        let mut sasl = Sasl::default();
        assert_eq!(sasl.take("plain"), Progress::Begun);
        assert_eq!(sasl.take("AGppbGxlcwBzZXNhbWU="), done("jilles", "sesame"));
        // 300 bytes make 400 digits, so that an empty line has to follow.
        let password = "y".repeat(300 - "\0ann\0".len());
        let digits = "AGFubgB5".to_owned() + &"eXl5".repeat(98);
        assert_eq!(digits.len(), AUTHENTICATE_BYTES_MAX);
        assert_eq!(sasl.take("PLAIN"), Progress::Begun);
        assert_eq!(sasl.take(&digits), Progress::More);
        assert_eq!(sasl.take("+"), done("ann", &password));
        assert_eq!(sasl.take("PLAIN"), Progress::Begun);
        assert_eq!(sasl.take(&digits), Progress::More);
        assert_eq!(sasl.take("eno="), done("ann", &(password + "zz")));
    }

    #[test]
    fn what_is_none_is_told() {
        let mut sasl = Sasl::default();
        assert_eq!(sasl.take("EXTERNAL"), Progress::UnknownMechanism);
        for (data, progress) in [
            ("*", Progress::Aborted),
            ("!", Progress::Malformed),
            ("+", Progress::Malformed),
            // As bob, with ann's name and password.
            ("Ym9iAGFubgBzZXNhbWU=", Progress::Malformed),
            (&"x".repeat(AUTHENTICATE_BYTES_MAX + 1), Progress::TooLong),
        ] {
            assert_eq!(sasl.take("PLAIN"), Progress::Begun);
            assert_eq!(sasl.take(data), progress, "{data}");
        }
        assert_eq!(sasl.take("PLAIN"), Progress::Begun);
        let chunk = "x".repeat(AUTHENTICATE_BYTES_MAX);
        let chunks = limits::SASL_BYTES_MAX / AUTHENTICATE_BYTES_MAX;
        for _ in 0..chunks {
            assert_eq!(sasl.take(&chunk), Progress::More);
        }
        assert_eq!(sasl.take(&chunk), Progress::TooLong);
    }
}
