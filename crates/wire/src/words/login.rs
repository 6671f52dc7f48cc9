//! Why a login was not let in, before it reaches the rules of the chat.

use std::time::Duration;

use super::clock;
use crate::name::NameError;
use crate::password::PasswordError;

/// Why a name that somebody asks to register is not registered to them.
pub const NAME_HAS_ACCOUNT: &str = "The name has an account already: log in with its password";

/// Why a login was refused at the door. The connection may try again, unless a [`super::Farewell`]
/// follows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoginRefusal {
    /// The name breaks the rules for names.
    #[error("{0}")]
    InvalidName(#[from] NameError),
    /// The password cannot be one.
    #[error("{0}")]
    InvalidPassword(#[from] PasswordError),
    /// The password does not open the name.
    #[error("Wrong password. Try again.")]
    WrongPassword,
    /// Nobody has the name, and none can be registered.
    #[error(
        "Nobody has this name, and no new ones are registered here. Ask whoever runs the server for one."
    )]
    RegistrationClosed,
    /// Too many wrong passwords came from this address or for this name.
    #[error("There were too many wrong passwords. Try again in {}.", clock(*wait))]
    Throttled {
        /// Until the next attempt is looked at.
        wait: Duration,
    },
    /// More logins wait than the server takes on.
    #[error("The server is busy with other logins. Try again in {}.", clock(*wait))]
    Busy {
        /// Until an attempt is worth while.
        wait: Duration,
    },
    /// The name is not registered, and registering takes an address to write to.
    #[error(
        "Registering a name takes an e-mail address here. \
         A client of IRC can give it: REGISTER * EMAIL PASSWORD."
    )]
    EmailNeeded,
    /// This connection is logged in already.
    #[error("You are logged in already. Leave first to come in with another name.")]
    AlreadyLoggedIn,
}
