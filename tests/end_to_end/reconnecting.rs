//! A server that dies under people in terminals, and comes back.

use tempfile::tempdir;

use crate::kit::{Json, Line, RealServer, Room, Terminal};

#[test]
fn nothing_is_missed_nothing_is_shown_twice_and_what_was_typed_is_said_once() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &[]);
    let mut alice = Terminal::join(server.address, "alice");
    let mut bob = Line::join(server.address, "bob");
    bob.say("before");
    alice.wait_for("bob: before");
    alice.type_line("mine");
    alice.wait_for_line("[19 left] >");

    server.kill();
    alice.wait_for("* The connection is lost");
    alice.wait_for_line("[offline] >");
    alice.type_line("typed meanwhile");
    alice.type_line("/status");
    alice.wait_for("There is no connection at present.");
    server.restart();
    // Somebody may be quicker than those whose connection was lost.
    let (mut json, _) = Json::join(server.address, "carol", None);
    assert_eq!(json.say("c-1", "while you were away")["type"], "said");
    alice.wait_for("* Connected again.");
    alice.wait_for("carol: while you were away");
    alice.wait_for("you: typed meanwhile");
    let mut bob = Line::join(server.address, "bob");
    bob.heard.wait_for("alice:\ttyped meanwhile\n");
    bob.say("after");
    alice.wait_for("bob: after");

    let screen = alice.screen();
    for line in [
        "bob: before",
        "carol: while you were away",
        "you: typed meanwhile",
        "bob: after",
    ] {
        assert_eq!(screen.matches(line).count(), 1, "{line}:\n{screen}");
    }
    let late = Line::join(server.address, "late").leave();
    for line in ["alice:\tmine\n", "alice:\ttyped meanwhile\n"] {
        assert_eq!(late.matches(line).count(), 1, "{line}:\n{late}");
    }
}

#[test]
fn a_line_being_typed_survives_it() {
    let mut room = Room::new(&[]);
    room.alice.type_keys("half a li");
    room.alice.wait_for_line("[20 left] > half a li");
    room.server.kill();
    room.alice.wait_for("* The connection is lost");
    room.alice.wait_for_line("[offline] > half a li");
    room.server.restart();
    room.alice.wait_for("* Connected again.");
    room.alice.wait_for_line("[20 left] > half a li");
    room.alice.type_keys("ne\r");
    let bob = Line::join(room.server.address, "bob");
    bob.heard.wait_for("alice:\thalf a line\n");
}

#[test]
fn one_can_leave_while_there_is_no_connection() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &[]);
    let mut alice = Terminal::join(server.address, "alice");
    alice.wait_for_line("[20 left] >");
    server.kill();
    alice.wait_for("* The connection is lost");
    alice.type_line("/exit");
    let end = alice.ended();
    assert!(
        end.code == 0 && end.restored,
        "{}: {}",
        end.code,
        end.screen
    );
}
