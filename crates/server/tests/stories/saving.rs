//! Save, then tell: what people hear while saving takes long or fails.

use std::time::{Duration, Instant};

use hourglass_server::StopError;
use hourglass_wire::json::{ClientMessage, Code, ServerMessage};

use crate::kit::{JsonUser, LineUser, PASSWORD, World, registered};

const UNKNOWN: &str = "* There is no command /x. See /rules for those there are.";
const NOT_SAVED: &str = "* The server cannot save anything at present, so this was not taken. \
                         Try again in a minute.";

async fn ann_and_bob() -> (World, JsonUser, LineUser) {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let bob = world.newcomer("Bob").await;
    (world, ann, bob)
}

/// The answer to something that needs no saving is the next thing heard.
async fn hears_nothing_yet(user: &mut LineUser) {
    user.says("/x").await;
    user.hears(UNKNOWN).await;
}

async fn hears_no_answer_yet(user: &mut JsonUser) {
    user.sends(&ClientMessage::Ping).await;
    assert_eq!(user.hears().await, ServerMessage::Pong);
}

/// Makes every commit fail, and lets somebody find that out by saying something.
async fn saving_fails(world: &World, ann: &mut JsonUser) {
    world
        .fails_to_save(ann.says("held back", Some("held")))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_what_is_not_saved_yet() {
    let (world, mut ann, mut bob) = ann_and_bob().await;
    let mut phone = world.enter("Ann").await;
    world.disk.hold();
    ann.says("hello", None).await;
    world.holds_a_commit().await;
    hears_nothing_yet(&mut bob).await;
    hears_nothing_yet(&mut phone).await;
    hears_no_answer_yet(&mut ann).await;
    assert!(world.disk.stored().snapshot.messages.is_empty());
    world.disk.release();
    bob.hears("Ann:\thello").await;
    phone.hears("you:\thello").await;
    ann.hears_said().await;
    assert_eq!(world.disk.stored().snapshot.messages.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_welcomed_before_the_name_is_saved() {
    let (world, mut ann, _bob) = ann_and_bob().await;
    world.disk.hold();
    let mut carl = world.visitor().await;
    carl.logs_in("Carl", PASSWORD).await;
    world.holds_a_commit().await;
    let names = world.disk.stored().credentials.len();
    hears_no_answer_yet(&mut ann).await;
    world.disk.release();
    carl.hears("Welcome to chat, Carl!").await;
    carl.hears(&registered("Carl")).await;
    assert_eq!(world.disk.stored().credentials.len(), names + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_while_one_batch_is_saved_makes_the_next_one() {
    let (world, mut ann, mut bob) = ann_and_bob().await;
    world.disk.hold();
    ann.says("first", None).await;
    world.holds_a_commit().await;
    let commits = world.disk.commits_done();
    for number in 0..15 {
        ann.says(&number.to_string(), None).await;
    }
    hears_no_answer_yet(&mut ann).await;
    world.disk.release();
    bob.hears("Ann:\tfirst").await;
    for number in 0..15 {
        bob.hears(&format!("Ann:\t{number}")).await;
    }
    // One at a time, each would have been a commit of its own.
    assert!(world.disk.commits_done() - commits < 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_more_than_may_wait_is_read_later_and_nothing_is_lost() {
    const SAID: usize = 3 * hourglass_server::limits::UNANSWERED_MAX;
    let world = World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.message_limit = 0;
    })
    .await;
    let [mut ann, mut bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    world.disk.hold();
    for number in 0..SAID {
        ann.says(&number.to_string()).await;
    }
    world.holds_a_commit().await;
    hears_nothing_yet(&mut bob).await;
    world.disk.release();
    for number in 0..SAID {
        bob.hears(&format!("Ann:\t{number}")).await;
    }
    bob.hears_nothing_else("Bob").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_saving_fails_all_is_refused_and_the_first_is_said_once_it_works() {
    let (world, mut ann, mut bob) = ann_and_bob().await;
    saving_fails(&world, &mut ann).await;
    bob.says("lost").await;
    bob.hears(NOT_SAVED).await;
    bob.says("/status").await;
    bob.hears(NOT_SAVED).await;
    bob.says("/ban Ann").await;
    bob.hears(NOT_SAVED).await;
    ann.says("lost too", Some("lost")).await;
    let refused = ann.hears_refused().await;
    assert_eq!(refused.code, Code::StorageFailing);
    assert_eq!(refused.key.as_deref(), Some("lost"));
    let mut carl = world.visitor().await;
    carl.logs_in("Carl", PASSWORD).await;
    carl.hears(NOT_SAVED).await;
    carl.hears_bytes("Enter login: ").await;
    hears_nothing_yet(&mut bob).await;

    world.disk.recover();
    let said = ann.hears_said().await;
    assert_eq!(said.key.as_deref(), Some("held"));
    assert_eq!(said.allowance.used, 1);
    bob.hears("Ann:\theld back").await;
    ann.says("lost too", Some("lost")).await;
    assert_eq!(ann.hears_said().await.allowance.used, 2);
    bob.hears("Ann:\tlost too").await;
    bob.hears_nothing_else("Bob").await;
    carl.says(&format!("Carl\n{PASSWORD}")).await;
    carl.hears_bytes("Enter password: ").await;
    carl.hears_all(&[
        "Welcome to chat, Carl!",
        "Ann:\theld back",
        "Ann:\tlost too",
        &registered("Carl"),
    ])
    .await;
    assert_eq!(world.disk.stored().snapshot.messages.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_while_saving_fails_is_gone_when_it_works() {
    let world = World::start().await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let bob = world.newcomer("Bob").await;
    assert!(matches!(ann.hears().await, ServerMessage::Joined { .. }));
    saving_fails(&world, &mut ann).await;
    bob.leaves().await;
    world.disk.recover();
    ann.hears_said().await;
    assert_eq!(
        ann.hears().await,
        ServerMessage::Left { name: "Bob".into() }
    );
    assert_eq!(ann.asks_status().await.names_online, 1);
    // He never was handed it.
    let mut bob = world.enter("Bob").await;
    bob.hears("Ann:\theld back").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_while_saving_fails_happens_once_it_works() {
    let world = World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.message_limit = 1;
    })
    .await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut bob = world.newcomer("Bob").await;
    bob.says("my only one").await;
    ann.hears_message().await;
    saving_fails(&world, &mut ann).await;
    world.pass(Duration::from_secs(3_600));
    bob.says("lost").await;
    bob.hears(NOT_SAVED).await;
    world.disk.recover();
    bob.hears_all(&["Ann:\theld back", "You can write messages again"])
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_while_saving_fails_is_told_and_reported_in_time() {
    let (mut world, mut ann, mut bob) = ann_and_bob().await;
    saving_fails(&world, &mut ann).await;
    let started = Instant::now();
    let stopped = world.stop().await;
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(matches!(stopped, Err(StopError::Unsaved(_))), "{stopped:?}");
    assert_eq!(ann.hears().await, ServerMessage::ShuttingDown);
    ann.hears_the_close().await;
    bob.hears("Server is shutting down").await;
    bob.hears_the_end().await;
    // What was never confirmed was never said.
    world.disk.recover();
    world.start_again().await;
    let mut ann = world.json("Ann").await;
    assert!(ann.hears_welcome().await.messages.is_empty());
}
