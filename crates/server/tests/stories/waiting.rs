//! How long the doors wait: for a login, for a sign of life, for those who ask too much.

use std::time::Duration;

use hourglass_wire::json::{ClientMessage, Code, ServerMessage};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::kit::{DoorTime, LineUser, STATUS_LINES, World};

const SECOND: Duration = Duration::from_secs(1);
/// How late a timer may be.
const LATE: Duration = Duration::from_millis(1);

#[tokio::test]
async fn the_prompt_comes_after_a_silence_of_300_milliseconds() {
    let world = World::start().await;
    let time = DoorTime::stop();
    let mut visitor = world.visitor().await;
    let mut ann = world.newcomer("Ann").await;
    // By now the visitor was accepted, too, since Ann was after him.
    time.pass(Duration::from_millis(298)).await;
    ann.hears_nothing_else("Ann").await;
    assert!(!visitor.has_heard_something());
    time.pass(Duration::from_millis(3)).await;
    visitor.hears_bytes("Enter login: ").await;
}

#[tokio::test]
async fn a_login_has_30_seconds() {
    let world = World::start().await;
    let time = DoorTime::stop();
    let late = "\n* No login came within 30 seconds. Connect again when you are ready.\n";
    let mut silent = world.visitor().await;
    let mut begun = world.visitor().await;
    begun.says("Ann").await;
    begun.hears_bytes("Enter login: Enter password: ").await;
    let mut greeted = world.greeted().await;
    time.pass(Duration::from_millis(301)).await;
    silent.hears_bytes("Enter login: ").await;
    time.pass(SECOND * 30).await;
    silent.hears_bytes(late).await;
    begun.hears_bytes(late).await;
    assert_eq!(greeted.hears_goodbye().await, Code::LoginTimeout);
    for user in [&mut silent, &mut begun] {
        user.ends_input().await;
        user.hears_the_end().await;
    }
}

#[tokio::test]
async fn a_request_that_never_ends_is_given_up() {
    let world = World::start().await;
    let time = DoorTime::stop();
    let mut slow = world.visitor().await;
    slow.sends(b"GET /healthz HTTP/1.1\r\nHost: ").await;
    // A round trip of somebody else, so that the door has read this.
    world.newcomer("Ann").await;
    time.pass(SECOND * 11).await;
    let answer = slow.everything().await;
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test]
async fn a_client_that_is_silent_is_pinged_and_then_taken_for_gone() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let time = DoorTime::stop();
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    ann.hears("User Bob has joined the chat").await;
    for _ in 0..2 {
        time.pass(SECOND * 10 + LATE).await;
        bob.hears_a_ping_and_keeps_silent().await;
    }
    time.pass(SECOND * 5).await;
    assert_eq!(bob.hears_goodbye().await, Code::HeartbeatTimeout);
    ann.hears("User Bob has left the chat").await;
}

#[tokio::test]
async fn any_sign_of_life_keeps_a_client() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let time = DoorTime::stop();
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    ann.hears("User Bob has joined the chat").await;
    for round in 0..12 {
        time.pass(SECOND * 10 + LATE).await;
        bob.hears_a_ping_and_keeps_silent().await;
        match round % 3 {
            0 => {
                bob.sends(&ClientMessage::Ping).await;
                assert_eq!(bob.hears().await, ServerMessage::Pong);
            }
            1 => {
                let payload = Bytes::from_static(b"there?");
                bob.sends_frame(Message::Ping(payload.clone())).await;
                assert_eq!(bob.hears_frame().await, Some(Message::Pong(payload)));
            }
            _ => assert_eq!(bob.asks_status().await.names_online, 2),
        }
    }
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test]
async fn a_client_of_irc_is_asked_after_90_seconds_and_taken_for_gone_after_150() {
    let world = World::start().await;
    let mut ann = world.irc_user("Ann").await;
    let time = DoorTime::stop();
    let mut bob = world.irc_user("Bob").await;
    ann.line_with(" JOIN ").await;
    time.pass(SECOND * 90 - LATE).await;
    // A round trip of somebody else, so that whatever is due has happened.
    assert!(ann.hears_all().await.is_empty());
    assert!(!bob.has_heard_something());
    time.pass(LATE * 2).await;
    let asked = bob.line().await;
    assert!(asked.starts_with("PING :"), "{asked}");
    time.pass(SECOND * 60 - LATE * 2).await;
    assert!(ann.hears_all().await.is_empty());
    assert!(!bob.has_heard_something());
    time.pass(LATE * 2).await;
    let told = bob.everything().await;
    let words = "Nothing was heard from you for 2 minutes 30 seconds. Connect again to catch up.";
    assert_eq!(told, [format!("ERROR :Closing link: {words}")]);
    let quit = ann.line().await;
    assert!(
        quit.starts_with(":Bob!") && quit.ends_with(" QUIT :Ping timeout"),
        "{quit}"
    );
}

#[tokio::test]
async fn any_sign_of_life_keeps_a_client_of_irc() {
    let world = World::start().await;
    let mut ann = world.irc_user("Ann").await;
    let time = DoorTime::stop();
    let mut bob = world.irc_user("Bob").await;
    for round in 0..6 {
        time.pass(SECOND * 80).await;
        ann.hears_all().await;
        time.pass(SECOND * 10 + LATE).await;
        let asked = bob.line().await;
        assert!(asked.starts_with("PING :"), "{asked}");
        // Late, and yet in time.
        time.pass(SECOND * 59).await;
        match round % 3 {
            0 => bob.says(&asked.replace("PING", "PONG")).await,
            1 => assert!(bob.hears_all().await.is_empty()),
            _ => bob.says(&format!("PRIVMSG #lobby :{round}")).await,
        }
        // A round trip of somebody else, so that the door has read this.
        let heard = ann.hears_all().await;
        assert!(
            !heard.iter().any(|line| line.contains(" QUIT ")),
            "{heard:?}"
        );
    }
    assert!(bob.hears_all().await.is_empty());
}

async fn hears_status(user: &mut LineUser) {
    for _ in 0..STATUS_LINES {
        user.line().await;
    }
}

#[tokio::test]
async fn who_asks_too_much_is_slowed_and_answered_all_the_same() {
    const ASKED: u32 = 200;
    const AT_ONCE: u32 = 41;
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut bob = world.newcomer("Bob").await;
    let time = DoorTime::stop();
    let mut ann = world.newcomer("Ann").await;
    ann.sends("/status\n".repeat(ASKED as usize).as_bytes())
        .await;
    for _ in 0..AT_ONCE {
        hears_status(&mut ann).await;
    }
    // Others are not slowed, and are told things meanwhile.
    for number in 0..20 {
        bob.says(&number.to_string()).await;
        ann.hears(&format!("Bob:\t{number}")).await;
    }
    bob.hears_nothing_else("Bob").await;
    assert!(!ann.has_heard_something());
    // From now on ten a second.
    for _ in AT_ONCE..ASKED {
        time.pass(SECOND / 10 + LATE).await;
        hears_status(&mut ann).await;
    }
    ann.hears_nothing_else("Ann").await;
}
