//! Messages of this device: each is said once, confirmed or given back.

use std::time::Instant;

use hourglass_core::Text;
use hourglass_wire::json::{ClientMessage, Code, Kind, RefusedMessage, SaidMessage, SayMessage};
use hourglass_wire::text::printable;

use super::{Effect, Line, Model, Phase};
use crate::command::impossible_name;
use crate::limits::UNCONFIRMED_MAX;
use crate::shown::{Shown, Speech};

/// To whom something is said.
pub(super) enum Recipient {
    /// Those in a room; in the common one where there is none.
    Room(Option<String>),
    /// One person.
    Person(String),
}

/// What is to be said.
struct Saying<'a> {
    to: Recipient,
    kind: Option<Kind>,
    text: &'a Text,
}

/// A message that is not confirmed yet.
#[derive(Debug)]
pub(super) struct Unconfirmed {
    key: String,
    line: Line,
    to: Option<String>,
    room: Option<String>,
    kind: Option<Kind>,
    text: String,
    typed_at: Instant,
    sent: bool,
    deferred: bool,
}

impl Unconfirmed {
    pub(super) fn typed_at(&self) -> Instant {
        self.typed_at
    }

    fn send(&mut self) -> Effect {
        self.sent = true;
        Effect::Send(ClientMessage::Say(SayMessage {
            key: Some(self.key.clone()),
            to: self.to.clone(),
            room: self.room.clone(),
            kind: self.kind,
            text: self.text.clone(),
        }))
    }

    fn why_given_up(&self) -> &'static str {
        if self.sent {
            "It was never confirmed, so others may have got it or not."
        } else {
            "There was no connection, so nobody got it."
        }
    }
}

impl Model {
    /// Says something to the room in focus.
    pub(super) fn say_in_focus(
        &mut self,
        line: Line,
        kind: Option<Kind>,
        text: &Text,
        now: Instant,
    ) {
        let to = Recipient::Room(self.rooms.focus().map(str::to_owned));
        self.say(line, Saying { to, kind, text }, now);
    }

    pub(super) fn say_to(&mut self, line: Line, to: Recipient, text: &Text, now: Instant) {
        let kind = None;
        self.say(line, Saying { to, kind, text }, now);
    }

    fn say(&mut self, line: Line, saying: Saying<'_>, now: Instant) {
        let Saying { to, kind, text } = saying;
        let (to, room) = match to {
            Recipient::Room(room) => (None, room),
            Recipient::Person(name) => (Some(name), None),
        };
        if text.characters() > self.max_message {
            let reason = self.too_long(text.characters());
            return self.give_back(line, &reason);
        }
        let name = to.as_deref().or(room.as_deref());
        if let Some(reason) = name.and_then(impossible_name) {
            return self.give_back(line, &reason);
        }
        if self.unconfirmed.len() >= UNCONFIRMED_MAX {
            let reason = format!(
                "{UNCONFIRMED_MAX} messages wait for their confirmation already. Try again when they have it."
            );
            return self.give_back(line, &reason);
        }
        let mut message = Unconfirmed {
            key: self.keys.next(),
            line,
            to,
            room,
            kind,
            text: text.as_str().to_owned(),
            typed_at: now,
            sent: false,
            deferred: false,
        };
        if self.phase == Phase::In {
            self.effects.push(message.send());
        } else {
            message.deferred = true;
            self.answered(message.line.number);
        }
        self.unconfirmed.push_back(message);
    }

    fn too_long(&self, length: usize) -> String {
        let limit = self.max_message;
        format!("It has {length} characters, and {limit} are allowed. Shorten it.")
    }

    /// The connection stands again: everything without an answer is sent once more, under its key.
    pub(super) fn send_unconfirmed(&mut self) {
        let sends = self.unconfirmed.iter_mut().map(Unconfirmed::send);
        self.effects.extend(sends);
    }

    /// The connection is gone: nobody needs to wait any more for the answers, they come later.
    pub(super) fn defer_messages(&mut self) {
        for index in 0..self.unconfirmed.len() {
            let message = &mut self.unconfirmed[index];
            if !std::mem::replace(&mut message.deferred, true) {
                let number = message.line.number;
                self.answered(number);
            }
        }
    }

    pub(super) fn confirmed(&mut self, said: &SaidMessage<'_>, now: Instant) {
        self.last_id = Some(self.last_id.map_or(said.id, |last| last.max(said.id)));
        self.set_allowance(said.allowance);
        let Some(message) = said.key.as_deref().and_then(|key| self.settle(key)) else {
            return;
        };
        if let (true, Some(expires)) = (message.deferred, self.expiry(said.expires_at, now)) {
            let room = match message.to {
                Some(_) => None,
                None => self.rooms.mark(message.room.as_deref()),
            };
            self.show(Shown::Speech(Speech {
                sent_at: said.sent_at,
                from: printable(&self.name).into_owned(),
                to: message.to,
                room,
                is_action: message.kind == Some(Kind::Action),
                text: message.text,
                mine: true,
                echo: true,
                expires,
            }));
        }
    }

    /// Takes a message from those that wait, whichever way its confirmation came.
    pub(super) fn settle(&mut self, key: &str) -> Option<Unconfirmed> {
        let message = self.remove(key)?;
        self.answered(message.line.number);
        Some(message)
    }

    pub(super) fn refused(&mut self, refused: &RefusedMessage<'_>) {
        match refused.code {
            Code::Silenced => self.set_silenced(true),
            Code::AllowanceSpent => self.spend_allowance(),
            _ => {}
        }
        let line = match refused.key.as_deref() {
            Some(key) => self.remove(key).map(|message| message.line),
            None => self.refused_question(refused.code),
        };
        match line {
            Some(line) => self.give_back(line, &refused.text),
            None => self.show(Shown::Trouble(printable(&refused.text).into_owned())),
        }
    }

    pub(super) fn give_back_messages(&mut self) {
        for message in std::mem::take(&mut self.unconfirmed) {
            let reason = message.why_given_up();
            self.give_back(message.line, reason);
        }
    }

    fn remove(&mut self, key: &str) -> Option<Unconfirmed> {
        let index = self
            .unconfirmed
            .iter()
            .position(|message| message.key == key)?;
        self.unconfirmed.remove(index)
    }
}
