//! What people say and how they come and go, at the line door, byte for byte.

use hourglass_wire::json::Kind;

use crate::kit::World;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_a_public_message_and_ones_own_devices_as_one_s_own() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    let mut phone = world.enter("Ann").await;
    ann.says("hello").await;
    bob.hears("Ann:\thello").await;
    phone.hears("you:\thello").await;
    phone.says("and again").await;
    bob.hears("Ann:\tand again").await;
    ann.hears("you:\tand again").await;
    ann.hears_nothing_else("Ann").await;
    phone.hears_nothing_else("Ann").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_does_is_told_in_every_door() {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut ann = world.newcomer("Ann").await;
    let mut phone = world.enter("Ann").await;
    let mut bob = world.json("Bob").await;
    bob.hears_welcome().await;
    let mut irma = world.irc_user("Irma").await;
    ann.says("/me waves").await;
    phone.hears("* Ann waves").await;
    let heard = bob.hears_message().await;
    assert_eq!((heard.kind, &*heard.text), (Some(Kind::Action), "waves"));
    assert_eq!(heard.from, "Ann");
    let line = irma.line_with("waves").await;
    assert!(
        line.ends_with(" PRIVMSG #lobby :\u{1}ACTION waves\u{1}"),
        "{line:?}"
    );
    let action = r#"{"type": "say", "kind": "action", "text": "nods"}"#;
    bob.sends_text(action).await;
    ann.hears("* Bob nods").await;
    ann.says("/me").await;
    ann.hears("* Template: /me <text>").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_message_is_heard_by_two_names_on_all_their_devices() {
    let world = World::start().await;
    let [mut ann, mut bob, mut carl] = world.newcomers(["Ann", "Bob", "Carl"]).await;
    let mut anns_phone = world.enter("Ann").await;
    let mut bobs_phone = world.enter("Bob").await;
    ann.says("/private bob for  you").await;
    bob.hears(">> Ann:\tfor  you").await;
    bobs_phone.hears(">> Ann:\tfor  you").await;
    anns_phone.hears("you >> Bob:\tfor  you").await;
    ann.says("/msg BOB again").await;
    bob.hears(">> Ann:\tagain").await;
    anns_phone.hears("you >> Bob:\tagain").await;
    ann.hears_nothing_else("Ann").await;
    carl.hears_nothing_else("Carl").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_message_that_cannot_be_sent_is_explained() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    let syntax: &[&str] = &[
        "Incorrect syntax for private message.",
        "Template: /private <username> <message>",
    ];
    let cases: [(&str, &[&str]); 7] = [
        ("/private Ann x", &["No point in sending it to yourself"]),
        ("/private ANN x", &["No point in sending it to yourself"]),
        ("/private Zoe x", &["No such user - \"Zoe\""]),
        ("/private a:b x", &["No such user - \"a:b\""]),
        ("/private Bob", syntax),
        ("/private Bob   ", syntax),
        ("/private", syntax),
    ];
    for (line, answer) in cases {
        ann.says(line).await;
        ann.hears_all(answer).await;
    }
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_message_to_who_is_away_waits() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    bob.says("/exit").await;
    ann.hears("User Bob has left the chat").await;
    ann.says("/private Bob later").await;
    ann.hears_nothing_else("Ann").await;
    let mut bob = world.enter("Bob").await;
    bob.hears(">> Ann:\tlater").await;
    bob.hears_nothing_else("Bob").await;
    ann.hears("User Bob has joined the chat").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_and_going_is_told_for_the_first_and_the_last_device() {
    let world = World::start().await;
    let [mut ann, bob] = world.newcomers(["Ann", "Bob"]).await;
    let mut phone = world.enter("Bob").await;
    bob.leaves().await;
    ann.waits_until("*\tCONNECTIONS:\t2").await;
    phone.says("/quit").await;
    ann.hears("User Bob has left the chat").await;
    let bob = world.enter("Bob").await;
    ann.hears("User Bob has joined the chat").await;
    // However it goes.
    drop(bob);
    ann.hears("User Bob has left the chat").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_room_is_not_told_who_comes_and_goes() {
    let world = World::with_rules(|rules| rules.announce_up_to = 2).await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    let carl = world.newcomer("Carl").await;
    ann.hears_nothing_else("Ann").await;
    carl.leaves().await;
    ann.waits_until_online(2).await;
    bob.says("/exit").await;
    ann.hears("User Bob has left the chat").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_command_is_said_to_nobody_and_a_double_slash_says_one() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    ann.says("/secret plan").await;
    ann.hears("* There is no command /secret. See /rules for those there are.")
        .await;
    ann.says("//secret plan").await;
    bob.hears("Ann:\t/secret plan").await;
    ann.says("/").await;
    ann.hears("* There is no command /. See /rules for those there are.")
        .await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_are_told_under_both_names() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    for command in ["/rules", "/help"] {
        ann.says(command).await;
        ann.hears_all(&[
            "* Everybody is in #lobby; further rooms are opened with /join. \
             What is said is gone after 1 hour, for everybody.",
            "* A message has at most 2000 characters.",
            "* You may send 20 messages in 1 hour, counted from the first one.",
            "* Whoever 3 people complain about is silenced for 4 hours.",
            "* /private NAME TEXT  say it to one person only (also /msg); with #ROOM, in that room",
            "* /me TEXT            say what you do: * YOU TEXT",
            "* /ban NAME           complain about a person (also /complain)",
            "* /join #ROOM [KEY]   come into a room, or open it; what you type goes there then",
            "* /leave [#ROOM]      leave it",
            "* /rooms              the rooms that there are",
            "* /who [#ROOM]        who is in it",
            "* /topic [#ROOM] TEXT what it is about; without a text, ask; with -, take it away",
            "* /invite NAME        ask somebody into the room",
            "* /kick NAME [REASON] put somebody out of a room that you run",
            "* /op NAME            let somebody run it too (/deop takes that back)",
            "* /status             how the room and you stand",
            "* /rules              this text (also /help)",
            "* /exit               leave (also /quit)",
            "* //TEXT              say /TEXT",
        ])
        .await;
    }
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_is_told_line_by_line() {
    let world = World::start().await;
    let [mut ann, mut bob] = world.newcomers(["Ann", "Bob"]).await;
    let _phone = world.enter("Ann").await;
    ann.says("one").await;
    ann.says("/private Bob two").await;
    bob.hears_all(&["Ann:\tone", ">> Ann:\ttwo"]).await;
    world.pass(std::time::Duration::from_secs(61));
    ann.says("/status").await;
    ann.hears_all(&[
        "======= CHAT INFO: ========",
        "*\tHOST\t= 127.0.0.1",
        &format!("*\tPORT\t= {}", world.address().port()),
        "*\tUSERS ONLINE:\t 2",
        "*\tCONNECTIONS:\t3",
        "======= ABOUT YOU: ========",
        "*\tHOW MANY CLIENTS\t= 2",
        "*\tCOUNTER MESSAGE\t= 2 of 20, anew in 00:58:59",
        "*\tAMOUNT OF COMPLAINTS\t= 0",
    ])
    .await;
    ann.hears_nothing_else("Ann").await;
}
