//! The rules for names.

use hourglass_core::{Name, Refusal};
use hourglass_wire::name::{
    NameError, UNICODE_VERSION, lookup_recipient, lookup_subject, parse, quotable,
};
use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

use super::sample::name;

fn look_alike(one: &str, other: &str) -> bool {
    let other = name(other);
    name(one)
        .skeletons()
        .iter()
        .any(|look| other.skeletons().contains(look))
}

#[test]
fn names_of_many_scripts_are_taken_as_written() {
    for typed in [
        "alice",
        "Алиса",
        "7up",
        "O_o",
        "a-b",
        "José",
        "Nguyễn",
        "李雷",
        "さくら",
        "שרה",
        "محمد",
        "हिन्दी",
        "x",
        "user1",
        "bot",
    ] {
        assert_eq!(&**name(typed).shown(), typed);
    }
}

#[test]
fn the_shown_form_is_trimmed_narrow_and_composed() {
    assert_eq!(&**name("  bob\t").shown(), "bob");
    assert_eq!(&**name("Ａlice").shown(), "Alice");
    assert_eq!(&**name("Jose\u{301}").shown(), "José");
}

#[test]
fn the_key_has_no_regard_to_case_and_width() {
    for (one, other) in [
        ("Alice", "aLICE"),
        ("ａｌｉｃｅ", "Alice"),
        ("Straße", "STRASSE"),
        ("Straße", "STRAẞE"),
        ("ΟΔΟΣ", "οδος"),
        ("ОЛЕГ", "олег"),
        ("İz", "i\u{307}z"),
    ] {
        assert_eq!(name(one).key(), name(other).key(), "{one} and {other}");
    }
    assert_ne!(name("alice").key(), name("bob").key());
}

#[test]
fn look_alikes_share_a_skeleton() {
    for (one, other) in [
        ("аlice", "alice"),
        ("aIice", "alice"),
        ("a1ice", "alice"),
        ("аLICE", "alice"),
        ("b0b", "BOB"),
        ("rnike", "mike"),
        ("ΡΑUL", "paul"),
        ("οleg", "Oleg"),
    ] {
        assert!(look_alike(one, other), "{one} and {other}");
    }
}

#[test]
fn different_names_share_none() {
    for (one, other) in [
        ("alice", "bob"),
        ("Ivan", "ivana"),
        ("Анна", "Инна"),
        ("a-b", "a_b"),
    ] {
        assert!(!look_alike(one, other), "{one} and {other}");
    }
}

#[test]
fn what_breaks_a_rule_is_refused_with_that_rule() {
    let bad = |character| NameError::BadCharacter { character };
    for (typed, error) in [
        ("", NameError::Empty),
        (" \t ", NameError::Empty),
        ("two words", NameError::SeveralWords),
        ("two\u{3000}words", NameError::SeveralWords),
        ("-dash", NameError::BadStart),
        ("_under", NameError::BadStart),
        ("a:b", bad(':')),
        ("a,b", bad(',')),
        ("#room", bad('#')),
        ("a@b", bad('@')),
        ("a!b", bad('!')),
        ("*", bad('*')),
        ("/exit", bad('/')),
        ("a.b", bad('.')),
        ("O'Brien", bad('\'')),
        ("a\u{7}b", bad('\u{7}')),
        ("\u{1b}[Aalice", bad('\u{1b}')),
        ("a\u{202e}b", bad('\u{202e}')),
        ("a\u{200b}b", bad('\u{200b}')),
        ("a\u{200d}b", bad('\u{200d}')),
        ("नी\u{94d}\u{200d}", bad('\u{200d}')),
        ("a\u{feff}", bad('\u{feff}')),
        ("a\u{3164}", bad('\u{3164}')),
        ("l·l", bad('·')),
        ("😀", bad('😀')),
        ("ﬁn", bad('ﬁ')),
        ("x\u{302}\u{323}\u{331}", NameError::TooManyMarks),
        ("aliceשרה", NameError::MixedDirections),
    ] {
        assert_eq!(parse(typed).unwrap_err(), error, "{typed:?}");
    }
}

#[test]
fn a_name_has_at_most_32_characters_as_shown() {
    assert!(parse(&"я".repeat(32)).is_ok());
    let too_long = |characters| Err(NameError::TooLong { characters });
    assert_eq!(parse(&"я".repeat(33)), too_long(33));
    assert!(parse(&"e\u{301}".repeat(32)).is_ok());
    assert_eq!(parse(&"a".repeat(1_000_000)), too_long(1_000_000));
}

#[test]
fn the_words_of_the_chat_are_taken_in_every_disguise() {
    for typed in [
        "you",
        "You",
        "ＹＯＵ",
        "yоu",
        "HOURGLASS",
        "Hourg1ass",
        "server",
        "SYSTEM",
        "a11",
    ] {
        let refused = parse(typed);
        assert!(
            matches!(refused, Err(NameError::Reserved { .. })),
            "{typed}"
        );
    }
}

#[test]
fn errors_show_no_character_that_does_harm() {
    let words = NameError::BadCharacter {
        character: '\u{202e}',
    }
    .to_string();
    assert_eq!(
        words,
        "A name cannot contain the character U+202E. Use letters, digits, - and _."
    );
    assert_eq!(
        NameError::SeveralWords.to_string(),
        "login must consist of one word"
    );
}

#[test]
fn what_cannot_be_a_name_is_nobodys() {
    assert_eq!(
        lookup_recipient("a:\u{1b}[31mb"),
        Err(Refusal::UnknownName { name: "a:b".into() })
    );
    assert!(matches!(
        lookup_subject("server"),
        Err(Refusal::ComplaintAboutUnknown { .. })
    ));
    assert_eq!(quotable(&"x".repeat(50)), format!("{}…", "x".repeat(32)));
}

#[test]
fn the_version_is_that_of_the_tables() {
    let (major, minor, patch) = unicode_security::UNICODE_VERSION;
    assert_eq!(UNICODE_VERSION, format!("{major}.{minor}.{patch}"));
}

/// Every character there is, behind a letter: none panics, and each name it gives is stable.
#[test]
fn every_character_gives_a_stable_name_or_none() {
    for character in '\0'..=char::MAX {
        if let Ok(name) = parse(&format!("a{character}")) {
            assert_stable(&name);
        }
    }
}

fn assert_stable(name: &Name) {
    assert_eq!(parse(name.shown()).as_ref(), Ok(name), "{name:?}");
    if let Ok(folded) = parse(name.key()) {
        assert_eq!(folded.key(), name.key(), "{name:?}");
    }
}

fn likely_name() -> impl Strategy<Value = String> {
    let letter = proptest::sample::select(vec![
        'a', 'I', 'l', '1', '0', 'ß', 'ẞ', 'ı', 'İ', 'ς', 'Σ', 'ſ', 'ΐ', 'ǆ', 'ᾳ', 'Ａ', 'ﾊ', 'ﾞ',
        'я', 'ё', '\u{301}', '\u{307}', '\u{345}', '\u{323}', '١', '۱', 'ש', '・', '·', '\u{94d}',
        '\u{200c}', '가', '\u{1100}', '\u{1161}', '-', '_',
    ]);
    let character = prop_oneof![4 => letter, 1 => any::<char>()];
    proptest::collection::vec(character, 1..12).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn whatever_is_typed_gives_a_stable_name_or_none(
        typed in prop_oneof![likely_name(), any::<String>()],
    ) {
        if let Ok(name) = parse(&typed) {
            assert_stable(&name);
            prop_assert_eq!(quotable(name.shown()), &**name.shown());
        }
    }
}
