//! What doors still do while nothing can be saved, and the end where that is for good.

use std::time::Duration;

use hourglass_server::StopError;
use hourglass_server::store::{Failure, StoreError};
use hourglass_wire::json::{ClientMessage, ServerMessage};
use hourglass_wire::line::{self, Answer};
use hourglass_wire::rules;

use crate::kit::{DoorTime, JsonUser, LineUser, World};

const UNHEALTHY: &str = "HTTP/1.1 503 Service Unavailable";
const HEALTHY: &str = "HTTP/1.1 200 OK";

async fn ann_and_bob() -> (World, JsonUser, LineUser) {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let bob = world.newcomer("Bob").await;
    (world, ann, bob)
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_message_is_held_back_is_answered_by_the_line_door_and_may_leave() {
    let (world, mut ann, mut bob) = ann_and_bob().await;
    world.fails_to_save(bob.says("held back")).await;
    bob.says("/rules").await;
    let mut expected = Vec::new();
    let text = &rules::default_text(world.rules());
    line::answer(Answer::Rules { text }, &mut expected);
    bob.hears_bytes(std::str::from_utf8(&expected).unwrap())
        .await;
    bob.says("/x").await;
    bob.hears("* There is no command /x. See /rules for those there are.")
        .await;
    bob.leaves().await;
    world.disk.recover();
    assert_eq!(ann.hears_message().await.text, "held back");
    ann.waits_until_online(1).await;
}

#[tokio::test]
async fn whose_message_is_held_back_is_answered_by_the_web_door_and_pinged() {
    let (world, mut ann, _bob) = ann_and_bob().await;
    world
        .fails_to_save(ann.says("held back", Some("held")))
        .await;
    let time = DoorTime::stop();
    for _ in 0..2 {
        ann.sends(&ClientMessage::Rules).await;
        let heard = ann.hears().await;
        assert!(
            matches!(heard, ServerMessage::Rules { .. }),
            "heard {heard:?}"
        );
        time.pass(Duration::from_millis(10_001)).await;
        ann.hears_a_ping_and_keeps_silent().await;
    }
    world.disk.recover();
    assert_eq!(ann.hears_said().await.key.as_deref(), Some("held"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_health_tells_when_nothing_can_be_saved() {
    let (world, mut ann, _bob) = ann_and_bob().await;
    assert_eq!(world.health().await, HEALTHY);
    world.fails_to_save(ann.says("held back", None)).await;
    assert_eq!(world.health().await, UNHEALTHY);
    world.disk.recover();
    ann.hears_said().await;
    assert_eq!(world.health().await, HEALTHY);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_never_be_saved_ends_the_server() {
    let (mut world, mut ann, mut bob) = ann_and_bob().await;
    world.disk.fail_all(Failure::Damaged);
    ann.says("lost", None).await;
    world.ends().await;
    assert_eq!(world.health().await, UNHEALTHY);
    let stopped = world.stop().await;
    assert!(
        matches!(stopped, Err(StopError::Unsaved(StoreError::Damaged { .. }))),
        "{stopped:?}"
    );
    assert_eq!(ann.hears().await, ServerMessage::ShuttingDown);
    bob.hears("Server is shutting down").await;
    bob.hears_the_end().await;
    assert!(world.disk.stored().snapshot.messages.is_empty());
}
