//! Events to the line door's bytes.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    AccountId, Allowance, CatchUp, Event, LoggedIn, Message, Refusal, RoomId, Settings, Status,
};
use hourglass_wire::line::{Answer, LineEncoder, answer, farewell, login_refused};
use hourglass_wire::name::NameError;
use hourglass_wire::text::parse_text;
use hourglass_wire::{Farewell, LoginRefusal, Perspective, rules};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::sample::{self, hostile_text, logged_in, message, private};

const WAIT: Duration = Duration::from_secs(42 * 60 + 10);

fn encode_as(event: &Event, perspective: Perspective) -> String {
    let mut out = Vec::new();
    LineEncoder::new("127.0.0.1", 8000).encode(event, perspective, RoomId::COMMON, &mut out);
    String::from_utf8(out).unwrap()
}

fn encode(event: &Event) -> String {
    encode_as(event, Perspective::Other)
}

fn refused(refusal: Refusal) -> String {
    encode(&Event::Refused { refusal, key: None })
}

fn said(message: Message, perspective: Perspective) -> String {
    encode_as(&Event::Message(Arc::new(message)), perspective)
}

#[test]
fn messages_name_their_author_to_others_only() {
    assert_eq!(said(message("hi"), Perspective::Other), "alice:\thi\n");
    assert_eq!(said(message("hi"), Perspective::Own), "you:\thi\n");
    assert_eq!(said(private("hi"), Perspective::Other), ">> alice:\thi\n");
    assert_eq!(said(private("hi"), Perspective::Own), "you >> bob:\thi\n");
}

#[test]
fn coming_and_going_are_announced() {
    let name = Arc::from("bob");
    assert_eq!(
        encode(&Event::Joined {
            name: Arc::clone(&name)
        }),
        "User bob has joined the chat\n"
    );
    assert_eq!(
        encode(&Event::Left { name }),
        "User bob has left the chat\n"
    );
    assert_eq!(encode(&Event::ShuttingDown), "Server is shutting down\n");
}

#[test]
fn the_fixed_refusals_stand_without_a_mark() {
    for (refusal, line) in [
        (
            Refusal::Silenced { wait: WAIT },
            "You are banned. Wait another 00:42:10\n",
        ),
        (
            Refusal::AllowanceSpent { wait: WAIT },
            "You have reached the message limit. Wait another 00:42:10\n",
        ),
        (Refusal::ToYourself, "No point in sending it to yourself\n"),
        (
            Refusal::UnknownName { name: "bob".into() },
            "No such user - \"bob\"\n",
        ),
        (
            Refusal::ComplaintAboutUnknown { name: "bob".into() },
            "Ban error: check username\n",
        ),
    ] {
        assert_eq!(refused(refusal), line);
    }
}

#[test]
fn all_other_refusals_are_notices() {
    let too_long = refused(Refusal::TooLong {
        length: 2_001,
        limit: 2_000,
    });
    assert!(too_long.starts_with("* The message has 2001 characters, and 2000 are allowed."));
    assert!(refused(Refusal::AboutYourself).starts_with("* "));
    assert!(refused(Refusal::StorageFailing).starts_with("* "));
}

#[test]
fn complaints_are_told_to_both_sides() {
    assert_eq!(
        encode(&Event::Complained { name: "bob".into() }),
        "* Your complaint about bob was counted.\n"
    );
    assert_eq!(
        encode(&Event::ComplainedAbout { total: 2, limit: 3 }),
        "Someone complained about you. Total complaints: 2.\n"
    );
    assert_eq!(
        encode(&Event::Silenced {
            total: 3,
            duration: Duration::from_secs(4 * 3600)
        }),
        "You've been complained about for 3 time.\n\
         * For 04:00:00 you can read, but neither write nor complain. \
         You are told when it is over.\n"
    );
}

#[test]
fn the_end_of_a_limit_is_told_where_it_was_felt() {
    assert_eq!(
        encode(&Event::SilenceOver { wait: None }),
        "You can write messages again\n"
    );
    assert_eq!(
        encode(&Event::SilenceOver { wait: Some(WAIT) }),
        "* The silence is over. You can write when your message limit is renewed, in 00:42:10.\n"
    );
    let allowance = Allowance {
        used: 0,
        limit: 20,
        renews_in: None,
    };
    let renewed = |can_write_again| {
        encode(&Event::AllowanceRenewed {
            allowance,
            can_write_again,
        })
    };
    assert_eq!(renewed(true), "You can write messages again\n");
    assert_eq!(renewed(false), "");
}

fn status(allowance: Allowance, silenced: Option<Duration>) -> String {
    encode(&Event::Status(Status {
        names_online: 2,
        connections: 3,
        devices: 2,
        allowance,
        complaints: 0,
        silenced,
    }))
}

#[test]
fn the_status_has_the_lines_of_the_original() {
    let allowance = Allowance {
        used: 8,
        limit: 20,
        renews_in: Some(WAIT),
    };
    assert_eq!(
        status(allowance, Some(Duration::from_secs(4 * 3600))),
        "======= CHAT INFO: ========\n\
         *\tHOST\t= 127.0.0.1\n\
         *\tPORT\t= 8000\n\
         *\tUSERS ONLINE:\t 2\n\
         *\tCONNECTIONS:\t3\n\
         ======= ABOUT YOU: ========\n\
         *\tHOW MANY CLIENTS\t= 2\n\
         *\tCOUNTER MESSAGE\t= 8 of 20, anew in 00:42:10\n\
         *\tAMOUNT OF COMPLAINTS\t= 0\n\
         *\tBANNED FOR\t04:00:00\n"
    );
}

#[test]
fn the_status_leaves_out_what_does_not_apply() {
    let idle = status(
        Allowance {
            used: 0,
            limit: 20,
            renews_in: None,
        },
        None,
    );
    assert!(idle.contains("*\tCOUNTER MESSAGE\t= 0 of 20\n"));
    assert!(!idle.contains("BANNED"));
    let unlimited = status(
        Allowance {
            used: 8,
            limit: 0,
            renews_in: None,
        },
        None,
    );
    assert!(unlimited.contains("*\tCOUNTER MESSAGE\t= 8\n"));
}

#[test]
fn a_welcome_is_one_line_where_nothing_was_missed() {
    let event = Event::LoggedIn(Box::new(logged_in()));
    assert_eq!(encode(&event), "Welcome to chat, alice!\n");
}

#[test]
fn a_welcome_shows_what_was_missed_like_live_lines() {
    let from_bob = Message {
        author: AccountId(2),
        author_name: "bob".into(),
        ..message("three")
    };
    let messages = vec![message("one"), private("two"), from_bob]
        .into_iter()
        .map(Arc::new)
        .collect();
    let welcome = LoggedIn {
        catch_up: CatchUp {
            messages,
            skipped: 5,
        },
        silenced: Some(WAIT),
        ..logged_in()
    };
    assert_eq!(
        encode(&Event::LoggedIn(Box::new(welcome))),
        "Welcome to chat, alice!\n\
         * 5 earlier messages are not shown\n\
         you:\tone\n\
         you >> bob:\ttwo\n\
         bob:\tthree\n\
         You are banned. Wait another 00:42:10\n"
    );
}

#[test]
fn a_new_name_is_told_that_it_is_registered() {
    let welcome = LoggedIn {
        registered: true,
        ..logged_in()
    };
    assert_eq!(
        encode(&Event::LoggedIn(Box::new(welcome))),
        "Welcome to chat, alice!\n\
         * The name alice is yours now: only this password opens it. \
         /rules says how the chat works.\n"
    );
}

fn answered(what: Answer<'_>) -> String {
    let mut out = Vec::new();
    answer(what, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn the_door_answers_what_it_can_by_itself() {
    assert_eq!(
        answered(Answer::PrivateSyntax),
        "Incorrect syntax for private message.\nTemplate: /private <username> <message>\n"
    );
    assert_eq!(
        answered(Answer::UnknownCommand { word: "/dance" }),
        "* There is no command /dance. See /rules for those there are.\n"
    );
    assert_eq!(
        answered(Answer::Rules {
            text: "one\ntwo\u{1b}[2J\n"
        }),
        "* one\n* two\n"
    );
    assert!(
        answered(Answer::TooLong {
            characters: 9,
            limit: 8
        })
        .starts_with("* The message has 9")
    );
}

#[test]
fn the_rules_tell_the_settings() {
    let text = rules::default_text(&Settings::default());
    for words in [
        "gone after 1 hour",
        "2000 characters",
        "20 messages in 1 hour",
        "3 people",
        "4 hours",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let unlimited = Settings {
        message_limit: 0,
        ..Settings::default()
    };
    assert!(!rules::default_text(&unlimited).contains("messages in"));
}

#[test]
fn logins_are_refused_in_the_words_of_the_door() {
    let refused = |refusal: LoginRefusal| {
        let mut out = Vec::new();
        login_refused(&refusal, &mut out);
        String::from_utf8(out).unwrap()
    };
    assert_eq!(
        refused(LoginRefusal::WrongPassword),
        "Wrong password. Try again.\n"
    );
    assert_eq!(
        refused(NameError::SeveralWords.into()),
        "login must consist of one word\n"
    );
    assert_eq!(
        refused(LoginRefusal::Throttled { wait: WAIT }),
        "* There were too many wrong passwords. Try again in 00:42:10.\n"
    );
}

#[test]
fn a_farewell_is_one_notice() {
    let mut out = Vec::new();
    farewell(
        Farewell::LoginTimeout {
            limit: Duration::from_secs(30),
        },
        &mut out,
    );
    let line = "* No login came within 30 seconds. Connect again when you are ready.\n";
    assert_eq!(String::from_utf8(out).unwrap(), line);
}

proptest! {
    #[test]
    fn a_message_is_one_line_whatever_was_typed(typed in hostile_text()) {
        if parse_text(&typed).is_some() {
            let line = encode(&sample::said_by_alice(&typed));
            prop_assert!(line.ends_with('\n'));
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert!(!line.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
        }
    }
}
