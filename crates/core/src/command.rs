//! What is asked of the chat.

mod login;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    ClientKey, ClientTags, MessageId, ModeChange, Name, Query, Rank, RoomId, RoomName, Sequence,
    SessionId, Speech, Stamp, Text, Timestamp,
};

pub use login::{Credential, Login, RoomsAtLogin};

/// The version of the commands that this program understands.
pub const COMMAND_VERSION: u16 = 2;

/// A command in its place in the one order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// The version of the program's commands that `command` is written in. Whoever takes an envelope
    /// from a log refuses one that is not [`COMMAND_VERSION`] before it is applied.
    pub version: u16,
    /// Its place and time.
    pub stamp: Stamp,
    /// What is asked.
    pub command: Command,
}

/// One request that may change what the chat knows, or that is answered from it.
///
/// Every command but [`Command::Leave`] and [`Command::Advance`] is answered with exactly one event to its
/// session: nothing else is ever emitted to [`crate::Audience::Session`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    /// A device comes in.
    Login(Login),
    /// A device is gone.
    Leave {
        /// Which.
        session: SessionId,
        /// The last place in the order up to which everything meant for it was handed to its
        /// connection. What came later counts as missed.
        seen: Sequence,
        /// What the person said of why, for those who see it go.
        reason: Option<Text>,
    },
    /// Something is said.
    Say {
        /// By which device.
        session: SessionId,
        /// To whom.
        to: Target,
        /// What.
        text: Text,
        /// Makes a repetition recognisable.
        key: Option<ClientKey>,
        /// What it is, besides a text.
        speech: Speech,
        /// What the client says of it to other clients.
        tags: Option<ClientTags>,
    },
    /// A command whose answer carries this label. Never one within another.
    Labelled {
        /// What the door wants back.
        label: Arc<str>,
        /// What is asked.
        command: Box<Command>,
    },
    /// Comes into a room, which is opened where there is none. Answered with [`crate::Event::RoomOpened`].
    Join {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// What has to be said to come in.
        key: Option<Arc<str>>,
    },
    /// Leaves a room. Answered with [`crate::Event::Departed`].
    Part {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// Why.
        reason: Option<Text>,
    },
    /// Says what a room is about. Answered with [`crate::Event::TopicChanged`].
    SetTopic {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// In words; none takes the topic away.
        topic: Option<Text>,
    },
    /// Invites somebody into a room. Answered with [`crate::Event::Invited`].
    Invite {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// Whom.
        name: Name,
    },
    /// Puts somebody out of a room. Answered with [`crate::Event::Departed`].
    Kick {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// Whom.
        name: Name,
        /// Why.
        reason: Option<Text>,
    },
    /// Changes how a room is run. Answered with [`crate::Event::ModesChanged`], which may tell of no change.
    ChangeModes {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// What is to change, at most [`crate::limits::MODE_CHANGES_MAX`].
        changes: Vec<ModeChange>,
    },
    /// Gives a room another name. Answered with [`crate::Event::RoomRenamed`].
    RenameRoom {
        /// By which device.
        session: SessionId,
        /// Which room.
        room: RoomName,
        /// Its new name.
        to: RoomName,
        /// Why.
        reason: Option<Text>,
    },
    /// Takes another name; only guests may. Answered with [`crate::Event::Renamed`].
    Rename {
        /// By which device.
        session: SessionId,
        /// The new name.
        name: Name,
    },
    /// Says why the person is away; none says that it is back. Answered with [`crate::Event::AwayChanged`].
    SetAway {
        /// By which device.
        session: SessionId,
        /// Why.
        message: Option<Text>,
    },
    /// Says what the person calls itself at length. Answered with [`crate::Event::RealnameChanged`].
    SetRealname {
        /// By which device.
        session: SessionId,
        /// That name.
        realname: Arc<str>,
    },
    /// Says whether the person is a program. Answered with [`crate::Event::BotChanged`].
    SetBot {
        /// By which device.
        session: SessionId,
        /// Whether.
        is_bot: bool,
    },
    /// Says whether the person asks not to be found by strangers. Answered with
    /// [`crate::Event::VisibilityChanged`].
    SetInvisible {
        /// By which device.
        session: SessionId,
        /// Whether.
        is_invisible: bool,
    },
    /// Takes a message of one's own back, from the disk too. Answered with [`crate::Event::Redacted`].
    Redact {
        /// By which device.
        session: SessionId,
        /// Where it was said.
        to: Target,
        /// Which message.
        id: MessageId,
        /// Why.
        reason: Option<Text>,
    },
    /// Notes up to when the account has read. Answered with [`crate::Event::ReadUpTo`].
    MarkRead {
        /// By which device.
        session: SessionId,
        /// What.
        target: Target,
        /// Up to when; an earlier moment than the one known changes nothing.
        at: Timestamp,
    },
    /// Changes whom the device watches. Answered with [`crate::Event::WatchChanged`].
    Watch {
        /// By which device.
        session: SessionId,
        /// No more of these; all, where `clear` is set.
        remove: Vec<Name>,
        /// Nobody known so far any more.
        clear: bool,
        /// These from now on.
        add: Vec<Name>,
    },
    /// A guest registers the name. Answered with [`crate::Event::Registered`].
    Register {
        /// By which device.
        session: SessionId,
        /// The password's hash in PHC form.
        password_hash: Arc<str>,
        /// Where to write to, unverified.
        email: Option<Arc<str>>,
    },
    /// Registers a name for somebody who does not come in by that. Answered with [`crate::Event::Registered`]
    /// of the same person twice.
    RegisterName {
        /// By which device: one that is not logged in.
        session: SessionId,
        /// Which name.
        name: Name,
        /// The password's hash in PHC form.
        password_hash: Arc<str>,
        /// Where to write to, unverified.
        email: Option<Arc<str>>,
    },
    /// Asks something. Answered with [`crate::Event::Answer`].
    Ask {
        /// By which device.
        session: SessionId,
        /// What.
        query: Query,
    },
    /// A complaint about a name.
    Complain {
        /// By which device.
        session: SessionId,
        /// About whom.
        about: Name,
    },
    /// Asks how the room and the name itself stand.
    Status {
        /// By which device.
        session: SessionId,
    },
    /// Nothing but the passing of time: what is due by the stamp's time is done.
    Advance,
}

/// To whom something is to be said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Target {
    /// A room by its id: the common one.
    Room(RoomId),
    /// A room by its name.
    RoomNamed(RoomName),
    /// Those in a room who have at least this rank.
    Ranked {
        /// Which room.
        room: RoomName,
        /// The lowest rank that hears it.
        rank: Rank,
    },
    /// A person by name, who is somebody else.
    Name(Name),
    /// The author, as a note to oneself: for doors whose people expect that to work.
    Oneself,
}

impl Command {
    /// The session that asks, where there is one.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Self::Login(login) => Some(login.session),
            Self::Labelled { command, .. } => command.session(),
            Self::Leave { session, .. }
            | Self::Join { session, .. }
            | Self::Part { session, .. }
            | Self::SetTopic { session, .. }
            | Self::Invite { session, .. }
            | Self::Kick { session, .. }
            | Self::ChangeModes { session, .. }
            | Self::RenameRoom { session, .. }
            | Self::Rename { session, .. }
            | Self::SetAway { session, .. }
            | Self::SetRealname { session, .. }
            | Self::SetBot { session, .. }
            | Self::SetInvisible { session, .. }
            | Self::Redact { session, .. }
            | Self::MarkRead { session, .. }
            | Self::Watch { session, .. }
            | Self::Register { session, .. }
            | Self::RegisterName { session, .. }
            | Self::Ask { session, .. }
            | Self::Say { session, .. }
            | Self::Complain { session, .. }
            | Self::Status { session } => Some(*session),
            Self::Advance => None,
        }
    }
}
