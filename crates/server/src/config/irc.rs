//! Settings of the IRC door, and of who may register.

use std::path::PathBuf;

use super::definitions;
use super::kind::Secret;
use super::values::Values;

/// When a name may be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// By the first login with it, or by asking once logged in.
    On,
    /// Never: only names that are registered come in.
    Off,
    /// As with [`Registration::On`], and by asking before the login, too.
    BeforeConnect,
}

impl Registration {
    /// Whether a name can be registered at all.
    pub fn is_open(self) -> bool {
        self != Self::Off
    }
}

/// Settings that only IRC has, and who may register and come in.
#[derive(Clone, Debug)]
pub struct IrcSettings {
    /// Whether somebody may come in without an account.
    pub guests: bool,
    /// When a name may be registered, by whichever door.
    pub registration: Registration,
    /// Whether who registers over IRC has to give an address to write to.
    pub registration_email: bool,
    /// Whether an account is put into the common room and its rooms at login.
    pub autojoin: bool,
    /// What every connection over IRC has to say first.
    pub server_password: Option<Secret>,
    /// What the server calls itself.
    pub server_name: String,
    /// The file with the message of the day; none where there is no such.
    pub motd_file: Option<PathBuf>,
}

impl IrcSettings {
    pub(super) fn take(values: &mut Values) -> Self {
        Self {
            guests: values.value(&definitions::GUESTS),
            registration: values.value(&definitions::REGISTRATION),
            registration_email: values.value(&definitions::REGISTRATION_EMAIL),
            autojoin: values.value(&definitions::IRC_AUTOJOIN),
            server_password: values.value(&definitions::SERVER_PASSWORD),
            server_name: values.value(&definitions::SERVER_NAME),
            motd_file: values.value(&definitions::MOTD_FILE),
        }
    }
}
