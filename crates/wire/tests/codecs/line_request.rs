//! Lines to requests.

use hourglass_wire::line::{LineRequest, parse};
use proptest::prelude::{prop_assert, proptest};

use super::sample::{hostile_text, text};

fn say(words: &str) -> LineRequest {
    LineRequest::Say { text: text(words) }
}

fn private(name: &str, words: &str) -> LineRequest {
    LineRequest::Private {
        name: name.to_owned(),
        text: text(words),
    }
}

fn unknown(word: &str) -> LineRequest {
    LineRequest::Unknown {
        word: word.to_owned(),
    }
}

#[test]
fn what_has_no_slash_is_said() {
    assert_eq!(parse("hello"), say("hello"));
    assert_eq!(parse("  indented "), say("  indented"));
    assert_eq!(parse("1/2"), say("1/2"));
}

#[test]
fn two_slashes_say_one() {
    assert_eq!(parse("//exit now"), say("/exit now"));
    assert_eq!(parse("///"), say("//"));
    assert_eq!(parse("  //x"), say("/x"));
}

#[test]
fn commands_have_several_names_in_any_case() {
    for (line, request) in [
        ("/rules", LineRequest::Rules),
        ("/HELP", LineRequest::Rules),
        ("/help me", LineRequest::Rules),
        ("/status", LineRequest::Status),
        ("/Exit", LineRequest::Exit),
        ("/quit", LineRequest::Exit),
    ] {
        assert_eq!(parse(line), request, "{line}");
    }
}

#[test]
fn what_one_does_is_told_with_a_text() {
    let text = text("waves  twice");
    assert_eq!(parse("/ME waves  twice"), LineRequest::Act { text });
    for line in ["/me", "/me  ", "/me \u{200b}"] {
        let template = "/me <text>";
        assert_eq!(
            parse(line),
            LineRequest::Incomplete { template },
            "{line:?}"
        );
    }
}

#[test]
fn a_private_message_has_a_name_and_a_text() {
    assert_eq!(parse("/private bob hi  there"), private("bob", "hi  there"));
    assert_eq!(parse("/MSG\tBob   //x"), private("Bob", "//x"));
    for line in [
        "/private",
        "/private bob",
        "/private bob  ",
        "/msg bob \u{200b}",
    ] {
        assert_eq!(parse(line), LineRequest::PrivateSyntax, "{line:?}");
    }
}

#[test]
fn a_complaint_has_a_name() {
    for line in ["/ban bob", "/complain   bob", "/BAN bob "] {
        assert_eq!(
            parse(line),
            LineRequest::Complain { name: "bob".into() },
            "{line}"
        );
    }
    for line in ["/ban", "/ban ", "/ban bob and eve"] {
        assert_eq!(parse(line), LineRequest::ComplainSyntax, "{line}");
    }
}

#[test]
fn an_unknown_command_is_named() {
    assert_eq!(parse("/dance with me"), unknown("/dance"));
    assert_eq!(parse("/"), unknown("/"));
    assert_eq!(parse("/ private bob secret"), unknown("/"));
    assert_eq!(
        parse(&format!("/{}", "x".repeat(99))),
        unknown(&format!("/{}…", "x".repeat(31)))
    );
}

#[test]
fn nothing_hidden_before_the_slash_makes_speech_of_a_command() {
    for before in [
        " ", "\t", "\u{feff}", "\u{1b}[A", "\0", "\u{202e}", "\u{a0}", "\u{200d}",
    ] {
        let line = format!("{before}/private bob secret");
        assert_eq!(parse(&line), private("bob", "secret"), "{line:?}");
    }
}

#[test]
fn a_blank_line_asks_for_nothing() {
    for line in ["", "  ", "\t", "\u{1b}[A", "\u{200b}"] {
        assert_eq!(parse(line), LineRequest::Empty, "{line:?}");
    }
}

proptest! {
    #[test]
    fn only_two_slashes_let_speech_begin_with_one(line in hostile_text()) {
        if let LineRequest::Say { text } = parse(&line) {
            let is_command = text.as_str().trim_start().starts_with('/');
            prop_assert!(!is_command || line.contains("//") || line.matches('/').count() > 1);
        }
    }
}
