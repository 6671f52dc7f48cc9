//! Complaints and the silence that they bring, at the line door, byte for byte.

use std::time::Duration;

use hourglass_wire::json::ServerMessage;

use crate::kit::World;

const HOUR: Duration = Duration::from_secs(60 * 60);

#[tokio::test(flavor = "multi_thread")]
async fn the_third_complaint_silences_and_the_end_is_told() {
    let world = World::start().await;
    let [mut eve, mut ann, mut bob, mut carl] =
        world.newcomers(["Eve", "Ann", "Bob", "Carl"]).await;
    let mut phone = world.enter("Eve").await;
    for (complainer, total) in [(&mut ann, 1), (&mut bob, 2)] {
        complainer.says("/ban Eve").await;
        complainer
            .hears("* Your complaint about Eve was counted.")
            .await;
        let told = format!("Someone complained about you. Total complaints: {total}.");
        eve.hears(&told).await;
        phone.hears(&told).await;
    }
    carl.says("/complain eve").await;
    carl.hears("* Your complaint about Eve was counted.").await;
    for device in [&mut eve, &mut phone] {
        device
            .hears("You've been complained about for 3 time.")
            .await;
        device
            .hears("* For 04:00:00 you can read, but neither write nor complain. You are told when it is over.")
            .await;
    }
    world.pass(HOUR);
    eve.says("let me speak").await;
    eve.hears("You are banned. Wait another 03:00:00").await;
    phone.says("/private Ann let me speak").await;
    phone.hears("You are banned. Wait another 03:00:00").await;
    phone.says("/ban Ann").await;
    phone.hears("You are banned. Wait another 03:00:00").await;
    ann.says("she reads").await;
    eve.hears("Ann:\tshe reads").await;
    phone.hears("Ann:\tshe reads").await;
    world.pass(HOUR * 3);
    for device in [&mut eve, &mut phone] {
        device.hears("You can write messages again").await;
    }
    eve.says("thank you").await;
    ann.hears("Eve:\tthank you").await;
    // The complaints are back at zero, so that those who complained may do so again.
    ann.says("/ban Eve").await;
    ann.hears("* Your complaint about Eve was counted.").await;
    eve.hears("Someone complained about you. Total complaints: 1.")
        .await;
    carl.hears_all(&["Ann:\tshe reads", "Eve:\tthank you"])
        .await;
    carl.hears_nothing_else("Carl").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_that_does_not_count_is_explained() {
    let world = World::with_rules(|rules| rules.ban_complaints = 2).await;
    let [mut eve, mut ann, mut bob, mut carl] =
        world.newcomers(["Eve", "Ann", "Bob", "Carl"]).await;
    for (line, answer) in [
        ("/ban Zoe", "Ban error: check username"),
        ("/ban a:b", "Ban error: check username"),
        (
            "/ban Ann",
            "* No point in complaining about yourself. Name somebody else.",
        ),
        ("/ban", "* Template: /ban <username>"),
        ("/ban Eve because", "* Template: /ban <username>"),
        ("/ban Eve", "* Your complaint about Eve was counted."),
        (
            "/ban Eve",
            "* You complained about Eve before, and one complainer counts once. \
             Others have to decide now.",
        ),
    ] {
        ann.says(line).await;
        ann.hears(answer).await;
    }
    bob.says("/ban Eve").await;
    bob.hears("* Your complaint about Eve was counted.").await;
    carl.says("/ban Eve").await;
    carl.hears(
        "* Eve is silenced already, for another 04:00:00. Complain then, if you still have to.",
    )
    .await;
    eve.hears_all(&[
        "Someone complained about you. Total complaints: 1.",
        "You've been complained about for 2 time.",
        "* For 04:00:00 you can read, but neither write nor complain. You are told when it is over.",
    ])
    .await;
    eve.hears_nothing_else("Eve").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_device_is_silenced_too_and_says_for_how_long() {
    let world = World::with_rules(|rules| rules.ban_complaints = 1).await;
    let [mut ann, eve] = world.newcomers(["Ann", "Eve"]).await;
    drop(eve);
    ann.hears("User Eve has left the chat").await;
    // Also who is away can be complained about.
    ann.says("/ban Eve").await;
    ann.hears("* Your complaint about Eve was counted.").await;
    world.pass(Duration::from_millis(1_500));
    let mut eve = world.enter("Eve").await;
    eve.hears("You are banned. Wait another 03:59:59").await;
    eve.says("/status").await;
    for _ in 0..8 {
        eve.line().await;
    }
    eve.hears("*\tAMOUNT OF COMPLAINTS\t= 1").await;
    eve.hears("*\tBANNED FOR\t03:59:59").await;
    eve.hears_nothing_else("Eve").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_silence_says_when_the_allowance_still_forbids_to_write() {
    let world = World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.ban_complaints = 1;
        rules.ban_duration = HOUR;
        rules.limit_period = HOUR * 2;
        rules.message_limit = 1;
    })
    .await;
    let mut ann = world.newcomer("Ann").await;
    let mut eve = world.newcomer("Eve").await;
    let mut tablet = world.json("Eve").await;
    tablet.hears_welcome().await;
    eve.says("my only one").await;
    ann.hears("Eve:\tmy only one").await;
    tablet.hears_message().await;
    ann.says("/ban Eve").await;
    eve.hears("You've been complained about for 1 time.").await;
    eve.hears(
        "* For 01:00:00 you can read, but neither write nor complain. You are told when it is over.",
    )
    .await;
    let wait_ms = 3_600_000;
    let silenced = ServerMessage::Silenced { total: 1, wait_ms };
    assert_eq!(tablet.hears().await, silenced);
    world.pass(HOUR);
    eve.hears(
        "* The silence is over. You can write when your message limit is renewed, in 01:00:00.",
    )
    .await;
    let over = ServerMessage::SilenceOver {
        wait_ms: Some(wait_ms),
    };
    assert_eq!(tablet.hears().await, over);
    world.pass(HOUR);
    eve.hears("You can write messages again").await;
    let ServerMessage::AllowanceRenewed {
        allowance,
        can_write_again,
    } = tablet.hears().await
    else {
        panic!("expected the allowance")
    };
    assert!(can_write_again);
    assert_eq!((allowance.used, allowance.renews_in_ms), (0, None));
}
