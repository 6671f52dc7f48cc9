//! Coming in, being kept out, coming back.

use std::time::Duration;

use hourglass_wire::json::{ClientMessage, LoginMessage};
use serde_json::json;

use super::{
    Case, answered, hello, message, refusal, shown, texts, troubles, welcome, welcome_with,
};
use crate::limits::{ASKED_PAUSE_MAX, HEARTBEAT_MAX, HEARTBEAT_MIN};
use crate::model::Effect;
use crate::outcome::Outcome;
use crate::shown::{Shown, Standing};

fn login(name: &str, last_id: Option<u64>) -> Effect {
    Effect::Send(ClientMessage::Login(LoginMessage {
        name: name.to_owned(),
        password: "secret".to_owned(),
        last_id,
    }))
}

#[test]
fn the_greeting_is_answered_with_a_login() {
    let mut case = Case::new();
    assert_eq!(case.connect(), [login("bob", None)]);
    assert_eq!(case.hear(hello()), [], "a second greeting is passed over");
}

#[test]
fn another_version_of_the_protocol_ends_the_program() {
    let mut case = Case::new();
    case.model.connected();
    let mut greeting = hello();
    greeting["version"] = json!(2);
    let effects = case.hear(greeting);
    assert!(
        matches!(&effects[..], [Effect::End(Outcome::NotConnected(_))]),
        "{effects:?}"
    );
}

#[test]
fn the_welcome_tells_the_name_as_it_was_first_written() {
    let mut case = Case::new();
    case.connect();
    let effects = case.hear(welcome(100));
    let greeting = shown(&effects).into_iter().find_map(|shown| match shown {
        Shown::Greeting(lines) => Some(lines.clone()),
        _ => None,
    });
    assert_eq!(greeting.unwrap()[0], "Welcome to chat, Bob!");
    assert_eq!(answered(&effects), [0]);
    assert!(shown(&effects).contains(&&Shown::Standing(Standing::Left(20))));
}

#[test]
fn a_reconnect_resumes_after_the_last_message() {
    let mut case = Case::logged_in();
    case.hear(message(103, "alice", "hi"));
    case.lose_connection();
    assert_eq!(case.connect(), [login("Bob", Some(103))]);
    let effects = case.hear(welcome_with(
        105,
        json!([message(103, "alice", "hi"), message(104, "alice", "there")]),
    ));
    assert_eq!(
        texts(&effects),
        ["there"],
        "what was shown is not shown again"
    );
    case.lose_connection();
    assert_eq!(case.connect(), [login("Bob", Some(105))]);
}

#[test]
fn a_server_whose_data_was_replaced_is_believed() {
    let mut case = Case::logged_in();
    case.lose_connection();
    case.connect();
    let effects = case.hear(welcome_with(5, json!([message(5, "alice", "anew")])));
    assert_eq!(texts(&effects), ["anew"]);
    assert_eq!(texts(&case.hear(message(6, "alice", "more"))), ["more"]);
}

#[test]
fn skipped_messages_are_counted() {
    let mut case = Case::new();
    case.connect();
    let mut greeting = welcome(100);
    greeting["skipped"] = json!(30);
    let effects = case.hear(greeting);
    let notice = |shown: &&&Shown| matches!(shown, Shown::Notice(words) if words.contains("30"));
    assert_eq!(shown(&effects).iter().filter(notice).count(), 1);
}

#[test]
fn a_wrong_password_ends_the_program_also_later() {
    let words = "Wrong password.";
    let wrong = || refusal(None, "wrong_password", words);
    let mut case = Case::new();
    case.connect();
    let end = Outcome::WrongPassword(words.to_owned());
    assert_eq!(case.hear(wrong()), [Effect::End(end)]);

    let mut case = Case::logged_in();
    case.lose_connection();
    case.connect();
    let end = Outcome::LoginRefused(words.to_owned());
    assert_eq!(case.hear(wrong()), [Effect::End(end)]);
}

#[test]
fn a_busy_server_is_left_alone_as_long_as_it_asks() {
    let mut case = Case::new();
    case.connect();
    let mut busy = refusal(None, "busy", "Busy.");
    busy["retry_after_ms"] = json!(7_000);
    let effects = case.hear(busy);
    assert_eq!(troubles(&effects), ["Busy."]);
    assert_eq!(
        effects.last(),
        Some(&Effect::Reconnect(Duration::from_secs(7)))
    );
}

#[test]
fn a_goodbye_is_final_where_another_connection_would_fare_no_better() {
    let goodbye = |code: &str| json!({"type": "goodbye", "code": code, "text": "why"});
    for code in ["too_slow", "made_room", "heartbeat_timeout"] {
        let effects = Case::logged_in().hear(goodbye(code));
        assert_eq!(troubles(&effects), ["why"]);
        assert_eq!(effects.last(), Some(&Effect::Reconnect(Duration::ZERO)));
    }
    for code in ["oversized_message", "bad_message", "of_a_later_version"] {
        let effects = Case::logged_in().hear(goodbye(code));
        assert_eq!(effects, [Effect::End(Outcome::Failed("why".to_owned()))]);
    }
}

#[test]
fn nobody_is_kept_away_for_ever() {
    let mut case = Case::new();
    case.connect();
    let mut throttled = refusal(None, "throttled", "Later.");
    throttled["retry_after_ms"] = json!(u64::MAX);
    let effects = case.hear(throttled);
    assert_eq!(effects.last(), Some(&Effect::Reconnect(ASKED_PAUSE_MAX)));
}

#[test]
fn only_sensible_heartbeats_are_believed() {
    for (told, believed) in [
        (0, HEARTBEAT_MIN),
        (10_000, Duration::from_secs(10)),
        (u64::MAX, HEARTBEAT_MAX),
    ] {
        let mut case = Case::new();
        case.model.connected();
        let mut greeting = hello();
        greeting["heartbeat_ms"] = json!(told);
        case.hear(greeting);
        case.hear(welcome(1));
        assert_eq!(case.model.silence_max(), believed * 5 / 2);
    }
}

#[test]
fn signs_of_life_are_given() {
    let mut case = Case::logged_in();
    assert_eq!(
        case.hear(json!({"type": "ping"})),
        [Effect::Send(ClientMessage::Pong)]
    );
    assert_eq!(case.hear(json!({"type": "pong"})), []);
}

#[test]
fn what_is_not_understood_is_passed_over() {
    let mut case = Case::logged_in();
    assert_eq!(case.hear(json!({"type": "news_of_tomorrow"})), []);
    assert_eq!(case.hear(json!([1, 2, 3])), []);
    assert_eq!(case.model.heard("{\"type\": \"mess", case.now), []);
}
