//! One message of each type.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    Allowance, Answer, CatchUp, ClientKey, Destination, Event, LoggedIn, Message, MessageId,
    ModeChange, Rank, Refusal, RoomSummary, RoomView, Said, Settings, Speech, Stamp, Status,
};
use hourglass_wire::json::{
    ClientMessage, Goodbye, Hello, Kind, LoginMessage, RedactMessage, SayMessage, ServerMessage,
    encode, encode_client, encode_server,
};
use hourglass_wire::{Farewell, Perspective};
use serde_json::Value;

use crate::sample::{self, logged_in, private};

const ALLOWANCE: Allowance = Allowance {
    used: 3,
    limit: 20,
    renews_in: Some(Duration::from_secs(60)),
};

/// One event of each kind, with all that it can have.
fn events() -> Vec<Event> {
    let key = ClientKey::new("k1");
    vec![
        Event::LoggedIn(Box::new(LoggedIn {
            silenced: Some(Duration::from_secs(60)),
            catch_up: CatchUp {
                messages: vec![Arc::new(private("hi"))],
                skipped: 1,
            },
            allowance: ALLOWANCE,
            rooms: vec![sample::view()],
            ..logged_in()
        })),
        Event::Message(Arc::new(private("hi"))),
        Event::Message(Arc::new(Message {
            speech: Speech::Action,
            destination: Destination::Room {
                id: sample::RUST,
                name: "#rust".into(),
                rank: Some(Rank::Operator),
            },
            ..private("waves")
        })),
        Event::Said(Said {
            message: Arc::new(private("hi")),
            is_repeated: false,
            away: Some(sample::text("Lunch")),
            allowance: ALLOWANCE,
        }),
        Event::Complained { name: "bob".into() },
        Event::Status(Status {
            names_online: 2,
            connections: 3,
            devices: 2,
            allowance: ALLOWANCE,
            complaints: 3,
            silenced: Some(Duration::from_secs(60)),
        }),
        Event::Refused {
            refusal: Refusal::Silenced {
                wait: Duration::from_secs(60),
            },
            key,
        },
        Event::Joined { name: "bob".into() },
        Event::Left { name: "bob".into() },
        Event::ComplainedAbout { total: 1, limit: 3 },
        Event::Silenced {
            total: 3,
            duration: Duration::from_secs(60),
        },
        Event::SilenceOver {
            wait: Some(Duration::from_secs(60)),
        },
        Event::AllowanceRenewed {
            allowance: ALLOWANCE,
            can_write_again: true,
        },
        Event::ShuttingDown,
    ]
}

/// The same for what happens in rooms.
fn room_events() -> Vec<Event> {
    let reason = Some(sample::text("Enough"));
    let (alice, bob) = (sample::person("alice"), sample::person("bob"));
    let room = sample::rust();
    let topic = Some(sample::topic("Crabs"));
    vec![
        Event::RoomOpened(Box::new(RoomView {
            topic: topic.clone(),
            messages: vec![Arc::new(sample::in_rust("hi"))],
            ..sample::view()
        })),
        Event::Entered {
            room: room.clone(),
            person: bob.clone(),
            is_arrival: false,
            announced: true,
        },
        Event::Departed {
            room: room.clone(),
            person: bob.clone(),
            by: Some(alice.clone()),
            reason: reason.clone(),
            announced: true,
        },
        Event::TopicChanged {
            room: room.clone(),
            person: alice.clone(),
            topic: topic.clone(),
            stamp: Stamp::default(),
        },
        Event::ModesChanged {
            room: room.clone(),
            person: Some(alice.clone()),
            changes: vec![ModeChange::Rank {
                rank: Rank::Operator,
                name: sample::name("bob"),
                on: true,
            }],
            refused: Vec::new(),
        },
        Event::RoomRenamed {
            room: room.clone(),
            former: "#crabs".into(),
            person: alice.clone(),
            reason: reason.clone(),
            view: Arc::new(sample::view()),
        },
        Event::Invited {
            room: room.clone(),
            by: alice.clone(),
            name: "bob".into(),
            away: reason.clone(),
        },
    ]
}

/// The same for what is taken back, and for what is asked about rooms.
fn redactions_and_answers() -> Vec<Event> {
    let reason = Some(sample::text("Enough"));
    let alice = sample::person("alice");
    let room = sample::rust();
    let topic = Some(sample::topic("Crabs"));
    let answer = |answer| Event::Answer(Box::new(answer));
    vec![
        Event::Redacted {
            id: MessageId(7),
            destination: sample::in_rust("hi").destination,
            by: alice.clone(),
            reason: reason.clone(),
        },
        Event::Redacted {
            id: MessageId(7),
            destination: private("hi").destination,
            by: alice,
            reason,
        },
        answer(Answer::Rooms(vec![RoomSummary {
            room: room.clone(),
            members: 2,
            topic: topic.clone(),
            is_member: true,
        }])),
        answer(Answer::Topic { room, topic }),
        answer(Answer::Members {
            room: "#rust".into(),
            secret: false,
            members: vec![sample::operator("alice")],
        }),
    ]
}

pub(super) fn value(out: &[u8]) -> Value {
    serde_json::from_slice(out).unwrap()
}

pub(super) fn encoded(event: &Event, perspective: Perspective) -> Value {
    let mut out = Vec::new();
    encode(event, perspective, &mut out);
    value(&out)
}

pub(super) fn server(message: &ServerMessage<'_>) -> Value {
    let mut out = Vec::new();
    encode_server(message, &mut out);
    value(&out)
}

/// One message of the server of each type, with all its fields.
pub(crate) fn server_messages() -> Vec<Value> {
    let mut messages: Vec<Value> = events()
        .iter()
        .chain(&room_events())
        .chain(&redactions_and_answers())
        .map(|event| encoded(event, Perspective::Own))
        .collect();
    let hello = Hello::new("hourglass/1", Duration::from_secs(10), &Settings::default());
    messages.extend([
        server(&ServerMessage::Hello(hello)),
        server(&ServerMessage::Rules {
            text: "one\n".into(),
        }),
        server(&ServerMessage::Goodbye(Goodbye::from(Farewell::Exit))),
        server(&ServerMessage::Ping),
        server(&ServerMessage::Pong),
    ]);
    messages
}

/// One message of a client of each type, with all its fields.
pub(crate) fn client_messages() -> Vec<Value> {
    let messages = [
        ClientMessage::Login(LoginMessage {
            name: "alice".into(),
            password: "secret".into(),
            last_id: Some(7),
        }),
        ClientMessage::Say(SayMessage {
            key: Some("k1".into()),
            to: Some("bob".into()),
            room: None,
            kind: Some(Kind::Action),
            text: "hi".into(),
        }),
        ClientMessage::Say(SayMessage {
            key: None,
            to: None,
            room: Some("#rust".into()),
            kind: None,
            text: "hi".into(),
        }),
        ClientMessage::Complain { name: "bob".into() },
        ClientMessage::Status,
        ClientMessage::Rules,
        ClientMessage::Ping,
        ClientMessage::Pong,
        ClientMessage::Exit,
    ];
    let about_rooms = client_messages_about_rooms();
    let encoded = messages.iter().chain(&about_rooms).map(|message| {
        let mut out = Vec::new();
        encode_client(message, &mut out);
        value(&out)
    });
    encoded.collect()
}

fn client_messages_about_rooms() -> Vec<ClientMessage> {
    vec![
        ClientMessage::Join {
            room: "#rust".into(),
            key: Some("ferris".into()),
        },
        ClientMessage::Leave {
            room: "#rust".into(),
            reason: Some("Late".into()),
        },
        ClientMessage::Rooms,
        ClientMessage::Topic {
            room: Some("#rust".into()),
            text: Some("Crabs".into()),
        },
        ClientMessage::Invite {
            name: "bob".into(),
            room: "#rust".into(),
        },
        ClientMessage::Kick {
            name: "bob".into(),
            room: "#rust".into(),
            reason: Some("Enough".into()),
        },
        ClientMessage::Op {
            name: "bob".into(),
            room: "#rust".into(),
            on: false,
        },
        ClientMessage::Who {
            room: Some("#rust".into()),
        },
        ClientMessage::Redact(RedactMessage {
            id: 7,
            to: Some("bob".into()),
            room: None,
            reason: Some("Typo".into()),
        }),
        ClientMessage::Redact(RedactMessage {
            id: 7,
            to: None,
            room: Some("#rust".into()),
            reason: None,
        }),
    ]
}
