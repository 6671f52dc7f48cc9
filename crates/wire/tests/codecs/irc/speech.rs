//! What is said.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    AccountId, ClientTags, Destination, Event, Message, MessageId, Rank, Said, Sequence, Speech,
};
use hourglass_wire::irc::{Capabilities, Correlation, Reference};
use hourglass_wire::text::parse_lines;

use super::sample::{
    alice, allowance, answered, answered_to, heard, lines, message, private, words,
};

const TAGS: Capabilities = Capabilities::MESSAGE_TAGS;

fn said(capabilities: Capabilities, message: Message) -> String {
    heard(capabilities, &Event::Message(Arc::new(message)))
}

fn taken(message: Message) -> Event {
    Event::Said(Said {
        message: Arc::new(message),
        is_repeated: false,
        away: None,
        allowance: allowance(),
    })
}

#[test]
fn messages_go_to_rooms_and_people() {
    assert_eq!(
        said(Capabilities::NONE, message("Good morning")),
        ":alice!ax@u1.hourglass PRIVMSG #tea :Good morning\r\n"
    );
    assert_eq!(
        said(Capabilities::NONE, private("Psst")),
        ":alice!ax@u1.hourglass PRIVMSG bob :Psst\r\n"
    );
    let ranked = Message {
        destination: Destination::Room {
            id: hourglass_core::RoomId(5),
            name: "#tea".into(),
            rank: Some(Rank::Operator),
        },
        ..message("Help")
    };
    assert_eq!(
        said(Capabilities::NONE, ranked),
        ":alice!ax@u1.hourglass PRIVMSG @#tea :Help\r\n"
    );
}

#[test]
fn each_kind_of_speech_has_its_form() {
    for (speech, line) in [
        (Speech::Notice, "NOTICE #tea :waves"),
        (Speech::Action, "PRIVMSG #tea :\u{1}ACTION waves\u{1}"),
        (Speech::Request, "PRIVMSG #tea :\u{1}waves\u{1}"),
        (Speech::Reply, "NOTICE #tea :\u{1}waves\u{1}"),
    ] {
        let message = Message {
            speech,
            ..message("waves")
        };
        assert_eq!(
            said(Capabilities::NONE, message),
            format!(":alice!ax@u1.hourglass {line}\r\n")
        );
    }
}

#[test]
fn tags_are_for_those_who_agreed_on_them() {
    let tagged = Message {
        tags: Some(ClientTags::from_checked("+draft/reply=6")),
        author_is_bot: true,
        ..message("hi")
    };
    let line = ":alice!ax@u1.hourglass PRIVMSG #tea :hi\r\n";
    for (capabilities, tags) in [
        (TAGS, "@msgid=7;bot;+draft/reply=6 "),
        (Capabilities::SERVER_TIME, "@time=2026-11-25T20:00:00.250Z "),
        (Capabilities::ACCOUNT_TAG, "@account=alice "),
        (
            Capabilities::ALL,
            "@time=2026-11-25T20:00:00.250Z;account=alice;msgid=7;bot;+draft/reply=6 ",
        ),
    ] {
        assert_eq!(said(capabilities, tagged.clone()), [tags, line].concat());
    }
    let guest = Message {
        author: AccountId::guest(Sequence(9)),
        ..message("hi")
    };
    assert_eq!(
        said(Capabilities::ACCOUNT_TAG, guest),
        ":alice!ax@g9.hourglass PRIVMSG #tea :hi\r\n"
    );
}

#[test]
fn tags_alone_are_told_to_those_only_who_know_of_them() {
    let typing = Message {
        speech: Speech::TagsOnly,
        tags: Some(ClientTags::from_checked("+typing=active")),
        ..message("-")
    };
    assert_eq!(said(Capabilities::SERVER_TIME, typing.clone()), "");
    assert_eq!(
        said(TAGS, typing),
        "@msgid=7;+typing=active :alice!ax@u1.hourglass TAGMSG #tea\r\n"
    );
}

#[test]
fn a_long_text_takes_several_lines_of_one_message() {
    let text = "ä".repeat(1_000);
    let written = said(TAGS | Capabilities::ACCOUNT_TAG, message(&text));
    let prefix = ":alice!ax@u1.hourglass PRIVMSG #tea :";
    let mut parts = String::new();
    for (index, line) in written.lines().enumerate() {
        let (tags, body) = line.split_once(' ').unwrap();
        let expected = if index == 0 {
            "@account=alice;msgid=7"
        } else {
            "@account=alice"
        };
        assert_eq!(tags, expected);
        assert!(body.len() <= 510);
        parts.push_str(body.strip_prefix(prefix).unwrap());
    }
    assert_eq!(written.lines().count(), 5);
    assert_eq!(parts, text);
}

#[test]
fn a_long_text_is_split_behind_a_space_if_it_can_be() {
    let text = "word ".repeat(150);
    let written = said(Capabilities::NONE, message(text.trim_end()));
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].ends_with(" word "));
    assert!(lines[1].contains(" PRIVMSG #tea :word word"));
}

#[test]
fn a_long_text_is_one_batch_to_clients_that_know_of_such() {
    let text = "ä".repeat(300);
    let capabilities = TAGS | Capabilities::MULTILINE | Capabilities::BATCH;
    assert_eq!(capabilities.for_rendering(), capabilities);
    let source = ":alice!ax@u1.hourglass";
    let (first, second) = text.split_at(472);
    assert_eq!(
        said(capabilities, message(&text)),
        lines(&[
            &format!("@msgid=7 {source} BATCH +long draft/multiline #tea"),
            &format!("@batch=long {source} PRIVMSG #tea :{first}"),
            &format!("@batch=long;draft/multiline-concat {source} PRIVMSG #tea :{second}"),
            ":chat.test BATCH -long",
        ])
    );
    assert_eq!(
        said(capabilities, message("short")),
        format!("@msgid=7 {source} PRIVMSG #tea :short\r\n")
    );
    let without = TAGS | Capabilities::MULTILINE;
    assert_eq!(without.for_rendering(), TAGS);
    assert!(!said(without, message(&text)).contains("BATCH"));
}

#[test]
fn a_text_on_lines_is_told_on_lines() {
    let typed = [
        ("one ", false),
        ("two", true),
        ("", false),
        ("three", false),
    ];
    let message = Message {
        text: parse_lines(&typed).unwrap(),
        tags: Some(ClientTags::from_checked("+x=1")),
        ..message("x")
    };
    let capabilities = TAGS | Capabilities::MULTILINE | Capabilities::BATCH;
    let source = ":alice!ax@u1.hourglass";
    assert_eq!(
        said(capabilities, message.clone()),
        lines(&[
            &format!("@msgid=7;+x=1 {source} BATCH +long draft/multiline #tea"),
            &format!("@batch=long {source} PRIVMSG #tea :one "),
            &format!("@batch=long;draft/multiline-concat {source} PRIVMSG #tea :two"),
            &format!("@batch=long {source} PRIVMSG #tea :"),
            &format!("@batch=long {source} PRIVMSG #tea :three"),
            ":chat.test BATCH -long",
        ])
    );
    // Whoever knows of no such gets a message for each line, and none that is blank; only the first has the id.
    assert_eq!(
        said(TAGS, message),
        lines(&[
            &format!("@msgid=7;+x=1 {source} PRIVMSG #tea :one "),
            &format!("@+x=1 {source} PRIVMSG #tea :two"),
            &format!("@+x=1 {source} PRIVMSG #tea :three"),
        ])
    );
}

#[test]
fn long_tags_are_told_once() {
    let long = format!("+x={}", "y".repeat(200));
    let message = Message {
        text: parse_lines(&[("one", false), ("two", false)]).unwrap(),
        tags: Some(ClientTags::from_checked(&long)),
        ..message("x")
    };
    let told = said(TAGS, message);
    assert_eq!(told.lines().count(), 2);
    assert_eq!(told.matches(&long).count(), 1);
}

#[test]
fn the_author_hears_it_too_where_that_was_agreed_on() {
    let asked = "PRIVMSG #tea hi";
    assert_eq!(
        answered(Capabilities::NONE, asked, &taken(message("hi"))),
        ""
    );
    assert_eq!(
        answered(
            Capabilities::ECHO_MESSAGE | TAGS,
            asked,
            &taken(message("hi"))
        ),
        "@msgid=7 :alice!ax@u1.hourglass PRIVMSG #tea :hi\r\n"
    );
    let labelled = Reference {
        correlation: Correlation::Label("l1"),
        verb: "PRIVMSG",
        parameters: vec!["#tea"],
    };
    let responses = Capabilities::LABELED_RESPONSE | Capabilities::BATCH;
    assert_eq!(
        answered_to(responses, &labelled, &taken(message("hi"))),
        "@label=l1 :chat.test ACK\r\n"
    );
    let echo = responses | Capabilities::ECHO_MESSAGE | TAGS;
    assert_eq!(
        answered_to(echo, &labelled, &taken(message("hi"))),
        "@label=l1;msgid=7 :alice!ax@u1.hourglass PRIVMSG #tea :hi\r\n"
    );
}

#[test]
fn that_somebody_is_away_is_told_to_who_writes_to_them() {
    let event = Event::Said(Said {
        message: Arc::new(private("hi")),
        is_repeated: false,
        away: Some(words("Lunch")),
        allowance: allowance(),
    });
    assert_eq!(
        answered(Capabilities::NONE, "PRIVMSG bob hi", &event),
        ":chat.test 301 alice bob :Lunch\r\n"
    );
}

#[test]
fn messages_taken_back_are_told_to_those_who_know_how() {
    let event = Event::Redacted {
        id: MessageId(7),
        destination: message("x").destination,
        by: alice(),
        reason: None,
    };
    assert_eq!(heard(TAGS, &event), "");
    assert_eq!(
        heard(Capabilities::MESSAGE_REDACTION, &event),
        lines(&[":alice!ax@u1.hourglass REDACT #tea 7"])
    );
}

#[test]
fn limits_are_told_with_the_seconds_to_wait() {
    let event = Event::Refused {
        refusal: hourglass_core::Refusal::AllowanceSpent {
            wait: Duration::from_millis(61_500),
        },
        key: None,
    };
    let words = "You have reached the message limit. Wait another 00:01:02";
    assert_eq!(
        answered(Capabilities::NONE, "PRIVMSG #tea", &event),
        format!(":chat.test 404 alice #tea :{words}\r\n")
    );
    assert_eq!(
        answered(Capabilities::NONE, "PRIVMSG bob", &event),
        format!(":chat.test 263 alice PRIVMSG :{words}\r\n")
    );
    assert_eq!(
        answered(Capabilities::STANDARD_REPLIES, "PRIVMSG", &event),
        format!(":chat.test FAIL PRIVMSG ALLOWANCE_SPENT 62 :{words}\r\n")
    );
    assert_eq!(
        answered(Capabilities::NONE, "PRIVMSG @#tea", &event),
        format!(":chat.test 404 alice @#tea :{words}\r\n")
    );
    assert_eq!(
        answered(Capabilities::STANDARD_REPLIES, "NOTICE #tea", &event),
        format!(":chat.test FAIL NOTICE ALLOWANCE_SPENT #tea 62 :{words}\r\n")
    );
}
