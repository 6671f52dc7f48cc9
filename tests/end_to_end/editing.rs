//! The line that is typed in a terminal, while messages arrive above it.

use tempfile::tempdir;

use crate::kit::{Line, PASSWORD, RealServer, Room, Terminal};

#[test]
fn tab_completes_names_and_commands() {
    let mut room = Room::new(&[]);
    room.alice.type_keys("/pri\t");
    room.alice.wait_for_line("[20 left] > /private");
    room.alice.type_keys("b\t");
    room.alice.wait_for_line("[20 left] > /private bob");
    room.alice.type_keys("completed\r");
    room.bob.heard.wait_for(">> alice:\tcompleted\n");
    room.alice.type_keys("bo\tyou there?\r");
    room.bob.heard.wait_for("alice:\tbob: you there?\n");
}

#[test]
fn the_arrow_keys_bring_back_what_was_typed() {
    let mut room = Room::new(&[]);
    room.alice.type_line("first");
    room.alice.type_line("second");
    room.bob.heard.wait_for("alice:\tsecond\n");
    room.alice.wait_for_line("[18 left] >");
    room.alice.type_keys("\x1b[A\x1b[A");
    room.alice.wait_for_line("[18 left] > first");
    room.alice.type_keys("\r");
    room.bob.heard.wait_for_times("alice:\tfirst\n", 2);
}

#[test]
fn a_line_being_typed_survives_what_arrives() {
    let mut room = Room::new(&["--message-limit", "0"]);
    room.alice.type_keys("half a thou");
    room.alice.wait_for_line("> half a thou");
    for number in 1..=10 {
        room.bob.say(&format!("interruption {number}"));
    }
    room.alice.wait_for("bob: interruption 10");
    room.alice.wait_for_line("> half a thou");
    // The cursor is moved as well: two to the left, and a word is put in between.
    room.alice.type_keys("\x1b[D\x1b[D");
    room.bob.say("one more");
    room.alice.wait_for("bob: one more");
    room.alice.wait_for_line("> half a thou");
    room.alice.type_keys("!!");
    room.alice.wait_for_line("> half a th!!ou");
    room.alice.type_keys("\r");
    room.bob.heard.wait_for("alice:\thalf a th!!ou\n");
    let screen = room.alice.screen();
    for number in 1..=10 {
        let line = format!("bob: interruption {number}\n");
        assert_eq!(screen.matches(&line).count(), 1, "{screen}");
    }
}

#[test]
fn a_line_of_several_rows_survives_what_arrives() {
    let mut room = Room::new(&["--message-limit", "0"]);
    let long = "abcdefghij".repeat(25);
    room.alice.type_keys(&long);
    let is_whole = |rows: &[String]| rows.concat().matches(&long).count() == 1;
    room.alice.wait_until("the long line", is_whole);
    for number in 1..=5 {
        room.bob.say(&format!("interruption {number}"));
    }
    room.alice.wait_for("bob: interruption 5");
    room.alice
        .wait_until("the long line once, below what arrived", |rows| {
            let text = rows.join("");
            is_whole(rows) && text.find("interruption 5") < text.find(&long)
        });
    room.alice.type_keys("END\r");
    room.bob.heard.wait_for(&format!("alice:\t{long}END\n"));
    // The line stays on the screen as it was sent, with the next prompt below it.
    room.alice.wait_for_line(">");
    let screen = room.alice.screen().replace('\n', "");
    assert!(screen.contains(&format!("{long}END>")), "{screen}");
}

#[test]
fn a_burst_is_shown_whole_while_somebody_types() {
    let mut room = Room::new(&["--message-limit", "0"]);
    let burst: String = (0..300)
        .map(|number| format!("burst {number:03}\n"))
        .collect();
    room.bob.send(&burst);
    let mut typed = String::new();
    for letter in "the quick brown fox".chars() {
        room.alice.type_keys(&letter.to_string());
        typed.push(letter);
        room.alice.wait_for_line(format!("> {typed}").trim_end());
    }
    room.alice.wait_for("burst 299");
    room.alice.wait_for_line("> the quick brown fox");
    let written = room.alice.written();
    for number in 0..300 {
        let line = format!("burst {number:03}\r\n");
        assert_eq!(written.matches(&line).count(), 1, "{line}");
    }
    room.alice.type_keys("\r");
    room.bob.heard.wait_for("alice:\tthe quick brown fox\n");
}

#[test]
fn pasted_lines_are_messages_of_their_own() {
    let mut room = Room::new(&[]);
    room.alice.wait_for_line("[20 left] >");
    room.alice.type_keys("\x1b[200~one\ntwo\nthree\x1b[201~\r");
    room.bob
        .heard
        .wait_for("alice:\tone\nalice:\ttwo\nalice:\tthree\n");
}

#[test]
fn what_is_typed_ahead_is_not_lost() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let bob = Line::join(server.address, "bob");
    let mut command = Terminal::command(server.address, "alice");
    command.env("HOURGLASS_PASSWORD", PASSWORD);
    let mut alice = Terminal::start(&command);
    alice.type_keys("early\rbird\r");
    bob.heard.wait_for("alice:\tearly\nalice:\tbird\n");
}
