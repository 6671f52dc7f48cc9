//! What was not done.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{Event, MessageId, Refusal};
use hourglass_wire::irc::Capabilities;
use hourglass_wire::words;

use super::sample::answered;

fn refused_to(capabilities: Capabilities, asked: &str, refusal: Refusal) -> String {
    let words = words::refusal(&refusal).into_owned();
    let event = Event::Refused { refusal, key: None };
    let written = answered(capabilities, asked, &event);
    written.replace(&words, "WORDS")
}

fn refused(asked: &str, refusal: Refusal) -> String {
    refused_to(Capabilities::NONE, asked, refusal)
}

fn tea() -> Arc<str> {
    "#tea".into()
}

fn name() -> Arc<str> {
    "bob".into()
}

fn assert_numerics(cases: impl IntoIterator<Item = (&'static str, Refusal, &'static str)>) {
    for (asked, refusal, line) in cases {
        let expected = format!(":chat.test {line} :WORDS\r\n");
        assert_eq!(refused(asked, refusal), expected);
    }
}

#[test]
fn what_a_room_refuses_has_its_numerics() {
    let room = tea;
    assert_numerics([
        (
            "PRIVMSG #tea",
            Refusal::NotInRoom { room: room() },
            "404 alice #tea",
        ),
        (
            "TOPIC #tea",
            Refusal::NotInRoom { room: room() },
            "442 alice #tea",
        ),
        (
            "PRIVMSG #tea",
            Refusal::CannotSpeak { room: room() },
            "404 alice #tea",
        ),
        (
            "PRIVMSG #tea",
            Refusal::UnknownRoom { room: room() },
            "403 alice #tea",
        ),
        (
            "JOIN #tea",
            Refusal::InviteOnly { room: room() },
            "473 alice #tea",
        ),
        (
            "JOIN #tea",
            Refusal::RoomFull { room: room() },
            "471 alice #tea",
        ),
        (
            "JOIN #tea",
            Refusal::BannedFromRoom { room: room() },
            "474 alice #tea",
        ),
        (
            "JOIN #tea",
            Refusal::WrongRoomKey { room: room() },
            "475 alice #tea",
        ),
        (
            "JOIN #tea",
            Refusal::NoMoreRooms { room: room() },
            "405 alice #tea",
        ),
        (
            "KICK #tea",
            Refusal::NotOperator { room: room() },
            "482 alice #tea",
        ),
        (
            "PART #tea",
            Refusal::CommonRoom { room: room() },
            "482 alice #tea",
        ),
    ]);
}

#[test]
fn what_concerns_others_in_a_room_names_them() {
    let room = tea;
    let (not_there, there) = (
        Refusal::NotAMember {
            room: room(),
            name: name(),
        },
        Refusal::AlreadyAMember {
            room: room(),
            name: name(),
        },
    );
    let full = Refusal::TooManyMasks {
        room: room(),
        mask: "e!*@*".into(),
    };
    assert_numerics([
        ("KICK #tea", not_there, "441 alice bob #tea"),
        ("INVITE bob", there, "443 alice bob #tea"),
        ("MODE #tea", full, "478 alice #tea e!*@*"),
    ]);
}

#[test]
fn all_else_has_a_numeric_too() {
    let long = Refusal::TooLong {
        length: 3,
        limit: 2,
    };
    assert_numerics([
        (
            "PRIVMSG bob",
            Refusal::UnknownName { name: name() },
            "401 alice bob",
        ),
        (
            "NICK bob",
            Refusal::NameInUse { name: name() },
            "433 alice bob",
        ),
        (
            "NICK bob",
            Refusal::NameIsFixed { name: name() },
            "447 alice",
        ),
        ("PRIVMSG #tea", long, "417 alice"),
        ("PRIVMSG alice", Refusal::ToYourself, "404 alice alice"),
        ("JOIN #tea", Refusal::StorageFailing, "263 alice JOIN"),
        ("MODE alice", Refusal::GuestsCannot, "400 alice MODE"),
    ]);
}

#[test]
fn whois_ends_although_nobody_is_there() {
    let refusal = Refusal::NotOnline { name: "bob".into() };
    assert_eq!(
        refused("WHOIS bob", refusal),
        ":chat.test 401 alice bob :WORDS\r\n:chat.test 318 alice bob :End of /WHOIS list\r\n"
    );
}

#[test]
fn some_commands_have_codes_of_their_own() {
    let redact = |is_others| Refusal::CannotRedact {
        target: tea(),
        id: MessageId(7),
        is_others,
    };
    for (asked, refusal, line) in [
        (
            "REDACT #tea 7",
            redact(true),
            "REDACT REDACT_FORBIDDEN #tea 7",
        ),
        (
            "REDACT #tea 7",
            redact(false),
            "REDACT UNKNOWN_MSGID #tea 7",
        ),
        (
            "CHATHISTORY LATEST #tea",
            Refusal::UnknownRoom { room: tea() },
            "CHATHISTORY INVALID_TARGET LATEST #tea",
        ),
        (
            "RENAME #tea #tee",
            Refusal::RoomNameTaken {
                room: tea(),
                to: "#tee".into(),
            },
            "RENAME CHANNEL_NAME_IN_USE #tea #tee",
        ),
        (
            "REGISTER alice",
            Refusal::AlreadyRegistered,
            "REGISTER ALREADY_AUTHENTICATED alice",
        ),
        (
            "MARKREAD #tea",
            Refusal::NotInRoom { room: tea() },
            "MARKREAD INVALID_PARAMS #tea",
        ),
    ] {
        assert_eq!(
            refused(asked, refusal),
            format!(":chat.test FAIL {line} :WORDS\r\n")
        );
    }
    let not_operator = Refusal::NotOperator { room: tea() };
    assert!(refused("RENAME #tea #tee", not_operator).starts_with(":chat.test 482 alice #tea :"));
}

#[test]
fn standard_replies_take_the_place_of_what_no_numeric_fits() {
    let standard = Capabilities::STANDARD_REPLIES;
    assert_eq!(
        refused_to(standard, "PRIVMSG #tea", Refusal::GuestsCannot),
        ":chat.test FAIL PRIVMSG ACCOUNT_REQUIRED #tea :WORDS\r\n"
    );
    let wait = Duration::from_secs(5);
    assert_eq!(
        refused_to(standard, "PRIVMSG bob", Refusal::Silenced { wait }),
        ":chat.test FAIL PRIVMSG SILENCED bob 5 :WORDS\r\n"
    );
}

#[test]
fn a_notice_is_answered_only_where_it_has_to_be() {
    let unknown = || Refusal::UnknownName { name: "bob".into() };
    assert_eq!(refused("NOTICE bob", unknown()), "");
    let wait = Duration::from_secs(5);
    assert_eq!(
        refused("NOTICE #tea", Refusal::Silenced { wait }),
        ":chat.test 404 alice #tea :WORDS\r\n"
    );
}

#[test]
fn a_complaint_is_answered_by_the_chat_itself() {
    assert_eq!(
        refused("COMPLAIN alice", Refusal::AboutYourself),
        ":hourglass!chat@hourglass NOTICE alice :WORDS\r\n"
    );
}

#[test]
fn names_that_cannot_be_watched_are_told() {
    let refusal = Refusal::TooManyWatched {
        limit: 100,
        names: vec!["bob".into(), "eve".into()],
    };
    let many = Refusal::TooManyWatched {
        limit: 100,
        names: vec!["x".repeat(90).into(); 5],
    };
    let full = "Monitor list is full";
    assert_eq!(
        refused("MONITOR +", refusal),
        format!(":chat.test 734 alice 100 bob,eve :{full}\r\n")
    );
    let many = refused("MONITOR +", many);
    assert_eq!(many.matches('x').count(), 450);
    assert_eq!(many.lines().count(), 3);
    assert!(
        many.lines()
            .all(|line| line.len() <= 510 && line.ends_with(full))
    );
}
