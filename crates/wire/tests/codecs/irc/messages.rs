//! One line, taken apart.

use hourglass_wire::irc::{ParseError, escape, parse, unescape};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

#[test]
fn a_line_has_tags_a_source_a_command_and_parameters() {
    let message = parse("@a=b;+c;d= :nick!u@h PRIVMSG #tea :Good  morning: all").unwrap();
    assert_eq!(message.tags.as_str(), "a=b;+c;d=");
    let tags: Vec<_> = message.tags.iter().collect();
    assert_eq!(tags, [("a", "b"), ("+c", ""), ("d", "")]);
    assert_eq!(message.source, Some("nick!u@h"));
    assert_eq!(message.verb, "PRIVMSG");
    assert_eq!(message.parameters(), ["#tea", "Good  morning: all"]);
}

#[test]
fn spaces_do_not_matter_and_a_trailing_parameter_may_be_empty() {
    let cases: [(&str, &str, &[&str]); 7] = [
        ("  NICK   ann  ", "NICK", &["ann"]),
        ("TOPIC #a :", "TOPIC", &["#a", ""]),
        ("TOPIC #a : ", "TOPIC", &["#a", " "]),
        ("TOPIC #a ::)", "TOPIC", &["#a", ":)"]),
        ("quit\r\n", "quit", &[]),
        ("@x  :s   PING  a:b", "PING", &["a:b"]),
        (
            "X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            "X",
            &[
                "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15 16",
            ],
        ),
    ];
    for (line, verb, parameters) in cases {
        let message = parse(line).unwrap();
        assert_eq!(message.verb, verb, "{line}");
        assert_eq!(message.parameters(), parameters, "{line}");
    }
    for line in ["", " ", ":source", "@tags", "@tags :source ", "\r\n"] {
        assert_eq!(parse(line), Err(ParseError::NoVerb), "{line}");
    }
}

#[test]
fn of_tags_with_one_name_the_last_counts() {
    let message = parse("@label=one;label=two;x=a\\sb\\:\\\\\\n\\q\\ PING").unwrap();
    assert_eq!(message.label(), Some("two"));
    assert_eq!(message.tags.value("x").unwrap(), "a b;\\\nq");
    assert_eq!(message.tags.value("y"), None);
}

#[test]
fn a_label_has_at_most_64_bytes() {
    let label = "l".repeat(64);
    assert_eq!(
        parse(&format!("@label={label} A")).unwrap().label(),
        Some(&*label)
    );
    assert_eq!(parse(&format!("@label={label}l A")).unwrap().label(), None);
    assert_eq!(parse("@label= A").unwrap().label(), None);
}

#[test]
fn only_clean_tags_for_others_are_passed_on() {
    let for_others = |line: &str| {
        let tags = parse(line).unwrap().tags.for_others();
        tags.map(|tags| tags.as_str().to_owned())
    };
    assert_eq!(
        for_others("@time=x;+typing=active;msgid=1;+ex.org/a-b=c\\sd TAGMSG #a").unwrap(),
        "+typing=active;+ex.org/a-b=c\\sd"
    );
    assert_eq!(for_others("@+a=1;+a=2;+b PING").unwrap(), "+a=2;+b");
    for line in [
        "PING",
        "@a=b PING",
        "@+=b PING",
        "@+a_b=c PING",
        "@+a=\u{1b}[31m PING",
        "@+a=\\r\\n PING",
        "@+a=\u{202e} PING",
    ] {
        assert_eq!(for_others(line), None, "{line}");
    }
    assert_eq!(
        for_others("@+draft/react=👍 TAGMSG #a").unwrap(),
        "+draft/react=👍"
    );
}

proptest! {
    #[test]
    fn what_is_escaped_is_unescaped(value in "[a;: \\\\\r\nä]{0,20}") {
        let escaped = escape(&value);
        prop_assert!(!escaped.contains([';', ' ', '\r', '\n']));
        prop_assert_eq!(unescape(&escaped), value.as_str());
    }

    #[test]
    fn a_line_put_together_is_taken_apart_the_same(
        verb in "[A-Z]{1,8}",
        words in proptest::collection::vec("[a-z#@+][a-z:]{0,5}", 0..14),
        trailing in proptest::option::of("[a-z :]{0,20}"),
        source in proptest::option::of("[a-z!@.]{1,10}"),
        tags in proptest::option::of("[a-z=;+]{1,20}"),
    ) {
        let mut line = String::new();
        if let Some(tags) = &tags {
            line.push_str(&format!("@{tags} "));
        }
        if let Some(source) = &source {
            line.push_str(&format!(":{source} "));
        }
        line.push_str(&verb);
        for word in &words {
            line.push_str(&format!(" {word}"));
        }
        if let Some(trailing) = &trailing {
            line.push_str(&format!(" :{trailing}"));
        }
        let message = parse(&line).unwrap();
        prop_assert_eq!(message.tags.as_str(), tags.as_deref().unwrap_or_default());
        prop_assert_eq!(message.source, source.as_deref());
        prop_assert_eq!(message.verb, verb.as_str());
        let parameters: Vec<&str> = words.iter().chain(&trailing).map(String::as_str).collect();
        prop_assert_eq!(message.parameters(), parameters);
    }

    #[test]
    fn nothing_makes_the_parser_panic(line in "\\PC{0,60}|[@: ;=\\\\a]{0,40}") {
        if let Ok(message) = parse(&line) {
            let _ = message.tags.for_others();
            message.tags.iter().for_each(|(_, value)| drop(unescape(value)));
        }
    }
}
