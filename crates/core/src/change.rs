//! What is to be written.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Membership, Message, MessageId, MetadataKey, MetadataOwner, RoomId,
    RoomRecord, Stamp, Text, Timestamp,
};

/// All that a batch of commands changed, to be committed as one transaction.
///
/// The parts are written in the order of the fields: what is over makes room before what is new comes, so
/// that a name given up and registered anew in one batch never stands there twice. Records that changed
/// several times in a batch stand here once, as they are at its end.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The last stamp of the batch. Kept so that neither the order nor time ever runs backwards.
    pub last: Stamp,
    /// Rooms that are new or changed; nothing for those that are gone, their memberships with them.
    pub rooms: BTreeMap<RoomId, Option<RoomRecord>>,
    /// Accounts given up, their complaints and memberships with them. Nothing below speaks of them.
    pub released_accounts: Vec<AccountId>,
    /// Names registered, each with its record also in `accounts`.
    pub registrations: Vec<Registration>,
    /// Accounts that changed.
    pub accounts: BTreeMap<AccountId, AccountRecord>,
    /// Memberships that are new or changed; nothing for those that are over. Guests' are not among them.
    pub memberships: BTreeMap<(RoomId, AccountId), Option<Membership>>,
    /// Read markers that moved.
    pub read_markers: BTreeMap<(AccountId, Arc<str>), Option<Timestamp>>,
    /// Metadata that changed; nothing for what was taken away. Guests' is not among it, nor that of rooms and accounts
    /// that are gone by the end of the batch.
    pub metadata: BTreeMap<(MetadataOwner, MetadataKey), Option<Text>>,
    /// Accounts all complaints about which, as kept before this batch, are over.
    pub cleared_complaints: Vec<AccountId>,
    /// Complaints that are new and still count at the end of the batch.
    pub complaints: Vec<Complaint>,
    /// Messages said.
    pub messages: Vec<Arc<Message>>,
    /// Messages taken back, none of them among `messages`: where they were kept, their text and tags are to be
    /// wiped at once.
    pub redacted: Vec<MessageId>,
    /// All messages up to and including this one are to be deleted, those in `messages` too.
    pub forgotten_through: Option<MessageId>,
}

impl Changes {
    /// Whether there is nothing to write. A new last stamp alone is nothing: no id depends on it.
    pub fn is_empty(&self) -> bool {
        self.rooms.is_empty()
            && self.registrations.is_empty()
            && self.accounts.is_empty()
            && self.released_accounts.is_empty()
            && self.memberships.is_empty()
            && self.read_markers.is_empty()
            && self.metadata.is_empty()
            && self.redacted.is_empty()
            && self.complaints.is_empty()
            && self.cleared_complaints.is_empty()
            && self.messages.is_empty()
            && self.forgotten_through.is_none()
    }

    /// Whether something goes, or may make way for something else, that people said or chose: then it is to be
    /// scrubbed off the disk at once.
    pub fn leaves_traces(&self) -> bool {
        self.forgotten_through.is_some()
            || !self.redacted.is_empty()
            || !self.rooms.is_empty()
            || !self.released_accounts.is_empty()
            || !self.metadata.is_empty()
            || self.read_markers.values().any(Option::is_none)
    }

    /// Notes an account as changed; guests are kept nowhere.
    pub(crate) fn record(&mut self, account: &AccountRecord) {
        if !account.id.is_guest() {
            self.accounts.insert(account.id, account.clone());
        }
    }

    /// Notes a membership that is new or changed.
    pub(crate) fn seat(&mut self, membership: Membership) {
        let Membership { room, account, .. } = membership;
        if !account.is_guest() {
            self.memberships.insert((room, account), Some(membership));
        }
    }

    /// Notes a membership that is over.
    pub(crate) fn unseat(&mut self, room: RoomId, account: AccountId) {
        if !account.is_guest() {
            self.memberships.insert((room, account), None);
        }
    }

    /// Notes a value of metadata that is new, or gone.
    pub(crate) fn set_metadata(
        &mut self,
        owner: MetadataOwner,
        key: &MetadataKey,
        value: Option<&Text>,
    ) {
        if !matches!(owner, MetadataOwner::Account(account) if account.is_guest()) {
            self.metadata.insert((owner, key.clone()), value.cloned());
        }
    }

    /// Notes a room that is gone, with what this batch was going to write of it.
    pub(crate) fn close(&mut self, room: RoomId) {
        self.memberships.retain(|(of, _), _| *of != room);
        self.forget_metadata(MetadataOwner::Room(room));
        self.rooms.insert(room, None);
    }

    fn forget_metadata(&mut self, gone: MetadataOwner) {
        self.metadata.retain(|(owner, _), _| *owner != gone);
    }

    /// Notes a message as taken back; where it is of this batch, it is not written at all.
    pub(crate) fn redact(&mut self, message: MessageId) {
        self.messages.retain(|new| new.id != message);
        self.redacted.push(message);
    }

    pub(crate) fn forget_through(&mut self, message: Option<MessageId>) {
        self.forgotten_through = self.forgotten_through.max(message);
    }

    /// Notes a complaint; those about guests are kept nowhere.
    pub(crate) fn complain(&mut self, complaint: Complaint) {
        if !complaint.about.is_guest() {
            self.complaints.push(complaint);
        }
    }

    pub(crate) fn clear_complaints(&mut self, about: AccountId) {
        if about.is_guest() {
            return;
        }
        self.complaints.retain(|complaint| complaint.about != about);
        self.cleared_complaints.push(about);
    }

    /// Gives `account` up, with everything that this batch was going to write of it.
    pub(crate) fn release(&mut self, account: AccountId) {
        self.registrations.retain(|new| new.account != account);
        self.accounts.remove(&account);
        self.memberships.retain(|(_, member), _| *member != account);
        self.read_markers
            .retain(|(reader, _), _| *reader != account);
        self.forget_metadata(MetadataOwner::Account(account));
        self.cleared_complaints.retain(|about| *about != account);
        self.complaints
            .retain(|new| new.about != account && new.by != account);
        self.released_accounts.push(account);
    }
}

/// A name that is new, with what opens it.
#[derive(Clone)]
pub struct Registration {
    /// The account.
    pub account: AccountId,
    /// The identity of its name.
    pub key: Arc<str>,
    /// The hash of its password in PHC form.
    pub password_hash: Arc<str>,
    /// Where to write to, unverified.
    pub email: Option<Arc<str>>,
}

impl fmt::Debug for Registration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Registration({:?})", self.account)
    }
}

/// A complaint that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    /// About whom.
    pub about: AccountId,
    /// By whom.
    pub by: AccountId,
}

/// Up to when a name has read a conversation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadMarker {
    /// Who reads.
    pub account: AccountId,
    /// The identity of the room's or the other person's name.
    pub target: Arc<str>,
    /// Up to when.
    pub at: Timestamp,
}
