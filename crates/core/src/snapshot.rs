//! What the store hands over at start.

use std::sync::Arc;

use crate::{
    AccountId, Complaint, Membership, Message, MetadataRecord, Name, ReadMarker, RoomRecord,
    Sequence, Stamp, Timestamp,
};

/// Everything that was kept, as a chat starts from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The last stamp whose changes were committed.
    pub last: Stamp,
    /// All registered names, in the order of their ids.
    pub accounts: Vec<AccountRecord>,
    /// All complaints that count, in no particular order.
    pub complaints: Vec<Complaint>,
    /// All rooms, in the order of their ids. A store that is new has none; the chat makes the common room.
    pub rooms: Vec<RoomRecord>,
    /// Who is in which room, in no particular order.
    pub memberships: Vec<Membership>,
    /// Up to when names have read what, in no particular order.
    pub read_markers: Vec<ReadMarker>,
    /// All metadata, in no particular order.
    pub metadata: Vec<MetadataRecord>,
    /// All messages kept, in the order of their ids.
    pub messages: Vec<Arc<Message>>,
}

/// A registered name as it is kept, without its password hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: Name,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// When it last came or left.
    pub last_seen_at: Timestamp,
    /// Up to where it has seen everything; nothing while it is online.
    pub seen: Option<Sequence>,
    /// The period that runs, where one does.
    pub period: Option<Period>,
    /// Until when it is silenced, where it is.
    pub silenced_until: Option<Timestamp>,
}

/// A period of the allowance, and what was used of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// When its first message was sent.
    pub opened_at: Timestamp,
    /// How many messages were sent in it.
    pub used: u32,
}
