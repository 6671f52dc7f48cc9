//! The end of a server.

use std::time::{Duration, Instant};

use hourglass_wire::json::ServerMessage;

use crate::kit::{LineUser, World};

/// The server is stopping: it takes nothing in any more, and has not told anybody yet whose connection is let
/// in.
async fn is_stopping(at_the_prompt: &mut LineUser) {
    at_the_prompt
        .hears_bytes("\nServer is shutting down\n")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_talks_meanwhile_is_told_too() {
    const PEOPLE: usize = 4;
    const SAID: usize = 10;
    let mut world = World::with_rules(|rules| {
        rules.announce_up_to = 0;
        rules.message_limit = 0;
    })
    .await;
    let mut at_the_prompt = world.visitor().await;
    at_the_prompt.hears_bytes("Enter login: ").await;
    let (mut lines, mut clients) = (Vec::new(), Vec::new());
    for number in 0..PEOPLE {
        lines.push(world.newcomer(&format!("Line{number}")).await);
        let mut client = world.json(&format!("Json{number}")).await;
        client.hears_welcome().await;
        clients.push(client);
    }
    // The last batch is held up, so that there is time to talk.
    world.disk.hold();
    lines[0].says("the last that is taken").await;
    world.holds_a_commit().await;
    let disk = world.disk.clone();
    let stopping = tokio::spawn(async move { world.stop().await });
    is_stopping(&mut at_the_prompt).await;
    for number in 0..SAID {
        for line in &mut lines {
            line.says(&format!("too late {number}")).await;
        }
        for client in &mut clients {
            client.says("too late", None).await;
        }
    }
    disk.release();
    stopping.await.unwrap().unwrap();
    for line in &mut lines {
        let heard = line.everything().await;
        assert!(heard.ends_with("Server is shutting down\n"), "{heard}");
    }
    for client in &mut clients {
        while client.hears().await != ServerMessage::ShuttingDown {}
        client.hears_the_close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_told_also_at_the_prompts_and_the_port_is_free_at_once() {
    let mut world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut ann = world.newcomer("Ann").await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    let mut at_the_name = world.visitor().await;
    at_the_name.hears_bytes("Enter login: ").await;
    let mut at_the_password = world.visitor().await;
    at_the_password.says("Carl").await;
    at_the_password
        .hears_bytes("Enter login: Enter password: ")
        .await;
    let mut greeted = world.greeted().await;
    world.stop().await.unwrap();
    for user in [&mut at_the_name, &mut at_the_password] {
        user.hears_bytes("\nServer is shutting down\n").await;
        user.hears_the_end().await;
    }
    ann.hears("Server is shutting down").await;
    ann.hears_the_end().await;
    for user in [&mut bob, &mut greeted] {
        assert_eq!(user.hears().await, ServerMessage::ShuttingDown);
        user.hears_the_close().await;
    }
    world.start_again().await;
    world.enter("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_is_saved_and_told_before() {
    let mut world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let [mut ann, mut bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    for number in 0..20 {
        ann.says(&number.to_string()).await;
    }
    bob.hears("Ann:\t0").await;
    world.stop().await.unwrap();
    let told = bob.everything().await;
    let told = told.strip_suffix("Server is shutting down\n").unwrap();
    let saved = world.disk.stored().snapshot.messages.len();
    assert_eq!(told.lines().count() + 1, saved);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_does_not_hold_the_stop_up() {
    let mut world = World::with_rules(|rules| {
        rules.message_limit = 0;
        rules.max_message = 100_000;
        rules.announce_up_to = 0;
    })
    .await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let _stalled = world.stalled("Bob").await;
    for _ in 0..10 {
        ann.says(&"x".repeat(100_000), None).await;
        ann.hears_said().await;
    }
    let started = Instant::now();
    world.stop().await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(3));
}
