//! People as others see them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AccountId, Standing, Text};

/// Somebody as events speak of them: one name, however many devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whose. [`AccountId::is_guest`] tells whether there is an account behind it.
    pub account: AccountId,
    /// The name as shown.
    pub name: Arc<str>,
    /// What the person calls their own user name (IRC's `USER`); shown, never trusted.
    pub username: Arc<str>,
    /// What the person calls itself at length.
    pub realname: Arc<str>,
    /// Whether it says that it is a program.
    pub is_bot: bool,
    /// Whether it asks to be found only by those who know its name or are in a room with it.
    pub is_invisible: bool,
    /// Why it is away, where it is.
    pub away: Option<Text>,
}

impl Person {
    /// The host of the person as IRC shows it, the same wherever it comes from.
    pub fn host(&self) -> String {
        self.account.host()
    }
}

/// What a device says of its person when it comes in. All of it was sanitised and bounded by the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// See [`Person::username`].
    pub username: Arc<str>,
    /// See [`Person::realname`].
    pub realname: Arc<str>,
}

/// Somebody in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Arc<Person>,
    /// What they may do there.
    pub standing: Standing,
}
