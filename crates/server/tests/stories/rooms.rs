//! Rooms at the line door and in the JSON protocol.

use hourglass_wire::json::{ClientMessage, Code, ServerMessage};

use crate::kit::{LineUser, World};

const QUIET: fn(&mut hourglass_core::Settings) = |rules| rules.announce_up_to = 0;

/// What somebody hears who opens `#rust`.
const OPENED: [&str; 2] = [
    "* You are in #rust (1 person). What you type goes there. /leave leaves it.",
    "* You run #rust: /topic, /invite, /kick and /op are yours.",
];

const SECOND: &str = "* You are in #rust (2 people). What you type goes there. /leave leaves it.";

/// Ann, who has opened `#rust`, and Bob, who came in, too; neither is told of the other.
async fn two_in_rust(world: &World) -> (LineUser, LineUser) {
    let [mut ann, mut bob] = [world.newcomer("Ann").await, world.newcomer("Bob").await];
    ann.says("/join #rust").await;
    ann.hears_all(&OPENED).await;
    bob.says("/join rust").await;
    bob.hears(SECOND).await;
    (ann, bob)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_hears_what_is_said_in_it_and_others_do_not() {
    let world = World::with_rules(QUIET).await;
    let (mut ann, mut bob) = two_in_rust(&world).await;
    let mut carl = world.newcomer("Carl").await;
    ann.says("crabs").await;
    bob.hears("Ann:\tcrabs").await;
    carl.says("hello").await;
    for user in [&mut ann, &mut bob] {
        user.hears("#lobby Carl:\thello").await;
    }
    bob.says("/join #lobby").await;
    bob.hears("* You are in #lobby (3 people). What you type goes there.")
        .await;
    ann.says("more crabs").await;
    bob.hears("#rust Ann:\tmore crabs").await;
    bob.says("in the common room").await;
    carl.hears("Bob:\tin the common room").await;
    ann.hears("#lobby Bob:\tin the common room").await;
    bob.says("/msg #rust in the other one").await;
    ann.hears("Bob:\tin the other one").await;
    carl.says("/private Ann psst").await;
    ann.hears(">> Carl:\tpsst").await;
    carl.hears_nothing_else("Carl").await;
    bob.hears_nothing_else("Bob").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_and_speaks_at_once_speaks_in_the_room() {
    let world = World::with_rules(QUIET).await;
    let (mut ann, mut bob) = two_in_rust(&world).await;
    ann.says("/leave\n/join #go\none\n/join #rust\ntwo\n/leave\nthree")
        .await;
    ann.hears_all(&[
        "* You have left #rust",
        "* You are in #go (1 person). What you type goes there. /leave leaves it.",
        "* You run #go: /topic, /invite, /kick and /op are yours.",
    ])
    .await;
    ann.hears_all(&[SECOND, "* You have left #rust"]).await;
    bob.hears_all(&[
        "* In #rust, Bob runs it now",
        "Ann:\ttwo",
        "#lobby Ann:\tthree",
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_focus_follows_a_room_to_its_new_name() {
    let world = World::with_rules(QUIET).await;
    let (mut ann, mut bob) = two_in_rust(&world).await;
    let mut desk = world.irc_user("Ann").await;
    desk.says("RENAME #rust #crabs").await;
    for user in [&mut ann, &mut bob] {
        user.hears("* #rust is #crabs now, says Ann").await;
    }
    bob.says("still here").await;
    ann.hears("Bob:\tstill here").await;
    ann.says("/topic Crabs").await;
    for user in [&mut ann, &mut bob] {
        user.hears("* Ann set the topic of #crabs: Crabs").await;
    }
    bob.says("/topic").await;
    bob.hears("* The topic of #crabs: Crabs (set by Ann)").await;
    bob.says("/leave").await;
    bob.hears("* You have left #crabs").await;
    bob.says("to everybody").await;
    ann.hears("#lobby Bob:\tto everybody").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_and_going_is_announced_in_small_rooms() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    ann.says("/join #rust").await;
    ann.hears_all(&OPENED).await;
    bob.says("/join #rust").await;
    bob.hears(SECOND).await;
    ann.hears("* Bob has joined #rust").await;
    bob.says("/leave").await;
    bob.hears("* You have left #rust").await;
    ann.hears("* Bob has left #rust").await;
    bob.says("/leave").await;
    bob.hears(
        "* #lobby is everybody's: nobody runs it, and nobody leaves it. /exit leaves the chat.",
    )
    .await;
    bob.says("/leave #rust").await;
    bob.hears("* You are not in #rust. To come in: /join #rust")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_is_set_asked_for_and_taken_away() {
    let world = World::with_rules(QUIET).await;
    let (mut ann, mut bob) = two_in_rust(&world).await;
    ann.says("/topic Crabs and  lobsters").await;
    for user in [&mut ann, &mut bob] {
        user.hears("* Ann set the topic of #rust: Crabs and  lobsters")
            .await;
    }
    bob.says("/topic").await;
    bob.hears("* The topic of #rust: Crabs and  lobsters (set by Ann)")
        .await;
    bob.says("/topic mine").await;
    bob.hears("* Only who runs #rust may do that. /who #rust marks them with @: ask one.")
        .await;
    bob.says("/rooms").await;
    bob.hears_all(&[
        "* #lobby (2 people, you too)",
        "* #rust (2 people, you too): Crabs and  lobsters",
    ])
    .await;
    ann.says("/topic -").await;
    for user in [&mut ann, &mut bob] {
        user.hears("* Ann took away the topic of #rust").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_runs_a_room_puts_people_out_and_hands_the_office_on() {
    let world = World::with_rules(QUIET).await;
    let (mut ann, mut bob) = two_in_rust(&world).await;
    bob.says("/who").await;
    bob.hears("* #rust (2 people): @Ann, Bob").await;
    bob.says("/kick Ann").await;
    bob.hears("* Only who runs #rust may do that. /who #rust marks them with @: ask one.")
        .await;
    ann.says("/op Bob").await;
    for user in [&mut ann, &mut bob] {
        user.hears("* Ann changed #rust: Bob runs it now").await;
    }
    bob.says("/kick Ann that is all").await;
    for user in [&mut ann, &mut bob] {
        user.hears("* Bob put Ann out of #rust: that is all").await;
    }
    // What was meant for the room is not said elsewhere.
    ann.says("you are all fools").await;
    ann.hears("* You are not in #rust. To come in: /join #rust")
        .await;
    ann.says("/leave").await;
    ann.hears("* You are not in #rust. To come in: /join #rust")
        .await;
    ann.says("hello").await;
    bob.hears("#lobby Ann:\thello").await;
    ann.says("/msg #rust hello").await;
    assert!(ann.line().await.starts_with("* You "));
    bob.says("/invite Ann").await;
    bob.hears("* Ann is invited into #rust").await;
    ann.hears("* Bob invites Ann into #rust. To come in: /join #rust")
        .await;
    ann.says("/join #rust").await;
    assert_eq!(ann.line().await, SECOND);
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_room_can_be_called_is_explained() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    ann.says("/join #a:b").await;
    assert!(ann.line().await.starts_with("* A name cannot contain"));
    ann.says("/join").await;
    ann.hears("* Template: /join <#room> [key]").await;
    ann.says("/who #nowhere").await;
    ann.hears("* #nowhere: There is nobody there, or no such room. /rooms lists those there are.")
        .await;
    ann.says("/join #rust").await;
    ann.hears_all(&OPENED).await;
    ann.says("/join #ru\u{455}t").await;
    assert!(ann.line().await.contains("looks like #rust"));
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_of_one_name_share_its_rooms_over_both_doors() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.newcomer("Ann").await;
    let mut tablet = world.json("Ann").await;
    assert!(tablet.hears_welcome().await.rooms.is_empty());
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    let opened = bob.joins("#rust").await;
    assert!(opened.answer && opened.operator && !opened.was_member);
    bob.says_in("#rust", "first").await;
    let first = bob.hears_said().await;
    ann.says("/join #rust").await;
    ann.hears_all(&[SECOND, "Bob:\tfirst"]).await;
    match tablet.hears().await {
        ServerMessage::RoomOpened(opened) => {
            assert_eq!(opened.room.as_deref(), Some("#rust"));
            assert!(!opened.answer);
        }
        other => panic!("heard {other:?}"),
    }
    ann.says("second").await;
    let on_tablet = tablet.hears_message().await;
    let at_bob = bob.hears_message().await;
    assert_eq!(on_tablet.id, at_bob.id);
    assert!(at_bob.id > first.id);
    for message in [&on_tablet, &at_bob] {
        assert_eq!(message.room.as_deref(), Some("#rust"));
        assert_eq!(message.text, "second");
    }
    let room = "#rust".to_owned();
    let reason = None;
    tablet.sends(&ClientMessage::Leave { room, reason }).await;
    match tablet.hears().await {
        ServerMessage::Departed(departed) => assert!(departed.answer),
        other => panic!("heard {other:?}"),
    }
    match bob.hears().await {
        ServerMessage::Departed(departed) => assert_eq!(departed.name, "Ann"),
        other => panic!("heard {other:?}"),
    }
    // The line door has had the room in focus until then.
    ann.says("third").await;
    let third = bob.hears_message().await;
    assert_eq!(third.room, None);
    assert_eq!(tablet.hears_message().await.id, third.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_about_rooms_have_codes() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    ann.joins("#rust").await;
    let room = || "#rust".to_owned();
    let name = || "Ann".to_owned();
    let reason = None;
    for (message, code) in [
        (
            ClientMessage::Join {
                room: "rust".into(),
                key: None,
            },
            Code::InvalidRoom,
        ),
        (
            ClientMessage::Leave {
                room: room(),
                reason: reason.clone(),
            },
            Code::NotInRoom,
        ),
        (
            ClientMessage::Leave {
                room: "#lobby".into(),
                reason: reason.clone(),
            },
            Code::CommonRoom,
        ),
        (
            ClientMessage::Topic {
                room: None,
                text: Some("mine".into()),
            },
            Code::CommonRoom,
        ),
        (
            ClientMessage::Kick {
                name: name(),
                room: "#lobby".into(),
                reason,
            },
            Code::CommonRoom,
        ),
    ] {
        let shown = format!("{message:?}");
        bob.sends(&message).await;
        assert_eq!(bob.hears_refused().await.code, code, "{shown}");
    }
    bob.joins("#rust").await;
    let (name, room, on) = (name(), room(), false);
    bob.sends(&ClientMessage::Op { name, room, on }).await;
    assert_eq!(bob.hears_refused().await.code, Code::NotOperator);
}
