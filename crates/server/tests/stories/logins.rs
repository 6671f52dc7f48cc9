//! Many who come in at once, from one address.

use std::sync::Arc;

use hourglass_wire::json::Code;
use tokio::task::JoinSet;

use crate::kit::{JsonUser, PASSWORD, World};

const NAMES: usize = 60;
const DEVICES: usize = 10;

/// All of these come in at the same time.
async fn come_in_at_once(world: &Arc<World>, names: Vec<String>) -> Vec<JsonUser> {
    let mut logins = JoinSet::new();
    for name in names {
        let world = world.clone();
        logins.spawn(async move {
            let mut user = world.json(&name).await;
            user.hears_welcome().await;
            user
        });
    }
    logins.join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn right_passwords_are_never_held_up_and_wrong_ones_still_are() {
    let mut world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let name = |number| format!("Name{number}");
    for number in 0..NAMES {
        world.json(&name(number)).await.hears_welcome().await;
    }
    // A server that was started anew does not know where names were opened from.
    world.restart().await;
    let world = Arc::new(world);
    let _devices = come_in_at_once(&world, vec![name(0); DEVICES]).await;
    let _names = come_in_at_once(&world, (1..NAMES).map(name).collect()).await;
    let mut guesses = JoinSet::new();
    for _ in 0..10 * DEVICES {
        let world = world.clone();
        guesses.spawn(async move {
            let mut guesser = world.greeted().await;
            guesser.logs_in("Name0", "a guess", None).await;
            guesser.hears_refused().await.code
        });
    }
    let refusals = guesses.join_all().await;
    assert!(refusals.contains(&Code::WrongPassword));
    assert!(refusals.contains(&Code::Throttled));
    let mut owner = world.greeted().await;
    owner.logs_in("Name1", PASSWORD, None).await;
    owner.hears_welcome().await;
}
