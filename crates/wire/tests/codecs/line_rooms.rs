//! What happens in rooms, to the line door's bytes.

use std::sync::Arc;

use hourglass_core::{
    Answer, Destination, Event, LoggedIn, Member, Message, MessageId, ModeChange, Rank, Refusal,
    RoomId, RoomSummary, RoomView, Speech, Stamp, Standing,
};
use hourglass_wire::Perspective;
use hourglass_wire::line::LineEncoder;

use super::sample::{
    RUST, in_rust, logged_in, message, name, operator, person, private, rust, text, topic, view,
};

fn encode(event: &Event, perspective: Perspective, focus: RoomId) -> String {
    let mut out = Vec::new();
    LineEncoder::new("127.0.0.1", 8000).encode(event, perspective, focus, &mut out);
    String::from_utf8(out).unwrap()
}

/// As others in the room hear it.
fn told(event: &Event) -> String {
    encode(event, Perspective::Other, RUST)
}

/// As the one who asked for it hears it.
fn answered(event: &Event) -> String {
    encode(event, Perspective::Own, RUST)
}

fn said(message: Message, perspective: Perspective, focus: RoomId) -> String {
    encode(&Event::Message(Arc::new(message)), perspective, focus)
}

#[test]
fn a_message_names_its_room_where_that_is_not_in_focus() {
    let (own, other) = (Perspective::Own, Perspective::Other);
    assert_eq!(said(in_rust("hi"), other, RUST), "alice:\thi\n");
    assert_eq!(said(in_rust("hi"), own, RUST), "you:\thi\n");
    let common = RoomId::COMMON;
    assert_eq!(said(in_rust("hi"), other, common), "#rust alice:\thi\n");
    assert_eq!(said(in_rust("hi"), own, common), "#rust you:\thi\n");
    assert_eq!(said(message("hi"), other, RUST), "#lobby alice:\thi\n");
    for focus in [common, RUST] {
        assert_eq!(said(private("hi"), other, focus), ">> alice:\thi\n");
        assert_eq!(said(private("hi"), own, focus), "you >> bob:\thi\n");
    }
}

#[test]
fn what_somebody_does_is_told_of_them_by_name() {
    let (own, other) = (Perspective::Own, Perspective::Other);
    let does = |message| Message {
        speech: Speech::Action,
        ..message
    };
    for perspective in [own, other] {
        let waves = || does(in_rust("waves"));
        assert_eq!(said(waves(), perspective, RUST), "* alice waves\n");
        assert_eq!(
            said(waves(), perspective, RoomId::COMMON),
            "#rust * alice waves\n"
        );
    }
    let waves = || does(private("waves"));
    assert_eq!(said(waves(), other, RUST), ">> * alice waves\n");
    assert_eq!(said(waves(), own, RUST), "you >> bob: * alice waves\n");
}

#[test]
fn what_is_between_programs_has_no_line() {
    for speech in [Speech::TagsOnly, Speech::Request, Speech::Reply] {
        let message = Message {
            speech,
            ..message("VERSION")
        };
        assert_eq!(said(message, Perspective::Other, RoomId::COMMON), "");
    }
}

#[test]
fn what_only_a_part_of_the_room_hears_is_marked() {
    let to_operators = Message {
        destination: Destination::Room {
            id: RUST,
            name: "#rust".into(),
            rank: Some(Rank::Operator),
        },
        ..in_rust("hi")
    };
    let line = said(to_operators, Perspective::Other, RUST);
    assert_eq!(line, "@#rust alice:\thi\n");
}

#[test]
fn who_joins_is_told_where_they_are() {
    assert_eq!(
        answered(&Event::RoomOpened(Box::new(view()))),
        "* You are in #rust (1 person). What you type goes there. /leave leaves it.\n\
         * You run #rust: /topic, /invite, /kick and /op are yours.\n"
    );
    let opened = Event::RoomOpened(Box::new(RoomView {
        topic: Some(topic("Crabs")),
        members: None,
        member_count: 3,
        messages: vec![Arc::new(in_rust("hi"))],
        person: person("bob"),
        ..view()
    }));
    assert_eq!(
        answered(&opened),
        "* You are in #rust (3 people). What you type goes there. /leave leaves it.\n\
         * The topic of #rust: Crabs (set by bob)\n\
         alice:\thi\n"
    );
    assert_eq!(
        encode(&opened, Perspective::Other, RoomId::COMMON),
        "* You are in #rust now, with another device. To write there: /join #rust\n\
         #rust alice:\thi\n"
    );
}

#[test]
fn a_welcome_names_the_rooms_beside_the_common_one() {
    let mut welcome = logged_in();
    welcome.rooms.push(view());
    let missed = vec![Arc::new(message("one")), Arc::new(in_rust("two"))];
    let welcome = LoggedIn {
        catch_up: hourglass_core::CatchUp {
            messages: missed,
            skipped: 0,
        },
        ..welcome
    };
    assert_eq!(
        encode(
            &Event::LoggedIn(Box::new(welcome)),
            Perspective::Own,
            RoomId::COMMON
        ),
        "Welcome to chat, alice!\n\
         * You are in #rust too. To write there: /join #rust\n\
         you:\tone\n\
         #rust you:\ttwo\n"
    );
}

fn entered(is_arrival: bool, announced: bool) -> Event {
    Event::Entered {
        room: rust(),
        person: person("bob"),
        is_arrival,
        announced,
    }
}

#[test]
fn coming_into_a_small_room_is_announced() {
    assert_eq!(told(&entered(false, true)), "* bob has joined #rust\n");
    assert_eq!(told(&entered(false, false)), "");
    assert_eq!(told(&entered(true, true)), "");
}

#[test]
fn leaving_and_being_put_out_differ() {
    let departed = |by: Option<&str>, announced| Event::Departed {
        room: rust(),
        person: person("bob"),
        by: by.map(person),
        reason: by.map(|_| text("Enough")),
        announced,
    };
    assert_eq!(told(&departed(None, true)), "* bob has left #rust\n");
    assert_eq!(told(&departed(None, false)), "");
    assert_eq!(answered(&departed(None, false)), "* You have left #rust\n");
    for line in [
        told(&departed(Some("alice"), false)),
        answered(&departed(Some("alice"), false)),
    ] {
        assert_eq!(line, "* alice put bob out of #rust: Enough\n");
    }
}

#[test]
fn a_topic_is_told_when_it_is_set_and_when_it_is_asked_for() {
    let set = |topic| Event::TopicChanged {
        room: rust(),
        person: person("alice"),
        topic,
        stamp: Stamp::default(),
    };
    assert_eq!(
        told(&set(Some(topic("Crabs")))),
        "* alice set the topic of #rust: Crabs\n"
    );
    assert_eq!(told(&set(None)), "* alice took away the topic of #rust\n");
    let asked = |topic| {
        let room = rust();
        answered(&Event::Answer(Box::new(Answer::Topic { room, topic })))
    };
    assert_eq!(
        asked(Some(topic("Crabs"))),
        "* The topic of #rust: Crabs (set by bob)\n"
    );
    assert_eq!(asked(None), "* #rust has no topic\n");
}

#[test]
fn modes_are_told_in_words() {
    let changed = |by: Option<&str>, changes, refused| Event::ModesChanged {
        room: rust(),
        person: by.map(person),
        changes,
        refused,
    };
    let runs_it = || ModeChange::Rank {
        rank: Rank::Operator,
        name: name("bob"),
        on: true,
    };
    assert_eq!(
        told(&changed(None, vec![runs_it()], Vec::new())),
        "* In #rust, bob runs it now\n"
    );
    let changes = vec![runs_it(), ModeChange::Key(Some("ferris".into()))];
    assert_eq!(
        told(&changed(Some("alice"), changes, Vec::new())),
        "* alice changed #rust: bob runs it now; its key is ferris\n"
    );
    let refusal = Refusal::NotAMember {
        room: "#rust".into(),
        name: "eve".into(),
    };
    let in_vain = changed(Some("alice"), Vec::new(), vec![refusal]);
    assert_eq!(
        answered(&in_vain),
        "* eve is not in #rust. /who #rust lists those who are.\n"
    );
    assert_eq!(told(&in_vain), "");
    let nothing = changed(Some("alice"), Vec::new(), Vec::new());
    assert_eq!(answered(&nothing), "* Nothing changed in #rust.\n");
}

#[test]
fn an_invitation_says_how_to_follow_it() {
    let invited = Event::Invited {
        room: rust(),
        by: person("alice"),
        name: "bob".into(),
        away: Some(text("Lunch")),
    };
    assert_eq!(
        told(&invited),
        "* alice invites bob into #rust. To come in: /join #rust\n"
    );
    assert_eq!(
        answered(&invited),
        "* bob is invited into #rust, but is away: Lunch\n"
    );
}

#[test]
fn what_was_taken_back_and_renamed_is_told() {
    let redacted = Event::Redacted {
        id: MessageId(7),
        destination: in_rust("hi").destination,
        by: person("alice"),
        reason: None,
    };
    assert_eq!(
        told(&redacted),
        "* A message in #rust was taken back by alice\n"
    );
    let renamed = Event::RoomRenamed {
        room: rust(),
        former: "#crabs".into(),
        person: person("alice"),
        reason: None,
        view: Arc::new(view()),
    };
    assert_eq!(told(&renamed), "* #crabs is #rust now, says alice\n");
}

#[test]
fn lists_are_notices() {
    let rooms = Answer::Rooms(vec![
        RoomSummary {
            room: rust(),
            members: 1,
            topic: Some(topic("Crabs")),
            is_member: true,
        },
        RoomSummary {
            room: hourglass_core::RoomRef {
                id: RoomId(10),
                name: "#go".into(),
            },
            members: 2,
            topic: None,
            is_member: false,
        },
    ]);
    assert_eq!(
        answered(&Event::Answer(Box::new(rooms))),
        "* #rust (1 person, you too): Crabs\n* #go (2 people)\n"
    );
    let bob = Member {
        person: person("bob"),
        standing: Standing::default(),
    };
    let who = |members| {
        let room = "#rust".into();
        let secret = false;
        answered(&Event::Answer(Box::new(Answer::Members {
            room,
            secret,
            members,
        })))
    };
    assert_eq!(
        who(vec![operator("alice"), bob]),
        "* #rust (2 people): @alice, bob\n"
    );
    assert_eq!(
        who(Vec::new()),
        "* #rust: There is nobody there, or no such room. /rooms lists those there are.\n"
    );
}
