//! The order that clients of IRC rely on: signs of life, labels, and the end.

use hourglass_core::Settings;
use hourglass_server::config::Config;

use crate::kit::{World, tag, untagged, verb};

const QUIET: fn(&mut Settings) = |rules| {
    rules.announce_up_to = 0;
    rules.message_limit = 0;
};

/// People in these stories are told by different shards.
const SHARDS: usize = 3;

fn guests_without_limits(config: &mut Config) {
    QUIET(&mut config.chat);
    config.irc.guests = true;
    config.flood_guard = false;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_of_life_is_a_barrier() {
    let world = World::on_shards(SHARDS, guests_without_limits).await;
    let mut ann = world.irc_user("Ann").await;
    let mut bob = world.irc_user("Bob").await;
    ann.hears_all().await;
    for round in 0..50 {
        ann.says(&format!("PRIVMSG #lobby :{round}")).await;
        assert!(ann.hears_all().await.is_empty());
        // What was answered before the sender's PONG is told before the receiver's.
        let heard = bob.hears_all().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(heard[0].ends_with(&format!(" :{round}")), "{heard:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_free_before_its_connection_is_closed() {
    let world = World::on_shards(SHARDS, guests_without_limits).await;
    let mut watcher = world.irc_user("Ann").await;
    for _ in 0..30 {
        let mut guest = world.irc().await;
        guest.comes_in("Gil").await;
        guest.says("JOIN #lobby").await;
        guest.hears_all().await;
        guest.says("QUIT :gone for tea").await;
        let told = guest.everything().await;
        assert!(told.last().unwrap().starts_with("ERROR "), "{told:?}");
        assert!(told.last().unwrap().contains("gone for tea"), "{told:?}");
    }
    let quit = watcher.line_with(" QUIT ").await;
    assert!(
        quit.starts_with(":Gil!") && quit.contains("gone for tea"),
        "{quit}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_quits_is_gone_for_others_before_the_connection_is_closed() {
    let world = World::on_shards(SHARDS, guests_without_limits).await;
    let mut watcher = world.irc_user("Ann").await;
    for _ in 0..30 {
        let mut guest = world.irc().await;
        guest.comes_in("Gil").await;
        guest.says("JOIN #lobby").await;
        guest.hears_all().await;
        watcher.hears_all().await;
        guest.says("QUIT").await;
        guest.everything().await;
        let heard = watcher.hears_all().await;
        assert!(heard.len() == 1 && heard[0].contains(" QUIT "), "{heard:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_carry_the_label_of_what_they_answer() {
    const CAPABILITIES: &str = "labeled-response batch echo-message message-tags";
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user_with("Ann", CAPABILITIES).await;
    let mut bob = world.irc_user_with("Bob", CAPABILITIES).await;
    ann.hears_all().await;
    for (line, expected) in [
        ("PING x", "PONG"),
        ("PONG x", "ACK"),
        ("NONSENSE", "421"),
        ("PRIVMSG Bob :hi", "PRIVMSG"),
        ("PRIVMSG nobody :hi", "401"),
        ("JOIN #tea", "BATCH"),
        ("MOTD", "422"),
        ("WHOIS Bob", "BATCH"),
        ("PRIVMSG Bob,#lobby :both", "BATCH"),
        ("QUIT", "ERROR"),
    ] {
        ann.says(&format!("@label=abc {line}")).await;
        let first = ann.line().await;
        assert_eq!(verb(&first), expected, "{line}: {first}");
        if expected == "ERROR" {
            break;
        }
        assert_eq!(tag(&first, "label"), Some("abc"), "{line}: {first}");
        if expected == "BATCH" {
            let batch = untagged(&first).split('+').nth(1).unwrap();
            let batch = batch.split(' ').next().unwrap().to_owned();
            loop {
                let next = ann.line().await;
                if untagged(&next).ends_with(&format!("BATCH -{batch}")) {
                    break;
                }
                assert_eq!(tag(&next, "batch"), Some(&*batch), "{line}: {next}");
            }
        }
    }
    // Nobody else sees it.
    let heard = bob.hears_all().await;
    assert!(
        heard.iter().all(|line| tag(line, "label").is_none()),
        "{heard:?}"
    );
}
