//! The JSON protocol's codec.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    Allowance, CatchUp, ClientKey, Event, LoggedIn, MessageId, Refusal, Said, Settings, Status,
    Timestamp,
};
use hourglass_wire::json::{
    ClientMessage, Code, DecodeError, Goodbye, Hello, LoginMessage, RefusedMessage, SayMessage,
    ServerMessage, decode_client, decode_server, encode, encode_client, encode_farewell,
    encode_server,
};
use hourglass_wire::{Farewell, LoginRefusal, Perspective};
use proptest::prelude::{any, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::sample::{hostile_text, logged_in, message, private};

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

fn value(out: &[u8]) -> Value {
    serde_json::from_slice(out).unwrap()
}

fn encoded(event: &Event, perspective: Perspective) -> Value {
    let mut out = Vec::new();
    encode(event, perspective, &mut out);
    value(&out)
}

fn server(message: &ServerMessage<'_>) -> Value {
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

#[test]
fn what_the_server_writes_can_be_read() {
    for written in server_messages() {
        let text = written.to_string();
        let read = decode_server(text.as_bytes()).unwrap();
        assert_eq!(server(&read), written);
    }
}

#[test]
fn what_a_client_writes_can_be_read() {
    for written in client_messages() {
        let mut out = Vec::new();
        encode_client(
            &decode_client(written.to_string().as_bytes()).unwrap(),
            &mut out,
        );
        assert_eq!(value(&out), written);
    }
}

#[test]
fn bytes_are_appended_on_one_line() {
    let mut out = b"before".to_vec();
    encode(
        &Event::Joined { name: "bob".into() },
        Perspective::Other,
        &mut out,
    );
    assert_eq!(out, br#"before{"type":"joined","name":"bob"}"#);
}

#[test]
fn a_key_is_told_to_its_authors_devices_only() {
    let event = Event::Message(Arc::new(message("hi")));
    assert_eq!(
        encoded(&event, Perspective::Own),
        json!({
            "type": "message", "id": 7, "from": "alice", "text": "hi", "sent_at": 1_000,
            "expires_at": 3_601_000, "key": "k1",
        })
    );
    assert_eq!(encoded(&event, Perspective::Other).get("key"), None);
}

#[test]
fn a_catch_up_has_the_keys_of_own_messages_only() {
    let mut from_bob = message("two");
    from_bob.author = hourglass_core::AccountId(2);
    let messages = vec![Arc::new(message("one")), Arc::new(from_bob)];
    let event = Event::LoggedIn(Box::new(LoggedIn {
        catch_up: CatchUp {
            messages,
            skipped: 0,
        },
        ..logged_in()
    }));
    let welcome = encoded(&event, Perspective::Own);
    assert_eq!(welcome["messages"][0]["key"], "k1");
    assert_eq!(welcome["messages"][1].get("key"), None);
}

#[test]
fn a_refusal_has_its_code_its_words_and_its_wait() {
    let wait = Duration::from_micros(1_500_001);
    let refusal = Refusal::AllowanceSpent { wait };
    let event = Event::Refused {
        refusal,
        key: ClientKey::new("k1"),
    };
    assert_eq!(
        encoded(&event, Perspective::Other),
        json!({
            "type": "refused", "key": "k1", "code": "allowance_spent", "retry_after_ms": 1_501,
            "text": "You have reached the message limit. Wait another 00:00:02",
        })
    );
}

#[test]
fn logins_and_farewells_have_codes_too() {
    let busy = LoginRefusal::Busy {
        wait: Duration::from_secs(5),
    };
    let refused = RefusedMessage::from(&busy);
    assert_eq!(
        (refused.code, refused.retry_after_ms),
        (Code::Busy, Some(5_000))
    );
    let mut out = Vec::new();
    encode_farewell(Farewell::TooSlow, &mut out);
    assert_eq!(value(&out)["code"], "too_slow");
}

#[test]
fn what_is_not_of_the_protocol_is_refused_with_the_reason() {
    let unknown = |kind: &str| DecodeError::UnknownType { kind: kind.into() };
    for (text, error) in [
        ("", DecodeError::NotJson),
        ("{", DecodeError::NotJson),
        ("hello", DecodeError::NotJson),
        (r#"{"type":"status"} x"#, DecodeError::NotJson),
        ("[]", DecodeError::NotAnObject),
        (r#"["status"]"#, DecodeError::NotAnObject),
        ("7", DecodeError::NotAnObject),
        ("{}", DecodeError::NoType),
        (r#"{"type":7}"#, DecodeError::NoType),
        (r#"{"type":"dance"}"#, unknown("dance")),
        (r#"{"type":"a\u001b[2Jb"}"#, unknown("ab")),
        (r#"{"type":"say","text":"x","key":""}"#, DecodeError::BadKey),
        (
            r#"{"type":"say","text":"x","key":"a b"}"#,
            DecodeError::BadKey,
        ),
    ] {
        assert_eq!(decode_client(text.as_bytes()), Err(error), "{text}");
    }
    assert_eq!(
        decode_client(b"{\"type\":\"\xff\"}"),
        Err(DecodeError::NotJson)
    );
}

#[test]
fn wrong_fields_are_told_without_repeating_them() {
    for text in [
        r#"{"type":"login","name":"alice"}"#,
        r#"{"type":"login","name":"alice","password":["hunter2"]}"#,
        r#"{"type":"login","name":"alice","password":"hunter2","last_id":"hunter2"}"#,
        r#"{"type":"login","name":"alice","password":"hunter2","last_id":-1}"#,
        r#"{"type":"login","name":"a","name":"b","password":"hunter2"}"#,
    ] {
        let words = decode_client(text.as_bytes()).unwrap_err().to_string();
        assert!(
            words.starts_with("The fields of `login` are not right"),
            "{words}"
        );
        assert!(!words.contains("hunter2"));
    }
}

#[test]
fn bounds_hold_for_depth_names_and_keys() {
    let deep = format!(
        r#"{{"type":"status","x":{}{}}}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(decode_client(deep.as_bytes()), Err(DecodeError::TooDeep));
    let name = format!(r#"{{"type":"complain","name":"{}"}}"#, "x".repeat(1_025));
    assert_eq!(
        decode_client(name.as_bytes()),
        Err(DecodeError::NameTooLong)
    );
    let key = format!(r#"{{"type":"say","text":"x","key":"{}"}}"#, "k".repeat(65));
    assert_eq!(decode_client(key.as_bytes()), Err(DecodeError::BadKey));
}

#[test]
fn fields_that_are_not_known_are_passed_over() {
    let text = br#" {"colour":{"r":1},"type":"status"}"#;
    assert_eq!(decode_client(text), Ok(ClientMessage::Status));
    let text = br#"{"type":"said","id":1,"sent_at":1,"expires_at":2,"new":true,
        "allowance":{"used":0,"limit":0,"new":1}}"#;
    assert!(matches!(decode_server(text), Ok(ServerMessage::Said(_))));
}

#[test]
fn a_client_can_tell_what_is_new_to_it() {
    assert_eq!(
        decode_server(br#"{"type":"fireworks"}"#),
        Err(DecodeError::UnknownType {
            kind: "fireworks".into()
        })
    );
    let goodbye = decode_server(br#"{"type":"goodbye","code":"eclipse","text":"Dark."}"#);
    assert!(matches!(
        goodbye,
        Ok(ServerMessage::Goodbye(Goodbye {
            code: Code::Unknown,
            ..
        }))
    ));
    for written in server_messages() {
        let bare = json!({ "type": written["type"] }).to_string();
        let read = decode_server(bare.as_bytes());
        assert!(
            !matches!(read, Err(DecodeError::UnknownType { .. })),
            "{bare}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_survives_the_way_there(text in hostile_text(), last_id in any::<Option<u64>>()) {
        let messages = [
            ClientMessage::Say(SayMessage { key: None, to: None, text: text.clone() }),
            ClientMessage::Login(LoginMessage { name: "a".into(), password: text, last_id }),
        ];
        for message in messages {
            let mut out = Vec::new();
            encode_client(&message, &mut out);
            prop_assert_eq!(decode_client(&out), Ok(message));
        }
    }

    #[test]
    fn any_bytes_are_a_message_or_an_error(bytes in any::<Vec<u8>>()) {
        let _ = decode_client(&bytes);
        let _ = decode_server(&bytes);
    }
}
