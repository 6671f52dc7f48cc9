//! What every line that is written has in common.

use std::sync::Arc;

use hourglass_core::{
    AccountId, Answer, ClientTags, Event, MaskKind, Member, Message, MetadataEntry, MetadataKey,
    ModeChange, Person, Refusal, RoomRef, RoomView, Speech, Standing, Topic,
};
use hourglass_wire::irc::{Capabilities, Correlation, Reference, parse};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_oneof, proptest};

use super::sample::{NOW, answered_to, logged_in, message, view};
use hourglass_wire::text::sanitise;

/// Names as long and strange as they get.
fn name() -> impl Strategy<Value = Arc<str>> {
    prop_oneof!["[a-z]{1,32}", "[äöя𝒶]{1,32}"].prop_map(Into::into)
}

fn text() -> impl Strategy<Value = hourglass_core::Text> {
    prop_oneof!["\\PC{1,300}", "[äя👍 :;]{1,2000}", "[\u{0}-\u{20}a]{1,50}"]
        .prop_map(|text| hourglass_core::Text::from_sanitised(&sanitise(&text)))
}

fn person() -> impl Strategy<Value = Arc<Person>> {
    (
        any::<u64>(),
        name(),
        "\\PC{0,60}",
        "\\PC{0,300}",
        proptest::option::of(text()),
    )
        .prop_map(|(account, name, username, realname, away)| {
            Arc::new(Person {
                account: AccountId(account >> 1),
                name,
                username: username.into(),
                realname: realname.into(),
                is_bot: account % 2 == 0,
                is_invisible: false,
                away,
            })
        })
}

fn room() -> impl Strategy<Value = RoomRef> {
    name().prop_map(|name| RoomRef {
        id: hourglass_core::RoomId(5),
        name: format!("#{}", name.chars().take(29).collect::<String>()).into(),
    })
}

fn said() -> impl Strategy<Value = Event> {
    let speech = prop_oneof![
        Just(Speech::Message),
        Just(Speech::Action),
        Just(Speech::Request),
        Just(Speech::TagsOnly)
    ];
    (person(), text(), speech, any::<bool>()).prop_map(|(author, text, speech, tagged)| {
        Event::Message(Arc::new(Message {
            author: author.account,
            author_name: author.name.clone(),
            author_username: author.username.clone(),
            text,
            speech,
            tags: tagged.then(|| ClientTags::from_checked("+a=b")),
            ..message("x")
        }))
    })
}

fn opened() -> impl Strategy<Value = RoomView> {
    let topic = (text(), name()).prop_map(|(text, by)| Topic { text, by, at: NOW });
    let others = proptest::collection::vec(person(), 0..40);
    (room(), person(), topic, others).prop_map(|(room, person, topic, others)| {
        let members: Vec<Member> = others
            .into_iter()
            .map(|person| Member {
                person,
                standing: Standing::default(),
            })
            .collect();
        RoomView {
            room,
            person,
            topic: Some(topic),
            members: Some(members.into()),
            ..view()
        }
    })
}

fn event() -> impl Strategy<Value = Event> {
    let login = opened().prop_map(|view| {
        let mut login = logged_in();
        login.person = view.person.clone();
        login.rooms = vec![view];
        Event::LoggedIn(Box::new(login))
    });
    prop_oneof![
        said(),
        opened().prop_map(|view| Event::RoomOpened(Box::new(view))),
        login,
        (room(), person(), text()).prop_map(|(room, person, reason)| Event::Departed {
            room,
            person,
            by: None,
            reason: Some(reason),
            announced: true,
        }),
        person().prop_map(|person| Event::AwayChanged { person }),
        person().prop_map(|person| Event::RealnameChanged { person }),
        (room(), person(), "\\PC{1,128}").prop_map(|(room, person, mask)| Event::ModesChanged {
            room,
            person: Some(person),
            changes: vec![
                ModeChange::Mask {
                    kind: MaskKind::Ban,
                    mask: mask.into(),
                    on: true,
                };
                5
            ],
            refused: Vec::new(),
        }),
        "\\PC{0,60}".prop_map(|name| Event::Refused {
            refusal: Refusal::UnknownName { name: name.into() },
            key: None,
        }),
        metadata(),
        proptest::collection::vec(name(), 0..60).prop_map(|names| {
            let watched = names.into_iter().map(|name| (name, None)).collect();
            Event::Answer(Box::new(Answer::Watched(watched)))
        }),
    ]
}

/// Entries with keys as long and values as strange as they get.
fn entry() -> impl Strategy<Value = MetadataEntry> {
    let value = proptest::option::of(text());
    (name(), "[a-z0-9_./-]{1,64}", value).prop_map(|(of, key, value)| MetadataEntry {
        of,
        key: MetadataKey::from_checked(&key),
        value,
    })
}

fn metadata() -> impl Strategy<Value = Event> {
    let entries = || proptest::collection::vec(entry(), 0..60);
    prop_oneof![
        entry().prop_map(|entry| Event::MetadataChanged(Box::new(entry))),
        (name(), proptest::option::of(entries()))
            .prop_map(|(of, entries)| Event::MetadataTold { of, entries }),
        (entries(), any::<bool>(), any::<bool>()).prop_map(|(entries, is_more, is_full)| {
            let keys: Vec<MetadataKey> = entries.iter().map(|entry| entry.key.clone()).collect();
            Event::MetadataSubscribed {
                refused: keys.last().filter(|_| is_full).cloned(),
                keys,
                is_more,
                entries: Some(entries),
            }
        }),
        (name(), entries()).prop_map(|(of, entries)| {
            Event::Answer(Box::new(Answer::Metadata { of, entries }))
        }),
    ]
}

fn capabilities() -> impl Strategy<Value = Capabilities> {
    let names: Vec<&str> = Capabilities::ALL.names().collect();
    proptest::sample::subsequence(names, 0..27).prop_map(|names| {
        names
            .into_iter()
            .filter_map(Capabilities::named)
            .fold(Capabilities::NONE, |all, one| all | one)
    })
}

proptest! {
    #[test]
    fn every_line_is_one_line_of_at_most_512_bytes(
        event in event(),
        capabilities in capabilities(),
        label in proptest::option::of("[a-z]{1,64}"),
        asked in "\\PC{0,300}",
        verb in prop_oneof![Just("WHO"), Just("METADATA")],
    ) {
        let reference = Reference {
            correlation: label.as_deref().map_or(Correlation::None, Correlation::Label),
            verb,
            parameters: vec![&asked, "GET", &asked],
        };
        let written = answered_to(capabilities, &reference, &event);
        prop_assert!(written.is_empty() || written.ends_with("\r\n"));
        for line in written.split_terminator("\r\n") {
            let is_clean = !line.contains(['\r', '\n', '\0']);
            prop_assert!(is_clean, "{:?}", line);
            let body = match line.strip_prefix('@') {
                Some(tagged) => tagged.split_once(' ').map_or("", |(_, body)| body),
                None => line,
            };
            prop_assert!(body.len() <= 510, "{} bytes: {}", body.len(), line);
            let message = parse(line).unwrap();
            prop_assert!(message.source.is_some() || message.verb == "ERROR");
            prop_assert!(message.verb.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
    }
}
