//! Masks: `*` stands for any characters, `?` for one.

use std::sync::Arc;

use crate::{MaskKind, Person, RoomMask, RoomRecord, limits};

/// Marks a mask that only keeps from speaking.
const MUTE: &str = "m:";

/// Marks a mask of names of accounts, which guests do not have.
const ACCOUNT: &str = "a:";

/// Whether `subject` fits `mask`, letters of ASCII in either case.
pub(super) fn fits(mask: &str, subject: &str) -> bool {
    let (mut mask, mut subject) = (mask.chars(), subject.chars());
    // Where to go on when the last `*` has to stand for one character more.
    let mut retry = None;
    loop {
        let (mut mask_ahead, mut subject_ahead) = (mask.clone(), subject.clone());
        match (mask_ahead.next(), subject_ahead.next()) {
            (Some('*'), _) => {
                retry = Some((mask_ahead.clone(), subject.clone()));
                mask = mask_ahead;
            }
            (Some(wanted), Some(found)) if wanted == '?' || wanted.eq_ignore_ascii_case(&found) => {
                (mask, subject) = (mask_ahead, subject_ahead);
            }
            (None, None) => return true,
            _ => {
                let Some((after_star, rest)) = &mut retry else {
                    return false;
                };
                if rest.next().is_none() {
                    return false;
                }
                (mask, subject) = (after_star.clone(), rest.clone());
            }
        }
    }
}

/// A mask of a room's lists as it is kept, `nick!user@host`; nothing where it is empty or too long.
pub(super) fn completed(mask: &str) -> Option<Arc<str>> {
    let (mark, body) = mask
        .strip_prefix(MUTE)
        .map_or(("", mask), |body| (MUTE, body));
    if body.is_empty() || body == ACCOUNT {
        return None;
    }
    let body = match (body.contains('!'), body.contains('@')) {
        _ if body.starts_with(ACCOUNT) => body.to_owned(),
        (true, true) => body.to_owned(),
        (true, false) => format!("{body}@*"),
        (false, true) => format!("*!{body}"),
        (false, false) => format!("{body}!*@*"),
    };
    let mask = format!("{mark}{body}");
    (mask.len() <= limits::ROOM_MASK_BYTES_MAX).then(|| mask.into())
}

/// Somebody as masks see them: by the identity of the name, and as it is shown.
#[derive(Debug)]
pub(super) struct Subject {
    addresses: [String; 2],
    accounts: Option<[String; 2]>,
}

impl Subject {
    pub(super) fn new(key: &str, person: &Person) -> Self {
        let host = person.host();
        let username = &person.username;
        let names = [key, &*person.name];
        Self {
            addresses: names.map(|name| format!("{name}!{username}@{host}")),
            accounts: (!person.account.is_guest()).then(|| names.map(str::to_owned)),
        }
    }

    fn fits(&self, mask: &str) -> bool {
        match mask.strip_prefix(ACCOUNT) {
            Some(mask) => self.accounts.iter().flatten().any(|name| fits(mask, name)),
            None => self.addresses.iter().any(|address| fits(mask, address)),
        }
    }

    /// Whether it may not come in.
    pub(super) fn is_banned(&self, room: &RoomRecord) -> bool {
        self.is_listed(room, MaskKind::Ban, false)
            && !self.is_listed(room, MaskKind::Exception, false)
    }

    /// Whether it may not speak.
    pub(super) fn is_muted(&self, room: &RoomRecord) -> bool {
        self.is_listed(room, MaskKind::Ban, true)
            && !self.is_listed(room, MaskKind::Exception, true)
    }

    /// Whether it needs no invitation.
    pub(super) fn is_welcome(&self, room: &RoomRecord) -> bool {
        self.is_listed(room, MaskKind::Invitation, false)
    }

    fn is_listed(&self, room: &RoomRecord, kind: MaskKind, for_speech: bool) -> bool {
        let of_kind = |mask: &&RoomMask| mask.kind == kind;
        room.masks
            .iter()
            .filter(of_kind)
            .any(|listed| match listed.mask.strip_prefix(MUTE) {
                Some(mute) => for_speech && self.fits(mute),
                None => self.fits(&listed.mask),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{completed, fits};

    #[test]
    fn stars_and_question_marks() {
        let cases = [
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("a*c", "abbc", true),
            ("a*c", "abbcd", false),
            ("A?c", "abC", true),
            ("a?c", "ac", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
            ("**b", "ab", true),
            ("ä?", "äß", true),
            ("*!*@u5.hourglass", "ann!user@u5.hourglass", true),
            ("*!*@u5.hourglass", "ann!user@u55.hourglass", false),
        ];
        for (mask, subject, expected) in cases {
            assert_eq!(fits(mask, subject), expected, "{mask} on {subject}");
        }
    }

    #[test]
    fn masks_are_completed() {
        let cases = [
            ("ann", Some("ann!*@*")),
            ("ann!me", Some("ann!me@*")),
            ("*@u5.hourglass", Some("*!*@u5.hourglass")),
            ("a!b@c", Some("a!b@c")),
            ("m:ann", Some("m:ann!*@*")),
            ("a:ann", Some("a:ann")),
            ("m:a:ann", Some("m:a:ann")),
            ("a:", None),
            ("", None),
            ("m:", None),
        ];
        for (mask, expected) in cases {
            assert_eq!(completed(mask).as_deref(), expected, "{mask}");
        }
        assert_eq!(completed(&"a".repeat(200)), None);
    }
}
