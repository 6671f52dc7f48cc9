//! Accounts, messages and batches to keep.

use std::sync::Arc;

use hourglass_core::{
    AccountId, AccountRecord, Changes, ClientKey, ClientTags, Destination, Membership, Message,
    MessageId, MetadataKey, MetadataOwner, Name, NameParts, Registration, RoomId, RoomModes,
    RoomName, RoomRecord, Sequence, Speech, Stamp, Standing, Text, TextLine, Timestamp,
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
        email: account
            .id
            .0
            .is_multiple_of(2)
            .then(|| format!("{}@example.org", account.name).into()),
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
    room(RoomId::COMMON.0, "#common")
}

/// A room as somebody has just opened it.
pub(crate) fn room(id: u64, shown: &str) -> RoomRecord {
    RoomRecord {
        id: RoomId(id),
        name: RoomName::from_checked(name(shown)),
        opened_at: time(id),
        topic: None,
        modes: RoomModes::default(),
        masks: Vec::new(),
    }
}

/// A batch at `sequence` in which these rooms are new or changed.
pub(crate) fn rooms(sequence: u64, rooms: &[RoomRecord]) -> Changes {
    Changes {
        rooms: rooms
            .iter()
            .map(|room| (room.id, Some(room.clone())))
            .collect(),
        ..nothing(sequence)
    }
}

/// A batch at `sequence` in which this room is gone.
pub(crate) fn room_gone(sequence: u64, room: u64) -> Changes {
    Changes {
        rooms: [(RoomId(room), None)].into(),
        ..nothing(sequence)
    }
}

pub(crate) fn membership(room: u64, account: u64) -> Membership {
    Membership {
        room: RoomId(room),
        account: AccountId(account),
        since: Sequence(account),
        standing: Standing::default(),
    }
}

/// A batch at `sequence` in which these memberships are new or changed.
pub(crate) fn joined(sequence: u64, memberships: &[Membership]) -> Changes {
    Changes {
        memberships: memberships
            .iter()
            .map(|membership| ((membership.room, membership.account), Some(*membership)))
            .collect(),
        ..nothing(sequence)
    }
}

pub(crate) fn message(id: u64, text: &str) -> Message {
    Message {
        id: MessageId(id),
        author: AccountId(1),
        author_name: "Ann".into(),
        author_username: "user".into(),
        author_is_bot: false,
        destination: Destination::Room {
            id: RoomId::COMMON,
            name: "#common".into(),
            rank: None,
        },
        sent_at: time(id),
        expires_at: Timestamp(time(id).0 + LIFETIME_MS),
        text: Text::from_sanitised(text),
        key: None,
        speech: Speech::Message,
        tags: None,
    }
}

pub(crate) fn private(id: u64, text: &str) -> Message {
    Message {
        destination: Destination::Account {
            id: AccountId(2),
            name: "Bob".into(),
        },
        key: ClientKey::new(&format!("key-{id}")),
        speech: Speech::Notice,
        tags: Some(ClientTags::from_checked(&format!("+reply=id-{id}"))),
        text: on_two_lines(text),
        ..message(id, text)
    }
}

/// A text whose author's client had its last character on a line of its own.
fn on_two_lines(text: &str) -> Text {
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let line = |bytes, goes_on| TextLine { bytes, goes_on };
    Text::from_sanitised(text).on_lines(&[line(text.len() - last, false), line(last, true)])
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

/// A batch at `sequence` in which these messages are taken back.
pub(crate) fn redacted(sequence: u64, messages: &[u64]) -> Changes {
    Changes {
        redacted: messages.iter().copied().map(MessageId).collect(),
        ..nothing(sequence)
    }
}

pub(crate) fn of_account(account: u64) -> MetadataOwner {
    MetadataOwner::Account(AccountId(account))
}

pub(crate) fn of_room(room: u64) -> MetadataOwner {
    MetadataOwner::Room(RoomId(room))
}

/// A batch at `sequence` in which these values of metadata are set or taken away.
pub(crate) fn described(sequence: u64, values: &[(MetadataOwner, &str, Option<&str>)]) -> Changes {
    let values = values.iter().map(|(owner, key, value)| {
        let key = MetadataKey::from_checked(key);
        ((*owner, key), value.map(Text::from_sanitised))
    });
    Changes {
        metadata: values.collect(),
        ..nothing(sequence)
    }
}
