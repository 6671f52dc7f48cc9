//! Rooms: their names, their modes, and who is in them.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AccountId, Name, RoomId, Sequence, Text, Timestamp};

/// The name of a room, with the `#` that it begins with. It is checked and compared as the names of people
/// are; see [`Name`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomName(Name);

impl RoomName {
    /// A room's name from one that was checked by the codec's rules, or that the store kept from there. All
    /// its forms begin with `#`. Nothing is checked here.
    pub fn from_checked(name: Name) -> Self {
        Self(name)
    }

    /// As shown to people.
    pub fn shown(&self) -> &Arc<str> {
        self.0.shown()
    }

    /// The identity of the room's name.
    pub fn key(&self) -> &Arc<str> {
        self.0.key()
    }

    /// The name with its look-alike skeletons.
    pub fn name(&self) -> &Name {
        &self.0
    }
}

impl fmt::Debug for RoomName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.shown(), formatter)
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.shown())
    }
}

/// A room as events speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRef {
    /// Which.
    pub id: RoomId,
    /// Its name as shown.
    pub name: Arc<str>,
}

/// A room as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRecord {
    /// Its id.
    pub id: RoomId,
    /// Its name.
    pub name: RoomName,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What it is about.
    pub topic: Option<Topic>,
    /// How it is run.
    pub modes: RoomModes,
    /// Who is kept out, or let in all the same; at most [`crate::limits::ROOM_MASKS_MAX`].
    pub masks: Vec<RoomMask>,
}

/// What a room is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// In words.
    pub text: Text,
    /// The name of who set it, as shown.
    pub by: Arc<str>,
    /// When.
    pub at: Timestamp,
}

/// How a room is run. A new one has [`RoomModes::default`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomModes {
    /// Only who is invited comes in (`i`).
    pub invite_only: bool,
    /// Only operators and those with a voice speak (`m`).
    pub moderated: bool,
    /// Only members speak (`n`).
    pub members_only: bool,
    /// Only members know that it is there (`s`).
    pub secret: bool,
    /// Only operators set the topic (`t`).
    pub topic_locked: bool,
    /// No client-to-client requests but actions (`C`).
    pub no_ctcp: bool,
    /// What has to be said to come in (`k`).
    pub key: Option<Arc<str>>,
    /// How many may be in it (`l`).
    pub limit: Option<u32>,
}

impl Default for RoomModes {
    fn default() -> Self {
        Self {
            invite_only: false,
            moderated: false,
            members_only: true,
            secret: false,
            topic_locked: true,
            no_ctcp: false,
            key: None,
            limit: None,
        }
    }
}

/// A mode that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoomFlag {
    /// `i`
    InviteOnly,
    /// `m`
    Moderated,
    /// `n`
    MembersOnly,
    /// `s`
    Secret,
    /// `t`
    TopicLocked,
    /// `C`
    NoCtcp,
}

/// One of a room's lists of masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MaskKind {
    /// Who may neither come in nor speak (`b`).
    Ban,
    /// Who may all the same (`e`).
    Exception,
    /// Who needs no invitation (`I`).
    Invitation,
}

/// A mask on one of a room's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomMask {
    /// Which list.
    pub kind: MaskKind,
    /// `nick!user@host` with `*` and `?`; behind `m:` it only keeps from speaking.
    pub mask: Arc<str>,
    /// The name of who set it, as shown.
    pub by: Arc<str>,
    /// When.
    pub at: Timestamp,
}

/// What a member may do in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Standing {
    /// Runs the room (`o`).
    pub operator: bool,
    /// Speaks where only some may (`v`).
    pub voice: bool,
}

/// A standing that is given and taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rank {
    /// `v`, `+`
    Voice,
    /// `o`, `@`
    Operator,
}

/// Somebody is in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Membership {
    /// Which room.
    pub room: RoomId,
    /// Who.
    pub account: AccountId,
    /// Since which place in the order.
    pub since: Sequence,
    /// What they may do there.
    pub standing: Standing,
}

/// One change of a room's modes that is asked for, or was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ModeChange {
    /// A mode on or off.
    Flag {
        /// Which.
        flag: RoomFlag,
        /// On.
        on: bool,
    },
    /// A key; none takes it away.
    Key(Option<Arc<str>>),
    /// A limit; none takes it away.
    Limit(Option<u32>),
    /// A mask on a list or off it.
    Mask {
        /// Which list.
        kind: MaskKind,
        /// The mask.
        mask: Arc<str>,
        /// On.
        on: bool,
    },
    /// A standing given or taken.
    Rank {
        /// Which.
        rank: Rank,
        /// Whose.
        name: Name,
        /// Given.
        on: bool,
    },
}
