//! What somebody is shown who comes in.

use std::time::Duration;

use crate::kit::{World, registered};

async fn quiet_room() -> World {
    World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.message_limit = 0;
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_name_is_shown_the_last_twenty_public_messages() {
    let world = quiet_room().await;
    let [mut ann, mut bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    for number in 0..25 {
        ann.says(&number.to_string()).await;
    }
    ann.says("/private Bob not for others").await;
    for number in 0..25 {
        bob.hears(&format!("Ann:\t{number}")).await;
    }
    bob.hears(">> Ann:\tnot for others").await;
    let mut carl = world.enter("Carl").await;
    for number in 5..25 {
        carl.hears(&format!("Ann:\t{number}")).await;
    }
    carl.hears(&registered("Carl")).await;
    carl.hears_nothing_else("Carl").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_returning_name_is_shown_what_it_missed_and_told_of_the_rest() {
    let world = quiet_room().await;
    let [mut ann, mut bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    ann.says("before").await;
    bob.hears("Ann:\tbefore").await;
    bob.leaves().await;
    world.is_left_by("Bob").await;
    for number in 0..12 {
        ann.says(&format!("public {number}")).await;
        ann.says(&format!("/private Bob private {number}")).await;
    }
    ann.says("last").await;
    let mut carl = world.enter("Carl").await;
    let mut bob = world.enter("Bob").await;
    bob.hears("* 5 earlier messages are not shown").await;
    bob.hears(">> Ann:\tprivate 2").await;
    for number in 3..12 {
        bob.hears(&format!("Ann:\tpublic {number}")).await;
        bob.hears(&format!(">> Ann:\tprivate {number}")).await;
    }
    bob.hears("Ann:\tlast").await;
    bob.hears_nothing_else("Bob").await;
    carl.hears("Ann:\tbefore").await;
    for number in 0..12 {
        carl.hears(&format!("Ann:\tpublic {number}")).await;
    }
    // What was shown or said to be missing does not come again.
    bob.leaves().await;
    world.is_left_by("Bob").await;
    let mut bob = world.enter("Bob").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_one_of_the_devices_heard_is_shown_again() {
    let world = quiet_room().await;
    let [mut ann, bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    let mut phone = world.enter("Bob").await;
    bob.leaves().await;
    ann.says("heard on the phone").await;
    phone.hears("Ann:\theard on the phone").await;
    phone.leaves().await;
    world.is_left_by("Bob").await;
    ann.says("missed").await;
    ann.hears_nothing_else("Ann").await;
    let mut bob = world.enter("Bob").await;
    bob.hears("Ann:\tmissed").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_beside_others_is_shown_what_they_have_on_their_screens() {
    let world = quiet_room().await;
    let [mut ann, mut bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    for number in 0..22 {
        ann.says(&number.to_string()).await;
        bob.hears(&format!("Ann:\t{number}")).await;
    }
    bob.says("/private Ann for you").await;
    bob.says("mine").await;
    ann.hears_all(&[">> Bob:\tfor you", "Bob:\tmine"]).await;
    let mut phone = world.enter("Bob").await;
    for number in 4..22 {
        phone.hears(&format!("Ann:\t{number}")).await;
    }
    phone
        .hears_all(&["you >> Ann:\tfor you", "you:\tmine"])
        .await;
    phone.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_shown_to_nobody() {
    let world = quiet_room().await;
    let mut ann = world.newcomer("Ann").await;
    world.newcomer("Bob").await.leaves().await;
    world.is_left_by("Bob").await;
    ann.says("over soon").await;
    ann.says("/private Bob over soon").await;
    ann.hears_nothing_else("Ann").await;
    world.pass(Duration::from_secs(3_599));
    ann.says("alive").await;
    ann.hears_nothing_else("Ann").await;
    world.pass(Duration::from_secs(1));
    let mut bob = world.enter("Bob").await;
    bob.hears("Ann:\talive").await;
    bob.hears_nothing_else("Bob").await;
    let mut carl = world.enter("Carl").await;
    carl.hears("Ann:\talive").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_deleted_although_nobody_is_there() {
    let world = quiet_room().await;
    let mut ann = world.newcomer("Ann").await;
    ann.says("over soon").await;
    ann.hears_nothing_else("Ann").await;
    ann.leaves().await;
    world.is_left_by("Ann").await;
    assert_eq!(world.disk.stored().snapshot.messages.len(), 1);
    let scrubs = world.disk.scrubs_done();
    world.pass(Duration::from_secs(3_600 + 2));
    world
        .comes_true(|disk| disk.stored().snapshot.messages.is_empty())
        .await;
    world.comes_true(|disk| disk.scrubs_done() > scrubs).await;
}
