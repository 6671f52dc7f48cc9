//! A disk without room: nothing is taken, nothing is lost, and it passes by itself.

mod small_disk;

use serde_json::Value;

use crate::kit::{Json, Nc, PASSWORD, RealServer, assert_sound, eventually};
use small_disk::{Limit, Mount, SmallDisk};

const FLAGS: [&str; 4] = ["--message-limit", "0", "--history-lines", "1000"];

/// A room in which saving has begun to fail.
struct FullRoom {
    server: RealServer,
    alice: Json,
    bob: Nc,
    /// What alice sent, by key, the last of it perhaps neither confirmed nor refused.
    sent: usize,
}

impl FullRoom {
    fn new(disk: &mut dyn SmallDisk) -> Self {
        let server = RealServer::start(disk.data(), &FLAGS);
        let (mut alice, _) = Json::join(server.address, "alice", None);
        let bob = Nc::join(server.address, "bob", PASSWORD);
        for number in 0..5 {
            assert_eq!(alice.say(&key(number), &text(number))["type"], "said");
        }
        let mut room = Self {
            server,
            alice,
            bob,
            sent: 5,
        };
        disk.fill(&room.server);
        eventually("saving fails", || {
            room.send();
            room.server.log.text().contains("cannot save")
        });
        room
    }

    fn send(&mut self) {
        let (key, text) = (key(self.sent), text(self.sent));
        self.alice
            .send(&serde_json::json!({"type": "say", "key": key, "text": text}));
        self.sent += 1;
    }
}

fn key(number: usize) -> String {
    format!("a-{number}")
}

/// What [`key`] made it of.
fn number(key: &str) -> usize {
    let number = key.strip_prefix("a-").and_then(|rest| rest.parse().ok());
    number.expect("a key of alice's")
}

fn text(number: usize) -> String {
    format!("number {number} {}", "and more ".repeat(100))
}

/// The keys of the answers of one type.
fn keys_of(answers: &[Value], kind: &str) -> Vec<String> {
    let of_kind = answers.iter().filter(|answer| answer["type"] == kind);
    of_kind
        .filter_map(|answer| Some(answer["key"].as_str()?.to_owned()))
        .collect()
}

/// The keys of alice's messages that are kept, as another device of hers sees them.
fn kept(server: &RealServer) -> Vec<String> {
    let (_json, welcome) = Json::join(server.address, "alice", Some(0));
    let messages = welcome["messages"].as_array().expect("messages");
    let keys = messages
        .iter()
        .filter_map(|message| message["key"].as_str());
    keys.map(str::to_owned).collect()
}

fn refuses_and_recovers(disk: &mut dyn SmallDisk) {
    let mut room = FullRoom::new(disk);
    room.bob.type_line("is anybody there?");
    let reason = "* The server cannot save anything at present, so this was not taken.";
    room.bob.heard.wait_for(reason);
    let mut newcomer = Nc::connect(room.server.address);
    newcomer.heard.wait_for("Enter login: ");
    newcomer.type_line("newcomer");
    newcomer.heard.wait_for("Enter password: ");
    newcomer.type_line(PASSWORD);
    newcomer.heard.wait_for(reason);

    disk.free(&room.server);
    room.server.log.wait_for("saving works again");
    // Everything is answered now, one way or the other.
    let mut answers = vec![];
    let mut outstanding = room.sent - 5;
    while outstanding > 0 {
        let answer = room.alice.next().expect("an answer");
        if answer["type"] == "said" || answer["type"] == "refused" {
            outstanding -= 1;
            answers.push(answer);
        }
    }
    let refused = answers.iter().filter(|answer| answer["type"] == "refused");
    for answer in refused {
        assert_eq!(answer["code"], "storage_failing", "{answer}");
    }
    // Refusals pass what waits for the disk; apart from that, answers have the order of the questions.
    for kind in ["said", "refused"] {
        let numbers: Vec<_> = keys_of(&answers, kind)
            .iter()
            .map(|key| number(key))
            .collect();
        assert!(numbers.is_sorted(), "{kind}: {numbers:?}");
    }
    let mut expected: Vec<_> = (0..5).map(key).collect();
    expected.extend(keys_of(&answers, "said"));
    assert_eq!(
        kept(&room.server),
        expected,
        "what is confirmed is kept, and nothing else"
    );
    room.bob.type_line("and now?");
    assert_eq!(room.alice.next_of("message")["text"], "and now?");
    room.server.stop();
    assert_sound(disk.data());
}

fn loses_nothing_when_killed(disk: &mut dyn SmallDisk) {
    let mut room = FullRoom::new(disk);
    let mut answers: Vec<Value> = vec![];
    room.server.kill();
    while let Some(answer) = room.alice.next() {
        answers.push(answer);
    }
    disk.free(&room.server);
    assert_sound(disk.data());
    room.server.restart();
    let mut confirmed: Vec<_> = (0..5).map(key).collect();
    confirmed.extend(keys_of(&answers, "said"));
    let kept = kept(&room.server);
    assert!(
        kept.starts_with(&confirmed),
        "{kept:?} lacks some of {confirmed:?}"
    );
    // The batch that was held back may have reached the disk, but none that was refused.
    let refused = keys_of(&answers, "refused");
    assert!(
        !kept.iter().any(|key| refused.contains(key)),
        "{kept:?} has some of {refused:?}"
    );
    room.server.stop();
}

#[test]
fn a_full_file_system_is_refused_and_recovered_from() {
    refuses_and_recovers(&mut *Mount::or_limit());
}

#[test]
fn a_file_that_may_not_grow_is_refused_and_recovered_from() {
    refuses_and_recovers(&mut Limit::new());
}

#[test]
fn a_server_killed_on_a_full_file_system_loses_nothing() {
    loses_nothing_when_killed(&mut *Mount::or_limit());
}

#[test]
fn a_server_killed_while_its_files_may_not_grow_loses_nothing() {
    loses_nothing_when_killed(&mut Limit::new());
}
