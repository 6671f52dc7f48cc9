//! Who sends much that asks nothing, and who still has something to say when it is over.

use std::time::Duration;

use hourglass_wire::json::ServerMessage;
use tokio::io::AsyncWriteExt;

use crate::kit::frame::{FINAL, PONG, TEXT, frame};
use crate::kit::{DoorTime, World};

const FLOOD: usize = 10_000;
/// Enough of it at once that the flood guard stops reading.
const ASKED: usize = 60;
const LONG: usize = 20_000;

/// Longer than somebody who is cut off has to read why, and than the flood guard holds up.
const LATER: Duration = Duration::from_secs(20);

#[tokio::test]
async fn who_sends_empty_lines_and_vanishes_is_gone_at_once() {
    let world = World::start().await;
    let [mut ann, mut eve] = world.newcomers(["Ann", "Eve"]).await;
    let _time = DoorTime::stop();
    eve.sends("\n".repeat(FLOOD).as_bytes()).await;
    drop(eve);
    ann.hears("User Eve has left the chat").await;
}

#[tokio::test]
async fn who_sends_signs_of_life_and_vanishes_is_gone_at_once() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let _time = DoorTime::stop();
    for pong in [
        frame(FINAL | TEXT, br#"{"type":"pong"}"#),
        frame(FINAL | PONG, b""),
    ] {
        let mut eve = world.json("Eve").await;
        eve.hears_welcome().await;
        eve.raw().write_all(&pong.repeat(FLOOD)).await.unwrap();
        drop(eve);
        ann.hears_all(&["User Eve has joined the chat", "User Eve has left the chat"])
            .await;
    }
}

#[tokio::test]
async fn who_was_cut_off_does_not_speak_any_more() {
    let world = World::with_rules(|rules| {
        rules.message_limit = 0;
        rules.max_message = LONG;
    })
    .await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut bob = world.stalled("Bob").await;
    assert!(matches!(ann.hears().await, ServerMessage::Joined { .. }));
    let time = DoorTime::stop();
    bob.sends(format!("{}spoken by nobody\n", "/x\n".repeat(ASKED)).as_bytes())
        .await;
    bob.is_handed_something().await;
    for _ in 0..2 * hourglass_server::limits::OUTBOX_BYTES_MAX / LONG {
        ann.says(&"x".repeat(LONG), None).await;
        ann.hears_said().await;
    }
    time.pass(LATER).await;
    let left = ServerMessage::Left { name: "Bob".into() };
    assert_eq!(ann.hears().await, left);
}
