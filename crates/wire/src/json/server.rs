//! What the server sends.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    Code, Departed, Entered, Invited, ModesChanged, PrivateWords, Redacted, RoomOpened,
    RoomRenamed, RoomState, TopicChanged, TopicMessage, WhoMessage,
};

/// One message from the server. Clients ignore types and fields that they do not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage<'a> {
    /// The greeting, before anything else.
    Hello(Hello<'a>),
    /// The answer to a login that was let in.
    Welcome(#[serde(borrow)] Welcome<'a>),
    /// Somebody said something.
    Message(#[serde(borrow)] ChatMessage<'a>),
    /// The answer to a message that was taken: it is saved.
    Said(SaidMessage<'a>),
    /// The answer to a complaint that counted.
    Complained {
        /// The name complained about.
        name: Cow<'a, str>,
    },
    /// The answer to a question for the status.
    Status(StatusMessage),
    /// The answer to a question for the rules.
    Rules {
        /// Their text, lines ending in `\n`.
        text: Cow<'a, str>,
    },
    /// The answer to whatever was not done, a login included.
    Refused(RefusedMessage<'a>),
    /// The first device of a name arrived.
    Joined {
        /// Who.
        name: Cow<'a, str>,
    },
    /// The last device of a name is gone.
    Left {
        /// Who.
        name: Cow<'a, str>,
    },
    /// A room is open to this device or, without `answer`, to another one of the name.
    RoomOpened(#[serde(borrow)] RoomOpened<'a>),
    /// Somebody came into a room.
    Entered(Entered<'a>),
    /// Somebody is no longer in a room.
    Departed(Departed<'a>),
    /// What a room is about changed.
    TopicChanged(TopicChanged<'a>),
    /// How a room is run changed.
    ModesChanged(#[serde(borrow)] ModesChanged<'a>),
    /// A room has another name.
    RoomRenamed(RoomRenamed<'a>),
    /// Somebody is invited into a room.
    Invited(Invited<'a>),
    /// A message was taken back.
    Redacted(Redacted<'a>),
    /// The answer to a question for the rooms.
    Rooms {
        /// Those that the name may know of.
        #[serde(borrow)]
        rooms: Vec<RoomState<'a>>,
    },
    /// The answer to a question for a room's topic.
    Topic(TopicMessage<'a>),
    /// The answer to a question for who is in a room.
    Who(#[serde(borrow)] WhoMessage<'a>),
    /// Somebody complained about the name that hears this.
    ComplainedAbout {
        /// How many different people did.
        total: u32,
        /// How many silence.
        limit: u32,
    },
    /// The name that hears this is silenced.
    Silenced {
        /// How many different people complained.
        total: u32,
        /// For how long still, in milliseconds.
        wait_ms: u64,
    },
    /// The silence is over.
    SilenceOver {
        /// For how long the allowance still forbids to write, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wait_ms: Option<u64>,
    },
    /// A new period: the allowance is whole again.
    AllowanceRenewed {
        /// How it stands.
        allowance: AllowanceState,
        /// Whether the name could not write because of it, and now can.
        can_write_again: bool,
    },
    /// The server stops; the connection ends after this.
    ShuttingDown,
    /// The server ends this connection after this.
    Goodbye(Goodbye<'a>),
    /// Asks for a sign of life: answer `pong`.
    Ping,
    /// Gives a sign of life.
    Pong,
}

/// Who greets, and what it allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello<'a> {
    /// The version of the protocol.
    pub version: u16,
    /// The server's program and version.
    pub server: Cow<'a, str>,
    /// The server pings after this many milliseconds; whoever hears nothing for two and a half
    /// times as long takes the other side for gone.
    pub heartbeat_ms: u64,
    /// Characters of the longest message.
    pub max_message: usize,
    /// How long a message lives, in milliseconds.
    pub message_lifetime_ms: u64,
    /// The name of the common room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lobby: Option<Cow<'a, str>>,
}

/// All that a client needs to know when it is let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome<'a> {
    /// The name as it was first written.
    pub name: Cow<'a, str>,
    /// Whether this login registered it.
    pub registered: bool,
    /// The server's time, in milliseconds since 1970-01-01 UTC.
    pub time: u64,
    /// The id to resume from where no message follows.
    pub last_id: u64,
    /// How the allowance stands.
    pub allowance: AllowanceState,
    /// For how long the name is silenced still, in milliseconds, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silenced_ms: Option<u64>,
    /// Names online, this one included.
    pub names_online: usize,
    /// Some of them, at most 200, this one included.
    pub names: Vec<Cow<'a, str>>,
    /// The rooms that the name is in beside the common one.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub rooms: Vec<RoomState<'a>>,
    /// What was missed, in the order in which it was said.
    #[serde(borrow)]
    pub messages: Vec<ChatMessage<'a>>,
    /// How many more were missed and are not shown.
    pub skipped: usize,
}

/// A message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatMessage<'a> {
    /// Its id; ids grow in the order in which things were said.
    pub id: u64,
    /// Who said it.
    pub from: Cow<'a, str>,
    /// The recipient of a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Cow<'a, str>>,
    /// The room; absent for the common one and for a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// Who of those in the room hears it, where not everybody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Rank>,
    /// What it is, where it is not simply said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// What was said.
    pub text: Cow<'a, str>,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub sent_at: u64,
    /// From when on it is to be shown nowhere.
    pub expires_at: u64,
    /// The key it was sent under; told to its author's devices only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Cow<'a, str>>,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Told as of a third person: what the author does.
    Action,
    /// Said by a program, or so that no program answers.
    Notice,
    /// Something that this program does not know.
    #[serde(other)]
    Unknown,
}

/// A part of those in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Who has a voice, and those who run it.
    Voice,
    /// Those who run it.
    Operator,
    /// Something that this program does not know.
    #[serde(other)]
    Unknown,
}

impl std::fmt::Debug for ChatMessage<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "ChatMessage(id: {}, from: {:?})",
            self.id, self.from
        )
    }
}

/// A message was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidMessage<'a> {
    /// The key it was sent under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Cow<'a, str>>,
    /// The id it has.
    pub id: u64,
    /// When it was said, in milliseconds since 1970-01-01 UTC.
    pub sent_at: u64,
    /// When it will be gone.
    pub expires_at: u64,
    /// Why the recipient of a private message is away, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<PrivateWords<'a>>,
    /// How the allowance stands after it.
    pub allowance: AllowanceState,
}

/// How an allowance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowanceState {
    /// Messages used in this period.
    pub used: u32,
    /// Messages that a period has; 0 for no limit.
    pub limit: u32,
    /// Milliseconds until the count is zero again; absent where no period runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_in_ms: Option<u64>,
}

/// How the room and the name stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusMessage {
    /// Names online.
    pub names_online: usize,
    /// Devices online.
    pub connections: usize,
    /// Devices online of this name.
    pub devices: usize,
    /// Its allowance.
    pub allowance: AllowanceState,
    /// Complaints about it that count.
    pub complaints: u32,
    /// For how long it is silenced still, in milliseconds, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silenced_ms: Option<u64>,
}

/// Something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedMessage<'a> {
    /// The key of the message refused, where it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Cow<'a, str>>,
    /// Why, for programs.
    pub code: Code,
    /// Why and what to do, for people.
    pub text: Cow<'a, str>,
    /// After how many milliseconds the same could be taken, where time helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

/// Why a connection ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goodbye<'a> {
    /// For programs.
    pub code: Code,
    /// For people.
    pub text: Cow<'a, str>,
}
