//! What the server sends about rooms.
//!
//! A `room` is absent where it is the common one; where `answer` is there and true, the message answers a
//! request of the connection that hears it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{ChatMessage, PrivateWords};

/// A room in a list, always with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomState<'a> {
    /// Its name.
    pub room: Cow<'a, str>,
    /// How many are in it.
    pub members: usize,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<PrivateWords<'a>>,
    /// Whether the name that hears this is in it.
    pub is_member: bool,
}

/// A room that opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomOpened<'a> {
    /// Which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<PrivateWords<'a>>,
    /// How many are in it.
    pub members: usize,
    /// Whether the name was in it before.
    pub was_member: bool,
    /// Whether the name runs it; absent for no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub operator: bool,
    /// The last messages, for who was not in it before.
    #[serde(borrow)]
    pub messages: Vec<ChatMessage<'a>>,
    /// Whether this is an answer.
    #[serde(default, skip_serializing_if = "is_no")]
    pub answer: bool,
}

/// Somebody came into a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered<'a> {
    /// Which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// Who.
    pub name: Cow<'a, str>,
}

/// Somebody is no longer in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departed<'a> {
    /// Which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// Who.
    pub name: Cow<'a, str>,
    /// Who put them out, where somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Cow<'a, str>>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PrivateWords<'a>>,
    /// Whether the room is small enough to announce it.
    pub announced: bool,
    /// Whether this is an answer.
    #[serde(default, skip_serializing_if = "is_no")]
    pub answer: bool,
}

/// What a room is about changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicChanged<'a> {
    /// Which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// By whom.
    pub by: Cow<'a, str>,
    /// What it is about now; absent where it has no topic any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<PrivateWords<'a>>,
    /// Whether this is an answer.
    #[serde(default, skip_serializing_if = "is_no")]
    pub answer: bool,
}

/// How a room is run changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModesChanged<'a> {
    /// Which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// By whom; absent where an office passed on by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Cow<'a, str>>,
    /// What changed, for programs.
    #[serde(borrow)]
    pub changes: Vec<ModeState<'a>>,
    /// The same in words.
    pub text: PrivateWords<'a>,
    /// Whether this is an answer.
    #[serde(default, skip_serializing_if = "is_no")]
    pub answer: bool,
}

/// One of those changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeState<'a> {
    /// What.
    pub mode: Cow<'a, str>,
    /// Whether it is on now.
    pub on: bool,
    /// The name, mask, key or number that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<PrivateWords<'a>>,
}

/// A room has another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomRenamed<'a> {
    /// The new one.
    pub room: Cow<'a, str>,
    /// The one it had.
    pub former: Cow<'a, str>,
    /// By whom.
    pub by: Cow<'a, str>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PrivateWords<'a>>,
}

/// Somebody is invited into a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited<'a> {
    /// Which room.
    pub room: Cow<'a, str>,
    /// Whom.
    pub name: Cow<'a, str>,
    /// By whom.
    pub by: Cow<'a, str>,
    /// Why the invited one is away, where they are; in the answer only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<PrivateWords<'a>>,
    /// Whether this is an answer.
    #[serde(default, skip_serializing_if = "is_no")]
    pub answer: bool,
}

/// A message was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redacted<'a> {
    /// Its id.
    pub id: u64,
    /// The recipient, where it was a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Cow<'a, str>>,
    /// The room; absent for the common one and for a private message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// By whom.
    pub by: Cow<'a, str>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PrivateWords<'a>>,
    /// Whether this is an answer.
    #[serde(default, skip_serializing_if = "is_no")]
    pub answer: bool,
}

/// What a room is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicMessage<'a> {
    /// Which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Cow<'a, str>>,
    /// In words; absent where it has no topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<PrivateWords<'a>>,
    /// Who set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Cow<'a, str>>,
    /// When, in milliseconds since 1970-01-01 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_at: Option<u64>,
}

/// Who is in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoMessage<'a> {
    /// Which room, always with its name.
    pub room: Cow<'a, str>,
    /// Those in it; nobody where there is no such room.
    #[serde(borrow)]
    pub people: Vec<PersonState<'a>>,
}

/// Somebody in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonState<'a> {
    /// The name.
    pub name: Cow<'a, str>,
    /// Runs the room; absent for no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub operator: bool,
    /// Has a voice; absent for no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub voice: bool,
    /// Is away; absent for no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub away: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_no(value: &bool) -> bool {
    !*value
}
