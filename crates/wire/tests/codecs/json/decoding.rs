//! What is read, what is passed over, and what is refused with which reason.

use hourglass_wire::json::{
    ClientMessage, Code, DecodeError, Goodbye, ServerMessage, decode_client, decode_server,
};
use serde_json::json;

use super::samples::server_messages;

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
fn a_message_is_only_of_a_kind_that_there_is() {
    let decode = |kind: &str| {
        decode_client(format!(r#"{{"type":"say","kind":"{kind}","text":"waves"}}"#).as_bytes())
    };
    assert!(decode("action").is_ok() && decode("notice").is_ok());
    let words = decode("shout").unwrap_err().to_string();
    assert!(words.contains("`kind` is `action` or `notice`"), "{words}");
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
