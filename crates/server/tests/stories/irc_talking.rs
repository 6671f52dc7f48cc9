//! One room, three doors: the same messages, in the same order, with the same ids.

use hourglass_core::Settings;
use hourglass_wire::json::ServerMessage;

use crate::kit::{World, tag, untagged, verb};

const QUIET: fn(&mut Settings) = |rules| {
    rules.announce_up_to = 0;
    rules.message_limit = 0;
};

const TAGS: &str = "message-tags server-time echo-message";

/// The text of a `PRIVMSG`.
fn text(line: &str) -> &str {
    untagged(line).split_once(" :").map_or("", |(_, text)| text)
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_the_same_in_the_same_order() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    let mut irma = world.irc_user_with("Irma", TAGS).await;
    let mut ivan = world.irc_user("Ivan").await;
    irma.hears_all().await;
    for round in 0..10 {
        ann.says(&format!("line {round}")).await;
        bob.says(&format!("frame {round}"), None).await;
        irma.says(&format!("PRIVMSG #lobby :irc {round}")).await;
    }
    let mut heard = Vec::new();
    while heard.len() < 30 {
        let line = irma.line().await;
        assert_eq!(verb(&line), "PRIVMSG", "{line}");
        assert!(tag(&line, "time").is_some(), "{line}");
        let id: u64 = tag(&line, "msgid").unwrap().parse().unwrap();
        heard.push((id, text(&line).to_owned()));
    }
    assert!(heard.is_sorted());
    // Without capabilities there are no tags, and no echo of one's own.
    for (_, said) in &heard {
        let line = ivan.line_with("PRIVMSG").await;
        assert!(line.starts_with(':') && text(&line) == said, "{line}");
    }
    let mut at_bob = Vec::new();
    while at_bob.len() < 30 {
        match bob.hears().await {
            ServerMessage::Said(said) => at_bob.push(said.id),
            ServerMessage::Message(message) => at_bob.push(message.id),
            other => panic!("heard {other:?}"),
        }
    }
    let ids: Vec<u64> = heard.iter().map(|(id, _)| *id).collect();
    assert_eq!(at_bob, ids);
    for (_, said) in heard.iter().filter(|(_, said)| !said.starts_with("line")) {
        let name = if said.starts_with("irc") {
            "Irma"
        } else {
            "Bob"
        };
        ann.hears(&format!("{name}:\t{said}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_of_one_name_are_in_step() {
    let world = World::with_rules(QUIET).await;
    let mut laptop = world.irc_user_with("Ann", TAGS).await;
    let mut phone = world.irc_user("Ann").await;
    let mut terminal = world.enter("Ann").await;
    let mut bob = world.irc_user_with("Bob", TAGS).await;
    laptop.hears_all().await;

    laptop.says("PRIVMSG #lobby :hello").await;
    let echo = laptop.line().await;
    // Without echo-message, what one's other device says is heard all the same.
    let line = phone.line_with("PRIVMSG").await;
    assert!(
        line.starts_with(":Ann!") && line.ends_with(" PRIVMSG #lobby :hello"),
        "{line}"
    );
    terminal.hears("you:\thello").await;
    let at_bob = bob.line_with("PRIVMSG").await;
    assert_eq!(tag(&echo, "msgid"), tag(&at_bob, "msgid"));

    phone.says("PRIVMSG Bob :for you").await;
    let line = laptop.line().await;
    assert!(
        line.ends_with(" PRIVMSG Bob :for you") && line.contains(":Ann!"),
        "{line}"
    );
    terminal.hears("you >> Bob:\tfor you").await;
    assert!(
        bob.line_with("PRIVMSG")
            .await
            .ends_with(" PRIVMSG Bob :for you")
    );
    bob.says("PRIVMSG ann :thanks").await;
    for device in [&mut laptop, &mut phone] {
        assert!(
            device
                .line_with("PRIVMSG")
                .await
                .ends_with(" PRIVMSG Ann :thanks")
        );
    }
    terminal.hears(">> Bob:\tthanks").await;
    assert!(phone.hears_all().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_and_controls_stay_outside() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut irma = world.irc_user("Irma").await;
    let mut ivan = world.irc_user("Ivan").await;
    for (sent, heard) in [
        (
            "\u{2}bold\u{2} and \u{3}04,12red\u{f}",
            "Irma:\tbold and red",
        ),
        ("\u{1}ACTION waves\u{1}", "* Irma waves"),
        ("/exit", "Irma:\t/exit"),
    ] {
        irma.says(&format!("PRIVMSG #lobby :{sent}")).await;
        ann.hears(heard).await;
    }
    assert!(ivan.line_with("red").await.ends_with(" :bold and red"));
    let action = ivan.line_with("ACTION").await;
    assert!(action.ends_with(" :\u{1}ACTION waves\u{1}"), "{action:?}");
    // Requests between programs reach programs, and are no part of the talk.
    irma.says("PRIVMSG Ivan :\u{1}VERSION\u{1}").await;
    let request = ivan.line_with("VERSION").await;
    assert!(
        request.ends_with(" PRIVMSG Ivan :\u{1}VERSION\u{1}"),
        "{request:?}"
    );
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_allowance_refuses_in_the_words_of_all_doors() {
    let world = World::with_rules(|rules| rules.message_limit = 1).await;
    let mut irma = world.irc_user("Irma").await;
    irma.says("PRIVMSG #lobby :the only one").await;
    irma.says("PRIVMSG #lobby :one more").await;
    let refusal = "You have reached the message limit. Wait another 01:00:00";
    let told = irma.line().await;
    assert!(verb(&told) == "404" && told.ends_with(refusal), "{told}");
    irma.says("CAP REQ :standard-replies").await;
    irma.line_with(" ACK ").await;
    irma.says("PRIVMSG #lobby :one more").await;
    let told = irma.line().await;
    assert!(
        told.contains("FAIL PRIVMSG ALLOWANCE_SPENT #lobby 3600 :"),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chat_itself_can_be_talked_to() {
    let world = World::start().await;
    let mut irma = world.irc_user("Irma").await;
    let _ann = world.newcomer("Ann").await;
    irma.hears_all().await;
    for (line, part) in [
        ("PRIVMSG hourglass :help", "complain NAME"),
        ("PRIVMSG hourglass :status", "Yours: 1"),
        ("STATUS", "Yours: 1"),
        ("PRIVMSG hourglass :quota", "Messages sent: 0"),
        ("PRIVMSG hourglass :rules", "gone after"),
        ("RULES", "gone after"),
        ("COMPLAIN Ann", "was counted"),
        ("PRIVMSG hourglass :complain nobody", "check username"),
    ] {
        irma.says(line).await;
        let told = irma.hears_all().await;
        assert!(
            told.iter().any(|told| told.contains(part)),
            "{line}: {told:?}"
        );
        let is_notice = |told: &String| told.starts_with(":hourglass!") && verb(told) == "NOTICE";
        assert!(told.iter().all(is_notice), "{line}: {told:?}");
    }
}
