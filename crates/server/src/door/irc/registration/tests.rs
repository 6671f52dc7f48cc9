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
