//! Questions that change nothing, and their answers.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    MaskKind, Member, Message, MessageId, MetadataEntry, MetadataKey, MetadataScope,
    MetadataTarget, Name, Person, RoomMask, RoomModes, RoomName, RoomRef, Standing, Target,
    Timestamp, Topic,
};

/// A question. It is answered with [`crate::Event::Answer`], or refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Query {
    /// Who is in a room; that there is no such room, or none that the asker may know of, is answered with
    /// nobody.
    Members(RoomName),
    /// What a room is about.
    Topic(RoomName),
    /// How a room is run.
    Modes(RoomName),
    /// One of a room's lists of masks.
    Masks {
        /// Which room.
        room: RoomName,
        /// Which list.
        kind: MaskKind,
    },
    /// The rooms that the asker may know of.
    Rooms(RoomFilter),
    /// The rooms that the asker is in.
    OwnRooms,
    /// The rooms to which the asker is invited.
    Invitations,
    /// Who is in a room, one person, or all whom the asker may know of, with `*` and `?` in the mask.
    Who(WhoSubject),
    /// All about somebody online.
    Whois(Name),
    /// Who had a name that is no longer online, the latest first.
    Whowas {
        /// The name.
        name: Name,
        /// At most so many.
        count: usize,
    },
    /// Which of these are online, as [`Person`]s.
    People(Vec<Name>),
    /// How many there are of everything.
    Counts,
    /// What was said and is alive.
    History {
        /// Where.
        target: Target,
        /// Which part of it.
        range: HistoryRange,
        /// At most so many messages.
        limit: usize,
        /// Whether what else happened belongs to it: topics, and tags without a text. Such is held in memory for
        /// as long as messages are, and never kept.
        with_happenings: bool,
    },
    /// The rooms and people with whom the last thing said was said between two moments. Either may be the earlier one; where
    /// there are too many, those nearest to the first are given.
    Conversations {
        /// The first, itself left out.
        after: Timestamp,
        /// The second, itself left out.
        before: Timestamp,
        /// At most so many.
        limit: usize,
    },
    /// Up to when the account has read.
    ReadMarker(Target),
    /// Whom the device watches, and who of them is online.
    Watched,
    /// Metadata of one person or room: under these keys, or all there is.
    Metadata {
        /// Whose; a room's is for those in it.
        target: MetadataTarget,
        /// Under which keys.
        keys: Option<Vec<MetadataKey>>,
    },
    /// All metadata to which the device has subscribed.
    MetadataSync(MetadataScope),
    /// The keys to which the device has subscribed.
    MetadataSubscriptions,
}

/// Which rooms are listed. All conditions have to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomFilter {
    /// Name masks with `*` and `?`; of several, one has to fit. Compared by the identity of names.
    pub masks: Vec<Arc<str>>,
    /// Name masks none of which may fit.
    pub except_masks: Vec<Arc<str>>,
    /// More members than this.
    pub members_over: Option<u32>,
    /// Fewer members than this.
    pub members_under: Option<u32>,
    /// Opened longer ago than this.
    pub older_than: Option<Duration>,
    /// Opened less long ago than this.
    pub younger_than: Option<Duration>,
    /// Its topic set longer ago than this.
    pub topic_older_than: Option<Duration>,
    /// Its topic set less long ago than this.
    pub topic_younger_than: Option<Duration>,
}

/// About whom `WHO` asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhoSubject {
    /// Those in a room.
    Room(RoomName),
    /// Those whose name fits a mask with `*` and `?`, compared by the identity of names.
    Mask(Arc<str>),
}

/// Which part of a history is asked for. Where a bound is a message it need not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryRange {
    /// The newest, where there is a bound those after it.
    Latest(Option<HistoryPoint>),
    /// The newest before a point.
    Before(HistoryPoint),
    /// The oldest after a point.
    After(HistoryPoint),
    /// Those on both sides of a point, itself included.
    Around(HistoryPoint),
    /// Between two points, both left out, from the first on: with the second earlier than the first, backwards.
    Between(HistoryPoint, HistoryPoint),
}

/// A place in a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryPoint {
    /// A message.
    Message(MessageId),
    /// A moment.
    Time(Timestamp),
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Query::Members`].
    Members {
        /// The name asked for, as the room has it where there is one.
        room: Arc<str>,
        /// Whether it is secret.
        secret: bool,
        /// Those in it that are shown.
        members: Vec<Member>,
    },
    /// To [`Query::Topic`].
    Topic {
        /// Which room.
        room: RoomRef,
        /// What it is about.
        topic: Option<Topic>,
    },
    /// To [`Query::Modes`].
    Modes {
        /// Which room.
        room: RoomRef,
        /// How it is run; the key is told to members only.
        modes: RoomModes,
        /// When it was opened.
        opened_at: Timestamp,
    },
    /// To [`Query::Masks`].
    Masks {
        /// Which room.
        room: RoomRef,
        /// Which list.
        kind: MaskKind,
        /// What is on it.
        masks: Vec<RoomMask>,
    },
    /// To [`Query::Rooms`] and [`Query::OwnRooms`].
    Rooms(Vec<RoomSummary>),
    /// To [`Query::Invitations`].
    Invitations(Vec<Arc<str>>),
    /// To [`Query::Who`].
    Who(Vec<WhoEntry>),
    /// To [`Query::Whois`].
    Whois(Box<Whois>),
    /// To [`Query::Whowas`]; empty where nobody is known.
    Whowas {
        /// The name asked for.
        name: Arc<str>,
        /// Who had it, and when they left.
        people: Vec<(Arc<Person>, Timestamp)>,
    },
    /// To [`Query::People`], those online in the order asked for.
    People(Vec<PersonOnline>),
    /// To [`Query::Counts`].
    Counts(Counts),
    /// To [`Query::History`], in the order in which it was said.
    History {
        /// The room's or person's name, as shown.
        target: Arc<str>,
        /// The messages.
        messages: Vec<Arc<Message>>,
    },
    /// To [`Query::Conversations`]: names of rooms and people with the time of the last message, oldest first.
    Conversations(Vec<(Arc<str>, Timestamp)>),
    /// To [`Query::ReadMarker`].
    ReadMarker {
        /// The room's or person's name, as shown.
        target: Arc<str>,
        /// Up to when it is read.
        at: Option<Timestamp>,
    },
    /// To [`Query::Watched`]: names as they were given, with whoever is online.
    Watched(Vec<(Arc<str>, Option<Arc<Person>>)>),
    /// To [`Query::Metadata`]: for each key asked for what there is, or what there is in all.
    Metadata {
        /// The room's or person's name, as shown.
        of: Arc<str>,
        /// In the order asked for.
        entries: Vec<MetadataEntry>,
    },
    /// To [`Query::MetadataSync`]: only what is set, at most [`crate::limits::METADATA_ANSWER_MAX`].
    MetadataSync {
        /// The room's or person's name, as shown; nothing for all.
        of: Option<Arc<str>>,
        /// What there is.
        entries: Vec<MetadataEntry>,
    },
    /// To [`Query::MetadataSubscriptions`], in the order of the keys.
    MetadataSubscriptions(Vec<MetadataKey>),
}

/// A room in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSummary {
    /// Which.
    pub room: RoomRef,
    /// How many are in it and shown.
    pub members: usize,
    /// What it is about.
    pub topic: Option<Topic>,
    /// Whether the asker is in it.
    pub is_member: bool,
}

/// Somebody in the answer to `WHO`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoEntry {
    /// Who.
    pub person: Arc<Person>,
    /// The room asked for, or one that both are in.
    pub room: Option<Arc<str>>,
    /// What they may do there.
    pub standing: Standing,
    /// How long nothing was heard of them.
    pub idle: Duration,
}

/// All about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whois {
    /// Who.
    pub person: Arc<Person>,
    /// The rooms of theirs that the asker may know of.
    pub rooms: Vec<(Arc<str>, Standing)>,
    /// How long nothing was heard of them.
    pub idle: Duration,
    /// Since when they are online.
    pub online_since: Timestamp,
    /// With how many devices.
    pub devices: usize,
    /// What of their metadata is meant for people to read.
    pub metadata: Vec<MetadataEntry>,
}

/// Somebody online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonOnline {
    /// Who.
    pub person: Arc<Person>,
}

/// How many there are of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Names online.
    pub names_online: usize,
    /// The most names that were online at once since the start.
    pub names_online_most: usize,
    /// Devices online.
    pub connections: usize,
    /// Rooms.
    pub rooms: usize,
}
