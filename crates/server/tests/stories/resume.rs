//! A client of the JSON protocol that comes back after its connection broke.

use std::time::Duration;

use hourglass_wire::json::ServerMessage;

use crate::kit::{JsonUser, World};

async fn quiet_room() -> World {
    World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.message_limit = 0;
    })
    .await
}

async fn enters(world: &World, name: &str) -> JsonUser {
    let mut user = world.json(name).await;
    user.hears_welcome().await;
    user
}

#[tokio::test(flavor = "multi_thread")]
async fn who_resumes_misses_nothing_and_hears_nothing_twice() {
    let world = quiet_room().await;
    let mut ann = enters(&world, "Ann").await;
    let mut bob = enters(&world, "Bob").await;
    let (mut sent, mut last_id) = (Vec::new(), None);
    let mut known = Vec::new();
    for number in 0..60 {
        ann.says(&number.to_string(), None).await;
        sent.push(ann.hears_said().await.id);
        if number % 7 == 3 {
            // The connection breaks after some of what was said.
            for _ in 0..2 {
                let message = bob.hears_message().await;
                last_id = Some(message.id);
                known.push(message.id);
            }
            drop(bob);
            bob = world.json_after("Bob", last_id).await;
            let welcome = bob.hears_welcome().await;
            assert_eq!(welcome.skipped, 0);
            known.extend(welcome.messages.iter().map(|message| message.id));
            last_id = known.last().copied();
            assert_eq!(known, sent, "after message {number}");
        }
    }
    assert!(sent.is_sorted());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_resumes_is_handed_more_than_the_lines_of_a_login() {
    let world = quiet_room().await;
    let mut ann = enters(&world, "Ann").await;
    let mut bob = world.json("Bob").await;
    let last_id = bob.hears_welcome().await.last_id;
    drop(bob);
    for number in 0..50 {
        ann.says_to(Some("Bob"), &number.to_string(), None).await;
        ann.hears_said().await;
    }
    let mut bob = world.json_after("Bob", Some(last_id)).await;
    let welcome = bob.hears_welcome().await;
    let texts: Vec<_> = welcome
        .messages
        .iter()
        .map(|message| &*message.text)
        .collect();
    let all: Vec<_> = (0..50).map(|number| number.to_string()).collect();
    assert_eq!(texts, all);
    assert_eq!(welcome.skipped, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_again_under_its_key_is_one_message() {
    let world = quiet_room().await;
    let mut ann = enters(&world, "Ann").await;
    let mut bob = world.newcomer("Bob").await;
    ann.says("once", Some("the key")).await;
    assert_eq!(ann.hears_refused().await.key, None, "a key has no spaces");
    ann.says("once", Some("key")).await;
    let first = ann.hears_said().await;
    drop(ann);
    let mut ann = enters(&world, "Ann").await;
    ann.says("once", Some("key")).await;
    let again = ann.hears_said().await;
    assert_eq!((again.id, again.sent_at), (first.id, first.sent_at));
    assert_eq!(again.allowance.used, 1);
    // Another person's key is another key.
    let mut carl = world.json("Carl").await;
    assert_eq!(carl.hears_welcome().await.messages.len(), 1);
    carl.says("mine", Some("key")).await;
    assert!(carl.hears_said().await.id > first.id);
    bob.hears_all(&["Ann:\tonce", "Carl:\tmine"]).await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_confirmed_before_a_restart_is_one_message_after_it() {
    let mut world = quiet_room().await;
    let mut ann = enters(&world, "Ann").await;
    ann.says("once", Some("key")).await;
    let first = ann.hears_said().await;
    world.restart().await;
    let mut ann = enters(&world, "Ann").await;
    ann.says("once", Some("key")).await;
    assert_eq!(ann.hears_said().await.id, first.id);
    let mut bob = world.json("Bob").await;
    assert_eq!(bob.hears_welcome().await.messages.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_from_the_future_is_of_other_data() {
    let world = quiet_room().await;
    let mut ann = enters(&world, "Ann").await;
    ann.says("hello", None).await;
    let said = ann.hears_said().await;
    let mut bob = world.json_after("Bob", Some(said.id + 1_000_000)).await;
    let welcome = bob.hears_welcome().await;
    assert_eq!(welcome.messages.len(), 1);
    assert!(welcome.last_id >= said.id && welcome.last_id < said.id + 1_000_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn own_messages_come_back_to_who_did_not_see_them_confirmed() {
    let world = quiet_room().await;
    let mut ann = world.json("Ann").await;
    let last_id = ann.hears_welcome().await.last_id;
    let _tablet = enters(&world, "Ann").await;
    ann.says("did it arrive", Some("key")).await;
    ann.hears_said().await;
    drop(ann);
    let mut ann = world.json_after("Ann", Some(last_id)).await;
    let welcome = ann.hears_welcome().await;
    let [message] = &welcome.messages[..] else {
        panic!("{welcome:?}")
    };
    assert_eq!(message.key.as_deref(), Some("key"));
    ann.sends_text(r#"{"type":"ping"}"#).await;
    assert_eq!(ann.hears().await, ServerMessage::Pong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_not_resumed() {
    let world = quiet_room().await;
    let mut ann = enters(&world, "Ann").await;
    let mut bob = world.json("Bob").await;
    let last_id = bob.hears_welcome().await.last_id;
    drop(bob);
    ann.says("over soon", None).await;
    let over = ann.hears_said().await;
    world.pass(Duration::from_secs(1_800));
    ann.says("alive", None).await;
    let alive = ann.hears_said().await;
    assert_eq!(over.expires_at - over.sent_at, 3_600_000);
    world.pass(Duration::from_secs(1_800));
    let mut bob = world.json_after("Bob", Some(last_id)).await;
    let welcome = bob.hears_welcome().await;
    let shown: Vec<_> = welcome.messages.iter().map(|message| message.id).collect();
    assert_eq!((shown, welcome.skipped), (vec![alive.id], 0));
    assert_eq!(welcome.time, over.expires_at);
}
