//! The message allowance, at the line door, byte for byte.

use std::time::Duration;

use crate::kit::World;

const HOUR: Duration = Duration::from_secs(60 * 60);

#[tokio::test(flavor = "multi_thread")]
async fn the_allowance_is_spent_on_all_devices_and_comes_back() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    let mut phone = world.enter("Ann").await;
    ann.says("0").await;
    bob.hears("Ann:\t0").await;
    phone.hears("you:\t0").await;
    // The period runs from the first message.
    world.pass(HOUR / 4);
    for number in 1..20 {
        let text = number.to_string();
        if number % 2 == 0 {
            phone.says(&text).await;
            ann.hears(&format!("you:\t{number}")).await;
            bob.hears(&format!("Ann:\t{number}")).await;
        } else {
            ann.says(&format!("/private Bob {text}")).await;
            phone.hears(&format!("you >> Bob:\t{number}")).await;
            bob.hears(&format!(">> Ann:\t{number}")).await;
        }
    }
    for device in [&mut ann, &mut phone] {
        device.says("one more").await;
        device
            .hears("You have reached the message limit. Wait another 00:45:00")
            .await;
    }
    // Commands cost nothing and stay possible; what is refused is not counted.
    ann.waits_until_online(2).await;
    world.pass(HOUR * 3 / 4 - Duration::from_millis(1));
    ann.says("/private Bob one more").await;
    ann.hears("You have reached the message limit. Wait another 00:00:01")
        .await;
    world.pass(Duration::from_millis(1));
    for device in [&mut ann, &mut phone] {
        device.hears("You can write messages again").await;
    }
    ann.says("back").await;
    phone.hears("you:\tback").await;
    bob.hears("Ann:\tback").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_and_coming_back_gives_no_new_allowance() {
    let world = World::with_rules(|rules| {
        rules.message_limit = 1;
        rules.announce_up_to = 0;
    })
    .await;
    let mut ann = world.newcomer("Ann").await;
    ann.says("first").await;
    ann.leaves().await;
    world.is_left_by("Ann").await;
    let mut ann = world.enter("Ann").await;
    ann.says("second").await;
    ann.hears("You have reached the message limit. Wait another 01:00:00")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_spent_it_is_not_told_of_a_new_period() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    ann.says("one of twenty").await;
    bob.hears("Ann:\tone of twenty").await;
    world.pass(HOUR);
    ann.hears_nothing_else("Ann").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_of_zero_is_none() {
    let world = World::with_rules(|rules| rules.message_limit = 0).await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    for number in 0..100 {
        ann.says(&number.to_string()).await;
    }
    for number in 0..100 {
        bob.hears(&format!("Ann:\t{number}")).await;
    }
    ann.hears_nothing_else("Ann").await;
}
