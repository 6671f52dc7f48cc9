//! A message on several lines, to clients that know of such and to all others.

use hourglass_core::Settings;

use crate::kit::{World, tag};

const QUIET: fn(&mut Settings) = |rules| {
    rules.announce_up_to = 0;
    rules.message_limit = 2;
};

const KNOWS: &str = "batch message-tags echo-message labeled-response draft/multiline";

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_a_batch_are_one_message() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut irma = world.irc_user_with("Irma", KNOWS).await;
    let mut ivan = world.irc_user("Ivan").await;
    irma.hears_all().await;
    let long = "x".repeat(600);
    irma.says("@label=l1 BATCH +b draft/multiline #lobby").await;
    irma.says("@batch=b PRIVMSG #lobby :one ").await;
    irma.says("@batch=b;draft/multiline-concat PRIVMSG #lobby :two")
        .await;
    for part in [&long[..300], &long[300..]] {
        irma.says(&format!("@batch=b PRIVMSG #lobby :{part}")).await;
    }
    irma.says("BATCH -b").await;

    // At other doors the ends of lines are spaces.
    let (first, second) = long.split_at(300);
    let text = format!("one two {first} {second}");
    ann.hears(&format!("Irma:\t{text}")).await;
    let opening = irma.line().await;
    assert_eq!(tag(&opening, "label"), Some("l1"), "{opening}");
    let expected = [
        ("one ", false),
        ("two", true),
        (first, false),
        (second, false),
    ];
    for (part, goes_on) in expected {
        let line = irma.line().await;
        // Lines are trimmed here.
        let says = format!(" PRIVMSG #lobby :{}", part.trim_end());
        assert!(line.ends_with(&says), "{line}");
        assert_eq!(line.contains("draft/multiline-concat"), goes_on, "{line}");
    }
    assert!(irma.line().await.contains(" BATCH -"));
    for (part, _) in expected {
        let line = ivan.line_with("PRIVMSG").await;
        assert!(
            line.ends_with(&format!(" PRIVMSG #lobby :{}", part.trim_end())),
            "{line}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_still_lines_after_a_restart() {
    let mut world = World::with_rules(QUIET).await;
    let mut irma = world.irc_user_with("Irma", KNOWS).await;
    irma.hears_all().await;
    irma.says("BATCH +b draft/multiline #lobby").await;
    irma.says("@batch=b PRIVMSG #lobby :fn main() {").await;
    irma.says("@batch=b PRIVMSG #lobby :}").await;
    irma.says("BATCH -b").await;
    assert!(irma.line_with("BATCH -").await.contains("BATCH -"));
    world.restart().await;
    let mut irma = world
        .irc_user_with(
            "Irma",
            "batch message-tags draft/multiline draft/chathistory",
        )
        .await;
    irma.hears_all().await;
    irma.says("CHATHISTORY LATEST #lobby * 10").await;
    for part in ["fn main() {", "}"] {
        let line = irma.line_with("PRIVMSG").await;
        assert!(
            line.ends_with(&format!(" PRIVMSG #lobby :{part}")),
            "{line}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_no_batch_is_refused() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut irma = world.irc_user_with("Irma", KNOWS).await;
    irma.hears_all().await;
    const FAILED: &str = " FAIL BATCH MULTILINE_INVALID :";
    irma.says("@batch=nowhere PRIVMSG #lobby :lost?").await;
    assert!(irma.line().await.contains(FAILED));
    irma.says("BATCH +a draft/multiline #lobby").await;
    irma.says("@batch=a PRIVMSG #lobby :one").await;
    irma.says("@batch=b PRIVMSG #lobby :two").await;
    assert!(irma.line().await.contains(FAILED));
    // Only one can be under way; it is not given up for another.
    irma.says("BATCH +c draft/multiline #lobby").await;
    assert!(irma.line().await.contains(FAILED));
    irma.says("@batch=c PRIVMSG #lobby :three").await;
    irma.says("BATCH -c").await;
    irma.says("BATCH -a").await;
    assert!(irma.line().await.ends_with(" PRIVMSG #lobby :one"));
    irma.says("BATCH -a").await;
    assert!(irma.line().await.contains(FAILED));
    ann.hears("Irma:\tone").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_is_no_message_is_given_up_whole() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut irma = world.irc_user_with("Irma", KNOWS).await;
    irma.hears_all().await;
    irma.says("@label=l1 BATCH +b draft/multiline #lobby").await;
    irma.says("@batch=b PRIVMSG #other :one").await;
    irma.says("@batch=b PRIVMSG #lobby :two").await;
    irma.says("BATCH -b").await;
    irma.says("PRIVMSG #lobby :after").await;
    let failed = irma.line().await;
    assert_eq!(tag(&failed, "label"), Some("l1"), "{failed}");
    let code = " FAIL BATCH MULTILINE_INVALID_TARGET #lobby #other :";
    assert!(failed.contains(code), "{failed}");
    assert!(irma.line().await.ends_with(" PRIVMSG #lobby :after"));
    ann.hears("Irma:\tafter").await;
}
