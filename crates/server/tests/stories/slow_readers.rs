//! Who does not read is cut off, and nobody else notices.

use hourglass_wire::json::{Code, ServerMessage};

use crate::kit::{JsonUser, World};

const LENGTH: usize = 20_000;
const MESSAGES: usize = 400;

fn text(number: usize) -> String {
    format!("{number:0LENGTH$}")
}

/// A room in which much can be said.
async fn loud_room() -> (World, JsonUser) {
    let world = World::with_rules(|rules| {
        rules.message_limit = 0;
        rules.max_message = LENGTH;
        rules.announce_up_to = 0;
    })
    .await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    (world, ann)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_is_cut_off_and_catches_up_on_just_what_is_missing() {
    let (world, mut ann) = loud_room().await;
    let mut stalled = world.stalled("Bob").await;
    let mut carl = world.newcomer("Carl").await;
    for number in 0..MESSAGES {
        ann.says(&text(number), None).await;
        ann.hears_said().await;
        carl.hears(&format!("Ann:\t{}", text(number))).await;
    }
    // All else was told in time; now he reads what had reached him.
    let heard = stalled.everything().await;
    let cut_off = "* You were cut off because you did not read what was sent. \
                   Connect again to catch up.\n";
    let heard = heard.strip_suffix(cut_off).unwrap();
    let whole = heard
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n') && line.len() > 1)
        .enumerate()
        .take_while(|(number, line)| *line == format!("Ann:\t{}\n", text(*number)))
        .count();
    assert!(whole < MESSAGES, "nothing was cut off");
    ann.waits_until_online(2).await;
    let mut bob = world.enter("Bob").await;
    let missing = MESSAGES - whole - 20;
    bob.hears(&format!("* {missing} earlier messages are not shown"))
        .await;
    for number in MESSAGES - 20..MESSAGES {
        bob.hears(&format!("Ann:\t{}", text(number))).await;
    }
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_is_cut_off_and_resumes_after_what_it_has() {
    let (world, mut ann) = loud_room().await;
    let mut stalled = JsonUser::open(world.connect_stalled().await, world.address()).await;
    stalled.logs_in("Bob", crate::kit::PASSWORD, None).await;
    stalled.hears_welcome().await;
    let mut said = Vec::new();
    for number in 0..MESSAGES {
        ann.says(&text(number), None).await;
        said.push(ann.hears_said().await.id);
    }
    let mut known = Vec::new();
    let goodbye = loop {
        match stalled.hears().await {
            ServerMessage::Message(message) => known.push(message.id),
            other => break other,
        }
    };
    assert!(matches!(goodbye, ServerMessage::Goodbye(goodbye) if goodbye.code == Code::TooSlow));
    stalled.hears_the_close().await;
    assert_eq!(known, said[..known.len()]);
    let mut bob = world.json_after("Bob", known.last().copied()).await;
    let welcome = bob.hears_welcome().await;
    assert_eq!(
        known.len() + welcome.skipped + welcome.messages.len(),
        MESSAGES
    );
    let newest: Vec<_> = welcome.messages.iter().map(|message| message.id).collect();
    assert!(!newest.is_empty());
    assert_eq!(newest, said[MESSAGES - newest.len()..]);
}
