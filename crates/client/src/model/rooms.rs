//! The rooms that this name is in, the one in focus, and what is asked about rooms.

use std::collections::BTreeSet;
use std::time::Instant;

use hourglass_wire::json::{ClientMessage, PrivateWords, RoomState};
use hourglass_wire::line::RoomRequest;
use hourglass_wire::text::printable;

use super::asking::Kind;
use super::{Line, Model};
use crate::command::{LOBBY, impossible_name};
use crate::limits::ROOMS_KNOWN_MAX;
use crate::shown::Shown;

/// Rooms, by their names as the server shows them.
#[derive(Debug)]
pub(super) struct Rooms {
    /// The common room.
    lobby: String,
    /// Those that this name is in beside it.
    joined: BTreeSet<String>,
    /// Those heard of, for completion; at most [`ROOMS_KNOWN_MAX`].
    known: BTreeSet<String>,
    /// Where what is typed goes; nothing for the common room.
    focus: Option<String>,
}

impl Default for Rooms {
    fn default() -> Self {
        Self {
            lobby: LOBBY.to_owned(),
            joined: BTreeSet::new(),
            known: BTreeSet::new(),
            focus: None,
        }
    }
}

impl Rooms {
    pub(super) fn focus(&self) -> Option<&str> {
        self.focus.as_deref()
    }

    pub(super) fn lobby(&self) -> &str {
        &self.lobby
    }

    pub(super) fn set_lobby(&mut self, name: Option<&str>) {
        self.lobby = name.unwrap_or(LOBBY).to_owned();
    }

    pub(super) fn is_lobby(&self, name: &str) -> bool {
        is_same(name, &self.lobby)
    }

    /// Whether this name is in the room; it is always in the common one.
    pub(super) fn is_in(&self, room: Option<&str>) -> bool {
        room.is_none_or(|room| self.joined.contains(room))
    }

    /// How a message from `room` names it, where it is not in focus.
    pub(super) fn mark(&self, room: Option<&str>) -> Option<String> {
        let is_in_focus = match (room, self.focus()) {
            (Some(room), Some(focus)) => is_same(room, focus),
            (room, focus) => room.is_none() && focus.is_none(),
        };
        let name = room.unwrap_or(&self.lobby);
        (!is_in_focus).then(|| printable(name).into_owned())
    }

    /// The name of a room that the server did not name: the common one.
    pub(super) fn name<'a>(&'a self, room: Option<&'a str>) -> &'a str {
        room.unwrap_or(&self.lobby)
    }

    pub(super) fn know(&mut self, room: &str) {
        if self.known.len() < ROOMS_KNOWN_MAX {
            self.known.insert(room.to_owned());
        }
    }

    pub(super) fn enter(&mut self, room: &str) {
        self.joined.insert(room.to_owned());
        self.know(room);
    }

    pub(super) fn depart(&mut self, room: &str) {
        self.joined.remove(room);
    }

    pub(super) fn forget(&mut self, room: &str) {
        self.joined.remove(room);
        self.known.remove(room);
    }

    fn names(&self) -> Vec<String> {
        let all = std::iter::once(&self.lobby).chain(&self.joined);
        let names: BTreeSet<&String> = all.chain(&self.known).collect();
        names
            .into_iter()
            .map(|name| printable(name).into_owned())
            .collect()
    }
}

/// Whether two names are of one room as far as a client can tell; the server compares more carefully.
pub(super) fn is_same(name: &str, other: &str) -> bool {
    name == other || name.to_lowercase() == other.to_lowercase()
}

impl Model {
    pub(super) fn set_focus(&mut self, room: Option<String>) {
        if self.rooms.focus != room {
            self.rooms.focus = room;
            let shown = self.rooms.focus().map(|room| printable(room).into_owned());
            self.show(Shown::Focus(shown));
        }
    }

    pub(super) fn show_rooms(&mut self) {
        let names = self.rooms.names();
        self.show(Shown::Rooms(names));
    }

    /// The rooms that the server has this name in, the first time and after every reconnect.
    pub(super) fn come_back_to_rooms(&mut self, rooms: &[RoomState<'_>]) {
        let names = rooms.iter().map(|room| room.room.clone().into_owned());
        self.rooms.joined = names.collect();
        for room in rooms {
            self.rooms.know(&room.room);
        }
        self.show_rooms();
        let is_still_in = match &self.rooms.focus {
            Some(focus) => self.rooms.joined.contains(focus),
            None => true,
        };
        if !is_still_in {
            let lobby = self.rooms.lobby.clone();
            self.show(Shown::Trouble(format!(
                "You are no longer in the room that you wrote to. What you type goes to {} now.",
                printable(&lobby)
            )));
            self.set_focus(None);
        }
        if let (false, Some(first)) = (self.was_in, rooms.first()) {
            let names: Vec<_> = rooms.iter().map(|room| printable(&room.room)).collect();
            self.show(Shown::Notice(format!(
                "You are in {} too. To write there: /join {}",
                names.join(", "),
                printable(&first.room)
            )));
        }
    }

    pub(super) fn ask_about_rooms(&mut self, line: Line, request: RoomRequest, now: Instant) {
        let focus = self.rooms.name(self.rooms.focus()).to_owned();
        let or_focus = |room: Option<String>| room.unwrap_or_else(|| focus.clone());
        let words = |text: &hourglass_core::Text| PrivateWords::from(text.as_str().to_owned());
        match request {
            RoomRequest::Join { room, key } => self.join(line, room, key, now),
            RoomRequest::Leave { room } => self.leave_room(line, or_focus(room), now),
            RoomRequest::List => self.ask(line, Kind::Rooms, ClientMessage::Rooms, now),
            RoomRequest::Topic { room } => {
                let room = Some(or_focus(room));
                let question = ClientMessage::Topic { room, text: None };
                self.ask(line, Kind::Topic, question, now);
            }
            RoomRequest::SetTopic { room, topic } => {
                let room = Some(or_focus(room));
                let text = topic.as_ref().map_or_else(|| "".into(), words);
                let text = Some(text);
                let question = ClientMessage::Topic { room, text };
                self.ask(line, Kind::SetTopic, question, now);
            }
            RoomRequest::Invite { name, room } => {
                let room = or_focus(room);
                let question = ClientMessage::Invite { name, room };
                self.ask(line, Kind::Invite, question, now);
            }
            RoomRequest::Kick { room, name, reason } => {
                let room = or_focus(room);
                let reason = reason.as_ref().map(words);
                let question = ClientMessage::Kick { name, room, reason };
                self.ask(line, Kind::Kick, question, now);
            }
            RoomRequest::Operator { room, name, on } => {
                let room = or_focus(room);
                let question = ClientMessage::Op { name, room, on };
                self.ask(line, Kind::Modes, question, now);
            }
            RoomRequest::Who { room } => {
                let room = Some(or_focus(room));
                self.ask(line, Kind::Who, ClientMessage::Who { room }, now);
            }
        }
    }

    /// What is typed next is meant for the room already: the server has come to it by then, or refuses both.
    fn join(&mut self, line: Line, room: String, key: Option<String>, now: Instant) {
        if let Some(reason) = impossible_name(&room) {
            return self.give_back(line, &reason);
        }
        let focus = (!self.rooms.is_lobby(&room)).then(|| room.clone());
        let key = key.map(PrivateWords::from);
        let before = self.rooms.focus.clone();
        let question = ClientMessage::Join { room, key };
        if self.ask_and_know(line, Kind::Join(before), question, now) {
            self.set_focus(focus);
        }
    }

    fn leave_room(&mut self, line: Line, room: String, now: Instant) {
        let before = self.rooms.focus.clone();
        let leaves_focus = before.as_deref().is_some_and(|focus| is_same(focus, &room));
        let reason = None;
        let question = ClientMessage::Leave { room, reason };
        if self.ask_and_know(line, Kind::Leave(before), question, now) && leaves_focus {
            self.set_focus(None);
        }
    }

    /// Whether it could be asked.
    fn ask_and_know(
        &mut self,
        line: Line,
        kind: Kind,
        question: ClientMessage,
        now: Instant,
    ) -> bool {
        let waiting = self.asked.len();
        self.ask(line, kind, question, now);
        self.asked.len() > waiting
    }
}
