//! What people say of themselves, and what the chat says to them.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{AccountId, Event, Person, Sequence, Status};
use hourglass_wire::Farewell;
use hourglass_wire::irc::Capabilities;

use super::sample::{NOW, alice, allowance, answered, bob, encoder, heard, lines, words};

fn with(change: impl FnOnce(&mut Person)) -> Arc<Person> {
    let mut person = (*alice()).clone();
    change(&mut person);
    Arc::new(person)
}

#[test]
fn who_quits_says_why() {
    let quit = |reason: Option<&str>| Event::Quit {
        person: alice(),
        reason: reason.map(words),
    };
    assert_eq!(
        heard(Capabilities::NONE, &quit(Some("Tea"))),
        ":alice!ax@u1.hourglass QUIT :Tea\r\n"
    );
    assert_eq!(
        heard(Capabilities::NONE, &quit(None)),
        ":alice!ax@u1.hourglass QUIT :Quit\r\n"
    );
}

#[test]
fn tags_tell_of_whoever_caused_a_line() {
    let quit = Event::Quit {
        person: with(|alice| alice.is_bot = true),
        reason: None,
    };
    let tagged = Capabilities::ACCOUNT_TAG | Capabilities::MESSAGE_TAGS;
    assert_eq!(
        heard(tagged, &quit),
        "@account=alice;bot :alice!ax@u1.hourglass QUIT :Quit\r\n"
    );
}

#[test]
fn whatever_happens_to_people_tells_when() {
    let (timed, all) = (Capabilities::SERVER_TIME, Capabilities::ALL);
    let quit = Event::Quit {
        person: alice(),
        reason: None,
    };
    assert_eq!(
        heard(timed, &quit),
        "@time=2026-11-25T20:00:00.250Z :alice!ax@u1.hourglass QUIT :Quit\r\n"
    );
    let without_account = all.without(Capabilities::ACCOUNT_TAG);
    for event in [
        quit,
        Event::AwayChanged { person: alice() },
        Event::RealnameChanged { person: alice() },
        Event::BotChanged { person: alice() },
        Event::Renamed {
            former: alice(),
            person: bob(),
        },
        Event::Registered {
            former: alice(),
            person: bob(),
        },
    ] {
        let heard = heard(without_account, &event);
        assert!(!heard.is_empty(), "{event:?}");
        for line in heard.lines() {
            assert!(
                line.starts_with("@time=2026-11-25T20:00:00.250Z :"),
                "{line}"
            );
        }
    }
}

#[test]
fn that_somebody_is_away_is_told_to_who_wants_to_know() {
    let away = Event::AwayChanged {
        person: with(|alice| alice.away = Some(words("Lunch"))),
    };
    let back = Event::AwayChanged { person: alice() };
    assert_eq!(heard(Capabilities::NONE, &away), "");
    assert_eq!(
        heard(Capabilities::AWAY_NOTIFY, &away),
        ":alice!ax@u1.hourglass AWAY :Lunch\r\n"
    );
    assert_eq!(
        heard(Capabilities::AWAY_NOTIFY, &back),
        ":alice!ax@u1.hourglass AWAY\r\n"
    );
    let answer = answered(Capabilities::NONE, "AWAY Lunch", &away);
    assert!(answer.starts_with(":chat.test 306 alice :"));
    assert!(answered(Capabilities::NONE, "AWAY", &back).starts_with(":chat.test 305 alice :"));
}

#[test]
fn names_at_length_and_programs_are_told() {
    let named = Event::RealnameChanged { person: alice() };
    assert_eq!(heard(Capabilities::NONE, &named), "");
    assert_eq!(
        heard(Capabilities::SETNAME, &named),
        ":alice!ax@u1.hourglass SETNAME :alice herself\r\n"
    );
    let bot = Event::BotChanged {
        person: with(|alice| alice.is_bot = true),
    };
    assert_eq!(
        answered(Capabilities::NONE, "MODE alice +B", &bot),
        ":alice!ax@u1.hourglass MODE alice +B\r\n"
    );
    let hidden = Event::VisibilityChanged {
        person: with(|alice| alice.is_invisible = true),
    };
    assert_eq!(
        answered(Capabilities::NONE, "MODE alice +i", &hidden),
        ":alice!ax@u1.hourglass MODE alice +i\r\n"
    );
}

#[test]
fn a_guest_takes_another_name_and_registers() {
    let guest = with(|alice| alice.account = AccountId::guest(Sequence(4)));
    let renamed = Event::Renamed {
        former: guest.clone(),
        person: with(|person| person.name = "eve".into()),
    };
    assert_eq!(
        heard(Capabilities::NONE, &renamed),
        ":alice!ax@g4.hourglass NICK eve\r\n"
    );
    let registered = Event::Registered {
        former: guest,
        person: alice(),
    };
    assert_eq!(heard(Capabilities::NONE, &registered), "");
    assert_eq!(
        heard(
            Capabilities::CHGHOST | Capabilities::ACCOUNT_NOTIFY,
            &registered
        ),
        lines(&[
            ":alice!ax@g4.hourglass CHGHOST ax u1.hourglass",
            ":alice!ax@u1.hourglass ACCOUNT alice",
        ])
    );
    let answer = answered(Capabilities::NONE, "REGISTER *", &registered);
    assert!(answer.starts_with(":chat.test REGISTER SUCCESS alice :"));
    assert!(answer.contains("\r\n:chat.test 900 alice alice!ax@u1.hourglass alice :"));
}

#[test]
fn those_watched_are_told_of() {
    let changed = Event::WatchChanged(vec![
        ("bob".into(), Some(bob())),
        ("eve".into(), None),
        ("dan".into(), None),
    ]);
    assert_eq!(
        answered(Capabilities::NONE, "MONITOR +", &changed),
        lines(&[
            ":chat.test 730 alice :bob!bx@u2.hourglass",
            ":chat.test 731 alice :eve,dan",
        ])
    );
    let gone = Event::Watched {
        person: alice(),
        is_online: false,
    };
    assert_eq!(
        heard(Capabilities::NONE, &gone),
        ":chat.test 731 bob :alice\r\n"
    );
}

#[test]
fn the_chat_speaks_in_notices() {
    let wait = Duration::from_secs(90);
    for (event, text) in [
        (
            Event::ComplainedAbout { total: 2, limit: 3 },
            "Someone complained about you. Total complaints: 2.",
        ),
        (
            Event::SilenceOver { wait: None },
            "You can write messages again",
        ),
        (
            Event::SilenceOver { wait: Some(wait) },
            "The silence is over. You can write when your message limit is renewed, in 00:01:30.",
        ),
        (
            Event::AllowanceRenewed {
                allowance: allowance(),
                can_write_again: true,
            },
            "You can write messages again",
        ),
    ] {
        assert_eq!(
            heard(Capabilities::NONE, &event),
            format!(":hourglass!chat@hourglass NOTICE bob :{text}\r\n")
        );
    }
    let silenced = Event::Silenced {
        total: 3,
        duration: wait,
    };
    assert_eq!(heard(Capabilities::NONE, &silenced).lines().count(), 2);
    for event in [
        Event::Joined { name: "eve".into() },
        Event::Left { name: "eve".into() },
        Event::AllowanceRenewed {
            allowance: allowance(),
            can_write_again: false,
        },
    ] {
        assert_eq!(heard(Capabilities::ALL, &event), "");
    }
}

#[test]
fn the_status_is_told_in_whole_or_in_part() {
    let status = Event::Status(Status {
        names_online: 2,
        connections: 3,
        devices: 1,
        allowance: allowance(),
        complaints: 0,
        silenced: None,
    });
    let notice = ":hourglass!chat@hourglass NOTICE alice :";
    assert_eq!(
        answered(Capabilities::NONE, "QUOTA", &status),
        format!("{notice}Messages sent: 3 of 20.\r\n")
    );
    let whole = answered(Capabilities::NONE, "STATUS", &status);
    assert!(whole.starts_with(&format!(
        "{notice}People online: 2, with 3 devices. Yours: 1.\r\n"
    )));
    assert!(whole.contains(&format!("{notice}Messages sent: 3 of 20.\r\n")));
}

#[test]
fn what_is_read_is_told_to_ones_other_devices() {
    let read = Event::ReadUpTo {
        target: "#tea".into(),
        at: NOW,
    };
    assert_eq!(heard(Capabilities::NONE, &read), "");
    assert_eq!(
        heard(Capabilities::READ_MARKER, &read),
        ":chat.test MARKREAD #tea timestamp=2026-11-25T20:00:00.250Z\r\n"
    );
}

#[test]
fn the_end_is_told_as_an_error() {
    assert_eq!(
        heard(Capabilities::NONE, &Event::ShuttingDown),
        "ERROR :Closing link: The server is shutting down\r\n"
    );
    let mut out = b":half a li".to_vec();
    encoder().farewell(Farewell::TooSlow, &mut out);
    let out = String::from_utf8(out).unwrap();
    assert!(out.starts_with(":half a li\r\nERROR :Closing link: You were cut off"));
}
