//! What a client says on its way in, and what becomes of it.

use hourglass_core::{Credential, Settings};
use hourglass_wire::irc::{IrcLine, ServerFacts};
use hourglass_wire::words::LoginRefusal;

use super::{Registration, Wish};
use crate::facts::{Facts, IrcFacts, Registration as Registering};
use crate::handle::LoginError;

fn facts(change: impl FnOnce(&mut Facts)) -> Facts {
    let server = ServerFacts {
        name: "server".to_owned(),
        network: "Net".to_owned(),
        version: "1".to_owned(),
        created: String::new(),
        motd: Vec::new(),
        settings: Settings::default(),
    };
    let mut facts = Facts {
        settings: Settings::default(),
        rules: String::new(),
        flood_guard: true,
        registration: Registering::default(),
        irc: IrcFacts {
            server,
            guests: false,
            autojoin: true,
            password: None,
        },
    };
    change(&mut facts);
    facts
}

/// Says the lines; what is wished for after the last one, and all that was answered.
fn says(registration: &mut Registration<'_>, lines: &[&str]) -> (Wish, String) {
    let mut out = Vec::new();
    let mut wish = Wish::Nothing;
    for line in lines {
        wish = registration.line(&IrcLine::Text((*line).into()), &mut out);
    }
    (wish, String::from_utf8(out).unwrap())
}

const NAMED: &[&str] = &["NICK ann", "USER ann 0 * :Ann"];

#[test]
fn the_password_says_who_it_is() {
    let facts = facts(|_| {});
    for (pass, name, password) in [
        ("PASS Bob:secret", "Bob", "secret"),
        ("PASS :Bob:se cret:x", "Bob", "se cret:x"),
        ("PASS secret", "ann", "secret"),
        // What cannot be a name is a part of the password.
        ("PASS :a b:c", "ann", "a b:c"),
    ] {
        let mut registration = Registration::new(&facts);
        let (wish, _) = says(&mut registration, &[&[pass], NAMED].concat());
        let Wish::Enter(entry) = wish else {
            panic!("{pass}: nobody comes in");
        };
        assert_eq!(&**entry.name.shown(), name);
        assert_eq!(entry.password.as_deref(), Some(password));
    }
}

#[test]
fn a_negotiation_holds_the_greeting_back() {
    let facts = facts(|facts| facts.irc.guests = true);
    let mut registration = Registration::new(&facts);
    let (wish, _) = says(&mut registration, &[&["CAP LS 302"], NAMED].concat());
    assert!(matches!(wish, Wish::Nothing));
    let (wish, _) = says(&mut registration, &["CAP REQ :echo-message"]);
    assert!(matches!(wish, Wish::Nothing));
    let (wish, _) = says(&mut registration, &["CAP END"]);
    let Wish::Enter(entry) = wish else {
        panic!("nobody comes in");
    };
    assert!(entry.password.is_none());
    assert!(
        entry
            .capabilities
            .names()
            .any(|name| name == "echo-message")
    );
}

#[test]
fn a_password_of_the_server_comes_first() {
    let facts = facts(|facts| {
        facts.irc.guests = true;
        facts.irc.password = Some("gate".to_owned());
    });
    for (pass, enters) in [
        ("PASS gate", true),
        ("PASS ann:secret", false),
        ("PING x", false),
    ] {
        let mut registration = Registration::new(&facts);
        let (wish, answered) = says(&mut registration, &[&[pass], NAMED].concat());
        assert_eq!(matches!(wish, Wish::Enter(_)), enters, "{pass}");
        assert_eq!(answered.contains(" 464 "), !enters, "{answered}");
    }
}

#[test]
fn a_login_by_sasl_is_remembered() {
    let facts = facts(|_| {});
    let mut registration = Registration::new(&facts);
    let (wish, answered) = says(
        &mut registration,
        &[
            "CAP LS",
            "AUTHENTICATE PLAIN",
            "AUTHENTICATE AGFubgBzZXNhbWU=",
        ],
    );
    assert!(answered.ends_with("AUTHENTICATE +\r\n"), "{answered}");
    let Wish::Check(check) = wish else {
        panic!("nothing is checked");
    };
    assert_eq!((&**check.name.shown(), &*check.password), ("ann", "sesame"));
    let mut out = Vec::new();
    let credential = Credential::New {
        password_hash: "hash".into(),
    };
    let wish = registration.checked(check, Ok(credential), &mut out);
    assert!(matches!(wish, Wish::Nothing));
    let (wish, _) = says(&mut registration, &["NICK x", "USER x 0 * :x", "CAP END"]);
    let Wish::Enter(entry) = wish else {
        panic!("nobody comes in");
    };
    assert_eq!(&**entry.name.shown(), "ann");
    assert!(matches!(entry.credential, Some(Credential::New { .. })));
}

#[test]
fn a_wrong_password_by_sasl_may_be_tried_again() {
    let facts = facts(|_| {});
    let mut registration = Registration::new(&facts);
    let lines = ["AUTHENTICATE PLAIN", "AUTHENTICATE AGFubgBzZXNhbWU="];
    for _ in 0..2 {
        let (wish, _) = says(&mut registration, &lines);
        let Wish::Check(check) = wish else {
            panic!("nothing is checked");
        };
        let mut out = Vec::new();
        registration.checked(
            check,
            Err(LoginError::Refused(LoginRefusal::WrongPassword)),
            &mut out,
        );
        assert!(out.starts_with(b":server 904 * "));
    }
}

const AGREED: &[&str] = &["CAP LS 302", "CAP REQ :draft/metadata-3 batch"];

#[test]
fn metadata_goes_along_with_whoever_comes_in() {
    let facts = facts(|facts| facts.irc.guests = true);
    let mut registration = Registration::new(&facts);
    says(&mut registration, AGREED);
    let (_, answered) = says(
        &mut registration,
        &[
            "METADATA * SUB avatar Url $no url",
            "METADATA * SET url :a b",
            "METADATA * SET bio x",
            "METADATA * SET bio",
            "METADATA * UNSUB avatar",
        ],
    );
    let lines: Vec<&str> = answered.lines().collect();
    assert_eq!(lines[0], ":server 770 * avatar url");
    assert!(lines[1].starts_with(":server WARN METADATA INVALID_KEY $no :"));
    assert_eq!(
        lines[2..],
        [
            ":server 761 * * url * :a b",
            ":server 761 * * bio * :x",
            ":server 766 * * bio :Key not set",
            ":server 771 * avatar",
        ]
    );
    let (wish, _) = says(&mut registration, &[NAMED, &["CAP END"]].concat());
    let Wish::Enter(entry) = wish else {
        panic!("nobody comes in");
    };
    let metadata = entry.metadata.unwrap();
    let subscriptions = metadata.subscriptions.iter().map(|key| key.as_str());
    assert_eq!(subscriptions.collect::<Vec<_>>(), ["url"]);
    let values = metadata.values.iter().map(|(key, value)| {
        let value = value.as_ref().map(|value| value.as_str());
        (key.as_str(), value)
    });
    let values: Vec<_> = values.collect();
    assert_eq!(values, [("url", Some("a b")), ("bio", None)]);
}

#[test]
fn metadata_said_before_can_be_asked_for_and_taken_back() {
    let facts = facts(|_| {});
    let mut registration = Registration::new(&facts);
    says(&mut registration, AGREED);
    says(
        &mut registration,
        &["METADATA * SET url x", "METADATA * SUB url"],
    );
    for (line, inside) in [
        (
            "METADATA * GET bio url",
            &["766 * * bio :Key not set", "761 * * url * :x"][..],
        ),
        ("METADATA * LIST", &["761 * * url * :x"]),
        ("METADATA * SYNC", &[]),
        ("METADATA *ALL SYNC", &[]),
        ("METADATA * SUBS", &["772 * url"]),
        ("METADATA * CLEAR", &["766 * * url :Key not set"]),
        ("METADATA * LIST", &[]),
    ] {
        let (_, answered) = says(&mut registration, &[line]);
        let lines: Vec<&str> = answered.lines().collect();
        let [first, between @ .., last] = &lines[..] else {
            panic!("{line}: {answered}");
        };
        assert!(
            first.starts_with(":server BATCH +metadata metadata"),
            "{first}"
        );
        assert_eq!(*last, ":server BATCH -metadata");
        let expected = inside
            .iter()
            .map(|one| format!("@batch=metadata :server {one}"));
        assert_eq!(between, expected.collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn metadata_before_the_greeting_has_bounds() {
    let facts = facts(|facts| facts.irc.guests = true);
    let mut registration = Registration::new(&facts);
    let (_, answered) = says(&mut registration, &["METADATA * SUBS"]);
    assert!(
        answered.starts_with(":server 451 "),
        "not agreed on: {answered}"
    );
    says(&mut registration, AGREED);
    for number in 0..20 {
        let (_, answered) = says(&mut registration, &[&format!("METADATA * SET k{number} x")]);
        assert!(answered.contains(" 761 "), "{answered}");
    }
    for number in 0..50 {
        let (_, answered) = says(&mut registration, &[&format!("METADATA * SUB k{number}")]);
        assert!(answered.contains(" 770 "), "{answered}");
    }
    for (line, expected) in [
        ("METADATA * SET k20 x", "FAIL METADATA LIMIT_REACHED * 20 :"),
        ("METADATA * SET k19 y", "761 * * k19 * :y"),
        ("METADATA * SUB k49 k50 k1", "770 * k49"),
        ("METADATA * SUB k50", "FAIL METADATA LIMIT_REACHED k50 50 :"),
        ("METADATA ann LIST", "FAIL METADATA INVALID_TARGET ann :"),
        ("METADATA *ALL LIST", "FAIL METADATA INVALID_TARGET *ALL :"),
        ("METADATA", "FAIL METADATA INVALID_PARAMS * :"),
    ] {
        let (_, answered) = says(&mut registration, &[line]);
        let expected = format!(":server {expected}");
        assert!(answered.starts_with(&expected), "{line}: {answered}");
    }
    says(&mut registration, &["CAP REQ :-draft/metadata-3"]);
    let (wish, _) = says(&mut registration, &[NAMED, &["CAP END"]].concat());
    let Wish::Enter(entry) = wish else {
        panic!("nobody comes in");
    };
    assert!(entry.metadata.is_none(), "no longer agreed on");
}

#[test]
fn what_is_not_utf8_is_said_of_its_verb() {
    let facts = facts(|_| {});
    let mut registration = Registration::new(&facts);
    let mut out = Vec::new();
    let line = IrcLine::NotUtf8("METADATA * SET url :\u{fffd}".into());
    registration.line(&line, &mut out);
    assert!(out.starts_with(b":server FAIL METADATA INVALID_UTF8 :"));
}
