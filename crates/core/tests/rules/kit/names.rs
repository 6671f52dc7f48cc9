//! Names under rules that are simple enough for tests.

use std::sync::Arc;

use hourglass_core::{Credential, Name, NameParts, RoomName};

/// A name under the look-alike rules of these tests: `1` and `I` look like `l`, `0` like `o`.
pub(crate) fn name(shown: &str) -> Name {
    let key = shown.to_lowercase();
    let skeleton = |form: &str| Arc::from(form.replace(['1', 'I'], "l").replace('0', "o"));
    Name::from_checked(NameParts {
        shown: shown.into(),
        skeletons: [skeleton(shown), skeleton(&key)],
        key: key.into(),
    })
}

/// A room's name under the same rules.
pub(crate) fn room(shown: &str) -> RoomName {
    RoomName::from_checked(name(shown))
}

pub(crate) fn new_password() -> Credential {
    Credential::New {
        password_hash: "$argon2id$".into(),
    }
}
