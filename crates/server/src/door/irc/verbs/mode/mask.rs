//! Masks of people, as they are kept.

use std::sync::Arc;

use hourglass_core::limits;
use hourglass_wire::text::printable;

/// What keeps from speaking only stands behind this.
const MUTE: &str = "m:";

/// Names of accounts stand behind this.
const ACCOUNT: &str = "a:";

/// What stands before a user name that nobody has verified, on other servers; all of them are so here.
const UNVERIFIED: char = '~';

/// A mask with all of its parts: `ann` is `ann!*@*`, `*@host` is `*!*@host`. Nothing where it is too long, names no
/// account, or holds what nobody's address can.
pub(super) fn complete(typed: &str) -> Option<Arc<str>> {
    let (prefix, mask) = match typed.strip_prefix(MUTE) {
        Some(mask) => (MUTE, mask),
        None => ("", typed),
    };
    if let Some(account) = mask.strip_prefix(ACCOUNT) {
        if account.is_empty() {
            return None;
        }
        return checked(format!("{prefix}{mask}"));
    }
    let (name, rest) = match (mask.split_once('!'), mask.split_once('@')) {
        (Some((name, rest)), _) => (name, rest),
        (None, Some((user, host))) => return kept(prefix, "*", user, host),
        (None, None) => (mask, "*@*"),
    };
    let (user, host) = rest.split_once('@').unwrap_or((rest, "*"));
    kept(prefix, name, user, host)
}

fn kept(prefix: &str, name: &str, user: &str, host: &str) -> Option<Arc<str>> {
    let part = |part: &str| if part.is_empty() { "*" } else { part }.to_owned();
    let user = user.strip_prefix(UNVERIFIED).unwrap_or(user);
    checked(format!(
        "{prefix}{}!{}@{}",
        part(name),
        part(user),
        part(host)
    ))
}

fn checked(mask: String) -> Option<Arc<str>> {
    let is_plain = !mask.contains(char::is_whitespace) && printable(&mask) == mask;
    (is_plain && mask.len() <= limits::ROOM_MASK_BYTES_MAX).then(|| mask.into())
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn parts_that_are_not_said_are_anything() {
        for (typed, kept) in [
            ("ann", "ann!*@*"),
            ("ann!user", "ann!user@*"),
            ("*@u7.hourglass", "*!*@u7.hourglass"),
            ("user@u7.hourglass", "*!user@u7.hourglass"),
            ("ann!user@host", "ann!user@host"),
            ("m:ann", "m:ann!*@*"),
            ("m:*!~user@*", "m:*!user@*"),
            ("a:ann", "a:ann"),
            ("m:a:ann", "m:a:ann"),
            ("!", "*!*@*"),
        ] {
            assert_eq!(complete(typed).as_deref(), Some(kept), "{typed}");
        }
        assert_eq!(complete(&"x".repeat(200)), None);
        for nobodys in ["a\u{1b}[0m", "a:", "m:a:"] {
            assert_eq!(complete(nobodys), None, "{nobodys}");
        }
    }
}
