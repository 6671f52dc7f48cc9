//! What a restart leaves as it was.

use std::time::Duration;

use crate::kit::World;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_heard_before_a_restart_is_not_shown_again() {
    let mut world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    ann.says("heard").await;
    bob.hears("Ann:\theard").await;
    bob.says("/exit").await;
    ann.hears("User Bob has left the chat").await;
    ann.says("missed").await;
    ann.hears_nothing_else("Ann").await;
    world.restart().await;
    ann.hears("Server is shutting down").await;
    ann.hears_the_end().await;
    let mut ann = world.enter("Ann").await;
    ann.hears_nothing_else("Ann").await;
    let mut bob = world.enter("Bob").await;
    bob.hears("Ann:\tmissed").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_allowance_outlives_a_restart() {
    let mut world = World::with_rules(|rules| rules.message_limit = 2).await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    ann.says("one").await;
    ann.says("/private Bob two").await;
    bob.hears_all(&["Ann:\tone", ">> Ann:\ttwo"]).await;
    world.restart().await;
    world.pass(Duration::from_secs(60));
    let mut ann = world.enter("Ann").await;
    ann.says("three").await;
    ann.hears("You have reached the message limit. Wait another 00:59:00")
        .await;
    world.pass(Duration::from_secs(59 * 60));
    ann.hears("You can write messages again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn complaints_and_silence_outlive_a_restart() {
    let mut world = World::start().await;
    let [mut ann, mut bob, mut carl, mut eve] =
        world.newcomers(["Ann", "Bob", "Carl", "Eve"]).await;
    for complainer in [&mut ann, &mut bob] {
        complainer.says("/ban Eve").await;
        complainer
            .hears("* Your complaint about Eve was counted.")
            .await;
    }
    eve.hears_all(&[
        "Someone complained about you. Total complaints: 1.",
        "Someone complained about you. Total complaints: 2.",
    ])
    .await;
    carl.hears_nothing_else("Carl").await;
    world.restart().await;
    let mut ann = world.enter("Ann").await;
    ann.says("/ban Eve").await;
    ann.hears(
        "* You complained about Eve before, and one complainer counts once. \
         Others have to decide now.",
    )
    .await;
    let mut carl = world.enter("Carl").await;
    carl.says("/ban Eve").await;
    carl.hears("* Your complaint about Eve was counted.").await;
    world.restart().await;
    world.pass(Duration::from_secs(3_600));
    let mut eve = world.enter("Eve").await;
    eve.hears("You are banned. Wait another 03:00:00").await;
    world.restart().await;
    world.pass(Duration::from_secs(3 * 3_600));
    let mut eve = world.enter("Eve").await;
    eve.says("/status").await;
    for _ in 0..8 {
        eve.line().await;
    }
    eve.hears("*\tAMOUNT OF COMPLAINTS\t= 0").await;
    eve.hears_nothing_else("Eve").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_and_times_go_on_although_the_wall_clock_was_set_back() {
    let mut world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    ann.says("before", None).await;
    let before = ann.hears_said().await;
    world
        .clock
        .set_wall(hourglass_core::Timestamp(before.sent_at - 86_400_000));
    world.restart().await;
    world.pass(Duration::from_secs(1));
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    ann.says("after", None).await;
    let after = ann.hears_said().await;
    assert!(after.id > before.id);
    assert_eq!(after.sent_at, before.sent_at + 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_an_hour_although_the_wall_clock_is_set_back() {
    let world = World::with_rules(|rules| rules.message_limit = 1).await;
    let mut ann = world.newcomer("Ann").await;
    ann.says("one").await;
    ann.hears_nothing_else("Ann").await;
    let wall = world.clock.shows();
    world
        .clock
        .set_wall(hourglass_core::Timestamp(wall.0 - 86_400_000));
    world.pass(Duration::from_secs(3_599));
    ann.hears_nothing_else("Ann").await;
    world.pass(Duration::from_secs(1));
    ann.hears("You can write messages again").await;
}
