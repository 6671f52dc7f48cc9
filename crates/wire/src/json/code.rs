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
    /// No such room, or not a member.
    UnknownRoom,
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
    /// Nobody has the name, and none can be registered.
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
            Refusal::UnknownRoom => Self::UnknownRoom,
            Refusal::AboutYourself => Self::AboutYourself,
            Refusal::AlreadyComplained { .. } => Self::AlreadyComplained,
            Refusal::AlreadySilenced { .. } => Self::AlreadySilenced,
            Refusal::NameResembles { .. } => Self::NameResembles,
            Refusal::NameRegistered | Refusal::AccountGone => Self::NameChanged,
            Refusal::TooManyAccounts => Self::TooManyAccounts,
            Refusal::TooManyDevices { .. } => Self::TooManyDevices,
            Refusal::NotLoggedIn => Self::NotLoggedIn,
            Refusal::StorageFailing => Self::StorageFailing,
        }
    }
}

impl From<&LoginRefusal> for Code {
    fn from(refusal: &LoginRefusal) -> Self {
        match refusal {
            LoginRefusal::InvalidName(_) => Self::InvalidName,
            LoginRefusal::InvalidPassword(_) => Self::InvalidPassword,
            LoginRefusal::WrongPassword => Self::WrongPassword,
            LoginRefusal::RegistrationClosed => Self::RegistrationClosed,
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
