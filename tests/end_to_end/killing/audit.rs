//! What is there after a restart, against what was seen before.

use std::collections::HashSet;
use std::net::SocketAddr;

use super::speakers::{Message, Seen};
use crate::kit::Json;

/// A client that resumes after each restart from the last id that it has.
#[derive(Default)]
pub(super) struct Audit {
    last_id: Option<u64>,
    /// All that was ever kept, in the order of the ids.
    kept: Vec<Message>,
}

impl Audit {
    /// The watcher, for a new round.
    pub(super) fn join(&mut self, address: SocketAddr) -> Json {
        let (json, welcome) = Json::join(address, "watcher", self.last_id);
        self.last_id = welcome["last_id"].as_u64();
        json
    }

    /// Everything seen in the last round is there, once, in one order.
    pub(super) fn check(&mut self, address: SocketAddr, seen: &Seen) {
        let (_json, welcome) = Json::join(address, "watcher", self.last_id);
        assert_eq!(
            welcome["skipped"], 0,
            "the round was longer than a client can resume"
        );
        let messages = welcome["messages"].as_array().expect("messages");
        let kept: Vec<_> = messages.iter().map(Message::of).collect();
        for heard in &seen.heard {
            assert_within(heard, &kept);
        }
        assert_without_gaps(&kept);
        self.kept.extend(kept);
        assert!(
            self.kept.is_sorted_by(|one, next| one.id < next.id),
            "the ids do not grow"
        );
        for message in &seen.messages {
            // What is repeated after a restart is confirmed with the id that it had before.
            let found = self.kept.binary_search_by_key(&message.id, |kept| kept.id);
            let found = found.unwrap_or_else(|_| panic!("{message:?} was seen and is lost"));
            assert_eq!(&self.kept[found], message, "another message has its id");
        }
        self.assert_once();
    }

    /// Somebody new is shown the newest 1,000, in the order of the ids.
    pub(super) fn check_newcomer(&self, heard: &str) {
        let shown: Vec<_> = heard
            .lines()
            .filter_map(|line| line.split_once(":\t"))
            .collect();
        let newest = &self.kept[self.kept.len().saturating_sub(1_000)..];
        let expected: Vec<_> = newest
            .iter()
            .map(|kept| (&*kept.from, &*kept.text))
            .collect();
        assert_eq!(shown, expected);
    }

    fn assert_once(&self) {
        let mut known = HashSet::new();
        for message in &self.kept {
            assert!(
                known.insert((&message.from, &message.text)),
                "{message:?} is there twice"
            );
        }
    }
}

/// All that one person heard is there, in the same order.
fn assert_within(heard: &[(String, String)], kept: &[Message]) {
    let mut rest = kept.iter();
    for (from, text) in heard {
        let found = rest.any(|kept| kept.from == *from && kept.text == *text);
        assert!(
            found,
            "{from} was heard to say {text:?}, and that is lost or in another place"
        );
    }
}

/// Of what one person typed into one connection, what is there is its beginning.
fn assert_without_gaps(kept: &[Message]) {
    for name in ["line0", "line1", "line2"] {
        let texts = kept.iter().filter(|message| message.from == name);
        for (number, message) in texts.enumerate() {
            let expected = format!("number {number:03}");
            assert!(
                message.text.ends_with(&expected),
                "{message:?} is not {expected}"
            );
        }
    }
}
