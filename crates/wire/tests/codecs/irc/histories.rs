//! Answers about what was said, and who is watched.

use std::sync::Arc;

use hourglass_core::{Answer, Event};
use hourglass_wire::irc::{Capabilities, Correlation, Reference};

use super::sample::{NOW, answered, answered_to, bob, lines, message, private};

fn asked(question: &str, answer: Answer) -> String {
    asked_with(Capabilities::NONE, question, answer)
}

fn asked_with(capabilities: Capabilities, question: &str, answer: Answer) -> String {
    answered(capabilities, question, &Event::Answer(Box::new(answer)))
}

#[test]
fn a_history_is_one_batch_with_its_label() {
    let answer = || Answer::History {
        target: "bob".into(),
        messages: vec![Arc::new(private("hi"))],
    };
    let capabilities =
        Capabilities::BATCH | Capabilities::LABELED_RESPONSE | Capabilities::SERVER_TIME;
    let labelled = Reference {
        correlation: Correlation::Label("l1"),
        verb: "CHATHISTORY",
        parameters: vec!["LATEST", "bob"],
    };
    let event = Event::Answer(Box::new(answer()));
    let message = "time=2026-11-25T20:00:00.250Z :alice!ax@u1.hourglass PRIVMSG bob :hi";
    assert_eq!(
        answered_to(capabilities, &labelled, &event),
        lines(&[
            "@label=l1 :chat.test BATCH +history chathistory bob",
            &format!("@batch=history;{message}"),
            ":chat.test BATCH -history",
        ])
    );
    let nothing = Answer::History {
        target: "#tea".into(),
        messages: Vec::new(),
    };
    assert_eq!(
        asked_with(Capabilities::BATCH, "CHATHISTORY LATEST #tea", nothing),
        lines(&[
            ":chat.test BATCH +history chathistory #tea",
            ":chat.test BATCH -history",
        ])
    );
    assert_eq!(
        asked("CHATHISTORY LATEST bob", answer()),
        ":alice!ax@u1.hourglass PRIVMSG bob :hi\r\n"
    );
}

#[test]
fn conversations_and_markers_are_told() {
    assert_eq!(
        asked_with(
            Capabilities::BATCH,
            "CHATHISTORY TARGETS",
            Answer::Conversations(vec![("#tea".into(), NOW)])
        ),
        lines(&[
            ":chat.test BATCH +history draft/chathistory-targets",
            "@batch=history :chat.test CHATHISTORY TARGETS #tea 2026-11-25T20:00:00.250Z",
            ":chat.test BATCH -history",
        ])
    );
    let marker = Answer::ReadMarker {
        target: "bob".into(),
        at: None,
    };
    assert_eq!(
        asked_with(Capabilities::READ_MARKER, "MARKREAD bob", marker),
        ":chat.test MARKREAD bob *\r\n"
    );
}

#[test]
fn those_watched_are_listed_or_told_of() {
    let watched = || Answer::Watched(vec![("bob".into(), Some(bob())), ("eve".into(), None)]);
    assert_eq!(
        asked("MONITOR L", watched()),
        lines(&[
            ":chat.test 732 alice :bob,eve",
            ":chat.test 733 alice :End of MONITOR list",
        ])
    );
    assert_eq!(
        asked("MONITOR S", watched()),
        lines(&[
            ":chat.test 730 alice :bob!bx@u2.hourglass",
            ":chat.test 731 alice :eve",
        ])
    );
}

#[test]
fn a_message_played_is_as_it_was() {
    let answer = Answer::History {
        target: "#tea".into(),
        messages: vec![Arc::new(message("one"))],
    };
    assert_eq!(
        asked_with(
            Capabilities::MESSAGE_TAGS,
            "CHATHISTORY LATEST #tea",
            answer
        ),
        "@msgid=7 :alice!ax@u1.hourglass PRIVMSG #tea :one\r\n"
    );
}
