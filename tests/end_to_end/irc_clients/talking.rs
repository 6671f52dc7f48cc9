//! Logging in and speaking, in the common room and in private.

use serde_json::json;
use tempfile::tempdir;

use super::{CLIENTS, irssi, weechat};
use crate::kit::{Irc, Json, Line, RealServer};

#[test]
fn every_client_logs_in_and_speaks() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut bob = Line::join(server.address, "bob");
    for (number, (maker, proof)) in CLIENTS.into_iter().enumerate() {
        let name = format!("alice{number}");
        let alice = Irc::join(maker, proof, server.address, &name);
        let (question, answer) = (format!("question {number}"), format!("answer {number}"));
        alice.say("#lobby", &question);
        bob.heard.wait_for(&format!("{name}:\t{question}\n"));
        bob.say(&answer);
        alice.hears("bob", &answer);
        alice.leave();
        bob.heard
            .wait_for(&format!("User {name} has left the chat\n"));
    }
}

#[test]
fn people_at_all_doors_hear_each_other() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let alice = irssi(&server, "alice");
    let bob = weechat(&server, "bob");
    let mut carol = Line::join(server.address, "carol");
    let (mut dave, _) = Json::join(server.address, "dave", None);

    alice.say("#lobby", "from irssi");
    carol.heard.wait_for("alice:\tfrom irssi\n");
    bob.say("#lobby", "from WeeChat");
    carol.heard.wait_for("bob:\tfrom WeeChat\n");
    carol.say_for_sure("from a line");
    let said = dave.say("1", "from a program");
    assert_eq!(said["type"], "said", "{said}");

    alice.hears("bob", "from WeeChat");
    alice.hears("carol", "from a line");
    alice.hears("dave", "from a program");
    bob.hears("alice", "from irssi");
    bob.hears("carol", "from a line");
    bob.hears("dave", "from a program");
    carol.heard.wait_for("dave:\tfrom a program\n");

    // What the program was told before its own message was said.
    let (_, welcome) = Json::join(server.address, "erin", None);
    let texts: Vec<_> = messages(&welcome);
    assert_eq!(
        texts,
        [
            "from irssi",
            "from WeeChat",
            "from a line",
            "from a program"
        ]
    );
}

fn messages(welcome: &serde_json::Value) -> Vec<&str> {
    let messages = welcome["messages"].as_array().expect("messages");
    messages
        .iter()
        .filter_map(|message| message["text"].as_str())
        .collect()
}

#[test]
fn what_is_private_is_heard_by_the_two_alone() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let alice = irssi(&server, "alice");
    let bob = weechat(&server, "bob");
    let mut carol = Line::join(server.address, "carol");
    let (mut dave, _) = Json::join(server.address, "dave", None);

    alice.say("bob", "for bob alone");
    bob.hears("alice", "for bob alone");
    bob.say("alice", "for alice alone");
    alice.hears("bob", "for alice alone");
    alice.say("carol", "for carol alone");
    carol.heard.wait_for(">> alice:\tfor carol alone\n");
    carol.say("/msg alice carol answers");
    alice.hears("carol", "carol answers");
    dave.send(&json!({"type": "say", "key": "1", "to": "bob", "text": "dave to bob"}));
    bob.hears("dave", "dave to bob");

    carol.say("the end");
    alice.hears("carol", "the end");
    bob.hears("carol", "the end");
    for text in ["for carol alone", "carol answers"] {
        assert!(!bob.shown().contains(text), "{}", bob.shown());
    }
    let carol = carol.leave();
    for text in ["for bob alone", "for alice alone", "dave to bob"] {
        assert!(!carol.contains(text), "{carol}");
    }
}

#[test]
fn who_said_too_much_is_told_how_long_to_wait() {
    for join in [irssi, weechat] {
        let data = tempdir().expect("a folder");
        let server = RealServer::start(data.path(), &["--message-limit", "2"]);
        let bob = Line::join(server.address, "bob");
        let alice = join(&server, "alice");
        for text in ["first", "second", "too much"] {
            alice.say("#lobby", text);
        }
        alice.wait_for("You have reached the message limit. Wait another ");
        alice.say("hourglass", "status");
        alice.wait_for("2 of 2");
        let bob = bob.leave();
        assert!(bob.contains("alice:\tsecond\n"), "{bob}");
        assert!(!bob.contains("too much"), "{bob}");
    }
}
