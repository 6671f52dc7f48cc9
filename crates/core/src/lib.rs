//! The rules of the chat as a pure, deterministic state machine.
//!
//! [`Command`]s go in, each with the [`Stamp`] that its place in the one order gives it; [`Changes`]
//! (what to write) and [`Emission`]s (who hears what) come out. There is no I/O, no clock and no
//! randomness here: the same commands in the same order give the same state and the same output.

mod change;
mod chat;
mod command;
mod event;
mod ids;
pub mod limits;
mod login;
mod message;
mod metadata;
mod name;
mod output;
mod person;
mod query;
mod refusal;
mod room;
mod settings;
mod snapshot;
mod text;
mod time;

pub use change::{Changes, Complaint, ReadMarker, Registration};
pub use chat::Chat;
pub use command::{COMMAND_VERSION, Command, Envelope, Target};
pub use event::{Allowance, Event, RoomView, Said, Status};
pub use ids::{AccountId, MessageId, RoomId, Sequence, SessionId};
pub use login::{CatchUp, Credential, LoggedIn, Login, RoomsAtLogin};
pub use message::{ClientKey, ClientTags, Destination, Message, Speech, told_bytes};
pub use metadata::{
    MetadataAtLogin, MetadataEntry, MetadataKey, MetadataOwner, MetadataRecord, MetadataScope,
    MetadataTarget,
};
pub use name::{Name, NameParts};
pub use output::{Audience, Emission, Output};
pub use person::{Member, Person, Profile};
pub use query::{
    Answer, Counts, HistoryPoint, HistoryRange, PersonOnline, Query, RoomFilter, RoomSummary,
    WhoEntry, WhoSubject, Whois,
};
pub use refusal::Refusal;
pub use room::{
    MaskKind, Membership, ModeChange, Rank, RoomFlag, RoomMask, RoomModes, RoomName, RoomRecord,
    RoomRef, Standing, Topic,
};
pub use settings::Settings;
pub use snapshot::{AccountRecord, Period, Snapshot};
pub use text::{Text, TextLine};
pub use time::{Stamp, Timestamp};
