//! Accounts, messages and batches to keep.

use std::sync::Arc;

use hourglass_core::{
    AccountId, AccountRecord, Changes, ClientKey, Destination, Message, MessageId, Name, NameParts,
    Registration, RoomId, RoomRecord, Sequence, Stamp, Text, Timestamp,
};

const LIFETIME_MS: u64 = 60 * 60 * 1_000;

/// A name with parts as the name rules would make them.
pub(crate) fn name(shown: &str) -> Name {
    let key: Arc<str> = shown.to_lowercase().into();
    Name::from_checked(NameParts {
        shown: shown.into(),
        key: Arc::clone(&key),
        skeletons: [format!("~{shown}").into(), format!("~{key}").into()],
    })
}

pub(crate) fn stamp(sequence: u64) -> Stamp {
    Stamp {
        sequence: Sequence(sequence),
        time: time(sequence),
    }
}

/// The time of the command with this number.
pub(crate) fn time(sequence: u64) -> Timestamp {
    Timestamp(1_700_000_000_000 + sequence * 10)
}

pub(crate) fn account(id: u64, shown: &str) -> AccountRecord {
    AccountRecord {
        id: AccountId(id),
        name: name(shown),
        registered_at: time(id),
        last_seen_at: time(id),
        seen: None,
        period: None,
        silenced_until: None,
    }
}

pub(crate) fn registration(account: &AccountRecord) -> Registration {
    Registration {
        account: account.id,
        key: Arc::clone(account.name.key()),
        password_hash: format!("$argon2id$of-{}", account.name).into(),
    }
}

/// Nothing but the stamp.
pub(crate) fn nothing(sequence: u64) -> Changes {
    Changes {
        last: stamp(sequence),
        ..Changes::default()
    }
}

/// Accounts that are new, in a batch that ends with `sequence`.
pub(crate) fn registered(sequence: u64, accounts: &[AccountRecord]) -> Changes {
    Changes {
        registrations: accounts.iter().map(registration).collect(),
        accounts: accounts
            .iter()
            .map(|account| (account.id, account.clone()))
            .collect(),
        ..nothing(sequence)
    }
}

pub(crate) fn common_room() -> RoomRecord {
    RoomRecord {
        id: RoomId::COMMON,
        name: "common".into(),
    }
}

pub(crate) fn message(id: u64, text: &str) -> Message {
    Message {
        id: MessageId(id),
        author: AccountId(1),
        author_name: "Ann".into(),
        destination: Destination::Room(RoomId::COMMON),
        sent_at: time(id),
        expires_at: Timestamp(time(id).0 + LIFETIME_MS),
        text: Text::from_sanitised(text),
        key: None,
    }
}

pub(crate) fn private(id: u64, text: &str) -> Message {
    Message {
        destination: Destination::Account {
            id: AccountId(2),
            name: "Bob".into(),
        },
        key: ClientKey::new(&format!("key-{id}")),
        ..message(id, text)
    }
}

/// A batch in which `messages` are said, the last of them last.
pub(crate) fn said(messages: Vec<Message>) -> Changes {
    let last = messages.last().map_or(0, |message| message.id.0);
    Changes {
        messages: messages.into_iter().map(Arc::new).collect(),
        ..nothing(last)
    }
}

/// A batch at `sequence` in which all messages up to `through` are over.
pub(crate) fn forgotten(sequence: u64, through: u64) -> Changes {
    Changes {
        forgotten_through: Some(MessageId(through)),
        ..nothing(sequence)
    }
}
