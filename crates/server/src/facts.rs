//! What doors tell people without asking the chat.

use hourglass_core::Settings;
use hourglass_wire::irc::{CapabilityValues, ServerFacts};

/// What doors tell people without asking the chat.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// The rules' numbers.
    pub settings: Settings,
    /// The text of the rules, in lines.
    pub rules: String,
    /// Whether connections are paced.
    pub flood_guard: bool,
    /// Who may register a name, and how.
    pub registration: Registration,
    /// What concerns IRC only.
    pub irc: IrcFacts,
}

/// Who may register a name, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Registration {
    /// Nobody, where it is off: names are those that there are.
    pub off: bool,
    /// Also with a command of its own before the greeting of IRC.
    pub before_connect: bool,
    /// Only with an address to write to.
    pub email_required: bool,
}

/// What concerns IRC only.
#[derive(Clone)]
pub(crate) struct IrcFacts {
    /// What the server tells of itself.
    pub server: ServerFacts,
    /// Whether somebody without a login is let in, under a name that nobody has.
    pub guests: bool,
    /// Whether an account comes into its rooms when it logs in.
    pub autojoin: bool,
    /// What has to be said first (`PASS`), where anything has to be.
    pub password: Option<String>,
}

impl std::fmt::Debug for IrcFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("IrcFacts")
            .field("server", &self.server)
            .field("guests", &self.guests)
            .field("autojoin", &self.autojoin)
            .field("has_password", &self.password.is_some())
            .finish()
    }
}

impl Facts {
    /// What is told of capabilities besides their names.
    pub(crate) fn capability_values(&self) -> CapabilityValues {
        CapabilityValues {
            registration_before_connect: self.registration.before_connect,
            registration_email_required: self.registration.email_required,
        }
    }
}
