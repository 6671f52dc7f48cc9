//! The greeting.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{CatchUp, Event, LoggedIn};
use hourglass_wire::irc::Capabilities;

use super::sample::{heard_by, lines, logged_in, message, private, view};

fn greeting(capabilities: Capabilities, logged_in: LoggedIn) -> String {
    heard_by("*", capabilities, &Event::LoggedIn(Box::new(logged_in)))
}

/// Numerics and commands, in order.
fn verbs(written: &str) -> Vec<&str> {
    written
        .lines()
        .map(|line| line.trim_start_matches(|first| first != ':'))
        .filter_map(|line| line.split(' ').nth(1))
        .collect()
}

#[test]
fn whoever_comes_in_is_greeted() {
    let written = greeting(Capabilities::NONE, logged_in());
    assert!(written.starts_with(&lines(&[
        ":chat.test 001 alice :Welcome to the Hourglass Network, alice!ax@u1.hourglass",
        ":chat.test 002 alice :Your host is chat.test, running version hourglass-0.1",
        ":chat.test 003 alice :This server was created 2026-11-25 20:00 UTC",
        ":chat.test 004 alice chat.test hourglass-0.1 Bi CIbeiklmnostv Ibeklov",
    ])));
    assert_eq!(
        verbs(&written),
        [
            "001", "002", "003", "004", "005", "005", "005", "251", "252", "254", "255", "265",
            "266", "422"
        ]
    );
    for told in [
        "251 alice :There are 1 users",
        "254 alice 3 ",
        "255 alice :I have 2 clients",
        "265 alice 1 4 ",
        "266 alice 1 4 ",
    ] {
        assert!(written.contains(&format!(":chat.test {told}")), "{told}");
    }
}

#[test]
fn rooms_follow_and_then_what_was_missed() {
    let mut back = logged_in();
    back.rooms = vec![view()];
    back.catch_up = CatchUp {
        messages: vec![
            Arc::new(message("one")),
            Arc::new(message("two")),
            Arc::new(private("three")),
        ],
        skipped: 2,
    };
    let written = greeting(Capabilities::BATCH, back.clone());
    assert_eq!(
        verbs(&written)[13..],
        [
            "422", "JOIN", "332", "333", "353", "366", "NOTICE", "BATCH", "PRIVMSG", "PRIVMSG",
            "BATCH", "BATCH", "PRIVMSG", "BATCH"
        ]
    );
    assert!(written.contains("NOTICE alice :2 earlier messages are not shown\r\n"));
    assert!(written.contains("BATCH +history chathistory bob\r\n"));
    let asking = greeting(Capabilities::BATCH | Capabilities::CHATHISTORY, back);
    assert_eq!(verbs(&asking).last(), Some(&"366"));
}

#[test]
fn no_more_than_twenty_messages_are_played() {
    let mut back = logged_in();
    back.catch_up.messages = (0..50)
        .map(|number| Arc::new(message(&format!("number {number}"))))
        .collect();
    let written = greeting(Capabilities::NONE, back);
    assert_eq!(written.matches(" PRIVMSG ").count(), 20);
    assert!(written.contains(":30 earlier messages are not shown\r\n"));
    assert!(written.contains(":number 30\r\n") && written.contains(":number 49\r\n"));
}

#[test]
fn what_a_person_has_to_know_is_told() {
    let new = LoggedIn {
        registered: true,
        silenced: Some(Duration::from_secs(5)),
        ..logged_in()
    };
    let written = greeting(Capabilities::NONE, new);
    let notice = ":hourglass!chat@hourglass NOTICE alice :";
    assert_eq!(written.matches(notice).count(), 2);
    assert!(written.contains(&format!("{notice}The name alice is yours now: ")));
}
