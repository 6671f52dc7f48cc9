//! Cases for the model, by subject.

mod asking;
mod login;
mod rooms;
mod saying;
mod speech;

use std::time::{Duration, Instant};

use hourglass_wire::json::{ClientMessage, SayMessage};
use serde_json::{Value, json};

use super::{Effect, Line, Model};
use crate::keys::Keys;
use crate::shown::{Shown, Speech};

/// The server's time at login, in milliseconds.
const LOGIN_TIME: u64 = 1_000_000;

/// A model and the moment at which everything happens unless a test says otherwise.
struct Case {
    model: Model,
    now: Instant,
    typed: u64,
}

impl Case {
    fn new() -> Self {
        Self {
            model: Model::new("bob".to_owned(), "secret".to_owned(), Keys::of(7)),
            now: Instant::now(),
            typed: 0,
        }
    }

    /// Somebody who is in, with nothing to catch up.
    fn logged_in() -> Self {
        let mut case = Self::new();
        case.connect();
        case.hear(welcome(100));
        case
    }

    fn connect(&mut self) -> Vec<Effect> {
        self.model.connected();
        self.hear(hello())
    }

    fn hear(&mut self, message: Value) -> Vec<Effect> {
        self.model.heard(&message.to_string(), self.now)
    }

    fn type_line(&mut self, text: &str) -> Vec<Effect> {
        self.typed += 1;
        let line = Line {
            number: self.typed,
            text: text.to_owned(),
        };
        self.model.typed(line, self.now)
    }

    /// The key of the message that `text` becomes.
    fn say(&mut self, text: &str) -> String {
        let effects = self.type_line(text);
        said(&effects)
            .pop()
            .expect("nothing was sent")
            .key
            .expect("it has no key")
    }

    fn lose_connection(&mut self) -> Vec<Effect> {
        self.model.disconnected("a test")
    }

    fn pass(&mut self, milliseconds: u64) {
        self.now += Duration::from_millis(milliseconds);
    }
}

fn hello() -> Value {
    json!({"type": "hello", "version": 1, "server": "test", "heartbeat_ms": 10_000, "max_message": 20,
           "message_lifetime_ms": 60_000})
}

fn allowance(used: u32) -> Value {
    json!({"used": used, "limit": 20})
}

fn welcome(last_id: u64) -> Value {
    json!({"type": "welcome", "name": "Bob", "registered": false, "time": LOGIN_TIME, "last_id": last_id,
           "allowance": allowance(0), "names_online": 1, "names": ["Bob"], "messages": [], "skipped": 0})
}

fn welcome_with(last_id: u64, messages: Value) -> Value {
    let mut welcome = welcome(last_id);
    welcome["messages"] = messages;
    welcome
}

fn message(id: u64, from: &str, text: &str) -> Value {
    json!({"type": "message", "id": id, "from": from, "text": text, "sent_at": LOGIN_TIME,
           "expires_at": LOGIN_TIME + 60_000})
}

fn mine(id: u64, key: &str, text: &str) -> Value {
    let mut message = message(id, "Bob", text);
    message["key"] = json!(key);
    message
}

fn confirmation(key: &str, id: u64) -> Value {
    json!({"type": "said", "key": key, "id": id, "sent_at": LOGIN_TIME, "expires_at": LOGIN_TIME + 60_000,
           "allowance": allowance(1)})
}

fn refusal(key: Option<&str>, code: &str, text: &str) -> Value {
    json!({"type": "refused", "key": key, "code": code, "text": text})
}

fn shown(effects: &[Effect]) -> Vec<&Shown> {
    let all = effects.iter();
    all.filter_map(|effect| match effect {
        Effect::Show(shown) => Some(shown),
        _ => None,
    })
    .collect()
}

fn speeches(effects: &[Effect]) -> Vec<&Speech> {
    let all = shown(effects).into_iter();
    all.filter_map(|shown| match shown {
        Shown::Speech(speech) => Some(speech),
        _ => None,
    })
    .collect()
}

fn texts(effects: &[Effect]) -> Vec<&str> {
    let all = speeches(effects).into_iter();
    all.map(|speech| speech.text.as_str()).collect()
}

fn said(effects: &[Effect]) -> Vec<SayMessage> {
    let all = effects.iter();
    all.filter_map(|effect| match effect {
        Effect::Send(ClientMessage::Say(say)) => Some(say.clone()),
        _ => None,
    })
    .collect()
}

fn given_back(effects: &[Effect]) -> Vec<(&str, &str)> {
    let all = shown(effects).into_iter();
    all.filter_map(|shown| match shown {
        Shown::GivenBack { line, reason } => Some((line.as_str(), reason.as_str())),
        _ => None,
    })
    .collect()
}

fn troubles(effects: &[Effect]) -> Vec<&str> {
    let all = shown(effects).into_iter();
    all.filter_map(|shown| match shown {
        Shown::Trouble(words) => Some(words.as_str()),
        _ => None,
    })
    .collect()
}

fn answered(effects: &[Effect]) -> Vec<u64> {
    let all = shown(effects).into_iter();
    all.filter_map(|shown| match shown {
        Shown::Answered(number) => Some(*number),
        _ => None,
    })
    .collect()
}
