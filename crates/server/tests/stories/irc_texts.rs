//! What the texts of IRC and IRCv3 want of a server where a line is odd.

use hourglass_core::Settings;

use crate::kit::{World, tag, untagged, verb};

const QUIET: fn(&mut Settings) = |rules| {
    rules.announce_up_to = 0;
    rules.message_limit = 0;
};

const KNOWS: &str = "message-tags echo-message labeled-response batch draft/read-marker";

#[tokio::test(flavor = "multi_thread")]
async fn notes_to_oneself_arrive() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user_with("Ann", KNOWS).await;
    let mut phone = world.irc_user("Ann").await;
    ann.hears_all().await;
    ann.says("@label=l1 PRIVMSG ann :milk").await;
    let echo = ann.line().await;
    assert_eq!(tag(&echo, "label"), Some("l1"), "{echo}");
    let arrived = ann.line().await;
    assert_eq!(tag(&arrived, "label"), None, "{arrived}");
    assert_eq!(untagged(&arrived), untagged(&echo));
    assert_eq!(tag(&arrived, "msgid"), tag(&echo, "msgid"));
    let line = phone.line_with("PRIVMSG").await;
    assert!(line.ends_with(" PRIVMSG Ann :milk"), "{line}");
    assert_eq!(phone.hears_all().await, [""; 0]);
    ann.says("CHATHISTORY LATEST Ann * 10").await;
    let history = ann.hears_all().await;
    let kept = history.iter().filter(|line| verb(line) == "PRIVMSG");
    assert_eq!(kept.count(), 1, "{history:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_be_cut_for_others_is_not_sent() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user("Ann").await;
    let mut bob = world.irc_user("Bob").await;
    ann.says("PRIVMSG bob :x").await;
    let line = bob.line_with("PRIVMSG").await;
    let room = 510 - (line.len() - 1);
    ann.says(&format!("PRIVMSG Bob :{}", "x".repeat(room)))
        .await;
    let line = bob.line_with("PRIVMSG").await;
    assert_eq!(line.len(), 510);
    ann.says(&format!("PRIVMSG Bob :{}", "x".repeat(room + 1)))
        .await;
    assert_eq!(verb(&ann.line_with("417").await), "417");
    assert_eq!(bob.hears_all().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_utf8_is_refused_under_its_label() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user_with("Ann", KNOWS).await;
    ann.hears_all().await;
    ann.sends(b"@label=l1 PRIVMSG #lobby :hi\xaa\r\n").await;
    let line = ann.line().await;
    assert_eq!(tag(&line, "label"), Some("l1"), "{line}");
    assert!(untagged(&line).contains(" FAIL PRIVMSG INVALID_UTF8 :"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_of_places_not_there_has_an_answer() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user_with("Ann", KNOWS).await;
    ann.hears_all().await;
    ann.says("MARKREAD #nowhere").await;
    assert!(ann.line().await.ends_with(" MARKREAD #nowhere *"));
    ann.says("REDACT #nowhere abc").await;
    let line = ann.line().await;
    assert!(line.contains(" REDACT INVALID_TARGET #nowhere :"), "{line}");
    ann.says("REDACT #lobby abc").await;
    let line = ann.line().await;
    assert!(
        line.contains(" REDACT UNKNOWN_MSGID #lobby abc :"),
        "{line}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_played_to_those_who_ask_for_it() {
    let world = World::with_rules(QUIET).await;
    let events = format!("{KNOWS} server-time draft/chathistory draft/event-playback");
    let mut ann = world.irc_user_with("Ann", &events).await;
    let plain = format!("{KNOWS} server-time draft/chathistory");
    let mut bob = world.irc_user_with("Bob", &plain).await;
    ann.says("JOIN #den").await;
    bob.hears_all().await;
    ann.hears_all().await;
    bob.says("JOIN #den").await;
    bob.hears_all().await;
    ann.hears_all().await;
    let mut told = Vec::new();
    for line in [
        "TOPIC #den :tea",
        "PRIVMSG #den :hello",
        "@+react=x TAGMSG #den",
        "@+typing=active TAGMSG #den",
    ] {
        ann.says(line).await;
        told.push(ann.line().await);
    }
    told.pop();
    let ids: Vec<_> = told.iter().map(|line| tag(line, "msgid")).collect();
    assert!(ids.iter().all(Option::is_some), "{told:?}");
    let within = |lines: Vec<String>| lines[1..lines.len() - 1].to_vec();
    ann.says("CHATHISTORY LATEST #den * 9").await;
    let history = within(ann.hears_all().await);
    let played: Vec<_> = history.iter().map(|line| untagged(line)).collect();
    let heard: Vec<_> = told.iter().map(|line| untagged(line)).collect();
    assert_eq!(played, heard);
    for (played, told) in history.iter().zip(&told) {
        for name in ["msgid", "time"] {
            assert_eq!(tag(played, name), tag(told, name));
        }
    }
    bob.hears_all().await;
    bob.says("CHATHISTORY LATEST #den * 9").await;
    let history = within(bob.hears_all().await);
    assert_eq!(history.len(), 1, "{history:?}");
    assert_eq!(verb(&history[0]), "PRIVMSG");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_is_half_sent_is_given_up() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc().await;
    for line in [
        "CAP REQ :sasl",
        "NICK Ann",
        "USER a 0 * :a",
        "AUTHENTICATE PLAIN",
        "CAP END",
    ] {
        ann.says(line).await;
    }
    ann.line_with(" ACK ").await;
    ann.hears("AUTHENTICATE +").await;
    assert_eq!(verb(&ann.line().await), "906");
    assert_eq!(verb(&ann.line().await), "464");
}
