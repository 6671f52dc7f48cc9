//! What others say, and what this name says on other devices: shown once, and never when it is over.

use std::time::Instant;

use hourglass_wire::json::{ChatMessage, Kind};
use hourglass_wire::text::printable;

use super::Model;
use crate::shown::{Shown, Speech};

impl Model {
    /// A message, new or caught up. Ids grow, so what is not beyond the last one was shown before.
    pub(super) fn receive(&mut self, message: &ChatMessage<'_>, now: Instant) {
        if self.last_id.is_some_and(|last| message.id <= last) {
            return;
        }
        self.last_id = Some(message.id);
        let mine = message.from == self.name && message.id > self.registered_after;
        let echo = mine
            && message
                .key
                .as_deref()
                .and_then(|key| self.settle(key))
                .is_some();
        self.show_speech(message, mine, echo, now);
    }

    /// What was said in a room before this name came in.
    pub(super) fn show_earlier(&mut self, message: &ChatMessage<'_>, now: Instant) {
        let mine = message.from == self.name && message.id > self.registered_after;
        self.show_speech(message, mine, false, now);
    }

    fn show_speech(&mut self, message: &ChatMessage<'_>, mine: bool, echo: bool, now: Instant) {
        let Some(expires) = self.expiry(message.expires_at, now) else {
            return;
        };
        let room = match message.to {
            Some(_) => None,
            None => self.rooms.mark(message.room.as_deref()),
        };
        self.show(Shown::Speech(Speech {
            sent_at: message.sent_at,
            from: printable(&message.from).into_owned(),
            to: message.to.as_deref().map(|to| printable(to).into_owned()),
            room,
            is_action: message.kind == Some(Kind::Action),
            text: printable(&message.text).into_owned(),
            mine,
            echo,
            expires,
        }));
    }

    /// When a message is over, by the server's clock; nothing where it is over already.
    pub(super) fn expiry(&self, expires_at: u64, now: Instant) -> Option<Instant> {
        self.clock.and_then(|clock| clock.when(expires_at, now))
    }
}
