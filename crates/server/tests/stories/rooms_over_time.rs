//! Rooms of people who were away, of servers that start again, and of what is taken back.

use std::time::Duration;

use hourglass_wire::json::{ClientMessage, Code, RedactMessage, ServerMessage};

use crate::kit::World;

const QUIET: fn(&mut hourglass_core::Settings) = |rules| rules.announce_up_to = 0;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_away_catches_up_on_all_rooms() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    ann.joins("#rust").await;
    let mut bob = world.newcomer("Bob").await;
    bob.says("/join #rust").await;
    bob.hears("* You are in #rust (2 people). What you type goes there. /leave leaves it.")
        .await;
    bob.leaves().await;
    world.is_left_by("Bob").await;
    ann.says_in("#rust", "one").await;
    ann.says("two", None).await;
    ann.says_to(Some("Bob"), "three", None).await;
    for _ in 0..3 {
        ann.hears_said().await;
    }
    ann.joins("#go").await;
    ann.says_in("#go", "not for Bob").await;
    ann.hears_said().await;
    let mut bob = world.enter("Bob").await;
    bob.hears_all(&[
        "* You are in #rust too. To write there: /join #rust",
        "#rust Ann:\tone",
        "Ann:\ttwo",
        ">> Ann:\tthree",
    ])
    .await;
    bob.hears_nothing_else("Bob").await;
    let mut tablet = world.json("Bob").await;
    let welcome = tablet.hears_welcome().await;
    assert_eq!(welcome.rooms.len(), 1);
    assert_eq!(welcome.rooms[0].room, "#rust");
    let rooms: Vec<_> = welcome
        .messages
        .iter()
        .map(|message| message.room.as_deref())
        .collect();
    assert_eq!(rooms, [Some("#rust"), None, None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rooms_outlast_the_server_and_those_who_are_away() {
    let mut world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    ann.joins("#rust").await;
    let topic = ClientMessage::Topic {
        room: Some("#rust".into()),
        text: Some("Crabs".into()),
    };
    ann.sends(&topic).await;
    assert!(matches!(
        ann.hears().await,
        ServerMessage::TopicChanged(changed) if changed.answer
    ));
    ann.says_in("#rust", "one").await;
    ann.hears_said().await;
    world.restart().await;
    let mut ann = world.enter("Ann").await;
    ann.hears("* You are in #rust too. To write there: /join #rust")
        .await;
    ann.hears_nothing_else("Ann").await;
    ann.says("/join #rust").await;
    ann.hears_all(&[
        "* You are in #rust (1 person). What you type goes there. /leave leaves it.",
        "* The topic of #rust: Crabs (set by Ann)",
    ])
    .await;
    ann.hears("* You run #rust: /topic, /invite, /kick and /op are yours.")
        .await;
    let mut bob = world.newcomer("Bob").await;
    bob.says("/join #rust").await;
    bob.hears_all(&[
        "* You are in #rust (2 people). What you type goes there. /leave leaves it.",
        "* The topic of #rust: Crabs (set by Ann)",
        "Ann:\tone",
    ])
    .await;
    world.pass(Duration::from_secs(3_600));
    let mut carl = world.newcomer("Carl").await;
    carl.says("/join #rust").await;
    carl.hears("* You are in #rust (3 people). What you type goes there. /leave leaves it.")
        .await;
    carl.hears("* The topic of #rust: Crabs (set by Ann)").await;
    carl.hears_nothing_else("Carl").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_is_shown_to_nobody_any_more() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut bob = world.newcomer("Bob").await;
    ann.says("a slip", None).await;
    let said = ann.hears_said().await;
    bob.hears("Ann:\ta slip").await;
    let mut redact = RedactMessage {
        id: said.id,
        to: None,
        room: None,
        reason: None,
    };
    let mut eve = world.json("Eve").await;
    eve.hears_welcome().await;
    eve.sends(&ClientMessage::Redact(redact.clone())).await;
    assert_eq!(eve.hears_refused().await.code, Code::CannotRedact);
    ann.sends(&ClientMessage::Redact(redact.clone())).await;
    for user in [&mut ann, &mut eve] {
        match user.hears().await {
            ServerMessage::Redacted(redacted) => assert_eq!(redacted.id, said.id),
            other => panic!("heard {other:?}"),
        }
    }
    bob.hears("* A message in #lobby was taken back by Ann")
        .await;
    redact.id += 1_000;
    ann.sends(&ClientMessage::Redact(redact)).await;
    assert_eq!(ann.hears_refused().await.code, Code::CannotRedact);
    let mut carl = world.json("Carl").await;
    assert!(carl.hears_welcome().await.messages.is_empty());
    let stored = world.disk.stored().snapshot.messages;
    assert!(stored.iter().all(|message| message.id.0 != said.id));
}
