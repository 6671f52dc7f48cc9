//! What can happen.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Complaint, Message, MetadataKey, MetadataOwner, Name, RoomId, RoomName, Sequence,
    SessionId, Text, Timestamp, Topic,
};

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    Registered {
        account: AccountId,
        name: Name,
    },
    Arrived {
        session: SessionId,
        account: AccountId,
    },
    Gone {
        session: SessionId,
        account: AccountId,
        seen: Sequence,
    },
    Said(Message),
    Complained(Complaint),
    Silenced {
        account: AccountId,
        until: Timestamp,
    },
    Opened {
        room: RoomId,
        name: RoomName,
        at: Timestamp,
    },
    Entered {
        room: RoomId,
        account: AccountId,
        since: Sequence,
    },
    Departed {
        room: RoomId,
        account: AccountId,
    },
    Runs {
        room: RoomId,
        account: AccountId,
        on: bool,
    },
    Topic {
        room: RoomId,
        topic: Option<Topic>,
    },
    InviteOnly {
        room: RoomId,
        on: bool,
    },
    Key {
        room: RoomId,
        key: Option<Arc<str>>,
    },
    Invited {
        room: RoomId,
        account: AccountId,
    },
    Described {
        owner: MetadataOwner,
        key: MetadataKey,
        value: Option<Text>,
    },
    Subscribed {
        session: SessionId,
        keys: Vec<MetadataKey>,
    },
    Unsubscribed {
        session: SessionId,
        keys: Option<Vec<MetadataKey>>,
    },
    Watched {
        session: SessionId,
        name: Name,
    },
    Restarted {
        last: Sequence,
    },
}
