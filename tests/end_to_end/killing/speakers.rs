//! Those who speak and listen while the server is killed.

use std::collections::VecDeque;
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::kit::{Json, Line};

/// Messages of one speaker in one round. All of them together are fewer than a resuming client is handed.
const LINES_MAX: usize = 150;
const SAYS_MAX: usize = 300;

/// A message as a client of the JSON protocol sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) id: u64,
    pub(super) from: String,
    pub(super) text: String,
}

/// What was seen of a round, by everybody.
#[derive(Default)]
pub(super) struct Seen {
    /// With ids: heard, or confirmed.
    pub(super) messages: Vec<Message>,
    /// What each person at the line door heard, in that order: `from` and `text`.
    pub(super) heard: Vec<Vec<(String, String)>>,
}

impl Seen {
    /// Adds what a program saw.
    pub(super) fn add(&mut self, messages: Vec<Message>) {
        self.messages.extend(messages);
    }

    /// Adds what a person at the line door saw. A line that was cut short by the end was not seen.
    pub(super) fn hear(&mut self, lines: &str) {
        let whole = lines
            .split_inclusive('\n')
            .filter_map(|line| line.strip_suffix('\n'));
        let spoken = whole.filter_map(|line| line.split_once(":\t"));
        let owned = spoken.map(|(from, text)| (from.to_owned(), text.to_owned()));
        self.heard.push(owned.collect());
    }
}

/// A person who types without waiting for anything.
pub(super) struct LineSpeaker(Line);

impl LineSpeaker {
    pub(super) fn join(address: SocketAddr, name: &str) -> Self {
        Self(Line::join(address, name))
    }

    /// Speaks until the server is gone; what was heard.
    pub(super) fn speak(mut self, round: usize) -> String {
        for number in 0..LINES_MAX {
            if self
                .0
                .try_send(&format!("round {round} number {number:03}\n"))
                .is_err()
            {
                break;
            }
        }
        self.0.heard.wait_for_end()
    }
}

/// A program that waits for each confirmation, and after a restart first repeats what was not confirmed.
pub(super) struct JsonSpeaker {
    name: &'static str,
    unconfirmed: VecDeque<(String, String)>,
}

impl JsonSpeaker {
    pub(super) fn new(name: &'static str) -> Self {
        let unconfirmed = VecDeque::new();
        Self { name, unconfirmed }
    }

    pub(super) fn join(&self, address: SocketAddr) -> Json {
        Json::join(address, self.name, None).0
    }

    /// Speaks until the server is gone; what was heard and confirmed.
    pub(super) fn speak(&mut self, mut json: Json, round: usize) -> Vec<Message> {
        let mut seen = Vec::new();
        for number in 0..SAYS_MAX {
            let key = format!("{round}-{number}");
            let text = format!("round {round} number {number:03}");
            self.unconfirmed.push_back((key, text));
            while let Some((key, text)) = self.unconfirmed.front() {
                let Some(id) = say(&mut json, key, text, &mut seen) else {
                    return seen;
                };
                let (from, text) = (self.name.to_owned(), text.clone());
                seen.push(Message { id, from, text });
                self.unconfirmed.pop_front();
            }
        }
        seen.extend(listen(json));
        seen
    }
}

/// Says something and hears the others until it is confirmed; nothing where the server is gone before.
fn say(json: &mut Json, key: &str, text: &str, seen: &mut Vec<Message>) -> Option<u64> {
    json.try_send(&json!({"type": "say", "key": key, "text": text}))
        .ok()?;
    loop {
        let message = json.next()?;
        match message["type"].as_str() {
            Some("said") => return message["id"].as_u64(),
            Some("message") => seen.push(Message::of(&message)),
            Some("joined" | "left") => {}
            _ => panic!("{message}"),
        }
    }
}

/// Everything said until the server is gone.
pub(super) fn listen(mut json: Json) -> Vec<Message> {
    let messages = std::iter::from_fn(|| json.next());
    let spoken = messages.filter(|message| message["type"] == "message");
    spoken.map(|message| Message::of(&message)).collect()
}

impl Message {
    pub(super) fn of(message: &Value) -> Self {
        let word = |field: &str| message[field].as_str().expect("a string").to_owned();
        Self {
            id: message["id"].as_u64().expect("a number"),
            from: word("from"),
            text: word("text"),
        }
    }
}
