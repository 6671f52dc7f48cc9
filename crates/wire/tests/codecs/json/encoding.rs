//! What events, refusals and farewells are as JSON.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{AccountId, CatchUp, ClientKey, Event, LoggedIn, Refusal};
use hourglass_wire::json::{Code, RefusedMessage, encode, encode_farewell};
use hourglass_wire::{Farewell, LoginRefusal, Perspective};
use serde_json::json;

use super::samples::{encoded, value};
use crate::sample::{logged_in, message};

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
    from_bob.author = AccountId(2);
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
