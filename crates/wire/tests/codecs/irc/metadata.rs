//! Metadata, in the words of both drafts.

use std::time::Duration;

use hourglass_core::{Answer, Event, MetadataEntry, MetadataKey, Refusal};
use hourglass_wire::irc::{Capabilities, Correlation, Reference};

use super::sample::{answered, answered_to, heard, lines, logged_in, words};

const SECOND: Capabilities = Capabilities::METADATA_2;
const THIRD: Capabilities = Capabilities::METADATA_3;

fn key(key: &str) -> MetadataKey {
    MetadataKey::from_checked(key)
}

fn entry(of: &str, under: &str, value: Option<&str>) -> MetadataEntry {
    MetadataEntry {
        of: of.into(),
        key: key(under),
        value: value.map(words),
    }
}

fn changed(value: Option<&str>) -> Event {
    Event::MetadataChanged(Box::new(entry("alice", "url", value)))
}

fn subscribed(refused: Option<&str>, entries: Option<Vec<MetadataEntry>>) -> Event {
    Event::MetadataSubscribed {
        keys: vec![key("url"), key("avatar")],
        is_more: true,
        refused: refused.map(key),
        entries,
    }
}

fn told(entries: Option<Vec<MetadataEntry>>) -> Event {
    Event::MetadataTold {
        of: "#tea".into(),
        entries,
    }
}

fn answer(answer: Answer) -> Event {
    Event::Answer(Box::new(answer))
}

#[test]
fn news_differ_by_the_draft_and_answers_do_not() {
    let (set, gone) = (changed(Some("a b")), changed(None));
    let by_number = [
        ":chat.test 761 bob alice url * :a b\r\n",
        ":chat.test 766 bob alice url :Key not set\r\n",
    ];
    assert_eq!(heard(THIRD, &set), by_number[0]);
    assert_eq!(heard(SECOND | THIRD, &gone), by_number[1]);
    let by_name = ":chat.test METADATA alice url *";
    assert_eq!(heard(SECOND, &set), format!("{by_name} :a b\r\n"));
    assert_eq!(heard(SECOND, &gone), format!("{by_name}\r\n"));
    assert_eq!(heard(Capabilities::BATCH, &set), "");
    for capabilities in [SECOND, THIRD, Capabilities::NONE] {
        let answered = |event| answered(capabilities, "METADATA * SET url", event);
        assert_eq!(answered(&set), by_number[0].replace("bob", "alice"));
        assert_eq!(answered(&gone), by_number[1].replace("bob", "alice"));
    }
}

#[test]
fn what_is_told_of_a_room_is_a_batch() {
    let some = told(Some(vec![entry("bob", "url", Some("x"))]));
    for (draft, line) in [(SECOND, "METADATA"), (THIRD, "761 bob")] {
        assert_eq!(
            heard(draft | Capabilities::BATCH, &some),
            lines(&[
                ":chat.test BATCH +metadata metadata #tea",
                &format!("@batch=metadata :chat.test {line} bob url * :x"),
                ":chat.test BATCH -metadata",
            ])
        );
        assert_eq!(
            heard(draft, &some),
            format!(":chat.test {line} bob url * :x\r\n")
        );
        assert_eq!(
            heard(draft, &told(None)),
            ":chat.test 774 bob #tea 0 :Ask with METADATA SYNC for what there is\r\n"
        );
    }
    let nothing = told(Some(Vec::new()));
    assert_eq!(heard(SECOND | Capabilities::BATCH, &nothing), "");
    assert_eq!(
        heard(THIRD | Capabilities::BATCH, &nothing),
        lines(&[
            ":chat.test BATCH +metadata metadata #tea",
            ":chat.test BATCH -metadata",
        ])
    );
    assert_eq!(heard(Capabilities::BATCH, &some), "");
}

#[test]
fn keys_are_answered_in_the_order_in_which_they_were_asked_for() {
    let event = answer(Answer::Metadata {
        of: "bob".into(),
        entries: vec![entry("bob", "url", Some("x")), entry("bob", "avatar", None)],
    });
    let asked = "METADATA BOB GET Url $no avatar";
    let wrong = "a to z, digits, and _ . / - in it, and at most 64 of them";
    for (draft, problem) in [
        (SECOND, "FAIL METADATA KEY_INVALID"),
        (THIRD, "WARN METADATA INVALID_KEY"),
    ] {
        assert_eq!(
            answered(draft | Capabilities::BATCH, asked, &event),
            lines(&[
                ":chat.test BATCH +metadata metadata bob",
                "@batch=metadata :chat.test 761 alice bob url * :x",
                &format!("@batch=metadata :chat.test {problem} $no :A key has the letters {wrong}"),
                "@batch=metadata :chat.test 766 alice bob avatar :Key not set",
                ":chat.test BATCH -metadata",
            ])
        );
    }
    let cleared = Event::MetadataCleared {
        of: "#tea".into(),
        entries: vec![entry("#tea", "url", None)],
    };
    assert_eq!(
        answered(
            SECOND | Capabilities::BATCH,
            "METADATA #tea CLEAR",
            &cleared
        ),
        lines(&[
            ":chat.test BATCH +metadata metadata #tea",
            "@batch=metadata :chat.test 766 alice #tea url :Key not set",
            ":chat.test BATCH -metadata",
        ])
    );
}

#[test]
fn a_subscription_is_answered_with_what_there_is() {
    let asked = "METADATA * SUB url $no avatar";
    let some = || Some(vec![entry("bob", "url", Some("x"))]);
    let second = answered(
        SECOND | Capabilities::BATCH,
        asked,
        &subscribed(None, some()),
    );
    let second: Vec<&str> = second.lines().collect();
    assert_eq!(second[0], ":chat.test 770 alice url avatar");
    assert!(second[1].starts_with(":chat.test FAIL METADATA KEY_INVALID $no :"));
    assert_eq!(second[2..], [":chat.test METADATA bob url * :x"]);

    let third = |entries| {
        let event = subscribed(None, entries);
        let all = answered(
            THIRD | Capabilities::BATCH,
            "METADATA * SUB url avatar",
            &event,
        );
        let rest = all.strip_prefix(":chat.test 770 alice url avatar\r\n");
        rest.unwrap().to_owned()
    };
    assert_eq!(
        third(some()),
        lines(&[
            ":chat.test BATCH +metadata metadata *ALL",
            "@batch=metadata :chat.test 761 alice bob url * :x",
            ":chat.test BATCH -metadata",
        ])
    );
    let later = ":chat.test 774 alice *ALL 0 :Ask with METADATA SYNC for what there is\r\n";
    assert_eq!(third(None), later);
    assert_eq!(third(Some(Vec::new())), later);
    assert_eq!(heard(THIRD, &subscribed(None, None)), "", "nobody asked");
}

#[test]
fn a_key_that_found_no_place_is_the_last_one_looked_at() {
    let event = subscribed(Some("bio"), Some(Vec::new()));
    let asked = "METADATA * SUB url avatar BIO $no";
    let full = "No more than 50 keys; nothing was done about those from here on";
    assert_eq!(
        answered(SECOND, asked, &event),
        lines(&[
            ":chat.test 770 alice url avatar",
            &format!(":chat.test FAIL METADATA TOO_MANY_SUBS bio :{full}"),
        ])
    );
    let third = answered(THIRD, asked, &event);
    let expected = format!(":chat.test FAIL METADATA LIMIT_REACHED bio 50 :{full}");
    assert_eq!(third.lines().nth(1), Some(&*expected));
}

#[test]
fn keys_take_as_many_lines_as_they_have_to() {
    let keys: Vec<MetadataKey> = (0..14).map(|n| key(&format!("{n:064}"))).collect();
    let event = answer(Answer::MetadataSubscriptions(keys));
    let written = answered(SECOND, "METADATA * SUBS", &event);
    assert_eq!(written.lines().count(), 2);
    assert!(written.lines().all(|line| line.len() <= 510));
    let none = answer(Answer::MetadataSubscriptions(Vec::new()));
    assert_eq!(answered(SECOND, "METADATA * SUBS", &none), "");
    let labelled = Reference {
        correlation: Correlation::Label("l1"),
        verb: "METADATA",
        parameters: vec!["*", "SUBS"],
    };
    let capabilities = THIRD | Capabilities::BATCH | Capabilities::LABELED_RESPONSE;
    assert_eq!(
        answered_to(capabilities, &labelled, &none),
        lines(&[
            "@label=l1 :chat.test BATCH +metadata metadata-subs",
            ":chat.test BATCH -metadata",
        ])
    );
}

#[test]
fn the_greeting_tells_what_one_has_before_it_ends() {
    let mut login = logged_in();
    login.metadata = Some(vec![entry("alice", "url", Some("x"))]);
    let event = Event::LoggedIn(Box::new(login));
    for (draft, line) in [(SECOND, "METADATA alice"), (THIRD, "761 alice alice")] {
        let greeting = heard(draft | Capabilities::BATCH, &event);
        let expected = lines(&[
            ":chat.test BATCH +metadata metadata alice",
            &format!("@batch=metadata :chat.test {line} url * :x"),
            ":chat.test BATCH -metadata",
            ":chat.test 422 alice :MOTD File is missing",
        ]);
        assert!(greeting.contains(&expected), "{greeting}");
    }
}

/// What was said, what came of it, and the code of it in both drafts.
fn refusals() -> Vec<(&'static str, Refusal, [&'static str; 2])> {
    let others = || Refusal::MetadataOfOthers { name: "bob".into() };
    let room = || "#tea".into();
    let full = Refusal::TooMuchMetadata {
        of: "alice".into(),
        limit: 20,
    };
    let wait = Duration::from_millis(4_500);
    let both = |code| [code, code];
    vec![
        ("bob SET url", others(), both("KEY_NO_PERMISSION bob url")),
        ("bob CLEAR", others(), both("KEY_NO_PERMISSION bob *")),
        (
            "#tea SET url",
            Refusal::NotOperator { room: room() },
            both("KEY_NO_PERMISSION #tea url"),
        ),
        (
            "#tea CLEAR",
            Refusal::NotInRoom { room: room() },
            both("KEY_NO_PERMISSION #tea *"),
        ),
        (
            "#tea GET url",
            Refusal::NotInRoom { room: room() },
            both("INVALID_TARGET #tea"),
        ),
        (
            "#tea LIST",
            Refusal::UnknownRoom { room: room() },
            both("INVALID_TARGET #tea"),
        ),
        (
            "bob LIST",
            Refusal::NotOnline { name: "bob".into() },
            both("INVALID_TARGET bob"),
        ),
        ("* SET url", full, ["LIMIT_REACHED *", "LIMIT_REACHED * 20"]),
        (
            "* SET url",
            Refusal::Silenced { wait },
            both("RATE_LIMITED * url 5"),
        ),
        (
            "* CLEAR",
            Refusal::StorageFailing,
            both("RATE_LIMITED * * 60"),
        ),
    ]
}

#[test]
fn refusals_have_the_codes_of_the_draft() {
    for (asked, refusal, codes) in refusals() {
        let event = Event::Refused { refusal, key: None };
        for (draft, code) in [SECOND, THIRD].into_iter().zip(codes) {
            let written = answered(draft, &format!("METADATA {asked}"), &event);
            let expected = format!(":chat.test FAIL METADATA {code} :");
            assert!(written.starts_with(&expected), "{written}");
        }
    }
}
