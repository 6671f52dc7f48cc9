//! All that commands give, and who hears of it.

use std::sync::Arc;

use crate::{AccountId, Changes, ClientKey, Event, Refusal, RoomId, SessionId, Timestamp};

/// All that a batch of commands gives.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// What to write.
    pub changes: Changes,
    /// Who hears what, in order, once the changes are committed.
    pub emissions: Vec<Emission>,
    /// The label of the command that is being carried out.
    pub(crate) label: Option<Arc<str>>,
    /// The time of it.
    pub(crate) time: Timestamp,
}

impl Output {
    pub(crate) fn emit(&mut self, audience: Audience, event: Event) {
        self.emissions.push(Emission {
            audience,
            event,
            at: self.time,
            label: None,
        });
    }

    pub(crate) fn answer(&mut self, session: SessionId, event: Event) {
        self.emissions.push(Emission {
            audience: Audience::Session(session),
            event,
            at: self.time,
            label: self.label.take(),
        });
    }

    pub(crate) fn refuse(&mut self, session: SessionId, refusal: Refusal, key: Option<ClientKey>) {
        self.answer(session, Event::Refused { refusal, key });
    }
}

/// An event and who hears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    /// Who.
    pub audience: Audience,
    /// What.
    pub event: Event,
    /// When it happened: the time of the command that caused it.
    pub at: Timestamp,
    /// The label of the command that this answers.
    pub label: Option<Arc<str>>,
}

impl Emission {
    /// Whether this answers a command; each command is answered once.
    pub fn is_answer(&self) -> bool {
        matches!(self.audience, Audience::Session(_))
    }
}

/// Who hears an event. Nobody hears it twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One device: the answer to its command.
    Session(SessionId),
    /// All devices of a name, but one.
    Account {
        /// Whose.
        account: AccountId,
        /// The device left out.
        except: Option<SessionId>,
    },
    /// All devices of everybody in a room, but one.
    Room {
        /// Which room.
        room: RoomId,
        /// The device left out.
        except: Option<SessionId>,
    },
    /// All devices in a room of those of these accounts: a part of the room.
    Some {
        /// Which room.
        room: RoomId,
        /// Who of those in it.
        accounts: Arc<[AccountId]>,
        /// The device left out.
        except: Option<SessionId>,
    },
    /// All devices in any of these rooms, and those of the account that it is about, but one.
    Rooms {
        /// The rooms of the account.
        rooms: Arc<[RoomId]>,
        /// The account that it is about.
        account: AccountId,
        /// The device left out.
        except: Option<SessionId>,
    },
    /// These devices.
    Sessions(Arc<[SessionId]>),
    /// All devices.
    Everyone,
}
