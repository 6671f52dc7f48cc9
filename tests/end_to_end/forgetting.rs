//! What is over is gone from the disk, and secrets were never there.

use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::kit::{Json, Line, PASSWORD, RealServer, Terminal, eventually, files_with};

const LIFETIME: Duration = Duration::from_secs(2);

/// How long after its end the bytes of a message may still be somewhere.
const SWEPT_WITHIN: Duration = Duration::from_secs(5);

const FLAGS: [&str; 6] = [
    "--message-lifetime",
    "2s",
    "--message-limit",
    "0",
    "--log-level",
    "trace",
];

/// Texts of several lengths, the longest included, each made of a mark of its own again and again.
fn texts() -> Vec<(String, String)> {
    let lengths = [12, 200, 1_000, 2_000];
    let kinds = ["x", "я", "🕰"];
    let mut texts = Vec::new();
    for length in lengths {
        for kind in kinds {
            let number = texts.len();
            let mark = format!("mark-{number:02}-end");
            let padding = kind.repeat(28);
            let whole = format!("{mark}{padding}").repeat(length / 40 + 1);
            texts.push((mark, whole.chars().take(length).collect()));
        }
    }
    texts
}

/// All of it is on the disk now, and none of it is in time.
struct Said {
    marks: Vec<String>,
    at: Instant,
}

impl Said {
    /// Says everything to the room and privately to bob, and leaves.
    fn by_alice(server: &RealServer) -> Self {
        Line::join(server.address, "bob").leave();
        let mut alice = Line::join(server.address, "alice");
        let mut marks = Vec::new();
        for (mark, text) in texts() {
            alice.say(&text);
            alice.say(&format!("/private bob {}", text.replace("mark", "priv")));
            marks.push(mark.replace("mark", "priv"));
            marks.push(mark);
        }
        let at = Instant::now();
        alice.say_for_sure("mark-last-one");
        alice.leave();
        Self { marks, at }
    }

    fn assert_on_disk(&self, data: &Path) {
        for mark in &self.marks {
            assert!(
                !files_with(data, mark).is_empty(),
                "{mark} cannot be found at all"
            );
        }
        assert!(
            self.at.elapsed() < LIFETIME,
            "this machine is too slow for this test"
        );
    }

    /// Waits until nothing is left, and sees to it that this was soon enough after `over`.
    fn assert_gone(&self, data: &Path, over: Instant) {
        let is_left = |mark: &String| !files_with(data, mark).is_empty();
        eventually("nothing is left", || !self.marks.iter().any(is_left));
        let late = over.elapsed();
        assert!(late <= SWEPT_WITHIN, "it took {late:?} after the end");
    }
}

#[test]
fn nobody_has_to_be_online_for_it() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &FLAGS);
    let said = Said::by_alice(&server);
    said.assert_on_disk(data.path());
    said.assert_gone(data.path(), said.at + LIFETIME);
    let late = Line::join(server.address, "bob").leave();
    assert!(!late.contains("mark") && !late.contains("priv"), "{late}");
}

#[test]
fn a_server_that_was_killed_makes_up_for_it() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &FLAGS);
    let said = Said::by_alice(&server);
    server.kill();
    said.assert_on_disk(data.path());
    server.restart();
    said.assert_gone(data.path(), said.at + LIFETIME);
}

#[test]
fn what_ended_while_no_server_ran_goes_when_one_does() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &FLAGS);
    let said = Said::by_alice(&server);
    server.kill();
    said.assert_on_disk(data.path());
    eventually("the messages are over", || said.at.elapsed() > LIFETIME);
    let over = Instant::now();
    server.restart();
    let newcomer = Line::join(server.address, "newcomer").leave();
    assert!(!newcomer.contains("mark"), "{newcomer}");
    said.assert_gone(data.path(), over);
}

#[test]
fn an_orderly_stop_leaves_it_to_the_next_start() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &FLAGS);
    let said = Said::by_alice(&server);
    server.stop();
    said.assert_on_disk(data.path());
    server.restart();
    said.assert_gone(data.path(), said.at + LIFETIME);
}

#[test]
fn texts_and_passwords_are_never_in_the_log_and_passwords_never_on_the_disk() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &["--log-level", "trace"]);
    let mut alice = Line::join(server.address, "alice");
    alice.say("mark-public");
    alice.say("/private nobody mark-refused");
    alice.say("/private alice mark-to-myself");
    alice.say("/mark-unknown-command");
    alice.say(&"mark-long".repeat(1_000));
    alice.heard.wait_for("Nothing of it was sent");
    let (mut json, _) = Json::join(server.address, "json", None);
    json.say("k", "mark-json");
    json.send(&serde_json::json!({"type": "say", "text": 5, "mark-broken": "mark-broken"}));
    json.next_of("refused");
    let mut terminal = Terminal::join(server.address, "terminal");
    terminal.type_line("/msg alice mark-private");
    alice.heard.wait_for("mark-private");
    let mut guesser = Line::connect(server.address);
    guesser.log_in("alice", "guessed-password");
    guesser.heard.wait_for("Wrong password. Try again.\n");
    guesser.log_in("two words", "guessed-password");
    guesser.heard.wait_for("login must consist of one word\n");
    server.stop();
    let log = server.log.wait_for_end();
    assert!(
        log.contains("logged in") && log.contains("refused"),
        "{log}"
    );
    for secret in ["mark", PASSWORD, "guessed-password"] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
    for secret in [PASSWORD, "guessed-password"] {
        assert_eq!(files_with(data.path(), secret), [""; 0]);
    }
    // The search finds what is there.
    assert!(!files_with(data.path(), "mark-public").is_empty());
}
