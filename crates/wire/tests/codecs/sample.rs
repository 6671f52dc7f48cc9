//! Values that several subjects are tested with.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Allowance, CatchUp, ClientKey, Destination, Event, LoggedIn, Message, MessageId,
    Name, RoomId, SessionId, Text, Timestamp,
};
use hourglass_wire::{name, text};
use proptest::prelude::{Strategy, any, prop_oneof};

pub(crate) const ALICE: AccountId = AccountId(1);

pub(crate) fn name(typed: &str) -> Name {
    name::parse(typed).unwrap()
}

pub(crate) fn text(typed: &str) -> Text {
    text::parse_text(typed).unwrap()
}

/// Alice says something to the room.
pub(crate) fn message(typed: &str) -> Message {
    Message {
        id: MessageId(7),
        author: ALICE,
        author_name: "alice".into(),
        destination: Destination::Room(RoomId::COMMON),
        sent_at: Timestamp(1_000),
        expires_at: Timestamp(3_601_000),
        text: text(typed),
        key: ClientKey::new("k1"),
    }
}

/// Alice says something to Bob.
pub(crate) fn private(typed: &str) -> Message {
    Message {
        destination: Destination::Account {
            id: AccountId(2),
            name: "bob".into(),
        },
        ..message(typed)
    }
}

/// Alice comes in and has missed nothing.
pub(crate) fn logged_in() -> LoggedIn {
    LoggedIn {
        session: SessionId(1),
        account: ALICE,
        name: name("alice"),
        registered: false,
        time: Timestamp(1_000),
        rooms: vec![RoomId::COMMON],
        catch_up: CatchUp::default(),
        last: MessageId(6),
        allowance: Allowance {
            used: 0,
            limit: 20,
            renews_in: None,
        },
        silenced: None,
        names_online: 1,
        names_listed: ["alice".into()].into(),
    }
}

pub(crate) fn said_by_alice(typed: &str) -> Event {
    Event::Message(Arc::new(message(typed)))
}

/// Texts of any characters, most of them from the ones that need care.
pub(crate) fn hostile_text() -> impl Strategy<Value = String> {
    let awkward = proptest::sample::select(vec![
        '\u{1b}',
        '[',
        ']',
        'P',
        '\\',
        '\u{7}',
        '\u{9b}',
        '\u{9d}',
        '\u{9c}',
        '\u{8f}',
        'm',
        '3',
        ';',
        '\n',
        '\r',
        '\t',
        ' ',
        '\0',
        '\u{7f}',
        '\u{85}',
        '\u{202e}',
        '\u{2066}',
        '\u{200d}',
        '\u{200b}',
        '\u{feff}',
        '\u{fe0f}',
        '\u{301}',
        '\u{20e3}',
        '\u{1f3f4}',
        '\u{e0067}',
        '\u{e007f}',
        '\u{2764}',
        '\u{2028}',
        '\u{3000}',
        '\u{ffff}',
        '\u{3164}',
        'я',
        '/',
    ]);
    let character = prop_oneof![3 => awkward, 1 => any::<char>()];
    proptest::collection::vec(character, 0..40).prop_map(String::from_iter)
}
