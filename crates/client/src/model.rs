//! What the client knows, and what follows from what it hears and what is typed. No I/O, no clock: time is
//! given with every call.

mod asking;
mod clock;
mod login;
mod notices;
mod room_notices;
mod rooms;
mod saying;
mod speech;
mod standing;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use hourglass_wire::json::{ClientMessage, Kind, ServerMessage};
use hourglass_wire::line::{LineRequest, parse};
use hourglass_wire::text::printable;

use crate::command;
use crate::keys::Keys;
use crate::limits::{HELLO_WAIT, LOGIN_WAIT};
use crate::outcome::Outcome;
use crate::shown::Shown;

use asking::Asked;
use clock::ServerClock;
use rooms::Rooms;
use saying::{Recipient, Unconfirmed};
use standing::Tally;

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// To the server.
    Send(ClientMessage),
    /// To the person.
    Show(Shown),
    /// The person wants to leave.
    Leave,
    /// It is no use going on.
    End(Outcome),
    /// The connection is of no more use; another one, not before so long.
    Reconnect(Duration),
}

/// A line as it was typed, with the number that tells its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: u64,
    /// Without its end.
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Offline,
    AwaitingHello,
    AwaitingWelcome,
    In,
}

/// The state of one person's chat on this device.
#[derive(Debug)]
pub(crate) struct Model {
    name: String,
    password: String,
    keys: Keys,
    phase: Phase,
    was_in: bool,
    heartbeat: Duration,
    max_message: usize,
    clock: Option<ServerClock>,
    last_id: Option<u64>,
    /// Up to this id the name was somebody else's, who gave it up.
    registered_after: u64,
    rooms: Rooms,
    tally: Tally,
    unconfirmed: VecDeque<Unconfirmed>,
    asked: VecDeque<Asked>,
    not_said: u64,
    effects: Vec<Effect>,
}

impl Model {
    /// Nothing known yet but who wants to come in.
    pub(crate) fn new(name: String, password: String, keys: Keys) -> Self {
        Self {
            name,
            password,
            keys,
            phase: Phase::Offline,
            was_in: false,
            heartbeat: HELLO_WAIT,
            max_message: usize::MAX,
            clock: None,
            last_id: None,
            registered_after: 0,
            rooms: Rooms::default(),
            tally: Tally::default(),
            unconfirmed: VecDeque::new(),
            asked: VecDeque::new(),
            not_said: 0,
            effects: Vec::new(),
        }
    }

    /// A connection stands; the server speaks first.
    pub(crate) fn connected(&mut self) {
        self.phase = Phase::AwaitingHello;
    }

    /// How long the server may be silent before it counts as gone.
    pub(crate) fn silence_max(&self) -> Duration {
        match self.phase {
            Phase::Offline | Phase::AwaitingHello => HELLO_WAIT,
            Phase::AwaitingWelcome => LOGIN_WAIT,
            Phase::In => self.heartbeat * 5 / 2,
        }
    }

    /// Whether a login ever succeeded.
    pub(crate) fn was_in(&self) -> bool {
        self.was_in
    }

    /// Whether the connection stands and the login succeeded.
    pub(crate) fn is_in(&self) -> bool {
        self.phase == Phase::In
    }

    /// Lines whose answer is outstanding.
    pub(crate) fn unanswered(&self) -> usize {
        self.unconfirmed.len() + self.asked.len()
    }

    /// When the line was typed that has been waiting for its answer the longest.
    pub(crate) fn waiting_since(&self) -> Option<Instant> {
        let said = self.unconfirmed.front().map(Unconfirmed::typed_at);
        let asked = self.asked.front().map(Asked::typed_at);
        said.into_iter().chain(asked).min()
    }

    /// Lines that were given back so far.
    pub(crate) fn not_said(&self) -> u64 {
        self.not_said
    }

    /// A line was typed.
    pub(crate) fn typed(&mut self, line: Line, now: Instant) -> Vec<Effect> {
        match parse(&line.text) {
            LineRequest::Empty => self.answered(line.number),
            LineRequest::Say { text } => self.say_in_focus(line, None, &text, now),
            LineRequest::Act { text } => {
                self.say_in_focus(line, Some(Kind::Action), &text, now);
            }
            LineRequest::SayIn { room, text } => {
                let room = (!self.rooms.is_lobby(&room)).then_some(room);
                self.say_to(line, Recipient::Room(room), &text, now);
            }
            LineRequest::Private { name, text } => {
                self.say_to(line, Recipient::Person(name), &text, now);
            }
            LineRequest::Room(request) => self.ask_about_rooms(line, request, now),
            LineRequest::Incomplete { template } => {
                self.give_back(line, &command::written(template));
            }
            LineRequest::PrivateSyntax => self.give_back(line, command::PRIVATE_SYNTAX),
            LineRequest::Complain { name } => self.complain(line, name, now),
            LineRequest::ComplainSyntax => self.give_back(line, command::COMPLAINT_SYNTAX),
            LineRequest::Status => self.ask_for_status(line, now),
            LineRequest::Rules => self.ask_for_rules(line, now),
            LineRequest::Exit => self.effects.push(Effect::Leave),
            LineRequest::Unknown { word } => self.give_back(line, &command::unknown(&word)),
        }
        self.take_effects()
    }

    /// A line that could not even be read whole.
    pub(crate) fn refused_locally(&mut self, line: Line, reason: &str) -> Vec<Effect> {
        self.give_back(line, reason);
        self.take_effects()
    }

    /// A message of the server arrived. What is no message of the protocol is passed over, as are types
    /// that this program does not know.
    pub(crate) fn heard(&mut self, frame: &str, now: Instant) -> Vec<Effect> {
        if let Ok(message) = serde_json::from_str::<ServerMessage<'_>>(frame) {
            self.take(message, now);
        }
        self.take_effects()
    }

    /// The connection is gone.
    pub(crate) fn disconnected(&mut self, reason: &str) -> Vec<Effect> {
        let was_in = self.phase == Phase::In;
        self.phase = Phase::Offline;
        // First, so that the prompt below what follows is right.
        self.show_standing();
        if was_in {
            self.show(Shown::Trouble(format!(
                "The connection is lost: {reason}. Connecting again; what you write is kept and sent then."
            )));
        }
        self.give_back_questions();
        self.defer_messages();
        self.take_effects()
    }

    /// There will be no further connection: whatever has no answer is given back.
    pub(crate) fn given_up(&mut self) -> Vec<Effect> {
        self.give_back_questions();
        self.give_back_messages();
        self.take_effects()
    }

    fn take(&mut self, message: ServerMessage<'_>, now: Instant) {
        match message {
            ServerMessage::Hello(hello) => self.greeted(&hello),
            ServerMessage::Ping => self.effects.push(Effect::Send(ClientMessage::Pong)),
            ServerMessage::Pong => {}
            ServerMessage::Refused(refused) if self.phase == Phase::AwaitingWelcome => {
                self.login_refused(&refused);
            }
            ServerMessage::Goodbye(goodbye) => self.told_goodbye(&goodbye),
            ServerMessage::Welcome(welcome) => self.welcomed(welcome, now),
            ServerMessage::ShuttingDown => {
                self.show(Shown::Trouble("Server is shutting down".to_owned()));
            }
            message if self.phase == Phase::In => self.take_inside(message, now),
            _ => {}
        }
    }

    fn take_inside(&mut self, message: ServerMessage<'_>, now: Instant) {
        match message {
            ServerMessage::Message(message) => self.receive(&message, now),
            ServerMessage::Said(said) => self.confirmed(&said, now),
            ServerMessage::Refused(refused) => self.refused(&refused),
            ServerMessage::Complained { name } => self.complained(&name),
            ServerMessage::Status(status) => self.told_status(&status),
            ServerMessage::Rules { text } => self.told_rules(&text),
            other => self.noticed_in_room(other, now),
        }
    }

    fn show(&mut self, shown: Shown) {
        self.effects.push(Effect::Show(shown));
    }

    fn answered(&mut self, number: u64) {
        self.show(Shown::Answered(number));
    }

    fn give_back(&mut self, line: Line, reason: &str) {
        self.not_said += 1;
        self.show(Shown::GivenBack {
            line: line.text,
            reason: printable(reason).into_owned(),
        });
        self.answered(line.number);
    }

    fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}
