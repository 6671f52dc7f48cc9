//! Messages on several lines of a client's.

use hourglass_wire::irc::limits::{MULTILINE_BYTES_MAX, MULTILINE_LINES_MAX};
use hourglass_wire::irc::{Multiline, MultilineError, MultilineLine, parse};

fn opened() -> Multiline {
    let line = parse("@label=l1;+draft/reply=6 BATCH +b draft/multiline #tea").unwrap();
    Multiline::open(&line).unwrap()
}

/// What becomes of lines that are added.
fn added(lines: &[&str]) -> Result<(String, Vec<MultilineLine>), MultilineError> {
    let mut message = opened();
    for line in lines {
        let line = parse(line).unwrap();
        assert!(message.has(&line));
        message.add(&line)?;
    }
    let (verb, lines) = message.finish()?;
    Ok((verb.to_owned(), lines.to_owned()))
}

#[test]
fn lines_stay_as_they_were_sent() {
    let (verb, lines) = added(&[
        "@batch=b PRIVMSG #tea hello",
        "@batch=b PRIVMSG #tea :",
        "@batch=b privmsg #Tea :how is ",
        "@batch=b;draft/multiline-concat PRIVMSG #tea :everyone?",
    ])
    .unwrap();
    assert_eq!(verb, "PRIVMSG");
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (&*line.text, line.goes_on))
        .collect();
    let expected = [
        ("hello", false),
        ("", false),
        ("how is ", false),
        ("everyone?", true),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_message_has_what_its_batch_began_with() {
    let message = opened();
    assert_eq!(message.target, "#tea");
    assert_eq!(message.label.as_deref(), Some("l1"));
    assert_eq!(message.tags.as_ref().unwrap().as_str(), "+draft/reply=6");
    assert!(message.is_ended_by(&parse("BATCH -b").unwrap()));
    assert!(!message.is_ended_by(&parse("BATCH -c").unwrap()));
    assert!(!message.is_ended_by(&parse("BATCH b").unwrap()));
    assert!(!message.has(&parse("@batch=c PRIVMSG #tea :x").unwrap()));
    for line in [
        "BATCH",
        "BATCH b draft/multiline #tea",
        "BATCH + draft/multiline #tea",
        "BATCH +b chathistory #tea",
        "BATCH +b draft/multiline",
    ] {
        assert_eq!(Multiline::open(&parse(line).unwrap()), None, "{line}");
    }
}

#[test]
fn what_is_no_message_is_refused() {
    let long = format!("@batch=b NOTICE #tea :{}", "x".repeat(400));
    let many = vec!["@batch=b PRIVMSG #tea :x"; MULTILINE_LINES_MAX + 1];
    let long = vec![long.as_str(); MULTILINE_BYTES_MAX / 401 + 1];
    for (lines, code, context) in [
        (many.as_slice(), "MULTILINE_MAX_LINES", "100"),
        (long.as_slice(), "MULTILINE_MAX_BYTES", "8192"),
        (
            &["@batch=b PRIVMSG #tee :x"],
            "MULTILINE_INVALID_TARGET",
            "#tea #tee",
        ),
        (&["@batch=b TAGMSG #tea :x"], "MULTILINE_INVALID", ""),
        (&["@batch=b PRIVMSG #tea"], "MULTILINE_INVALID", ""),
        (
            &["@batch=b PRIVMSG #tea :", "@batch=b PRIVMSG #tea : "],
            "MULTILINE_INVALID",
            "",
        ),
        (
            &["@batch=b PRIVMSG #tea :x", "@batch=b NOTICE #tea :x"],
            "MULTILINE_INVALID",
            "",
        ),
        (
            &[
                "@batch=b PRIVMSG #tea :x",
                "@batch=b;draft/multiline-concat PRIVMSG #tea :",
            ],
            "MULTILINE_INVALID",
            "",
        ),
        (&[], "MULTILINE_INVALID", ""),
    ] {
        let error = added(lines).unwrap_err();
        assert_eq!(
            (error.code(), error.context().join(" ").as_str()),
            (code, context)
        );
    }
}
