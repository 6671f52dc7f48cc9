//! A message on several lines, to clients that know of such and to all others.

use hourglass_core::Settings;

use crate::kit::{World, tag, untagged};

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

    // The ends of lines are spaces, as in every text.
    let (first, second) = long.split_at(300);
    let text = format!("one two {first} {second}");
    ann.hears(&format!("Irma:\t{text}")).await;
    let opening = irma.line().await;
    assert_eq!(tag(&opening, "label"), Some("l1"), "{opening}");
    assert!(opening.contains(" BATCH +"), "{opening}");
    let mut echoed = String::new();
    loop {
        let line = irma.line().await;
        let Some((_, part)) = untagged(&line).split_once(" PRIVMSG #lobby :") else {
            break;
        };
        echoed.push_str(part);
    }
    // A line that was split behind a space has it at its end, where lines are trimmed here.
    assert_eq!(echoed.replace(' ', ""), text.replace(' ', ""));
    let mut heard = String::new();
    while heard.len() < text.len() - 1 {
        let line = ivan.line_with("PRIVMSG").await;
        heard.push_str(line.split_once(" PRIVMSG #lobby :").unwrap().1);
    }
    assert_eq!(heard.replace(' ', ""), text.replace(' ', ""));
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
