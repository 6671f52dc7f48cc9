//! Values that several subjects are tested with.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Allowance, CatchUp, ClientKey, Destination, Event, LoggedIn, Member, Message,
    MessageId, Name, Person, RoomId, RoomRef, RoomView, SessionId, Speech, Standing, Text,
    Timestamp, Topic,
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
        author_username: "user".into(),
        author_is_bot: false,
        destination: Destination::Room {
            id: RoomId::COMMON,
            name: "#lobby".into(),
            rank: None,
        },
        sent_at: Timestamp(1_000),
        expires_at: Timestamp(3_601_000),
        text: text(typed),
        key: ClientKey::new("k1"),
        speech: Speech::Message,
        tags: None,
    }
}

/// Alice says something in a room beside the common one.
pub(crate) fn in_rust(typed: &str) -> Message {
    Message {
        destination: Destination::Room {
            id: RUST,
            name: "#rust".into(),
            rank: None,
        },
        ..message(typed)
    }
}

/// A room beside the common one.
pub(crate) const RUST: RoomId = RoomId(9);

pub(crate) fn rust() -> RoomRef {
    RoomRef {
        id: RUST,
        name: "#rust".into(),
    }
}

pub(crate) fn person(name: &str) -> Arc<Person> {
    Arc::new(Person {
        account: if name == "alice" { ALICE } else { AccountId(2) },
        name: name.into(),
        username: "user".into(),
        realname: name.into(),
        is_bot: false,
        is_invisible: false,
        away: None,
    })
}

pub(crate) fn topic(typed: &str) -> Topic {
    Topic {
        text: text(typed),
        by: "bob".into(),
        at: Timestamp(500),
    }
}

/// Alice runs that room.
pub(crate) fn operator(name: &str) -> Member {
    Member {
        person: person(name),
        standing: Standing {
            operator: true,
            voice: false,
        },
    }
}

/// The room opens to Alice, who opened it.
pub(crate) fn view() -> RoomView {
    RoomView {
        room: rust(),
        person: person("alice"),
        was_member: false,
        topic: None,
        secret: false,
        opened_at: Timestamp(1_000),
        members: Some([operator("alice")].into()),
        member_count: 1,
        read_up_to: None,
        messages: Vec::new(),
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
        person: person("alice"),
        rooms: vec![RoomView {
            room: RoomRef {
                id: RoomId::COMMON,
                name: "#lobby".into(),
            },
            was_member: true,
            members: None,
            ..view()
        }],
        catch_up: CatchUp::default(),
        last: MessageId(6),
        allowance: Allowance {
            used: 0,
            limit: 20,
            renews_in: None,
        },
        silenced: None,
        counts: hourglass_core::Counts {
            names_online: 1,
            names_online_most: 4,
            connections: 2,
            rooms: 3,
        },
        metadata: None,
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
