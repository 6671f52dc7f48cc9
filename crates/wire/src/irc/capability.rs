//! What a client and the server agree on beyond classical IRC.

use std::ops::{BitOr, BitOrAssign};

use super::limits::{MULTILINE_BYTES_MAX, MULTILINE_LINES_MAX};
use super::metadata::capability_value as metadata_value;

/// A set of IRCv3 capabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capabilities(u32);

macro_rules! capabilities {
    ($($(#[$meta:meta])* $constant:ident = $bit:literal, $name:literal;)*) => {
        impl Capabilities {
            $($(#[$meta])* pub const $constant: Self = Self(1 << $bit);)*
        }

        /// All there are, in the order in which they are listed.
        const TABLE: &[(&str, Capabilities)] = &[$(($name, Capabilities::$constant),)*];
    };
}

capabilities! {
    /// account-notify
    ACCOUNT_NOTIFY = 0, "account-notify";
    /// account-tag
    ACCOUNT_TAG = 1, "account-tag";
    /// away-notify
    AWAY_NOTIFY = 2, "away-notify";
    /// batch
    BATCH = 3, "batch";
    /// cap-notify
    CAP_NOTIFY = 4, "cap-notify";
    /// chghost
    CHGHOST = 5, "chghost";
    /// echo-message
    ECHO_MESSAGE = 6, "echo-message";
    /// extended-join
    EXTENDED_JOIN = 7, "extended-join";
    /// extended-monitor
    EXTENDED_MONITOR = 8, "extended-monitor";
    /// invite-notify
    INVITE_NOTIFY = 9, "invite-notify";
    /// labeled-response
    LABELED_RESPONSE = 10, "labeled-response";
    /// message-tags
    MESSAGE_TAGS = 11, "message-tags";
    /// multi-prefix
    MULTI_PREFIX = 12, "multi-prefix";
    /// sasl
    SASL = 13, "sasl";
    /// server-time
    SERVER_TIME = 14, "server-time";
    /// setname
    SETNAME = 15, "setname";
    /// standard-replies
    STANDARD_REPLIES = 16, "standard-replies";
    /// userhost-in-names
    USERHOST_IN_NAMES = 17, "userhost-in-names";
    /// draft/account-registration
    ACCOUNT_REGISTRATION = 18, "draft/account-registration";
    /// draft/channel-rename
    CHANNEL_RENAME = 19, "draft/channel-rename";
    /// draft/chathistory
    CHATHISTORY = 20, "draft/chathistory";
    /// draft/event-playback
    EVENT_PLAYBACK = 21, "draft/event-playback";
    /// draft/message-redaction
    MESSAGE_REDACTION = 22, "draft/message-redaction";
    /// draft/multiline
    MULTILINE = 23, "draft/multiline";
    /// draft/read-marker
    READ_MARKER = 24, "draft/read-marker";
    /// draft/metadata-2
    METADATA_2 = 25, "draft/metadata-2";
    /// draft/metadata-3
    METADATA_3 = 26, "draft/metadata-3";
}

/// What changes how an event looks that many hear. All else changes answers only, which each gets for itself.
const RENDERING: Capabilities = Capabilities(
    Capabilities::ACCOUNT_NOTIFY.0
        | Capabilities::ACCOUNT_TAG.0
        | Capabilities::AWAY_NOTIFY.0
        | Capabilities::CHGHOST.0
        | Capabilities::EXTENDED_JOIN.0
        | Capabilities::MESSAGE_REDACTION.0
        | Capabilities::MESSAGE_TAGS.0
        | Capabilities::SERVER_TIME.0
        | Capabilities::SETNAME.0,
);

/// What is told of capabilities besides their names, to clients that know of it (`CAP LS 302`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CapabilityValues {
    /// Names may be registered before the greeting.
    pub registration_before_connect: bool,
    /// Registering takes an address to write to.
    pub registration_email_required: bool,
}

/// What `CAP REQ` asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CapabilityChange {
    /// On from now on.
    pub on: Capabilities,
    /// Off from now on.
    pub off: Capabilities,
}

impl Capabilities {
    /// None.
    pub const NONE: Self = Self(0);

    /// All that the codec knows.
    pub const ALL: Self = Self((1 << TABLE.len()) - 1);

    /// Whether all of `other` are in it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Without those of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Only what changes how an event looks that many hear: sessions that agree in it can be given the same
    /// bytes of any event that is not personal ([`super::is_personal`]) and not an answer.
    #[must_use]
    pub fn for_rendering(self) -> Self {
        let rendering = Self(self.0 & RENDERING.0);
        // A message on several lines is a batch.
        let several_lines = Self::MULTILINE | Self::BATCH;
        if self.has(several_lines) {
            rendering | several_lines
        } else {
            rendering
        }
    }

    /// Whether anything of metadata was agreed on.
    pub fn know_metadata(self) -> bool {
        self.has(Self::METADATA_2) || self.has(Self::METADATA_3)
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        let entry = TABLE.iter().find(|(known, _)| *known == name)?;
        Some(entry.1)
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.entries().map(|(name, _)| name)
    }

    /// Their names, with a value where there is one.
    pub fn names_with_values(self, values: CapabilityValues) -> impl Iterator<Item = String> {
        self.entries().map(move |(name, capability)| {
            let value = match capability {
                Self::SASL => "PLAIN".to_owned(),
                Self::ACCOUNT_REGISTRATION => values.registration().to_owned(),
                Self::METADATA_2 => metadata_value(false),
                Self::METADATA_3 => metadata_value(true),
                Self::MULTILINE => {
                    format!("max-bytes={MULTILINE_BYTES_MAX},max-lines={MULTILINE_LINES_MAX}")
                }
                _ => String::new(),
            };
            if value.is_empty() {
                name.to_owned()
            } else {
                format!("{name}={value}")
            }
        })
    }

    fn entries(self) -> impl Iterator<Item = (&'static str, Self)> {
        TABLE
            .iter()
            .copied()
            .filter(move |(_, capability)| self.has(*capability))
    }

    /// Reads the list of a `CAP REQ`; nothing where it names one that is not in `self`, which is what is
    /// offered: then none of the list is done.
    pub fn read_request(self, list: &str) -> Option<CapabilityChange> {
        let mut change = CapabilityChange::default();
        for word in list.split_ascii_whitespace() {
            let (name, is_on) = word
                .strip_prefix('-')
                .map_or((word, true), |name| (name, false));
            let capability = Self::named(name).filter(|named| self.has(*named))?;
            let (to, from) = if is_on {
                (&mut change.on, &mut change.off)
            } else {
                (&mut change.off, &mut change.on)
            };
            *to |= capability;
            *from = from.without(capability);
        }
        Some(change)
    }

    /// As it is after a change.
    #[must_use]
    pub fn changed(self, change: CapabilityChange) -> Self {
        self.without(change.off) | change.on
    }
}

impl CapabilityValues {
    fn registration(self) -> &'static str {
        match (
            self.registration_before_connect,
            self.registration_email_required,
        ) {
            (true, true) => "before-connect,email-required",
            (true, false) => "before-connect",
            (false, true) => "email-required",
            (false, false) => "",
        }
    }
}

impl BitOr for Capabilities {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Capabilities {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
