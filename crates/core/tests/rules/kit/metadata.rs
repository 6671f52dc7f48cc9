//! What people say of themselves and of rooms under keys, each with the answer in words.

use hourglass_core::{
    Answer, Command, Event, Login, MetadataAtLogin, MetadataEntry, MetadataKey, MetadataScope,
    MetadataTarget, Query, SessionId, Settings, Text,
};

use super::{World, answer, name, room};

impl World {
    /// Sets a value, or with none takes it away.
    pub(crate) fn describe(
        &mut self,
        session: SessionId,
        whose: &str,
        key: &str,
        value: Option<&str>,
    ) -> String {
        let command = Command::SetMetadata {
            session,
            target: whom(whose),
            key: MetadataKey::from_checked(key),
            value: value.map(Text::from_sanitised),
        };
        self.ask(session, command)
    }

    pub(crate) fn clear(&mut self, session: SessionId, whose: &str) -> String {
        let target = whom(whose);
        self.ask(session, Command::ClearMetadata { session, target })
    }

    pub(crate) fn subscribe(&mut self, session: SessionId, listed: &[&str]) -> String {
        let keys = keys(listed);
        self.ask(session, Command::SubscribeMetadata { session, keys })
    }

    pub(crate) fn unsubscribe(&mut self, session: SessionId, listed: Option<&[&str]>) -> String {
        let keys = listed.map(keys);
        self.ask(session, Command::UnsubscribeMetadata { session, keys })
    }

    /// Reads what there is, or what there is under some keys.
    pub(crate) fn metadata_of(
        &mut self,
        session: SessionId,
        whose: &str,
        asked: Option<&[&str]>,
    ) -> String {
        let query = Query::Metadata {
            target: whom(whose),
            keys: asked.map(keys),
        };
        let output = self.apply(Command::Ask { session, query });
        self.drop_answer(session);
        match answer(&output, session) {
            Event::Answer(answer) => match *answer {
                Answer::Metadata { of, entries } => format!("{of}: {}", all(&entries)),
                other => panic!("answered with {other:?}"),
            },
            refused => super::words::words(&refused),
        }
    }

    /// Reads what a device subscribed to.
    pub(crate) fn sync(&mut self, session: SessionId, whose: Option<&str>) -> String {
        let scope = whose.map_or(MetadataScope::All, |whose| MetadataScope::Of(whom(whose)));
        match self.question(session, Query::MetadataSync(scope)) {
            Answer::MetadataSync { entries, .. } => all(&entries),
            other => panic!("answered with {other:?}"),
        }
    }

    /// A login that brings keys and values along.
    pub(crate) fn bringing(
        &mut self,
        shown: &str,
        listed: &[&str],
        values: &[(&str, Option<&str>)],
    ) -> Login {
        Login {
            metadata: Some(brought(listed, values)),
            ..self.request(shown)
        }
    }
}

/// Alice, Bob and Carol are there.
pub(crate) fn everybody() -> (World, [SessionId; 3]) {
    let mut world = World::new(Settings::default());
    let people = ["alice", "bob", "carol"].map(|name| world.enter(name));
    world.forget_heard();
    (world, people)
}

/// `*`, a room's name or a person's.
pub(crate) fn whom(whose: &str) -> MetadataTarget {
    match whose {
        "*" => MetadataTarget::Oneself,
        shown if shown.starts_with('#') => MetadataTarget::Room(room(shown)),
        shown => MetadataTarget::Name(name(shown)),
    }
}

pub(crate) fn keys(listed: &[&str]) -> Vec<MetadataKey> {
    let keys = listed.iter();
    keys.map(|key| MetadataKey::from_checked(key)).collect()
}

fn brought(listed: &[&str], values: &[(&str, Option<&str>)]) -> MetadataAtLogin {
    let values = values.iter().map(|(key, value)| {
        let value = value.map(Text::from_sanitised);
        (MetadataKey::from_checked(key), value)
    });
    MetadataAtLogin {
        subscriptions: keys(listed),
        values: values.collect(),
    }
}

/// Events about metadata in short words.
pub(super) fn words(event: &Event) -> String {
    match event {
        Event::MetadataChanged(entry) => entry_words(entry),
        Event::MetadataCleared { of, entries } => format!("{of} cleared: {}", all(entries)),
        Event::MetadataSubscribed {
            keys,
            is_more,
            refused,
            entries,
        } => {
            assert!(*is_more || entries.as_ref().is_some_and(Vec::is_empty));
            let refused = refused.as_ref().map(|key| format!(" -{}", key.as_str()));
            let refused = refused.unwrap_or_default();
            format!("hears {}{refused}; {}", listed(keys), told(entries))
        }
        Event::MetadataUnsubscribed { keys } => format!("no longer hears {}", listed(keys)),
        Event::MetadataTold { of, entries } => format!("of {of}: {}", told(entries)),
        other => format!("{other:?}"),
    }
}

fn listed(keys: &[MetadataKey]) -> String {
    let keys: Vec<_> = keys.iter().map(MetadataKey::as_str).collect();
    keys.join(" ")
}

fn told(entries: &Option<Vec<MetadataEntry>>) -> String {
    match entries {
        Some(entries) => all(entries),
        None => "too much".to_owned(),
    }
}

/// Entries as `name.key=value`, without `=` where there is no value.
pub(crate) fn all(entries: &[MetadataEntry]) -> String {
    let entries: Vec<_> = entries.iter().map(entry_words).collect();
    entries.join(" ")
}

fn entry_words(entry: &MetadataEntry) -> String {
    let value = entry.value.as_ref();
    let value = value.map_or_else(String::new, |value| format!("={}", value.as_str()));
    format!("{}.{}{value}", entry.of, entry.key.as_str())
}
