//! One message of each type.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    Allowance, CatchUp, ClientKey, Event, LoggedIn, MessageId, Refusal, Said, Settings, Status,
    Timestamp,
};
use hourglass_wire::json::{
    ClientMessage, Goodbye, Hello, LoginMessage, SayMessage, ServerMessage, encode, encode_client,
    encode_server,
};
use hourglass_wire::{Farewell, Perspective};
use serde_json::Value;

use crate::sample::{logged_in, private};

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
            ..logged_in()
        })),
        Event::Message(Arc::new(private("hi"))),
        Event::Said(Said {
            key: key.clone(),
            id: MessageId(7),
            sent_at: Timestamp(1_000),
            expires_at: Timestamp(2_000),
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
            text: "hi".into(),
        }),
        ClientMessage::Complain { name: "bob".into() },
        ClientMessage::Status,
        ClientMessage::Rules,
        ClientMessage::Ping,
        ClientMessage::Pong,
        ClientMessage::Exit,
    ];
    let encoded = messages.iter().map(|message| {
        let mut out = Vec::new();
        encode_client(message, &mut out);
        value(&out)
    });
    encoded.collect()
}
