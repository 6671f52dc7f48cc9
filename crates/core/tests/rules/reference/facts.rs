//! What can happen.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Complaint, Message, Name, RoomId, RoomName, Sequence, SessionId, Timestamp, Topic,
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
    Restarted {
        last: Sequence,
    },
}
