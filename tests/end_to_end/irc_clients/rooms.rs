//! Rooms besides the common one.

use tempfile::tempdir;

use super::{irssi, weechat};
use crate::kit::{Line, RealServer};

#[test]
fn a_room_is_shared_by_all_doors() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let alice = irssi(&server, "alice");
    let bob = weechat(&server, "bob");
    let mut carol = Line::join(server.address, "carol");
    let mut dave = Line::join(server.address, "dave");

    alice.type_line("/join #tea");
    alice.wait_for("has joined #tea");
    alice.type_line("/topic #tea Green only");
    alice.wait_for("Green only");
    bob.type_line("/join #tea");
    bob.wait_for("has joined #tea");
    bob.wait_for("Green only");
    carol.say("/join #tea");
    alice.wait_for("carol");

    alice.say("#tea", "who is there?");
    bob.hears("alice", "who is there?");
    carol.heard.wait_for("alice:\twho is there?\n");
    bob.say("#tea", "bob is");
    alice.hears("bob", "bob is");
    carol.heard.wait_for("bob:\tbob is\n");
    carol.say("carol is");
    alice.hears("carol", "carol is");
    bob.hears("carol", "carol is");

    // Who is not in the room hears nothing of it.
    dave.say("the end");
    alice.hears("dave", "the end");
    let dave = dave.leave();
    for text in ["who is there?", "bob is", "carol is"] {
        assert!(!dave.contains(text), "{dave}");
    }
}

#[test]
fn an_operator_sends_somebody_out() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let alice = irssi(&server, "alice");
    let bob = weechat(&server, "bob");
    alice.type_line("/join #tea");
    alice.wait_for("has joined #tea");
    bob.type_line("/join #tea");
    bob.wait_for("has joined #tea");
    alice.type_line("/quote KICK #tea bob :too loud");
    bob.wait_for("too loud");
    bob.say("#tea", "I am still here");
    bob.say("#lobby", "I was sent out");
    alice.hears("bob", "I was sent out");
    assert!(
        !alice.shown().contains("I am still here"),
        "{}",
        alice.shown()
    );
}

#[test]
fn who_comes_back_is_in_the_same_rooms() {
    for (join, others) in [(irssi as Join, weechat as Join), (weechat, irssi)] {
        let data = tempdir().expect("a folder");
        let mut server = RealServer::start(data.path(), &[]);
        let alice = join(&server, "alice");
        alice.type_line("/join #tea");
        alice.wait_for("has joined #tea");
        let bob = others(&server, "bob");
        bob.type_line("/join #tea");
        bob.wait_for("has joined #tea");
        let mut carol = Line::join(server.address, "carol");
        carol.say("/join #tea");
        alice.leave();
        bob.wait_for("alice");
        bob.say("#tea", "while alice was away");
        carol.heard.wait_for("bob:\twhile alice was away\n");
        server.stop();
        server.restart();
        let alice = join(&server, "alice");
        alice.wait_for("has joined #tea");
        alice.hears("bob", "while alice was away");
    }
}

type Join = fn(&RealServer, &str) -> crate::kit::Irc;
