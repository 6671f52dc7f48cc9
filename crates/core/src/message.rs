//! A message as it is kept and shown.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AccountId, MessageId, Rank, RoomId, Text, Timestamp, limits};

/// Something said, in a room or to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id; ids grow in the order in which things were said.
    pub id: MessageId,
    /// Who said it.
    pub author: AccountId,
    /// The author's name as shown.
    pub author_name: Arc<str>,
    /// See [`crate::Person::username`]; not kept over a restart, as little as `is_bot`.
    pub author_username: Arc<str>,
    /// Whether the author said that it is a program.
    pub author_is_bot: bool,
    /// To whom it was said.
    pub destination: Destination,
    /// When it was said.
    pub sent_at: Timestamp,
    /// From this moment on it is shown nowhere.
    pub expires_at: Timestamp,
    /// What was said.
    pub text: Text,
    /// The key under which its author's client sent it.
    pub key: Option<ClientKey>,
    /// What it is, besides a text.
    pub speech: Speech,
    /// What the author's client says of it to other clients.
    pub tags: Option<ClientTags>,
}

impl Message {
    /// Bytes that it may take where it is told, besides what stands around every message.
    pub fn told_bytes(&self) -> usize {
        told_bytes(&self.text, self.tags.as_ref())
    }
}

/// Bytes that something said may take where it is told. See [`Message::told_bytes`].
pub fn told_bytes(text: &Text, tags: Option<&ClientTags>) -> usize {
    text.told_bytes() + tags.map_or(0, |tags| tags.as_str().len())
}

/// What a message is, besides a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speech {
    /// Speech that may be answered.
    #[default]
    Message,
    /// Speech that no program answers by itself.
    Notice,
    /// What the author does, told as of a third person: `waves` for "Ann waves" (IRC's `/me`). It is kept and
    /// counted like a message, and no request in the sense of [`crate::RoomModes::no_ctcp`].
    Action,
    /// Only tags, and no text: told to those whose client knows such, and kept among what happened, in memory.
    TagsOnly,
    /// A request from one program to another (CTCP), without its delimiters: `VERSION`. Told to those whose
    /// client knows such, and neither kept nor shown to people; a room may refuse it.
    Request,
    /// The answer of a program to such a request, under the same rules.
    Reply,
    /// No speech: what a room is about from then on, among what happened ([`crate::Query::History`]).
    Topic,
}

impl Speech {
    /// Whether it is kept and shown later. All else is only told to whoever is there.
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Message | Self::Notice | Self::Action)
    }

    /// Whether it is between programs, which a room may refuse ([`crate::RoomModes::no_ctcp`]).
    pub fn is_between_programs(self) -> bool {
        matches!(self, Self::Request | Self::Reply)
    }
}

/// Tags of the client's own (IRCv3 message-tags), escaped as on the wire, without the `@`: `+name=value`
/// joined by `;`. At most [`limits::CLIENT_TAGS_BYTES_MAX`].
///
/// Its `Debug` form tells the length only, since tags may say what a text says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTags(Arc<str>);

impl ClientTags {
    /// Tags that the codec has checked, or that the store kept from there. Nothing is checked here.
    pub fn from_checked(tags: &str) -> Self {
        Self(tags.into())
    }

    /// As on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ClientTags {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ClientTags({} bytes)", self.0.len())
    }
}

/// To whom a message is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Everybody in a room.
    Room {
        /// Which room.
        id: RoomId,
        /// The room's name as shown when it was said.
        name: Arc<str>,
        /// The lowest rank that hears it, where not everybody does. Such a message is not kept.
        rank: Option<Rank>,
    },
    /// One person.
    Account {
        /// Whose.
        id: AccountId,
        /// The recipient's name as shown.
        name: Arc<str>,
    },
}

/// A key of the client's own choosing that makes a repeated send recognisable: 1 to 64 visible ASCII
/// characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientKey(Arc<str>);

impl ClientKey {
    /// The key, or nothing where `key` is empty, over 64 bytes, or not visible ASCII.
    pub fn new(key: &str) -> Option<Self> {
        let fits = (1..=limits::CLIENT_KEY_BYTES_MAX).contains(&key.len());
        (fits && key.bytes().all(|byte| byte.is_ascii_graphic())).then(|| Self(key.into()))
    }

    /// The key as the client wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ClientKey {
    type Error = &'static str;

    fn try_from(key: String) -> Result<Self, Self::Error> {
        Self::new(&key).ok_or("a key is 1 to 64 visible ASCII characters")
    }
}

impl From<ClientKey> for String {
    fn from(key: ClientKey) -> Self {
        key.0.as_ref().to_owned()
    }
}
