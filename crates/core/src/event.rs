//! What is told, and to whom.

use std::sync::Arc;
use std::time::Duration;

use crate::{
    AccountId, Changes, ClientKey, Message, MessageId, Name, Refusal, RoomId, SessionId, Timestamp,
    limits,
};

/// All that a batch of commands gives.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// What to write.
    pub changes: Changes,
    /// Who hears what, in order, once the changes are committed.
    pub emissions: Vec<Emission>,
}

impl Output {
    pub(crate) fn emit(&mut self, audience: Audience, event: Event) {
        self.emissions.push(Emission { audience, event });
    }

    pub(crate) fn answer(&mut self, session: SessionId, event: Event) {
        self.emit(Audience::Session(session), event);
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
}

/// Who hears an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One device.
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
    /// All devices.
    Everyone,
}

/// Something that happened, as the doors put it into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The answer to a login that was let in.
    LoggedIn(Box<LoggedIn>),
    /// The answer to a message that was taken.
    Said(Said),
    /// The answer to a complaint that counted.
    Complained {
        /// The name complained about.
        name: Arc<str>,
    },
    /// The answer to a question for the status.
    Status(Status),
    /// The answer to whatever was not allowed.
    Refused {
        /// Why.
        refusal: Refusal,
        /// The key of the message refused, where it had one.
        key: Option<ClientKey>,
    },
    /// Somebody said something.
    Message(Arc<Message>),
    /// The first device of a name arrived.
    Joined {
        /// Who.
        name: Arc<str>,
    },
    /// The last device of a name is gone.
    Left {
        /// Who.
        name: Arc<str>,
    },
    /// Somebody complained about the name that hears this; it is not silenced yet.
    ComplainedAbout {
        /// How many different people did so.
        total: u32,
        /// How many silence.
        limit: u32,
    },
    /// The complaint that made the number full: the name is silenced.
    Silenced {
        /// How many different people complained.
        total: u32,
        /// For how long.
        duration: Duration,
    },
    /// The silence is over, and the complaints are back at zero.
    SilenceOver {
        /// How long the allowance still forbids to write, where it does.
        wait: Option<Duration>,
    },
    /// The period is over, and the count is back at zero.
    AllowanceRenewed {
        /// How it stands now.
        allowance: Allowance,
        /// Whether the name could not write because of it, and now can.
        can_write_again: bool,
    },
    /// The server stops.
    ShuttingDown,
}

impl Event {
    /// Whether this answers a command; each command is answered once.
    pub fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::LoggedIn(_)
                | Self::Said(_)
                | Self::Complained { .. }
                | Self::Status(_)
                | Self::Refused { .. }
        )
    }
}

/// Everything that a device needs to know when it is let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedIn {
    /// The device.
    pub session: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// The name as it was first written.
    pub name: Name,
    /// Whether this login registered the name.
    pub registered: bool,
    /// The time of the login.
    pub time: Timestamp,
    /// The rooms that the name is in.
    pub rooms: Vec<RoomId>,
    /// What it missed.
    pub catch_up: CatchUp,
    /// The last message that there is or was, from which this device can resume later.
    pub last: MessageId,
    /// How the allowance stands.
    pub allowance: Allowance,
    /// For how long the name is silenced still, where it is.
    pub silenced: Option<Duration>,
    /// Names online, this one included.
    pub names_online: usize,
    /// Some of them, shared by all who come in: this one need not be among them. See
    /// [`LoggedIn::names`].
    pub names_listed: Arc<[Arc<str>]>,
}

impl LoggedIn {
    /// Some of the names online, this one first, at most [`crate::limits::NAMES_LISTED_MAX`].
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        let own = self.name.shown();
        let others = self.names_listed.iter().filter(move |name| *name != own);
        std::iter::once(own)
            .chain(others)
            .take(limits::NAMES_LISTED_MAX)
    }
}

/// Messages that a device is shown when it comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatchUp {
    /// In the order in which they were said.
    pub messages: Vec<Arc<Message>>,
    /// How many more were missed and are alive, but not shown.
    pub skipped: usize,
}

/// A message was taken and saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The key it was sent under.
    pub key: Option<ClientKey>,
    /// The id that it has.
    pub id: MessageId,
    /// When it was said.
    pub sent_at: Timestamp,
    /// When it will be gone.
    pub expires_at: Timestamp,
    /// How the allowance stands after it.
    pub allowance: Allowance,
}

/// How a name's allowance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Messages used in this period.
    pub used: u32,
    /// Messages that a period has; 0 for no limit.
    pub limit: u32,
    /// Until the count is zero again; nothing where no period runs.
    pub renews_in: Option<Duration>,
}

/// How the room and a name stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Names online.
    pub names_online: usize,
    /// Devices online.
    pub connections: usize,
    /// Devices online of the name that asks.
    pub devices: usize,
    /// Its allowance.
    pub allowance: Allowance,
    /// Complaints about it that count.
    pub complaints: u32,
    /// For how long it is silenced still, where it is.
    pub silenced: Option<Duration>,
}
