//! A line of somebody who is logged in, and what a verb needs to handle it.

use std::sync::Arc;

use hourglass_core::{Command, Name, Person, Query, RoomName, SessionId, Text, limits};
use hourglass_wire::irc::{Capabilities, Message, Multiline, To, reply};
use hourglass_wire::text::parse_text;
use hourglass_wire::{name, room};

use super::steps::{Step, Steps};
use crate::facts::Facts;

/// What the door knows of a client that is logged in.
#[derive(Debug)]
pub(super) struct Client {
    /// Its session, which every command of its carries.
    pub(super) session: SessionId,
    /// The name as shown.
    pub(super) name: Arc<str>,
    /// Whom others see.
    pub(super) person: Option<Arc<Person>>,
    /// What was agreed on.
    pub(super) capabilities: Capabilities,
    /// The message of which lines come in.
    pub(super) multiline: Option<Multiline>,
    /// The batch that was refused and is not ended yet.
    pub(super) batch_given_up: Option<String>,
    /// The label of the message whose last line this was: what answers it, answers all of them.
    pub(super) label_of_lines: Option<String>,
}

impl Client {
    /// Notes whose the client is by now, and what its devices say of it.
    pub(super) fn is(&mut self, person: Option<Arc<Person>>) {
        if let Some(person) = person
            && !self.is_still(&person)
        {
            self.name = person.name.clone();
            self.person = Some(person);
        }
    }

    fn is_still(&self, person: &Arc<Person>) -> bool {
        let known = self.person.as_ref();
        known.is_some_and(|known| Arc::ptr_eq(known, person))
    }
}

/// A line that is being handled.
pub(super) struct Call<'a> {
    pub(super) facts: &'a Facts,
    pub(super) client: &'a mut Client,
    pub(super) message: &'a Message<'a>,
    /// The verb in capitals.
    pub(super) verb: &'static str,
    pub(super) steps: &'a mut Steps,
}

impl<'a> Call<'a> {
    /// A parameter, counted from 0; empty where there is none.
    pub(super) fn parameter(&self, index: usize) -> &'a str {
        self.message.parameter(index).unwrap_or_default()
    }

    /// How many parameters there are.
    pub(super) fn count(&self) -> usize {
        self.message.parameters().len()
    }

    /// The session that asks.
    pub(super) fn session(&self) -> SessionId {
        self.client.session
    }

    /// Asks the chat; the answer repeats `parameters`.
    pub(super) fn ask(&mut self, command: Command, parameters: &[&str]) {
        self.steps.ask(command, self.verb, parameters);
    }

    /// Asks a question.
    pub(super) fn query(&mut self, query: Query, parameters: &[&str]) {
        let session = self.session();
        self.ask(Command::Ask { session, query }, parameters);
    }

    /// Answers by the door itself.
    pub(super) fn tell(&mut self, write: impl FnOnce(To<'_>, &mut Vec<u8>)) {
        let to = To {
            server: &self.facts.irc.server.name,
            name: &self.client.name,
        };
        self.steps.tell(|out| write(to, out));
    }

    /// Says what the chat itself has to say.
    pub(super) fn notice(&mut self, text: &str) {
        self.tell(|to, out| reply::notice(to, text, out));
    }

    /// Says why the verb failed, in the form that standard-replies has.
    pub(super) fn fail(&mut self, code: &str, context: &[&str], words: &str) {
        let verb = self.verb;
        self.tell(|to, out| reply::fail(to, verb, code, context, words, out));
    }

    /// Says that something is missing behind the verb.
    pub(super) fn need_more(&mut self) {
        let verb = self.verb;
        self.tell(|to, out| reply::need_more_parameters(to, verb, out));
    }

    /// A room's name; nothing where it cannot be one, which is answered.
    pub(super) fn room(&mut self, typed: &str) -> Option<RoomName> {
        match room::parse(typed) {
            Ok(room) => Some(room),
            Err(error) => {
                let words = error.to_string();
                self.tell(|to, out| reply::no_such_channel(to, typed, &words, out));
                None
            }
        }
    }

    /// A person's name; nothing where it cannot be one, which is answered as if nobody had it.
    pub(super) fn person(&mut self, typed: &str) -> Option<Name> {
        let name = name::parse(typed).ok();
        if name.is_none() {
            self.tell(|to, out| reply::no_such_nick(to, typed, out));
        }
        name
    }

    /// Whether a name is the client's own.
    pub(super) fn is_own(&self, name: &Name) -> bool {
        // Typed as it is shown, which nearly every such name is, it is compared without making a name of it.
        *name.shown() == self.client.name
            || name::parse(&self.client.name).is_ok_and(|own| own.key() == name.key())
    }

    /// A line was understood only in part: the rest of its targets is too many.
    pub(super) fn too_many(&mut self, target: &str) {
        self.tell(|to, out| reply::too_many_targets(to, target, out));
    }

    /// Something else than asking and telling.
    pub(super) fn step(&mut self, step: Step) {
        self.steps.push(step);
    }
}

/// The parts of a list with commas, without empty ones.
pub(super) fn list(parameter: &str) -> impl Iterator<Item = &str> {
    parameter.split(',').filter(|part| !part.is_empty())
}

/// A reason, a topic or the like: sanitised, no longer than such may be; nothing where nothing is said.
pub(super) fn remark(text: &str) -> Option<Text> {
    let text = parse_text(&super::formatting::plain(text))?;
    let shortened: String = text
        .as_str()
        .chars()
        .take(limits::TOPIC_CHARACTERS_MAX)
        .collect();
    Some(Text::from_sanitised(shortened.trim_end()))
}
