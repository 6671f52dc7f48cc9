//! What was missed, and several devices of one name.

use tempfile::tempdir;

use super::{irssi, weechat};
use crate::kit::{Line, RealServer};

#[test]
fn who_comes_back_is_shown_what_was_missed() {
    for join in [irssi, weechat] {
        let data = tempdir().expect("a folder");
        let server = RealServer::start(data.path(), &[]);
        let mut bob = Line::join(server.address, "bob");
        let alice = join(&server, "alice");
        bob.say("heard at once");
        alice.hears("bob", "heard at once");
        alice.leave();
        bob.heard.wait_for("User alice has left the chat\n");
        bob.say_for_sure("missed in the room");
        bob.say_for_sure("/msg alice missed in private");
        let alice = join(&server, "alice");
        alice.hears("bob", "missed in the room");
        alice.hears("bob", "missed in private");
        let shown = alice.shown();
        assert!(!shown.contains("heard at once"), "{shown}");
    }
}

#[test]
fn clients_come_back_to_a_server_that_was_restarted() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &[]);
    let alice = irssi(&server, "alice");
    let bob = weechat(&server, "bob");
    let mut carol = Line::join(server.address, "carol");
    carol.say("good morning");
    alice.hears("carol", "good morning");
    bob.hears("carol", "good morning");
    server.kill();
    server.restart();
    let mut carol = Line::join(server.address, "carol");
    carol.say("after");
    alice.hears("carol", "after");
    bob.hears("carol", "after");
    for client in [alice, bob] {
        let shown = client.shown();
        assert_eq!(shown.matches("good morning").count(), 1, "{shown}");
    }
}

#[test]
fn devices_of_one_name_are_in_step() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let first = irssi(&server, "alice");
    let second = weechat(&server, "alice");
    let mut third = Line::join(server.address, "alice");
    let mut bob = Line::join(server.address, "bob");

    first.say("#lobby", "from the first");
    second.hears("alice", "from the first");
    third.heard.wait_for("you:\tfrom the first\n");
    second.say("#lobby", "from the second");
    first.hears("alice", "from the second");
    third.say("from the third");
    first.hears("alice", "from the third");
    second.hears("alice", "from the third");

    bob.say("/msg alice for every device");
    first.hears("bob", "for every device");
    second.hears("bob", "for every device");
    third.heard.wait_for(">> bob:\tfor every device\n");
    second.say("bob", "an answer from the second");
    bob.heard.wait_for(">> alice:\tan answer from the second\n");
    first.wait_for("an answer from the second");
    third
        .heard
        .wait_for("you >> bob:\tan answer from the second\n");

    // A room that one of them joins is joined by all.
    first.type_line("/join #tea");
    second.wait_for("has joined #tea");
    bob.say("/join #tea");
    bob.say("in the room");
    first.hears("bob", "in the room");
    second.hears("bob", "in the room");

    first.leave();
    second.say("#lobby", "still here");
    bob.heard.wait_for("alice:\tstill here\n");
    let bob = bob.leave();
    assert!(!bob.contains("User alice has left"), "{bob}");
}
