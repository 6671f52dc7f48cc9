//! Bytes as what is asked of metadata.

use hourglass_core::{
    Command, MetadataAtLogin, MetadataKey, MetadataScope, MetadataTarget, Query, SessionId,
};

use super::Commands;

const KEYS: [&str; 5] = ["avatar", "bio", "color", "display-name", "x"];

impl Commands<'_> {
    pub(super) fn metadata(&mut self, session: SessionId) -> Command {
        match self.below(8) {
            0..4 => Command::SetMetadata {
                session,
                target: self.metadata_target(),
                key: self.key(),
                value: self.maybe(Self::text),
            },
            4 => Command::ClearMetadata {
                session,
                target: self.metadata_target(),
            },
            5 => Command::UnsubscribeMetadata {
                session,
                keys: self.maybe(Self::keys),
            },
            _ => Command::SubscribeMetadata {
                session,
                keys: self.keys(),
            },
        }
    }

    pub(super) fn metadata_query(&mut self) -> Query {
        match self.below(4) {
            0 => Query::MetadataSync(MetadataScope::All),
            1 => Query::MetadataSync(MetadataScope::Of(self.metadata_target())),
            2 => Query::MetadataSubscriptions,
            _ => Query::Metadata {
                target: self.metadata_target(),
                keys: self.maybe(Self::keys),
            },
        }
    }

    pub(super) fn brought(&mut self) -> MetadataAtLogin {
        MetadataAtLogin {
            subscriptions: self.keys(),
            values: vec![(self.key(), self.maybe(Self::text))],
        }
    }

    fn metadata_target(&mut self) -> MetadataTarget {
        match self.below(4) {
            0 | 1 => MetadataTarget::Oneself,
            2 => MetadataTarget::Name(self.name()),
            _ => MetadataTarget::Room(self.room()),
        }
    }

    /// One of few keys, or one of so many that bounds are met.
    fn key(&mut self) -> MetadataKey {
        if self.flag() {
            return MetadataKey::from_checked(self.one_of(&KEYS));
        }
        MetadataKey::from_checked(&format!("k{}", self.below(250)))
    }

    fn keys(&mut self) -> Vec<MetadataKey> {
        let count = self.below(4);
        (0..count).map(|_| self.key()).collect()
    }
}
