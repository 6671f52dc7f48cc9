//! Connections that break, and those that are closed: what counts as missed.

use std::time::Duration;

use hourglass_server::limits::UNACKNOWLEDGED_TIME;
use hourglass_wire::json::ServerMessage;

use crate::kit::{DoorTime, LineUser, World, break_off};

/// More than a place in the past is remembered by.
const BRIEFLY: Duration = Duration::from_secs(3);

/// Ann, and Bob who was handed what she said and has not read it.
async fn bob_was_handed(world: &World, text: &str) -> (LineUser, LineUser) {
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    ann.says(text).await;
    bob.is_handed_something().await;
    (ann, bob)
}

async fn is_shown(world: &World, texts: &[&str]) {
    let mut bob = world.enter("Bob").await;
    for text in texts {
        bob.hears(&format!("Ann:\t{text}")).await;
    }
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_broken_connection_was_handed_of_late_is_shown_again() {
    let world = World::start().await;
    let (mut ann, bob) = bob_was_handed(&world, "did this arrive").await;
    bob.breaks_off();
    ann.hears("User Bob has left the chat").await;
    is_shown(&world, &["did this arrive"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_websocket_too() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    ann.hears("User Bob has joined the chat").await;
    ann.says("did this arrive").await;
    assert_eq!(bob.hears_message().await.text, "did this arrive");
    break_off(bob.into_socket());
    ann.hears("User Bob has left the chat").await;
    is_shown(&world, &["did this arrive"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_closed_connection_was_handed_is_not_shown_again() {
    let world = World::start().await;
    let (mut ann, mut bob) = bob_was_handed(&world, "this arrived").await;
    bob.ends_input().await;
    ann.hears("User Bob has left the chat").await;
    is_shown(&world, &[]).await;
}

#[tokio::test]
async fn what_was_handed_long_before_the_connection_broke_has_arrived() {
    let world = World::start().await;
    let (mut ann, mut bob) = bob_was_handed(&world, "long ago").await;
    let time = DoorTime::stop();
    time.pass(UNACKNOWLEDGED_TIME + BRIEFLY).await;
    bob.hears("Ann:\tlong ago").await;
    ann.says("just now").await;
    bob.is_handed_something().await;
    bob.breaks_off();
    ann.hears("User Bob has left the chat").await;
    is_shown(&world, &["just now"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_resumes_after_a_break_knows_better() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    ann.says("has arrived").await;
    let known = bob.hears_message().await.id;
    break_off(bob.into_socket());
    ann.hears_all(&["User Bob has joined the chat", "User Bob has left the chat"])
        .await;
    let mut bob = world.json_after("Bob", Some(known)).await;
    assert!(bob.hears_welcome().await.messages.is_empty());
    ann.says("is new").await;
    assert!(matches!(bob.hears().await, ServerMessage::Message(new) if new.text == "is new"));
}
