//! Rooms as they open and change.

use std::sync::Arc;

use hourglass_core::{
    Event, MaskKind, ModeChange, Person, Rank, Refusal, RoomFlag, RoomView, Sequence, Stamp,
};
use hourglass_wire::irc::Capabilities;
use hourglass_wire::name;

use super::sample::{
    NOW, alice, answered, bob, heard, heard_by, lines, message, room, topic, view, words,
};

const JOIN: &str = "JOIN #tea";

fn opened(capabilities: Capabilities, view: RoomView) -> String {
    answered(capabilities, JOIN, &Event::RoomOpened(Box::new(view)))
}

#[test]
fn a_room_opens_with_its_topic_and_members() {
    assert_eq!(
        opened(Capabilities::NONE, view()),
        lines(&[
            ":alice!ax@u1.hourglass JOIN #tea",
            ":chat.test 332 alice #tea :Which leaves?",
            ":chat.test 333 alice #tea bob 1795636800",
            ":chat.test 353 alice = #tea :@bob alice",
            ":chat.test 366 alice #tea :End of /NAMES list",
        ])
    );
    let secret = RoomView {
        secret: true,
        topic: None,
        read_up_to: Some(NOW),
        ..view()
    };
    let capabilities = Capabilities::EXTENDED_JOIN
        | Capabilities::MULTI_PREFIX
        | Capabilities::USERHOST_IN_NAMES
        | Capabilities::READ_MARKER;
    assert_eq!(
        opened(capabilities, secret),
        lines(&[
            ":alice!ax@u1.hourglass JOIN #tea alice :alice herself",
            ":chat.test MARKREAD #tea timestamp=2026-11-25T20:00:00.250Z",
            ":chat.test 353 alice @ #tea :@+bob!bx@u2.hourglass alice!ax@u1.hourglass",
            ":chat.test 366 alice #tea :End of /NAMES list",
        ])
    );
    assert!(opened(Capabilities::READ_MARKER, view()).contains(" MARKREAD #tea *\r\n"));
}

#[test]
fn what_was_said_last_is_played_to_who_cannot_ask_for_it() {
    let mut with_messages = view();
    with_messages.messages = vec![Arc::new(message("one")), Arc::new(message("two"))];
    let said = ":alice!ax@u1.hourglass PRIVMSG #tea :";
    let plain = opened(Capabilities::NONE, with_messages.clone());
    assert!(plain.ends_with(&format!("{said}one\r\n{said}two\r\n")));
    let batched = opened(Capabilities::BATCH, with_messages.clone());
    assert!(batched.ends_with(&lines(&[
        ":chat.test BATCH +history chathistory #tea",
        &format!("@batch=history {said}one"),
        &format!("@batch=history {said}two"),
        ":chat.test BATCH -history",
    ])));
    let asking = opened(Capabilities::CHATHISTORY, with_messages);
    assert!(asking.ends_with("End of /NAMES list\r\n"));
}

#[test]
fn a_topic_is_set_and_taken_away() {
    let changed = |topic| Event::TopicChanged {
        room: room(),
        person: alice(),
        topic,
        stamp: Stamp {
            sequence: Sequence(9),
            time: NOW,
        },
    };
    assert_eq!(
        heard(Capabilities::NONE, &changed(Some(topic()))),
        ":alice!ax@u1.hourglass TOPIC #tea :Which leaves?\r\n"
    );
    assert_eq!(
        heard(Capabilities::NONE, &changed(None)),
        ":alice!ax@u1.hourglass TOPIC #tea :\r\n"
    );
    let tags = Capabilities::SERVER_TIME | Capabilities::MESSAGE_TAGS;
    assert!(
        heard(tags, &changed(None)).ends_with("Z;msgid=9 :alice!ax@u1.hourglass TOPIC #tea :\r\n")
    );
}

#[test]
fn another_name_is_told_or_played() {
    let renamed = |former: &str| Event::RoomRenamed {
        room: room(),
        former: former.into(),
        person: alice(),
        reason: Some(words("Typo")),
        view: Arc::new(view()),
    };
    assert_eq!(
        heard(Capabilities::CHANNEL_RENAME, &renamed("#tee")),
        ":alice!ax@u1.hourglass RENAME #tee #tea :Typo\r\n"
    );
    assert_eq!(
        heard(Capabilities::NONE, &renamed("#tee")),
        lines(&[
            ":bob!bx@u2.hourglass PART #tee :Typo",
            ":bob!bx@u2.hourglass JOIN #tea",
            ":chat.test 332 bob #tea :Which leaves?",
            ":chat.test 333 bob #tea bob 1795636800",
            ":chat.test 353 bob = #tea :@bob alice",
            ":chat.test 366 bob #tea :End of /NAMES list",
        ])
    );
    assert_eq!(heard(Capabilities::NONE, &renamed("#Tea")), "");
}

#[test]
fn changes_of_modes_are_told_three_on_a_line() {
    let event = |person: Option<Arc<Person>>, changes, refused| Event::ModesChanged {
        room: room(),
        person,
        changes,
        refused,
    };
    let bob = name::parse("bob").unwrap();
    let changes = vec![
        ModeChange::Flag {
            flag: RoomFlag::InviteOnly,
            on: true,
        },
        ModeChange::Key(Some("secret".into())),
        ModeChange::Limit(None),
        ModeChange::Mask {
            kind: MaskKind::Ban,
            mask: "m:*!*@*".into(),
            on: true,
        },
        ModeChange::Rank {
            rank: Rank::Voice,
            name: bob.clone(),
            on: false,
        },
        ModeChange::Key(None),
    ];
    assert_eq!(
        heard(
            Capabilities::NONE,
            &event(Some(alice()), changes, Vec::new())
        ),
        lines(&[
            ":alice!ax@u1.hourglass MODE #tea +ik-l secret",
            ":alice!ax@u1.hourglass MODE #tea +b-vk m:*!*@* bob *",
        ])
    );
    let passed_on = vec![ModeChange::Rank {
        rank: Rank::Operator,
        name: bob,
        on: true,
    }];
    assert_eq!(
        heard(Capabilities::NONE, &event(None, passed_on, Vec::new())),
        ":chat.test MODE #tea +o bob\r\n"
    );
    let refused = vec![Refusal::NotAMember {
        room: "#tea".into(),
        name: "eve".into(),
    }];
    let answer = answered(
        Capabilities::NONE,
        "MODE #tea",
        &event(Some(alice()), Vec::new(), refused),
    );
    assert!(answer.starts_with(":chat.test 441 alice eve #tea :"));
}

#[test]
fn an_invitation_is_told_to_those_concerned() {
    let event = Event::Invited {
        room: room(),
        by: alice(),
        name: "bob".into(),
        away: Some(words("Lunch")),
    };
    assert_eq!(
        answered(Capabilities::NONE, "INVITE bob #tea", &event),
        lines(&[
            ":chat.test 341 alice bob #tea",
            ":chat.test 301 alice bob :Lunch",
        ])
    );
    let invited = ":alice!ax@u1.hourglass INVITE bob #tea\r\n";
    assert_eq!(heard_by("bob", Capabilities::NONE, &event), invited);
    assert_eq!(heard_by("carol", Capabilities::NONE, &event), "");
    assert_eq!(
        heard_by("carol", Capabilities::INVITE_NOTIFY, &event),
        invited
    );
}

#[test]
fn who_comes_and_goes_is_told() {
    let mut away = (*bob()).clone();
    away.away = Some(words("Lunch"));
    let entered = Event::Entered {
        room: room(),
        person: Arc::new(away),
        is_arrival: false,
        announced: true,
    };
    assert_eq!(
        heard(Capabilities::NONE, &entered),
        ":bob!bx@u2.hourglass JOIN #tea\r\n"
    );
    assert_eq!(
        heard(
            Capabilities::EXTENDED_JOIN | Capabilities::AWAY_NOTIFY,
            &entered
        ),
        lines(&[
            ":bob!bx@u2.hourglass JOIN #tea bob :bob herself",
            ":bob!bx@u2.hourglass AWAY :Lunch",
        ])
    );
    for (by, reason, line) in [
        (None, None, ":bob!bx@u2.hourglass PART #tea"),
        (None, Some("Bye"), ":bob!bx@u2.hourglass PART #tea :Bye"),
        (
            Some(alice()),
            None,
            ":alice!ax@u1.hourglass KICK #tea bob :alice",
        ),
        (
            Some(alice()),
            Some("Out"),
            ":alice!ax@u1.hourglass KICK #tea bob :Out",
        ),
    ] {
        let event = Event::Departed {
            room: room(),
            person: bob(),
            by,
            reason: reason.map(words),
            announced: true,
        };
        assert_eq!(heard(Capabilities::NONE, &event), lines(&[line]));
    }
}
