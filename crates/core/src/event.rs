//! What is told.

use std::sync::Arc;
use std::time::Duration;

use crate::{
    Answer, ClientKey, Destination, LoggedIn, Member, Message, MessageId, MetadataEntry,
    MetadataKey, ModeChange, Person, Refusal, RoomRef, Stamp, Text, Timestamp, Topic,
};

/// Something that happened, as the doors put it into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The answer to a login that was let in.
    LoggedIn(Box<LoggedIn>),
    /// The answer to a message that was taken.
    Said(Said),
    /// The answer to a complaint that counted.
    Complained {
        /// The name complained about.
        name: Arc<str>,
    },
    /// The answer to a question for the status.
    Status(Status),
    /// The answer to whatever was not allowed.
    Refused {
        /// Why.
        refusal: Refusal,
        /// The key of the message refused, where it had one.
        key: Option<ClientKey>,
    },
    /// Somebody said something.
    Message(Arc<Message>),
    /// A room is open to the device or the account that hears this: the answer to [`crate::Command::Join`].
    RoomOpened(Box<RoomView>),
    /// Somebody is in a room from now on, or there again.
    Entered {
        /// Which room.
        room: RoomRef,
        /// Who.
        person: Arc<Person>,
        /// They were a member before, and came online.
        is_arrival: bool,
        /// The room is small enough to have it announced to people.
        announced: bool,
    },
    /// Somebody is no longer in a room: an answer, too.
    Departed {
        /// Which room.
        room: RoomRef,
        /// Who.
        person: Arc<Person>,
        /// Who put them out, where somebody did.
        by: Option<Arc<Person>>,
        /// Why.
        reason: Option<Text>,
        /// The room is small enough to have it announced to people.
        announced: bool,
    },
    /// The last device of somebody in the hearer's rooms is gone.
    Quit {
        /// Who.
        person: Arc<Person>,
        /// Why.
        reason: Option<Text>,
    },
    /// What a room is about changed: an answer, too.
    TopicChanged {
        /// Which room.
        room: RoomRef,
        /// By whom.
        person: Arc<Person>,
        /// What it is about now.
        topic: Option<Topic>,
        /// When, and its place among what happened.
        stamp: Stamp,
    },
    /// How a room is run changed: an answer, too, which may tell of no change.
    ModesChanged {
        /// Which room.
        room: RoomRef,
        /// By whom; nobody where an office passed on by itself.
        person: Option<Arc<Person>>,
        /// What changed.
        changes: Vec<ModeChange>,
        /// What was asked for in vain; for the one who asked only.
        refused: Vec<Refusal>,
    },
    /// A room has another name: an answer, too.
    RoomRenamed {
        /// Which room, with its new name.
        room: RoomRef,
        /// Its former name.
        former: Arc<str>,
        /// By whom.
        person: Arc<Person>,
        /// Why.
        reason: Option<Text>,
        /// The room as it is now, for clients to which it is another one. Up to when who renamed it has read
        /// is not told.
        view: Arc<RoomView>,
    },
    /// Somebody is invited: told to them, to those who run the room, and as an answer.
    Invited {
        /// Which room.
        room: RoomRef,
        /// By whom.
        by: Arc<Person>,
        /// Whom.
        name: Arc<str>,
        /// Why the invited one is away, where they are.
        away: Option<Text>,
    },
    /// A guest has another name: an answer, too.
    Renamed {
        /// As it was.
        former: Arc<Person>,
        /// As it is.
        person: Arc<Person>,
    },
    /// Somebody is away, or back: an answer, too.
    AwayChanged {
        /// Who.
        person: Arc<Person>,
    },
    /// Somebody calls itself something else: an answer, too.
    RealnameChanged {
        /// Who.
        person: Arc<Person>,
    },
    /// Somebody says that it is a program, or is none: an answer, and told to its other devices.
    BotChanged {
        /// Who.
        person: Arc<Person>,
    },
    /// Somebody asks not to be found by strangers, or no longer: an answer, and told to its other devices.
    VisibilityChanged {
        /// Who.
        person: Arc<Person>,
    },
    /// A guest has an account from now on: an answer, and told to those in its rooms.
    Registered {
        /// As it was.
        former: Arc<Person>,
        /// As it is.
        person: Arc<Person>,
    },
    /// A message was taken back: an answer, too.
    Redacted {
        /// Which.
        id: MessageId,
        /// Where it was said.
        destination: Destination,
        /// By whom.
        by: Arc<Person>,
        /// Why.
        reason: Option<Text>,
    },
    /// The account has read up to here: an answer, and told to its other devices.
    ReadUpTo {
        /// The room's or person's name, as shown.
        target: Arc<str>,
        /// Up to when.
        at: Timestamp,
    },
    /// The answer to [`crate::Command::Watch`]: those added, with whoever is online.
    WatchChanged(Vec<(Arc<str>, Option<Arc<Person>>)>),
    /// Somebody watched came online, or is gone.
    Watched {
        /// Who.
        person: Arc<Person>,
        /// Whether it is online.
        is_online: bool,
    },
    /// A value of metadata was set or taken away: an answer, and told to other devices that subscribed to the key and
    /// hear of whom it is about: their own person, their rooms and those shown there, and those whom they watch.
    MetadataChanged(Box<MetadataEntry>),
    /// The answer to [`crate::Command::ClearMetadata`].
    MetadataCleared {
        /// The room's or person's name, as shown.
        of: Arc<str>,
        /// What was taken away: entries without values.
        entries: Vec<MetadataEntry>,
    },
    /// The answer to [`crate::Command::SubscribeMetadata`].
    MetadataSubscribed {
        /// Keys of those asked for that it is subscribed to now, in their order.
        keys: Vec<MetadataKey>,
        /// Whether it was not subscribed to some of them before.
        is_more: bool,
        /// The first one that found no place; none behind it was looked at.
        refused: Option<MetadataKey>,
        /// What there is under those that are new, of all that the device hears of; nothing where that is more than
        /// [`crate::limits::METADATA_TOLD_MAX`] values.
        entries: Option<Vec<MetadataEntry>>,
    },
    /// The answer to [`crate::Command::UnsubscribeMetadata`].
    MetadataUnsubscribed {
        /// The keys, in their order.
        keys: Vec<MetadataKey>,
    },
    /// What there is of somebody or of a room and those in it, for a device that subscribed to it: after the room
    /// was opened, or somebody watched came.
    MetadataTold {
        /// The room's or person's name, as shown.
        of: Arc<str>,
        /// What there is; nothing where that is more than [`crate::limits::METADATA_TOLD_MAX`] values.
        entries: Option<Vec<MetadataEntry>>,
    },
    /// The answer to a question.
    Answer(Box<Answer>),
    /// The first device of a name arrived: announced in the common room, where that is small enough.
    Joined {
        /// Who.
        name: Arc<str>,
    },
    /// The last device of a name is gone: announced in the common room, where that is small enough.
    Left {
        /// Who.
        name: Arc<str>,
    },
    /// Somebody complained about the name that hears this; it is not silenced yet.
    ComplainedAbout {
        /// How many different people did so.
        total: u32,
        /// How many silence.
        limit: u32,
    },
    /// The complaint that made the number full: the name is silenced.
    Silenced {
        /// How many different people complained.
        total: u32,
        /// For how long.
        duration: Duration,
    },
    /// The silence is over, and the complaints are back at zero.
    SilenceOver {
        /// How long the allowance still forbids to write, where it does.
        wait: Option<Duration>,
    },
    /// The period is over, and the count is back at zero.
    AllowanceRenewed {
        /// How it stands now.
        allowance: Allowance,
        /// Whether the name could not write because of it, and now can.
        can_write_again: bool,
    },
    /// The server stops.
    ShuttingDown,
}

/// A room as it opens to somebody who comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomView {
    /// Which.
    pub room: RoomRef,
    /// Who comes in.
    pub person: Arc<Person>,
    /// Whether the name was in it before, with another device or from an earlier time.
    pub was_member: bool,
    /// What it is about.
    pub topic: Option<Topic>,
    /// Whether it is secret.
    pub secret: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who is in it and shown, the newcomer included; nothing where the device did not ask for it.
    pub members: Option<Arc<[Member]>>,
    /// How many are in it and shown.
    pub member_count: usize,
    /// Up to when the account has read.
    pub read_up_to: Option<Timestamp>,
    /// The last messages, for who was not in it before; at a login they are in [`LoggedIn::catch_up`].
    pub messages: Vec<Arc<Message>>,
}

/// A message was taken and saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The message.
    pub message: Arc<Message>,
    /// Whether it was said before, and this is a repetition under the same key.
    pub is_repeated: bool,
    /// Why the recipient of a private message is away, where it is.
    pub away: Option<Text>,
    /// How the allowance stands after it.
    pub allowance: Allowance,
}

/// How a name's allowance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Messages used in this period.
    pub used: u32,
    /// Messages that a period has; 0 for no limit.
    pub limit: u32,
    /// Until the count is zero again; nothing where no period runs.
    pub renews_in: Option<Duration>,
}

/// How the room and a name stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Names online.
    pub names_online: usize,
    /// Devices online.
    pub connections: usize,
    /// Devices online of the name that asks.
    pub devices: usize,
    /// Its allowance.
    pub allowance: Allowance,
    /// Complaints about it that count.
    pub complaints: u32,
    /// For how long it is silenced still, where it is.
    pub silenced: Option<Duration>,
}
