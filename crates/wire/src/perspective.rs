//! From whose side a message is shown.

use hourglass_core::{AccountId, Message};

/// Whose device a message is rendered for. Everything else looks the same to everybody who hears
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perspective {
    /// A device of the message's author.
    Own,
    /// Anybody else's.
    Other,
}

impl Perspective {
    /// How the devices of `account` see `message`.
    pub fn of(account: AccountId, message: &Message) -> Self {
        if message.author == account {
            Self::Own
        } else {
            Self::Other
        }
    }
}
