//! Answers to questions.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    AccountId, Answer, Counts, Event, MaskKind, Member, Person, PersonOnline, RoomMask, RoomModes,
    RoomSummary, Sequence, Standing, WhoEntry, Whois,
};
use hourglass_wire::irc::Capabilities;

use super::sample::{NOW, alice, answered, bob, lines, person, room, topic, words};

fn asked(question: &str, answer: Answer) -> String {
    let event = Event::Answer(Box::new(answer));
    answered(Capabilities::NONE, question, &event)
}

fn operator() -> Standing {
    Standing {
        operator: true,
        voice: false,
    }
}

#[test]
fn rooms_say_how_they_are_run() {
    let modes = RoomModes {
        secret: true,
        key: Some("tea".into()),
        limit: Some(9),
        ..RoomModes::default()
    };
    let answer = Answer::Modes {
        room: room(),
        modes,
        opened_at: NOW,
    };
    assert_eq!(
        asked("MODE #tea", answer),
        lines(&[
            ":chat.test 324 alice #tea +nstkl tea 9",
            ":chat.test 329 alice #tea 1795636800",
        ])
    );
    let no_topic = Answer::Topic {
        room: room(),
        topic: None,
    };
    assert_eq!(
        asked("TOPIC #tea", no_topic),
        ":chat.test 331 alice #tea :No topic is set\r\n"
    );
    for (kind, entry, end) in [
        (MaskKind::Ban, "367", "368"),
        (MaskKind::Exception, "348", "349"),
        (MaskKind::Invitation, "346", "347"),
    ] {
        let mask = RoomMask {
            kind,
            mask: "m:eve!*@*".into(),
            by: "bob".into(),
            at: NOW,
        };
        let answer = Answer::Masks {
            room: room(),
            kind,
            masks: vec![mask],
        };
        let answer = asked("MODE #tea b", answer);
        let (first, last) = answer.split_once("\r\n").unwrap();
        assert_eq!(
            first,
            format!(":chat.test {entry} alice #tea m:eve!*@* bob 1795636800")
        );
        assert!(last.starts_with(&format!(":chat.test {end} alice #tea :End of ")));
    }
}

#[test]
fn names_take_as_many_lines_as_they_have_to() {
    let members: Vec<Member> = (0..200)
        .map(|number| Member {
            person: person(number, &format!("somebody{number}")),
            standing: Standing::default(),
        })
        .collect();
    let answer = Answer::Members {
        room: "#tea".into(),
        secret: false,
        members,
    };
    let answer = asked("NAMES #tea", answer);
    let mut names = 0;
    for line in answer.lines() {
        assert!(line.len() <= 510);
        if let Some(on_line) = line.strip_prefix(":chat.test 353 alice = #tea :") {
            names += on_line.split(' ').count();
        }
    }
    assert_eq!(names, 200);
    assert!(answer.lines().count() < 10);
    let nobody = Answer::Members {
        room: "#none".into(),
        secret: false,
        members: Vec::new(),
    };
    assert_eq!(
        asked("NAMES #none", nobody),
        ":chat.test 366 alice #none :End of /NAMES list\r\n"
    );
}

#[test]
fn rooms_are_listed() {
    let summary = RoomSummary {
        room: room(),
        members: 2,
        topic: Some(topic()),
        is_member: true,
    };
    assert_eq!(
        asked("LIST", Answer::Rooms(vec![summary])),
        lines(&[
            ":chat.test 321 alice Channel :Users  Name",
            ":chat.test 322 alice #tea 2 :Which leaves?",
            ":chat.test 323 alice :End of /LIST",
        ])
    );
    assert_eq!(
        asked("INVITE", Answer::Invitations(vec!["#tea".into()])),
        lines(&[
            ":chat.test 336 alice #tea",
            ":chat.test 337 alice :End of /INVITE list",
        ])
    );
}

fn who() -> Answer {
    let mut away = (*bob()).clone();
    away.away = Some(words("Lunch"));
    away.is_bot = true;
    let guest = Person {
        account: AccountId::guest(Sequence(3)),
        ..(*alice()).clone()
    };
    Answer::Who(vec![
        WhoEntry {
            person: Arc::new(away),
            room: Some("#tea".into()),
            standing: operator(),
            idle: Duration::from_secs(61),
        },
        WhoEntry {
            person: Arc::new(guest),
            room: None,
            standing: Standing::default(),
            idle: Duration::ZERO,
        },
    ])
}

#[test]
fn who_is_answered_in_both_forms() {
    assert_eq!(
        asked("WHO #tea", who()),
        lines(&[
            ":chat.test 352 alice #tea bx u2.hourglass chat.test bob GB@ :0 bob herself",
            ":chat.test 352 alice * ax g3.hourglass chat.test alice H :0 alice herself",
            ":chat.test 315 alice #tea :End of WHO list",
        ])
    );
    assert_eq!(
        asked("WHO #tea %tna,42", who()),
        lines(&[
            ":chat.test 354 alice 42 bob bob",
            ":chat.test 354 alice 42 alice 0",
            ":chat.test 315 alice #tea :End of WHO list",
        ])
    );
    let all = asked("WHO #tea o%raoldfnshiuct", who());
    let first = all.lines().next().unwrap();
    assert_eq!(
        first,
        ":chat.test 354 alice 0 #tea bx 255.255.255.255 u2.hourglass chat.test bob GB@ 0 61 bob n/a \
         :bob herself"
    );
}

#[test]
fn whois_tells_all() {
    let whois = Whois {
        person: bob(),
        rooms: vec![
            ("#lobby".into(), Standing::default()),
            ("#tea".into(), operator()),
        ],
        idle: Duration::from_secs(61),
        online_since: NOW,
        metadata: Vec::new(),
        devices: 2,
    };
    assert_eq!(
        asked("WHOIS bob", Answer::Whois(Box::new(whois))),
        lines(&[
            ":chat.test 311 alice bob bx u2.hourglass * :bob herself",
            ":chat.test 319 alice bob :#lobby @#tea",
            ":chat.test 312 alice bob chat.test :A group chat that forgets",
            ":chat.test 330 alice bob bob :is logged in as",
            ":chat.test 320 alice bob :is here with 2 devices",
            ":chat.test 317 alice bob 61 1795636800 :seconds idle, signon time",
            ":chat.test 318 alice bob :End of /WHOIS list",
        ])
    );
    let whowas = |people| Answer::Whowas {
        name: "bob".into(),
        people,
    };
    assert_eq!(
        asked("WHOWAS bob", whowas(vec![(bob(), NOW)])),
        lines(&[
            ":chat.test 314 alice bob bx u2.hourglass * :bob herself",
            ":chat.test 312 alice bob chat.test :2026-11-25T20:00:00.250Z",
            ":chat.test 369 alice bob :End of WHOWAS",
        ])
    );
    assert_eq!(
        asked("WHOWAS bob", whowas(Vec::new())),
        lines(&[
            ":chat.test 406 alice bob :There was no such nickname",
            ":chat.test 369 alice bob :End of WHOWAS",
        ])
    );
}

#[test]
fn who_is_online_is_answered_in_two_ways() {
    let people = || {
        Answer::People(vec![
            PersonOnline { person: bob() },
            PersonOnline { person: alice() },
        ])
    };
    assert_eq!(
        asked("ISON bob", people()),
        ":chat.test 303 alice :bob alice\r\n"
    );
    assert_eq!(
        asked("USERHOST bob", people()),
        ":chat.test 302 alice :bob=+bx@u2.hourglass alice=+ax@u1.hourglass\r\n"
    );
    assert_eq!(
        asked("ISON eve", Answer::People(Vec::new())),
        ":chat.test 303 alice :\r\n"
    );
}

#[test]
fn everything_is_counted() {
    let counts = Counts {
        names_online: 2,
        names_online_most: 5,
        connections: 3,
        rooms: 4,
    };
    assert_eq!(
        asked("LUSERS", Answer::Counts(counts)),
        lines(&[
            ":chat.test 251 alice :There are 2 users and 0 invisible on 1 servers",
            ":chat.test 252 alice 0 :operator(s) online",
            ":chat.test 254 alice 4 :channels formed",
            ":chat.test 255 alice :I have 3 clients and 0 servers",
            ":chat.test 265 alice 2 5 :Current local users 2, max 5",
            ":chat.test 266 alice 2 5 :Current global users 2, max 5",
        ])
    );
}
