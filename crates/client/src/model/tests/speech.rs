//! What others say, and what happens around it.

use serde_json::json;

use super::{Case, LOGIN_TIME, message, mine, shown, speeches, texts, troubles, welcome_with};
use crate::shown::{Shown, Standing};

#[test]
fn each_message_is_shown_once() {
    let mut case = Case::logged_in();
    assert_eq!(texts(&case.hear(message(101, "alice", "one"))), ["one"]);
    assert_eq!(texts(&case.hear(message(101, "alice", "one"))), [""; 0]);
    assert_eq!(texts(&case.hear(message(99, "alice", "zero"))), [""; 0]);
    assert_eq!(texts(&case.hear(message(102, "alice", "two"))), ["two"]);
}

#[test]
fn marks_tell_who_speaks_to_whom() {
    let mut case = Case::logged_in();
    let mut mark = |id: u64, from: &str, to: Option<&str>| {
        let mut message = message(id, from, "hi");
        message["to"] = json!(to);
        let effects = case.hear(message);
        speeches(&effects)[0].mark()
    };
    assert_eq!(mark(101, "alice", None), "alice:");
    assert_eq!(mark(102, "alice", Some("Bob")), ">> alice:");
    assert_eq!(mark(103, "Bob", None), "you:");
    assert_eq!(mark(104, "Bob", Some("alice")), "you >> alice:");
}

#[test]
fn what_a_former_holder_of_the_name_said_is_not_mine() {
    let mut case = Case::new();
    case.connect();
    let mut welcome = welcome_with(100, json!([message(100, "Bob", "goodbye")]));
    welcome["registered"] = json!(true);
    assert_eq!(speeches(&case.hear(welcome))[0].mark(), "Bob:");
    let effects = case.hear(message(101, "Bob", "hello from my phone"));
    assert_eq!(speeches(&effects)[0].mark(), "you:");
}

#[test]
fn what_is_over_is_not_shown() {
    let mut case = Case::logged_in();
    let mut old = message(101, "alice", "old");
    old["expires_at"] = json!(LOGIN_TIME + 500);
    case.pass(499);
    assert_eq!(texts(&case.hear(old.clone())), ["old"]);
    old["id"] = json!(102);
    case.pass(1);
    assert_eq!(texts(&case.hear(old)), [""; 0]);
}

#[test]
fn control_sequences_of_a_hostile_server_are_taken_out() {
    let mut case = Case::logged_in();
    let mut hostile = message(
        101,
        "ali\u{1b}[2Jce",
        "a\u{1b}]0;title\u{7}b\r\nc\u{9b}31md",
    );
    hostile["to"] = json!("\u{202e}bob");
    let speech = case.hear(hostile);
    let speech = speeches(&speech)[0];
    for text in [&speech.from, &speech.text, speech.to.as_ref().unwrap()] {
        assert!(
            !text.chars().any(|character| character.is_control()),
            "{text:?}"
        );
        assert!(!text.contains('\u{202e}'), "{text:?}");
    }
    for hostile in [
        json!({"type": "joined", "name": "\u{1b}[2J"}),
        json!({"type": "rules", "text": "one\n\u{1b}[2Jtwo\n"}),
        json!({"type": "complained", "name": "\u{1b}[2J"}),
        json!({"type": "refused", "code": "busy", "text": "\u{1b}[2J"}),
        json!({"type": "goodbye", "code": "too_slow", "text": "\u{1b}[2J"}),
    ] {
        let effects = case.hear(hostile);
        assert!(!format!("{effects:?}").contains("1b"), "{effects:?}");
    }
}

#[test]
fn the_silence_and_its_end() {
    let mut case = Case::logged_in();
    let effects = case.hear(json!({"type": "silenced", "total": 3, "wait_ms": 14_400_000}));
    assert!(troubles(&effects)[0].contains("04:00:00"), "{effects:?}");
    assert!(shown(&effects).contains(&&Shown::Standing(Standing::Silenced)));

    let effects = case.hear(json!({"type": "silence_over"}));
    assert!(shown(&effects).contains(&&Shown::Standing(Standing::Left(20))));
    let words = "You can write messages again".to_owned();
    assert!(shown(&effects).contains(&&Shown::Notice(words)));
}

#[test]
fn a_new_period_is_told_to_those_who_waited_for_it() {
    let mut case = Case::logged_in();
    let renewed = |waited: bool| json!({"type": "allowance_renewed", "allowance": {"used": 0, "limit": 5}, "can_write_again": waited});
    let quiet = case.hear(renewed(false));
    assert_eq!(shown(&quiet), [&Shown::Standing(Standing::Left(5))]);
    assert_eq!(shown(&case.hear(renewed(true))).len(), 2);
}

#[test]
fn what_this_name_says_elsewhere_is_shown_as_its_own() {
    let mut case = Case::logged_in();
    let effects = case.hear(mine(101, "another-device", "hi"));
    let speech = speeches(&effects)[0];
    assert!(speech.mine && !speech.echo);
}
