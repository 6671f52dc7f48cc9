//! What a server still knows after a restart, in good order and after `kill -9`.

use tempfile::tempdir;

use crate::kit::{Line, PASSWORD, RealServer};

/// The ways in which a server ends.
const ENDS: [fn(&mut RealServer); 2] = [RealServer::stop, RealServer::kill];

/// A story with one restart in it, told once for each end.
fn with_each_end(flags: &[&str], story: impl Fn(&mut RealServer, &dyn Fn(&mut RealServer))) {
    for end in ENDS {
        let data = tempdir().expect("a folder");
        let mut server = RealServer::start(data.path(), flags);
        story(&mut server, &|server| {
            end(server);
            server.restart();
        });
    }
}

#[test]
fn names_and_their_passwords() {
    with_each_end(&[], |server, restart| {
        Line::join(server.address, "Alice");
        restart(server);
        let mut stranger = Line::connect(server.address);
        stranger.log_in("alice", "guessed");
        stranger.heard.wait_for("Wrong password. Try again.\n");
        stranger.log_in("alice", PASSWORD);
        stranger.heard.wait_for("Welcome to chat, Alice!\n");
    });
}

#[test]
fn the_allowance() {
    with_each_end(&["--message-limit", "3"], |server, restart| {
        let mut alice = Line::join(server.address, "alice");
        alice.say("one");
        alice.say_for_sure("two");
        restart(server);
        let mut alice = Line::join(server.address, "alice");
        alice.say_for_sure("three");
        alice.heard.wait_for("COUNTER MESSAGE\t= 3 of 3, anew in ");
        alice.say("four");
        alice
            .heard
            .wait_for("You have reached the message limit. Wait another ");
    });
}

#[test]
fn complaints_and_the_silence() {
    with_each_end(&[], |server, restart| {
        Line::join(server.address, "mallory");
        for name in ["ann", "ben"] {
            let mut line = Line::join(server.address, name);
            line.say("/ban mallory");
            line.heard
                .wait_for("Your complaint about mallory was counted.\n");
        }
        restart(server);
        let mut mallory = Line::join(server.address, "mallory");
        mallory.say_for_sure("I can still write");
        mallory.heard.wait_for("AMOUNT OF COMPLAINTS\t= 2\n");
        let mut ann = Line::join(server.address, "ann");
        ann.say("/ban mallory");
        ann.heard.wait_for("You complained about mallory before");
        let mut cat = Line::join(server.address, "cat");
        cat.say("/ban mallory");
        mallory
            .heard
            .wait_for("You've been complained about for 3 time.\n");
        restart(server);
        let mut mallory = Line::join(server.address, "mallory");
        mallory.say("and now?");
        mallory.heard.wait_for("You are banned. Wait another ");
        mallory.say("/ban ann");
        mallory
            .heard
            .wait_for_times("You are banned. Wait another ", 2);
    });
}

#[test]
fn private_messages_for_somebody_who_is_away() {
    with_each_end(&[], |server, restart| {
        Line::join(server.address, "bob").leave();
        let mut alice = Line::join(server.address, "alice");
        alice.say_for_sure("/private bob for you alone");
        restart(server);
        let carol = Line::join(server.address, "carol").leave();
        assert!(!carol.contains("for you alone"), "{carol}");
        let bob = Line::join(server.address, "bob").leave();
        assert!(bob.contains(">> alice:\tfor you alone\n"), "{bob}");
    });
}

#[test]
fn how_far_everybody_has_read() {
    with_each_end(&[], |server, restart| {
        let mut alice = Line::join(server.address, "alice");
        let bob = Line::join(server.address, "bob");
        let erin = Line::join(server.address, "erin");
        alice.say("heard by both");
        bob.heard.wait_for("heard by both");
        bob.leave();
        alice.heard.wait_for("User bob has left the chat\n");
        alice.say_for_sure("missed by bob");
        erin.heard.wait_for("missed by bob");
        restart(server);
        Line::join(server.address, "alice").say_for_sure("missed by both");
        let missed = |name: &str| {
            let heard = Line::join(server.address, name).leave();
            let texts = heard
                .lines()
                .filter_map(|line| line.strip_prefix("alice:\t"));
            texts.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(missed("bob"), ["missed by bob", "missed by both"]);
        assert_eq!(missed("erin"), ["missed by both"]);
        assert_eq!(missed("bob"), [""; 0], "nothing is shown twice");
    });
}
