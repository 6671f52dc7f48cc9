//! Values that several subjects are tested with.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Allowance, CatchUp, Destination, Event, LoggedIn, Member, Message, MessageId,
    Person, RoomId, RoomRef, RoomView, SessionId, Settings, Speech, Standing, Timestamp, Topic,
};
use hourglass_wire::irc::{
    Capabilities, Correlation, IrcEncoder, Listener, Occasion, Reference, ServerFacts,
};
use hourglass_wire::{Perspective, name, text};

/// 2026-11-25 20:00:00.250 UTC.
pub(super) const NOW: Timestamp = Timestamp(1_795_636_800_250);

pub(super) fn words(typed: &str) -> hourglass_core::Text {
    text::parse_text(typed).unwrap()
}

pub(super) fn person(id: u64, shown: &str) -> Arc<Person> {
    Arc::new(Person {
        account: AccountId(id),
        name: shown.into(),
        username: format!("{}x", &shown[..1]).into(),
        realname: format!("{shown} herself").into(),
        is_bot: false,
        is_invisible: false,
        away: None,
    })
}

pub(super) fn alice() -> Arc<Person> {
    person(1, "alice")
}

pub(super) fn bob() -> Arc<Person> {
    person(2, "bob")
}

pub(super) fn room() -> RoomRef {
    RoomRef {
        id: RoomId(5),
        name: "#tea".into(),
    }
}

/// Alice says something in the room.
pub(super) fn message(typed: &str) -> Message {
    Message {
        id: MessageId(7),
        author: AccountId(1),
        author_name: "alice".into(),
        author_username: "ax".into(),
        author_is_bot: false,
        destination: Destination::Room {
            id: RoomId(5),
            name: "#tea".into(),
            rank: None,
        },
        sent_at: NOW,
        expires_at: Timestamp(NOW.0 + 3_600_000),
        text: words(typed),
        key: None,
        speech: Speech::Message,
        tags: None,
    }
}

/// Alice says something to Bob.
pub(super) fn private(typed: &str) -> Message {
    Message {
        destination: Destination::Account {
            id: AccountId(2),
            name: "bob".into(),
        },
        ..message(typed)
    }
}

pub(super) fn topic() -> Topic {
    Topic {
        text: words("Which leaves?"),
        by: "bob".into(),
        at: NOW,
    }
}

/// The room as it opens to Alice, with Bob in it who runs it.
pub(super) fn view() -> RoomView {
    let operator = Standing {
        operator: true,
        voice: true,
    };
    let members = [
        Member {
            person: bob(),
            standing: operator,
        },
        Member {
            person: alice(),
            standing: Standing::default(),
        },
    ];
    RoomView {
        room: room(),
        person: alice(),
        was_member: false,
        topic: Some(topic()),
        secret: false,
        opened_at: NOW,
        members: Some(members.into()),
        member_count: 2,
        read_up_to: None,
        messages: Vec::new(),
    }
}

/// Alice comes in and has missed nothing.
pub(super) fn logged_in() -> LoggedIn {
    LoggedIn {
        session: SessionId(1),
        account: AccountId(1),
        name: name::parse("alice").unwrap(),
        registered: false,
        time: NOW,
        person: alice(),
        rooms: Vec::new(),
        catch_up: CatchUp::default(),
        last: MessageId(6),
        allowance: allowance(),
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

pub(super) fn allowance() -> Allowance {
    Allowance {
        used: 3,
        limit: 20,
        renews_in: None,
    }
}

pub(super) fn encoder() -> IrcEncoder {
    IrcEncoder::new(ServerFacts {
        name: "chat.test".into(),
        network: "Hourglass".into(),
        version: "hourglass-0.1".into(),
        created: "2026-11-25 20:00 UTC".into(),
        motd: Vec::new(),
        settings: Settings::default(),
    })
}

/// An event as somebody with these capabilities hears it.
pub(super) fn heard_by(name: &str, capabilities: Capabilities, event: &Event) -> String {
    let mut out = Vec::new();
    let listener = Listener { capabilities, name };
    encoder().encode(event, Perspective::Other, &listener, at(None), &mut out);
    String::from_utf8(out).unwrap()
}

/// The same for Bob.
pub(super) fn heard(capabilities: Capabilities, event: &Event) -> String {
    heard_by("bob", capabilities, event)
}

/// An event as the answer to a line of Alice's.
pub(super) fn answered(capabilities: Capabilities, asked: &str, event: &Event) -> String {
    let mut words = asked.split(' ');
    let reference = Reference {
        correlation: Correlation::None,
        verb: words.next().unwrap(),
        parameters: words.collect(),
    };
    answered_to(capabilities, &reference, event)
}

/// An event as the answer to what is referred to.
pub(super) fn answered_to(
    capabilities: Capabilities,
    reference: &Reference<'_>,
    event: &Event,
) -> String {
    let mut out = Vec::new();
    let listener = Listener {
        capabilities,
        name: "alice",
    };
    let label = reference.encode();
    encoder().encode(
        event,
        Perspective::Own,
        &listener,
        at(Some(&label)),
        &mut out,
    );
    String::from_utf8(out).unwrap()
}

fn at(label: Option<&str>) -> Occasion<'_> {
    Occasion { at: NOW, label }
}

/// Lines as they are sent.
pub(super) fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}
