//! One room behind both doors.

use hourglass_wire::json::{ClientMessage, Code, ServerMessage};

use crate::kit::{BEGINNING, World};

const QUIET: fn(&mut hourglass_core::Settings) = |rules| rules.announce_up_to = 0;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_the_same_in_the_same_order() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut bob = world.json("Bob").await;
    let mut carl = world.json("Carl").await;
    let mut dora = world.newcomer("Dora").await;
    for user in [&mut bob, &mut carl] {
        assert!(user.hears_welcome().await.registered);
    }
    for round in 0..10 {
        ann.says(&format!("line {round}")).await;
        bob.says(&format!("frame {round}"), None).await;
    }
    // The order in which the listener with JSON hears them is everybody's.
    let mut heard = Vec::new();
    for _ in 0..20 {
        heard.push(carl.hears_message().await);
    }
    assert!(heard.is_sorted_by(|one, next| one.id < next.id));
    for message in &heard {
        dora.hears(&format!("{}:\t{}", message.from, message.text))
            .await;
        assert_eq!(message.sent_at, BEGINNING.0);
        assert_eq!(message.expires_at, BEGINNING.0 + 3_600_000);
        assert_eq!(message.to, None);
    }
    let by = |name: &'static str| heard.iter().filter(move |message| message.from == name);
    for message in by("Bob") {
        ann.hears(&format!("Bob:\t{}", message.text)).await;
    }
    // Bob's confirmations and what he hears of Ann are in one order, too, with the ids of the others.
    let mut known = Vec::new();
    for _ in 0..20 {
        known.push(match bob.hears().await {
            ServerMessage::Said(said) => said.id,
            ServerMessage::Message(message) => message.id,
            other => panic!("heard {other:?}"),
        });
    }
    assert_eq!(
        known,
        heard.iter().map(|message| message.id).collect::<Vec<_>>()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_of_one_name_are_in_step_over_both_doors() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut tablet = world.json("Ann").await;
    assert!(!tablet.hears_welcome().await.registered);
    let mut phone = world.enter("Ann").await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;

    ann.says("hello", Some("k1")).await;
    let said = ann.hears_said().await;
    assert_eq!(said.key.as_deref(), Some("k1"));
    assert_eq!(said.allowance.used, 1);
    phone.hears("you:\thello").await;
    let on_tablet = tablet.hears_message().await;
    assert_eq!(
        (on_tablet.id, on_tablet.key.as_deref()),
        (said.id, Some("k1"))
    );
    let at_bob = bob.hears_message().await;
    assert_eq!((at_bob.id, at_bob.key), (said.id, None));

    bob.says_to(Some("ANN"), "for you", None).await;
    bob.hears_said().await;
    phone.hears(">> Bob:\tfor you").await;
    for device in [&mut ann, &mut tablet] {
        let message = device.hears_message().await;
        assert_eq!(
            (&*message.from, message.to.as_deref()),
            ("Bob", Some("Ann"))
        );
    }

    phone.says("/private Bob thanks").await;
    for device in [&mut ann, &mut tablet, &mut bob] {
        let message = device.hears_message().await;
        assert_eq!(
            (&*message.from, message.to.as_deref()),
            ("Ann", Some("Bob"))
        );
    }
    let status = tablet.asks_status().await;
    assert_eq!(
        (status.names_online, status.connections, status.devices),
        (2, 4, 3)
    );
    assert_eq!(status.allowance.used, 2);
    phone.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_and_going_is_told_over_both_doors() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let mut bob = world.json("Bob").await;
    let welcome = bob.hears_welcome().await;
    assert_eq!(welcome.names_online, 2);
    assert_eq!(welcome.names, ["Bob", "Ann"]);
    ann.hears("User Bob has joined the chat").await;
    let carl = world.newcomer("Carl").await;
    assert_eq!(
        bob.hears().await,
        ServerMessage::Joined {
            name: "Carl".into()
        }
    );
    ann.hears("User Carl has joined the chat").await;
    drop(carl);
    assert_eq!(
        bob.hears().await,
        ServerMessage::Left {
            name: "Carl".into()
        }
    );
    ann.hears("User Carl has left the chat").await;
    bob.sends(&ClientMessage::Exit).await;
    assert_eq!(bob.hears_goodbye().await, Code::Exit);
    ann.hears("User Bob has left the chat").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_say_by_code_why_and_when() {
    let world = World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.message_limit = 1;
        rules.ban_complaints = 1;
    })
    .await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut bob = world.newcomer("Bob").await;
    let long = "x".repeat(2_001);
    for (to, text, code) in [
        (None, "", Code::EmptyMessage),
        (None, "\u{1b}[0m", Code::EmptyMessage),
        (None, long.as_str(), Code::TooLong),
        (Some("Ann"), "x", Code::ToYourself),
        (Some("Zoe"), "x", Code::UnknownName),
        (Some("a:b"), "x", Code::UnknownName),
    ] {
        ann.says_to(to, text, Some("key")).await;
        let refused = ann.hears_refused().await;
        assert_eq!((refused.code, refused.retry_after_ms), (code, None));
        assert_eq!(refused.key.as_deref(), Some("key"));
    }
    ann.says("the only one", None).await;
    assert_eq!(ann.hears_said().await.allowance.used, 1);
    world.pass(std::time::Duration::from_secs(600));
    ann.says("one more", Some("more")).await;
    let refused = ann.hears_refused().await;
    assert_eq!(refused.code, Code::AllowanceSpent);
    assert_eq!(refused.retry_after_ms, Some(3_000_000));
    for (name, code) in [("Zoe", Code::UnknownName), ("Ann", Code::AboutYourself)] {
        ann.sends(&ClientMessage::Complain {
            name: name.to_owned(),
        })
        .await;
        assert_eq!(ann.hears_refused().await.code, code);
    }
    bob.says("/ban Ann").await;
    let silenced = ServerMessage::Silenced {
        total: 1,
        wait_ms: 14_400_000,
    };
    assert_eq!(ann.hears().await, silenced);
    ann.says("one more", None).await;
    let refused = ann.hears_refused().await;
    assert_eq!(
        (refused.code, refused.retry_after_ms),
        (Code::Silenced, Some(14_400_000))
    );
    bob.hears_all(&[
        "Ann:\tthe only one",
        "* Your complaint about Ann was counted.",
    ])
    .await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_in_as_json_is_cleaned_too() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut bob = world.newcomer("Bob").await;
    let mut carl = world.json("Carl").await;
    carl.hears_welcome().await;
    for (sent, heard) in [
        ("\u{1b}[2Jall\u{202e} clear", "all clear"),
        ("two\nlines\r\nof text", "two lines of text"),
        ("nul\0 and bell\u{7}", "nul and bell"),
        ("/exit", "/exit"),
    ] {
        ann.says(sent, None).await;
        ann.hears_said().await;
        bob.hears(&format!("Ann:\t{heard}")).await;
        assert_eq!(carl.hears_message().await.text, heard);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_logs_in_is_sent_away_after_a_while() {
    let world = World::with_rules(QUIET).await;
    let mut visitor = world.greeted().await;
    for _ in 0..20 {
        visitor.logs_in("no such name", "x", None).await;
        assert_eq!(visitor.hears_refused().await.code, Code::InvalidName);
    }
    assert_eq!(visitor.hears_goodbye().await, Code::TooManyAttempts);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_is_refused_by_code() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut visitor = world.greeted().await;
    visitor.sends(&ClientMessage::Status).await;
    assert_eq!(visitor.hears_refused().await.code, Code::NotLoggedIn);
    for (name, password, code) in [
        ("Ann Smith", "x", Code::InvalidName),
        ("", "x", Code::InvalidName),
        ("Bob", "", Code::InvalidPassword),
        ("\u{430}nn", "x", Code::NameResembles),
        ("Ann", "x", Code::WrongPassword),
        ("Ann", "y", Code::WrongPassword),
        ("Ann", "z", Code::WrongPassword),
    ] {
        visitor.logs_in(name, password, None).await;
        assert_eq!(visitor.hears_refused().await.code, code, "{name}");
    }
    assert_eq!(visitor.hears_goodbye().await, Code::TooManyAttempts);
    ann.logs_in("Bob", "x", None).await;
    assert_eq!(ann.hears_refused().await.code, Code::AlreadyLoggedIn);
    assert_eq!(ann.asks_status().await.names_online, 1);
}
