//! What people say of themselves and of rooms under keys, for programs to read.

use std::borrow::Borrow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AccountId, Name, RoomId, RoomName, Text};

/// A key of metadata: ASCII letters in lower case, digits and `_./-`, not empty, at most
/// [`crate::limits::METADATA_KEY_BYTES_MAX`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MetadataKey(Arc<str>);

impl MetadataKey {
    /// A key from what the codec checked, or what the store kept from there. Nothing is checked here.
    pub fn from_checked(key: &str) -> Self {
        Self(key.into())
    }

    /// The key itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for MetadataKey {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Whose metadata is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetadataOwner {
    /// A person's.
    Account(AccountId),
    /// A room's.
    Room(RoomId),
}

/// Whose metadata is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetadataTarget {
    /// That of whoever asks.
    Oneself,
    /// Somebody's.
    Name(Name),
    /// A room's.
    Room(RoomName),
}

/// Of whom all metadata is asked for to which a device has subscribed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetadataScope {
    /// Of one person, or of a room and all in it.
    Of(MetadataTarget),
    /// Of all rooms that the device's person is in, all people there, and all whom the device watches.
    All,
}

/// One value of somebody or of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataEntry {
    /// The name of the person or of the room, as shown.
    pub of: Arc<str>,
    /// Under which key.
    pub key: MetadataKey,
    /// The value; nothing where there is none, or no longer.
    pub value: Option<Text>,
}

/// A value as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataRecord {
    /// Whose; never a guest's.
    pub owner: MetadataOwner,
    /// Under which key.
    pub key: MetadataKey,
    /// The value.
    pub value: Text,
}

/// What a device that knows of metadata brings along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataAtLogin {
    /// Keys that it subscribes to, those over the bound left out.
    pub subscriptions: Vec<MetadataKey>,
    /// What it sets of its person, in this order; what may not be set is left out.
    pub values: Vec<(MetadataKey, Option<Text>)>,
}
