//! Many at the door, and those who guess.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use hourglass_wire::json::Code;

use crate::kit::{JsonUser, LineUser, PASSWORD, World};

const OTHER_HOUSE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_silent_connections_keep_nobody_out() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let mut silent = Vec::new();
    for _ in 0..1_000 {
        silent.push(world.visitor().await);
    }
    let started = Instant::now();
    let mut bob = world.newcomer("Bob").await;
    ann.hears("User Bob has joined the chat").await;
    assert!(started.elapsed() < Duration::from_secs(3));
    bob.says("hello").await;
    ann.hears("Bob:\thello").await;
    // The one that was silent the longest was told why it is gone; the last one is still asked.
    let heard = silent.swap_remove(0).everything().await;
    let words =
        "\n* Others are waiting to log in, and you were silent the longest. Connect again.\n";
    assert_eq!(heard.strip_prefix("Enter login: ").unwrap_or(&heard), words);
    let last: &mut LineUser = silent.last_mut().unwrap();
    last.hears_bytes("Enter login: ").await;
}

/// A client from an address of this machine.
async fn greeted_from(world: &World, origin: Ipv4Addr) -> JsonUser {
    JsonUser::open(world.connect_from(origin).await, world.address()).await
}

/// Tries passwords on connections of their own until no more are looked at.
async fn guesses(world: &World, name: &str) -> usize {
    for number in 0..100 {
        let mut guesser = greeted_from(world, Ipv4Addr::LOCALHOST).await;
        guesser
            .logs_in(name, &format!("guess {number}"), None)
            .await;
        let refused = guesser.hears_refused().await;
        if refused.code == Code::Throttled {
            assert!(refused.retry_after_ms.is_some_and(|wait| wait > 0));
            return number;
        }
        assert_eq!(refused.code, Code::WrongPassword);
    }
    panic!("guessing is never slowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_is_slowed_and_the_owner_gets_in() {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    world.json("Ann").await.hears_welcome().await;
    world.newcomer("Bob").await;
    assert_eq!(guesses(&world, "Ann").await, 5);
    // The right password is not looked at from there either, at both doors.
    let mut guesser = world.visitor().await;
    guesser.logs_in("Ann", PASSWORD).await;
    let refused = guesser.line().await;
    let words = "* There were too many wrong passwords. Try again in 00:00:";
    assert!(refused.starts_with(words), "{refused}");
    guesser.hears_bytes("Enter login: ").await;
    // Others who live there have nothing to do with it.
    world.enter("Bob").await;
    let mut owner = greeted_from(&world, OTHER_HOUSE).await;
    owner.logs_in("Ann", PASSWORD, None).await;
    assert!(!owner.hears_welcome().await.registered);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_flood_guard_nobody_is_slowed() {
    let world = World::configured(|config| config.flood_guard = false).await;
    let mut ann = world.newcomer("Ann").await;
    for number in 0..20 {
        let mut guesser = world.greeted().await;
        guesser.logs_in("Ann", &number.to_string(), None).await;
        assert_eq!(guesser.hears_refused().await.code, Code::WrongPassword);
    }
    let started = Instant::now();
    ann.sends("/x\n".repeat(200).as_bytes()).await;
    for _ in 0..200 {
        ann.hears("* There is no command /x. See /rules for those there are.")
            .await;
    }
    // At the pace of the guard this would take 16 seconds.
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_has_no_more_devices_than_it_may() {
    let world = World::start().await;
    let mut devices = vec![world.newcomer("Ann").await];
    while devices.len() < hourglass_core::limits::DEVICES_MAX {
        devices.push(world.enter("Ann").await);
    }
    let mut one_more = world.visitor().await;
    one_more.logs_in("Ann", PASSWORD).await;
    one_more
        .hears(
            "* The name is online on 64 devices, and no more are allowed. \
             Leave with one of them first.",
        )
        .await;
    devices.swap_remove(0).leaves().await;
    devices[0].waits_until("*\tHOW MANY CLIENTS\t= 63").await;
    one_more.says(&format!("Ann\n{PASSWORD}")).await;
    one_more
        .hears_bytes("Enter login: Enter password: Welcome to chat, Ann!\n")
        .await;
}
