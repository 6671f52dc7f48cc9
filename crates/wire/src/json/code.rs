//! Why something was not done, for programs.

use std::time::Duration;

use hourglass_core::Refusal;
use serde::{Deserialize, Serialize};

use crate::words::{Farewell, LoginRefusal};

/// Why something was refused, or why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The name is silenced by complaints.
    Silenced,
    /// The period's messages are used up.
    AllowanceSpent,
    /// The text is too long.
    TooLong,
    /// There is nothing in the text.
    EmptyMessage,
    /// A private message to oneself.
    ToYourself,
    /// No such name is registered.
    UnknownName,
    /// No such room, or none that the name may know of.
    UnknownRoom,
    /// The name is not in the room.
    NotInRoom,
    /// Somebody else is not in the room.
    NotAMember,
    /// Somebody else is in the room already.
    AlreadyAMember,
    /// Only who runs the room may do that.
    NotOperator,
    /// The common room is nobody's, and nobody leaves it.
    CommonRoom,
    /// Only who is invited comes into the room.
    InviteOnly,
    /// The room's key was not given.
    WrongRoomKey,
    /// The room has as many members as it may.
    RoomFull,
    /// The name is kept out of the room.
    BannedFromRoom,
    /// The name may not speak in the room.
    CannotSpeak,
    /// The room takes no requests between programs.
    NoCtcp,
    /// The name is in as many rooms as it may be.
    TooManyRooms,
    /// There are as many rooms as there may be.
    NoMoreRooms,
    /// The room's lists of masks are full.
    TooManyMasks,
    /// There is a room of the new name, or one that looks like it.
    RoomNameTaken,
    /// The new room could pass for one that there is.
    RoomResembles,
    /// The room's name breaks the rules for names.
    InvalidRoom,
    /// The name is registered and stays as it is.
    NameIsFixed,
    /// Somebody else has the name.
    NameInUse,
    /// It takes an account.
    GuestsCannot,
    /// The name has an account already.
    AlreadyRegistered,
    /// Nobody of that name is online.
    NotOnline,
    /// There is no such message, or it is not one's own.
    CannotRedact,
    /// The device watches as many names as it may.
    TooManyWatched,
    /// Somebody else's metadata.
    MetadataOfOthers,
    /// A name or a room has as much metadata as it may.
    TooMuchMetadata,
    /// A complaint about oneself.
    AboutYourself,
    /// This name complained about that one before.
    AlreadyComplained,
    /// The name complained about is silenced already.
    AlreadySilenced,
    /// The name breaks the rules for names.
    InvalidName,
    /// The new name could pass for a registered one.
    NameResembles,
    /// The password is empty or too long.
    InvalidPassword,
    /// The password does not open the name.
    WrongPassword,
    /// Nobody has the name, and none can be registered by this way in.
    RegistrationClosed,
    /// Too many wrong passwords, from here or for this name.
    Throttled,
    /// The server has more to do than it takes on; try again.
    Busy,
    /// No further name can be registered.
    TooManyAccounts,
    /// The name was registered or given up by somebody else while this login was under way.
    NameChanged,
    /// The name has as many devices online as it may.
    TooManyDevices,
    /// A login is wanted first.
    NotLoggedIn,
    /// A second login on one connection.
    AlreadyLoggedIn,
    /// What is said cannot be saved at present.
    StorageFailing,
    /// The message is not JSON, or not of this protocol.
    BadMessage,
    /// The message is larger than the server takes.
    OversizedMessage,
    /// The login took too long.
    LoginTimeout,
    /// Too many wrong passwords on this connection.
    TooManyAttempts,
    /// Too many connections, from this address or in all.
    TooManyConnections,
    /// Too many connections that are not logged in; this one was silent the longest.
    MadeRoom,
    /// The client does not read what is sent to it.
    TooSlow,
    /// Nothing was heard from the client for too long.
    HeartbeatTimeout,
    /// The client asked to leave.
    Exit,
    /// A reason that this program does not know.
    #[serde(other)]
    Unknown,
}

impl From<&Refusal> for Code {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Silenced { .. } => Self::Silenced,
            Refusal::AllowanceSpent { .. } => Self::AllowanceSpent,
            Refusal::TooLong { .. } => Self::TooLong,
            Refusal::EmptyMessage => Self::EmptyMessage,
            Refusal::ToYourself => Self::ToYourself,
            Refusal::UnknownName { .. } | Refusal::ComplaintAboutUnknown { .. } => {
                Self::UnknownName
            }
            Refusal::AboutYourself => Self::AboutYourself,
            Refusal::AlreadyComplained { .. } => Self::AlreadyComplained,
            Refusal::AlreadySilenced { .. } => Self::AlreadySilenced,
            Refusal::NameResembles { .. } => Self::NameResembles,
            Refusal::NameRegistered | Refusal::AccountGone => Self::NameChanged,
            Refusal::TooManyAccounts => Self::TooManyAccounts,
            Refusal::TooManyDevices { .. } => Self::TooManyDevices,
            Refusal::NotLoggedIn => Self::NotLoggedIn,
            Refusal::StorageFailing => Self::StorageFailing,
            Refusal::UnknownRoom { .. }
            | Refusal::NotInRoom { .. }
            | Refusal::NotAMember { .. }
            | Refusal::AlreadyAMember { .. }
            | Refusal::NotOperator { .. }
            | Refusal::CommonRoom { .. }
            | Refusal::InviteOnly { .. }
            | Refusal::WrongRoomKey { .. }
            | Refusal::RoomFull { .. }
            | Refusal::BannedFromRoom { .. }
            | Refusal::CannotSpeak { .. }
            | Refusal::NoCtcp { .. }
            | Refusal::TooManyRooms { .. }
            | Refusal::NoMoreRooms { .. }
            | Refusal::TooManyMasks { .. }
            | Refusal::RoomNameTaken { .. }
            | Refusal::RoomResembles { .. } => Self::of_room(refusal),
            Refusal::NameIsFixed { .. } => Self::NameIsFixed,
            Refusal::NameInUse { .. } => Self::NameInUse,
            Refusal::GuestsCannot => Self::GuestsCannot,
            Refusal::AlreadyRegistered => Self::AlreadyRegistered,
            Refusal::NotOnline { .. } => Self::NotOnline,
            Refusal::CannotRedact { .. } => Self::CannotRedact,
            Refusal::TooManyWatched { .. } => Self::TooManyWatched,
            Refusal::MetadataOfOthers { .. } => Self::MetadataOfOthers,
            Refusal::TooMuchMetadata { .. } => Self::TooMuchMetadata,
        }
    }
}

impl Code {
    /// The code of a refusal that names a room.
    fn of_room(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NotInRoom { .. } => Self::NotInRoom,
            Refusal::NotAMember { .. } => Self::NotAMember,
            Refusal::AlreadyAMember { .. } => Self::AlreadyAMember,
            Refusal::NotOperator { .. } => Self::NotOperator,
            Refusal::CommonRoom { .. } => Self::CommonRoom,
            Refusal::InviteOnly { .. } => Self::InviteOnly,
            Refusal::WrongRoomKey { .. } => Self::WrongRoomKey,
            Refusal::RoomFull { .. } => Self::RoomFull,
            Refusal::BannedFromRoom { .. } => Self::BannedFromRoom,
            Refusal::CannotSpeak { .. } => Self::CannotSpeak,
            Refusal::NoCtcp { .. } => Self::NoCtcp,
            Refusal::TooManyRooms { .. } => Self::TooManyRooms,
            Refusal::NoMoreRooms { .. } => Self::NoMoreRooms,
            Refusal::TooManyMasks { .. } => Self::TooManyMasks,
            Refusal::RoomNameTaken { .. } => Self::RoomNameTaken,
            Refusal::RoomResembles { .. } => Self::RoomResembles,
            _ => Self::UnknownRoom,
        }
    }
}

impl From<&LoginRefusal> for Code {
    fn from(refusal: &LoginRefusal) -> Self {
        match refusal {
            LoginRefusal::InvalidName(_) => Self::InvalidName,
            LoginRefusal::InvalidPassword(_) => Self::InvalidPassword,
            LoginRefusal::WrongPassword => Self::WrongPassword,
            LoginRefusal::RegistrationClosed | LoginRefusal::EmailNeeded => {
                Self::RegistrationClosed
            }
            LoginRefusal::Throttled { .. } => Self::Throttled,
            LoginRefusal::Busy { .. } => Self::Busy,
            LoginRefusal::AlreadyLoggedIn => Self::AlreadyLoggedIn,
        }
    }
}

impl From<&Farewell> for Code {
    fn from(farewell: &Farewell) -> Self {
        match farewell {
            Farewell::Exit => Self::Exit,
            Farewell::LoginTimeout { .. } => Self::LoginTimeout,
            Farewell::TooManyAttempts => Self::TooManyAttempts,
            Farewell::MadeRoom => Self::MadeRoom,
            Farewell::TooManyConnections => Self::TooManyConnections,
            Farewell::TooSlow => Self::TooSlow,
            Farewell::HeartbeatTimeout { .. } => Self::HeartbeatTimeout,
            Farewell::OversizedMessage { .. } => Self::OversizedMessage,
            Farewell::BadFrame => Self::BadMessage,
        }
    }
}

/// After what time the same command could be taken, where time helps.
pub(super) fn retry_after(refusal: &Refusal) -> Option<Duration> {
    match refusal {
        Refusal::Silenced { wait }
        | Refusal::AllowanceSpent { wait }
        | Refusal::AlreadySilenced { wait, .. } => Some(*wait),
        _ => None,
    }
}

/// After what time the same login could be let in, where time helps.
pub(super) fn retry_login_after(refusal: &LoginRefusal) -> Option<Duration> {
    match refusal {
        LoginRefusal::Throttled { wait } | LoginRefusal::Busy { wait } => Some(*wait),
        _ => None,
    }
}
