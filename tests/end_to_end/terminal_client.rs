//! The client in a terminal: its prompt, its answers, its marks and colours.

use tempfile::tempdir;

use crate::kit::{Line, PASSWORD, RealServer, Room, Terminal};

/// Whether a row is what was said, with the time of day before it.
fn is_timed(row: &str, rest: &str) -> bool {
    let shape = |character: char| {
        if character.is_ascii_digit() {
            '0'
        } else {
            character
        }
    };
    let time: String = row.chars().take(6).map(shape).collect();
    time == "00:00 " && row.get(6..) == Some(rest)
}

fn has_timed(rows: &[String], rest: &str) -> bool {
    rows.iter().any(|row| is_timed(row, rest))
}

#[test]
fn the_prompt_tells_what_is_left_and_lines_have_their_time() {
    let mut room = Room::new(&[]);
    room.alice.wait_for_line("[20 left] >");
    room.alice.type_line("one");
    room.alice.wait_for_line("[19 left] >");
    room.bob.say("two");
    room.alice.wait_until("bob's line with its time", |rows| {
        has_timed(rows, "bob: two")
    });
}

#[test]
fn private_messages_are_marked() {
    let mut room = Room::new(&[]);
    room.bob.say("/private alice only you");
    room.alice
        .wait_until("a private line", |rows| has_timed(rows, ">> bob: only you"));
    let mut phone = Line::join(room.server.address, "alice");
    phone.say("/private bob from my phone");
    room.alice.wait_until("the other device's line", |rows| {
        has_timed(rows, "you >> bob: from my phone")
    });
}

#[test]
fn a_refused_line_is_given_back_with_the_reason() {
    let mut room = Room::new(&["--message-limit", "2"]);
    for (line, prompt) in [("one", "[ 1 left] >"), ("two", "[ 0 left] >")] {
        room.alice.type_line(line);
        room.alice.wait_for_line(prompt);
    }
    room.alice.type_line("three");
    room.alice
        .wait_for("* You have reached the message limit. Wait another ");
    room.alice.wait_for_line("[ 0 left] > three");
    room.bob.say_for_sure("still here");
    assert!(!room.bob.heard.text().contains("three"));
}

#[test]
fn a_refused_line_does_not_mix_with_what_is_typed_ahead() {
    let mut room = Room::new(&["--message-limit", "1"]);
    room.alice.type_keys("one\rtwo\rthr");
    room.alice
        .wait_for("* You have reached the message limit. Wait another ");
    room.alice
        .wait_for("* Not said (arrow up brings it back): two");
    room.alice.wait_for_line("[ 0 left] > thr");
    room.alice.type_keys("\x15\x1b[A");
    room.alice.wait_for_line("[ 0 left] > two");
}

#[test]
fn mistakes_are_answered_and_given_back() {
    let mut room = Room::new(&[]);
    room.alice.type_line("/privat bob hello");
    room.alice.wait_for("There is no command /privat.");
    room.alice.wait_for_line("[20 left] > /privat bob hello");
    room.alice.type_keys("\x15/msg nobody hello\r");
    room.alice.wait_for("No such user - \"nobody\"");
    room.alice.wait_for_line("[20 left] > /msg nobody hello");
    room.alice.type_keys("\x15/status\r");
    room.alice.wait_for("Messages sent: 0 of 20");
    room.alice.wait_for_line("[20 left] >");
}

/// The colour that comes right before `words` in what a program wrote.
fn colour_before(written: &str, words: &str) -> String {
    let before = written.split(words).next().expect("a beginning");
    before
        .rsplit("\x1b[")
        .next()
        .expect("a last one")
        .to_owned()
}

#[test]
fn notices_have_another_colour_than_speech() {
    let mut room = Room::new(&[]);
    room.bob.say("in colour");
    room.alice.wait_for("bob: in colour");
    let written = room.alice.written();
    let notice = colour_before(&written, "* User bob has joined");
    let speech = colour_before(&written, "bob:");
    assert!(
        notice.ends_with('m') && speech.ends_with('m'),
        "{notice} {speech}"
    );
    assert_ne!(notice, speech);
}

#[test]
fn without_colour_there_is_none() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut command = Terminal::command(server.address, "alice");
    command
        .env("HOURGLASS_PASSWORD", PASSWORD)
        .env("NO_COLOR", "1");
    let mut alice = Terminal::start(&command);
    alice.wait_for("/exit leaves.");
    let mut bob = Line::join(server.address, "bob");
    bob.say("/private alice in black and white");
    alice.wait_for(">> bob: in black and white");
    alice.type_line("/nonsense");
    alice.wait_for("There is no command /nonsense.");
    let written = alice.written();
    let codes = written.split("\x1b[").skip(1);
    let colours: Vec<_> = codes
        .filter(|code| {
            code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
                .starts_with('m')
        })
        .collect();
    assert!(colours.is_empty(), "{colours:?}");
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_will_do() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &["--message-limit", "1"]);
    let mut bob = Line::join(server.address, "bob");
    let mut command = Terminal::command(server.address, "alice");
    command
        .env("HOURGLASS_PASSWORD", PASSWORD)
        .env("TERM", "dumb");
    let mut alice = Terminal::start(&command);
    alice.wait_for("/exit leaves.");
    bob.say("hello");
    alice.wait_for("bob: hello");
    alice.type_line("one");
    bob.heard.wait_for("alice:\tone\n");
    alice.type_line("two");
    alice.wait_for("* You have reached the message limit.");
    alice.wait_for("* Not said: two");
    assert!(!alice.written().contains('\x1b'), "{:?}", alice.written());
    alice.type_line("/exit");
    let end = alice.ended();
    assert!(end.code == 0 && end.restored, "{}", end.screen);
}
