//! What may happen to metadata in a run.

use hourglass_core::{
    Command, MetadataAtLogin, MetadataKey, MetadataScope, MetadataTarget, Query, SessionId, Text,
};
use proptest::prelude::{Just, Strategy, any};
use proptest::{collection, option, prop_oneof};

use super::{NAMES, ROOMS, room_name};
use crate::kit::name;

const KEYS: [&str; 3] = ["avatar", "bio", "color"];

/// Keys as their numbers.
type Keys = Vec<usize>;

/// What is asked of metadata, or of what goes with it.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    Set(Whose, usize, Option<bool>),
    Clear(Whose),
    Subscribe(Keys),
    Unsubscribe(Option<Keys>),
    Get(Whose, Option<Keys>),
    Sync(Option<Whose>),
    Subscriptions,
    Watch(usize),
}

/// Whose metadata.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    Own,
    Name(usize),
    Room(usize),
}

/// What a device brings along.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    subscriptions: Keys,
    values: Vec<(usize, Option<bool>)>,
}

impl Brought {
    pub(super) fn at_login(&self) -> MetadataAtLogin {
        let values = self.values.iter();
        MetadataAtLogin {
            subscriptions: keys(&self.subscriptions),
            values: values
                .map(|(index, on)| (key(*index), on.map(value)))
                .collect(),
        }
    }
}

pub(super) fn command(session: SessionId, asked: &Asked) -> Command {
    let query = match asked {
        Asked::Set(whose, index, on) => {
            return Command::SetMetadata {
                session,
                target: target(*whose),
                key: key(*index),
                value: on.map(value),
            };
        }
        Asked::Clear(whose) => {
            let target = target(*whose);
            return Command::ClearMetadata { session, target };
        }
        Asked::Subscribe(subscribed) => {
            let keys = keys(subscribed);
            return Command::SubscribeMetadata { session, keys };
        }
        Asked::Unsubscribe(ended) => {
            let keys = ended.as_ref().map(keys);
            return Command::UnsubscribeMetadata { session, keys };
        }
        Asked::Watch(index) => {
            return Command::Watch {
                session,
                remove: Vec::new(),
                clear: false,
                add: vec![name(NAMES[*index])],
            };
        }
        Asked::Get(whose, asked) => Query::Metadata {
            target: target(*whose),
            keys: asked.as_ref().map(keys),
        },
        Asked::Sync(None) => Query::MetadataSync(MetadataScope::All),
        Asked::Sync(Some(whose)) => Query::MetadataSync(MetadataScope::Of(target(*whose))),
        Asked::Subscriptions => Query::MetadataSubscriptions,
    };
    Command::Ask { session, query }
}

fn target(whose: Whose) -> MetadataTarget {
    match whose {
        Whose::Own => MetadataTarget::Oneself,
        Whose::Name(index) => MetadataTarget::Name(name(NAMES[index])),
        Whose::Room(index) => MetadataTarget::Room(room_name(index)),
    }
}

fn keys(indices: &Keys) -> Vec<MetadataKey> {
    indices.iter().map(|index| key(*index)).collect()
}

fn key(index: usize) -> MetadataKey {
    MetadataKey::from_checked(KEYS[index])
}

fn value(is_long: bool) -> Text {
    Text::from_sanitised(if is_long { "long" } else { "" })
}

pub(super) fn asked() -> impl Strategy<Value = Asked> {
    let key = 0..KEYS.len();
    let on = option::weighted(0.7, any::<bool>());
    prop_oneof![
        6 => (whose(), key, on).prop_map(|(whose, key, on)| Asked::Set(whose, key, on)),
        1 => whose().prop_map(Asked::Clear),
        4 => some_keys().prop_map(Asked::Subscribe),
        1 => option::weighted(0.7, some_keys()).prop_map(Asked::Unsubscribe),
        1 => (whose(), option::of(some_keys())).prop_map(|(whose, keys)| Asked::Get(whose, keys)),
        2 => option::of(whose()).prop_map(Asked::Sync),
        1 => Just(Asked::Subscriptions),
        1 => (0..NAMES.len()).prop_map(Asked::Watch),
    ]
}

pub(super) fn brought() -> impl Strategy<Value = Brought> {
    let value = (0..KEYS.len(), option::weighted(0.7, any::<bool>()));
    (some_keys(), collection::vec(value, 0..4)).prop_map(|(subscriptions, values)| Brought {
        subscriptions,
        values,
    })
}

fn some_keys() -> impl Strategy<Value = Keys> {
    collection::vec(0..KEYS.len(), 0..3)
}

fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        3 => Just(Whose::Own),
        1 => (0..NAMES.len()).prop_map(Whose::Name),
        3 => (0..ROOMS.len()).prop_map(Whose::Room),
    ]
}
