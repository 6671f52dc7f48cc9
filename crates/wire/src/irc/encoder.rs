//! Events to lines.

use hourglass_core::{Event, Person, Stamp, Timestamp};

use super::reference::Reference;
use super::reply::{self, To};
use super::source::put_address;
use super::time::put_timestamp;
use super::writer::{Line, put_number};
use super::{Capabilities, ServerFacts, label, membership, metadata, modes, notice, refusal};
use super::{answer, room, speech, welcome};
use crate::Perspective;
use crate::words::Farewell;

/// For whom an event is rendered.
#[derive(Clone, Copy, Debug)]
pub struct Listener<'a> {
    /// What was agreed on; for what many hear, only [`Capabilities::for_rendering`].
    pub capabilities: Capabilities,
    /// The listener's name as shown. It is needed for answers and for events that are personal
    /// ([`is_personal`]).
    pub name: &'a str,
}

/// When an event happened, and of what it is the answer.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// When it happened.
    pub at: Timestamp,
    /// A [`Reference`] in its carried form, for answers.
    pub label: Option<&'a str>,
}

impl Occasion<'_> {
    /// News: the answer to nothing.
    pub fn news(at: Timestamp) -> Self {
        Self { at, label: None }
    }
}

/// Renders events for IRC.
#[derive(Clone, Debug)]
pub struct IrcEncoder {
    facts: ServerFacts,
}

/// Where an event is rendered: what the parts of the encoder share.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) facts: &'a ServerFacts,
    pub(super) capabilities: Capabilities,
    pub(super) to: To<'a>,
    /// When it happened.
    pub(super) at: Timestamp,
    /// The command that is answered; nothing where the event is no answer.
    pub(super) reference: Option<&'a Reference<'a>>,
}

impl<'a> Scene<'a> {
    pub(super) fn has(self, capability: Capabilities) -> bool {
        self.capabilities.has(capability)
    }

    /// A line that somebody caused, with what tags tell of them.
    pub(super) fn by<'o>(self, person: &Person, out: &'o mut Vec<u8>) -> Line<'o> {
        self.put_source(person, self.put_time(self.at, Line::new(out)))
    }

    /// The same of what is in a history, too, and can be told from there again.
    pub(super) fn by_at<'o>(self, person: &Person, stamp: Stamp, out: &'o mut Vec<u8>) -> Line<'o> {
        let mut line = self.put_time(stamp.time, Line::new(out));
        if self.has(Capabilities::MESSAGE_TAGS) {
            line = line.tag_with("msgid", |out| put_number(stamp.sequence.0, out));
        }
        self.put_source(person, line)
    }

    /// A line of which no more is known than its source.
    pub(super) fn told_by<'o>(self, source: &str, out: &'o mut Vec<u8>) -> Line<'o> {
        self.put_time(self.at, Line::new(out)).source(source)
    }

    /// Tells when, to clients that want to know.
    pub(super) fn put_time<'o>(self, at: Timestamp, line: Line<'o>) -> Line<'o> {
        if self.has(Capabilities::SERVER_TIME) {
            line.tag_with("time", |out| put_timestamp(at, out))
        } else {
            line
        }
    }

    fn put_source<'o>(self, person: &Person, mut line: Line<'o>) -> Line<'o> {
        if self.has(Capabilities::ACCOUNT_TAG) && !person.account.is_guest() {
            line = line.tag("account", &person.name);
        }
        if self.has(Capabilities::MESSAGE_TAGS) && person.is_bot {
            line = line.tag("bot", "");
        }
        line.source_with(|out| put_address(&person.name, &person.username, person.account, out))
    }

    /// The command that is answered; empty where the event is no answer.
    pub(super) fn verb(self) -> &'a str {
        self.reference.map_or("", |reference| reference.verb)
    }

    /// What the client wrote behind it.
    pub(super) fn asked(self, index: usize) -> &'a str {
        self.reference
            .map_or("", |reference| reference.parameter(index))
    }
}

/// Whether an event has to be rendered for each listener with its name and all its capabilities, although it is
/// no answer. All others look the same to all listeners that agree in [`Capabilities::for_rendering`].
pub fn is_personal(event: &Event) -> bool {
    matches!(
        event,
        Event::RoomOpened(_)
            | Event::RoomRenamed { .. }
            | Event::Invited { .. }
            | Event::ReadUpTo { .. }
            | Event::Watched { .. }
            | Event::MetadataChanged(_)
            | Event::MetadataTold { .. }
            | Event::ComplainedAbout { .. }
            | Event::Silenced { .. }
            | Event::SilenceOver { .. }
            | Event::AllowanceRenewed { .. }
    )
}

impl IrcEncoder {
    /// An encoder for a server.
    pub fn new(facts: ServerFacts) -> Self {
        Self { facts }
    }

    /// What the server tells of itself.
    pub fn facts(&self) -> &ServerFacts {
        &self.facts
    }

    /// Writes the lines of an event to the end of `out`. A person's own messages look as others see them, so
    /// `_perspective` changes nothing yet.
    pub fn encode(
        &self,
        event: &Event,
        _perspective: Perspective,
        listener: &Listener<'_>,
        occasion: Occasion<'_>,
        out: &mut Vec<u8>,
    ) {
        let reference = occasion.label.map(Reference::decode);
        let scene = Scene {
            facts: &self.facts,
            capabilities: listener.capabilities,
            to: To {
                server: &self.facts.name,
                name: listener.name,
            },
            at: occasion.at,
            reference: reference.as_ref(),
        };
        match &reference {
            None => put_event(scene, event, out),
            Some(reference) => label::labelled(
                listener.capabilities,
                reference.correlation,
                &self.facts.name,
                out,
                |out| put_event(scene, event, out),
            ),
        }
    }

    /// Writes that a command is done of which there is nothing to tell. See [`IrcEncoder::encode`].
    pub fn acknowledge(&self, listener: &Listener<'_>, label: Option<&str>, out: &mut Vec<u8>) {
        if let Some(reference) = label.map(Reference::decode) {
            let (correlation, server) = (reference.correlation, &self.facts.name);
            label::labelled(listener.capabilities, correlation, server, out, |_| {});
        }
    }

    /// Writes the last words to a session that the server ends. What was being written before may have stopped
    /// within a line.
    pub fn farewell(&self, farewell: Farewell, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\r\n");
        reply::farewell(farewell, out);
    }
}

fn put_event(scene: Scene<'_>, event: &Event, out: &mut Vec<u8>) {
    match event {
        Event::LoggedIn(logged_in) => welcome::put(scene, logged_in, out),
        Event::Said(said) => speech::put_said(scene, said, out),
        Event::Message(message) => speech::put_message(scene, message, out),
        Event::Refused { refusal, .. } => refusal::put(scene, refusal, out),
        Event::RoomOpened(view) => room::put_opened(scene, view, out),
        Event::TopicChanged {
            room,
            person,
            topic,
            stamp,
        } => room::put_topic_changed(scene, room, person, topic.as_ref(), *stamp, out),
        Event::RoomRenamed { .. } => room::put_renamed(scene, event, out),
        Event::ModesChanged {
            room,
            person,
            changes,
            refused,
        } => {
            modes::put_changed(scene, &room.name, person.as_deref(), changes, out);
            for refusal in refused {
                refusal::put(scene, refusal, out);
            }
        }
        Event::Answer(answer) => answer::put(scene, answer, out),
        Event::ShuttingDown => reply::error("The server is shutting down", out),
        Event::Joined { .. } | Event::Left { .. } => {}
        Event::Complained { .. }
        | Event::Status(_)
        | Event::ComplainedAbout { .. }
        | Event::Silenced { .. }
        | Event::SilenceOver { .. }
        | Event::AllowanceRenewed { .. } => notice::put(scene, event, out),
        Event::ReadUpTo { target, at } => {
            super::history::put_read_marker(scene, target, Some(*at), out);
        }
        Event::MetadataChanged(_)
        | Event::MetadataCleared { .. }
        | Event::MetadataSubscribed { .. }
        | Event::MetadataUnsubscribed { .. }
        | Event::MetadataTold { .. } => metadata::put(scene, event, out),
        Event::Entered { .. }
        | Event::Departed { .. }
        | Event::Quit { .. }
        | Event::Invited { .. }
        | Event::Renamed { .. }
        | Event::AwayChanged { .. }
        | Event::RealnameChanged { .. }
        | Event::BotChanged { .. }
        | Event::VisibilityChanged { .. }
        | Event::Registered { .. }
        | Event::Redacted { .. }
        | Event::WatchChanged(_)
        | Event::Watched { .. } => membership::put(scene, event, out),
    }
}
