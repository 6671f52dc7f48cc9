//! Who may have which name.

use futures_util::future::join;

use crate::kit::{LineUser, PASSWORD, World, registered};

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_register_a_name_at_once_one_has_it() {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    for round in 0..10 {
        let name = format!("Ann{round}");
        let mut rivals = [world.visitor().await, world.visitor().await];
        for rival in &mut rivals {
            rival.says(&name).await;
            rival.hears_bytes("Enter login: Enter password: ").await;
        }
        let [one, two] = &mut rivals;
        join(one.says("one's password"), two.says("two's password")).await;
        let welcome = format!("Welcome to chat, {name}!");
        let lines = [one.line().await, two.line().await];
        let (winner, loser) = match &lines {
            [first, second] if *first == welcome => {
                assert_eq!(second, "Wrong password. Try again.");
                (one, two)
            }
            [first, second] => {
                assert_eq!(first, "Wrong password. Try again.");
                assert_eq!(second, &welcome);
                (two, one)
            }
        };
        winner.hears(&registered(&name)).await;
        loser.hears_bytes("Enter login: ").await;
    }
}

async fn is_refused(visitor: &mut LineUser, name: &str, words: &str) {
    visitor.logs_in(name, PASSWORD).await;
    visitor.hears(words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_looks_like_another_cannot_be_registered() {
    let world = World::start().await;
    let _alice = world.newcomer("Alice").await;
    let words = "* The name looks like Alice, who is registered here. \
                 Choose one that nobody can mistake.";
    let mut visitor = world.visitor().await;
    // A Cyrillic а, a digit for a letter, and both with the other case.
    for name in ["\u{410}lice", "\u{430}lice", "A1ice"] {
        is_refused(&mut visitor, name, words).await;
    }
    visitor.logs_in("Malice", PASSWORD).await;
    visitor.hears("Welcome to chat, Malice!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn width_and_case_make_no_other_name() {
    let world = World::start().await;
    let _alice = world.newcomer("Alice").await;
    let mut visitor = world.visitor().await;
    for name in ["ALICE", "\u{ff21}lice"] {
        visitor.logs_in(name, "not hers").await;
        visitor.hears("Wrong password. Try again.").await;
    }
}
