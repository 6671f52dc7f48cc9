//! Answers on the way in: names, passwords, accounts.

use super::{To, numeric};
use crate::irc::writer::Line;

/// 431: `NICK` without a name.
pub fn no_nickname_given(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "431", &[], "No nickname given", out);
}

/// 432: what cannot be a name; `words` say why.
pub fn erroneous_nickname(to: To<'_>, name: &str, words: &str, out: &mut Vec<u8>) {
    numeric(to, "432", &[name], words, out);
}

/// 433: a name that somebody else has; `words` say what to do.
pub fn nickname_in_use(to: To<'_>, name: &str, words: &str, out: &mut Vec<u8>) {
    numeric(to, "433", &[name], words, out);
}

/// 451: something before the greeting that comes after it only.
pub fn not_registered(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "451", &[], "You have not registered", out);
}

/// 462: something after the greeting that comes before it only.
pub fn already_registered(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "462", &[], "You may not reregister", out);
}

/// 464: the password does not open the name, or one is wanted; `words` say how to log in.
pub fn password_mismatch(to: To<'_>, words: &str, out: &mut Vec<u8>) {
    numeric(to, "464", &[], words, out);
}

/// 900: logged in. `address` is `name!username@host`, as far as it is known.
pub fn logged_in(to: To<'_>, address: &str, account: &str, out: &mut Vec<u8>) {
    to.line("900", out).words(&[address, account]).text_in(&[
        "You are now logged in as ",
        account,
        "",
    ]);
}

/// 901: logged out.
pub fn logged_out(to: To<'_>, address: &str, out: &mut Vec<u8>) {
    numeric(to, "901", &[address], "You are now logged out", out);
}

/// 903: the password opens the account.
pub fn sasl_succeeded(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "903", &[], "SASL authentication successful", out);
}

/// 904: it does not, or was not asked for as it should be; `words` say why.
pub fn sasl_failed(to: To<'_>, words: &str, out: &mut Vec<u8>) {
    numeric(to, "904", &[], words, out);
}

/// 905: more data than an answer may have.
pub fn sasl_too_long(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "905", &[], "SASL message too long", out);
}

/// 906: the client broke it off.
pub fn sasl_aborted(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "906", &[], "SASL authentication aborted", out);
}

/// 907: logged in already.
pub fn sasl_already(to: To<'_>, out: &mut Vec<u8>) {
    numeric(
        to,
        "907",
        &[],
        "You have already authenticated using SASL",
        out,
    );
}

/// 908: how one can log in.
pub fn sasl_mechanisms(to: To<'_>, mechanisms: &str, out: &mut Vec<u8>) {
    numeric(
        to,
        "908",
        &[mechanisms],
        "are available SASL mechanisms",
        out,
    );
}

/// The answer to `REGISTER` that was done (draft/account-registration).
pub fn registered(to: To<'_>, account: &str, out: &mut Vec<u8>) {
    Line::from(to.server, out)
        .verb("REGISTER")
        .words(&["SUCCESS", account])
        .text("The name is yours now: only this password opens it");
}
