//! A server that tries to drive the terminal of whoever connects.

use serde_json::{Value, json};

use crate::kit::{FakeServer, PASSWORD, Pipe, Terminal};

/// Sequences that do something to a terminal, each followed by a letter that is only text.
const ATTACKS: [&str; 10] = [
    "\x1b]0;OWNED\x07a",
    "\x1b]52;c;T1dORUQ=\x07b",
    "\x1b[2J\x1b[Hc",
    "\x1b[?1049hd",
    "\x1bc\x1b(0e",
    "\u{9b}2Jf",
    "\u{9d}0;OWNED\u{9c}g",
    "\x1bP1$r0m\x1b\\h",
    "\x07\x08\x08\x08\x0d\x0b\x0ci",
    "\u{202e}\u{2066}\u{200f}j",
];

/// All attacks in one text of a few marks that stay.
fn attack(mark: &str) -> String {
    format!("{mark}<{}>{mark}", ATTACKS.join("."))
}

fn welcome() -> Value {
    json!({"type": "welcome", "name": attack("me"), "registered": true, "time": 0, "last_id": 1,
        "allowance": {"used": 0, "limit": 20}, "names_online": 2,
        "names": [attack("me"), attack("other")], "skipped": 0,
        "messages": [{"id": 1, "from": attack("old"), "text": attack("missed"), "sent_at": 0,
            "expires_at": 3_600_000}]})
}

fn messages() -> Vec<Value> {
    let allowance = json!({"used": 1, "limit": 20});
    vec![
        json!({"type": "message", "id": 2, "from": attack("from"), "text": attack("text"), "sent_at": 0,
            "expires_at": 3_600_000}),
        json!({"type": "message", "id": 3, "from": attack("from"), "to": attack("to"), "text": "x\ny",
            "sent_at": u64::MAX, "expires_at": 3_600_000, "key": attack("key")}),
        json!({"type": "joined", "name": attack("joined")}),
        json!({"type": "left", "name": attack("left")}),
        json!({"type": "refused", "code": attack("code"), "text": attack("refused"), "key": attack("k")}),
        json!({"type": "complained", "name": attack("complained")}),
        json!({"type": "rules", "text": format!("{}\n{}\r\n", attack("rules"), attack("more"))}),
        json!({"type": attack("type"), "text": attack("unknown")}),
        json!({"type": "said", "id": 4, "key": attack("said"), "sent_at": 0, "expires_at": 1,
            "allowance": allowance}),
        json!({"type": "message", "id": 5, "from": "bob", "text": "The end", "sent_at": 0,
            "expires_at": 3_600_000}),
    ]
}

#[test]
fn it_cannot_drive_the_terminal() {
    let server = FakeServer::start(welcome(), messages());
    let mut command = Terminal::command(server.address, "alice");
    command
        .env("HOURGLASS_PASSWORD", PASSWORD)
        .env("NO_COLOR", "1");
    let mut alice = Terminal::start(&command);
    alice.wait_for("bob: The end");
    // What is text stays, and what comes before it is still on the screen.
    for mark in [
        "old", "missed", "from", "text", "joined", "left", "refused", "rules", "more",
    ] {
        alice.wait_for(&format!("{mark}<"));
        alice.wait_for(&format!("j>{mark}"));
    }
    // Not even when the line editor completes a name.
    alice.type_keys("oth\t");
    alice.wait_for_line(&format!(
        "[19 left] > {}",
        "other<a.b.c.d.e.f.g.h.   i.j>other:"
    ));
    alice.type_keys("\x15/exit\r");
    let liberties = alice.liberties();
    assert!(liberties.is_empty(), "{liberties:?}");
    let written = alice.written();
    for sequence in [
        "\x1b]",
        "\x1bP",
        "\x1bc",
        "\x1b(0",
        "\x1b[?1049",
        "\x07",
        "\x0b",
        "\x0c",
    ] {
        assert!(!written.contains(sequence), "{sequence:?}");
    }
    let is_forbidden = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!written.contains(is_forbidden), "{written:?}");
    assert!(!written.contains("OWNED"), "{written:?}");
    let end = alice.ended();
    assert!(end.restored, "{}", end.screen);
}

#[test]
fn it_cannot_smuggle_control_characters_into_a_script() {
    let server = FakeServer::start(welcome(), messages());
    let script = Pipe::start(server.address, "alice");
    script.output.wait_for("bob:\tThe end\n");
    let end = script.ended();
    assert_eq!(end.code, 0, "{}", end.errors);
    for text in [&end.output, &end.errors] {
        let control = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(control, None, "{text:?}");
        assert!(!text.contains("OWNED"), "{text:?}");
    }
    // A line end in a message would pass for a message of somebody else.
    assert!(!end.output.contains("\ny"), "{:?}", end.output);
}
