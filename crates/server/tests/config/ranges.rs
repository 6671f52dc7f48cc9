//! The ends of every range are allowed, and what lies beyond is not.

use crate::sources::{refused, row, with_flags};

fn assert_allowed(key: &'static str, values: &[&str]) {
    for value in values {
        assert_eq!(row(&with_flags(&[(key, value)]), key).0, *value);
    }
}

fn assert_refused(key: &'static str, values: &[&str]) {
    for value in values {
        let error = refused(&with_flags(&[(key, value)]));
        assert!(
            error.starts_with(&format!("--{key}: {value:?} is not allowed")),
            "{error}"
        );
    }
}

#[test]
fn numbers() {
    let cases = [
        ("port", ["0", "65535"], "65536"),
        ("history-lines", ["0", "1000"], "1001"),
        ("message-limit", ["0", "1000000"], "1000001"),
        ("ban-complaints", ["1", "1000"], "0"),
        ("max-message", ["1", "10000"], "0"),
        ("max-message", ["1", "10000"], "10001"),
        ("announce-up-to", ["0", "10000"], "10001"),
    ];
    for (key, inside, outside) in cases {
        assert_allowed(key, &inside);
        assert_refused(
            key,
            &[
                outside,
                "-1",
                "1.5",
                "",
                " 1",
                "many",
                "99999999999999999999999",
            ],
        );
    }
}

#[test]
fn durations() {
    for (key, longest, longer) in [
        ("message-lifetime", "7d", "7d1s"),
        ("limit-period", "7d", "8d"),
        ("ban-duration", "30d", "30d1s"),
    ] {
        assert_allowed(key, &["1s", longest]);
        assert_refused(key, &["0s", longer, "1", "", "1 h", "-1h", "1w"]);
    }
}

#[test]
fn sizes() {
    assert_allowed("password-memory", &["1MiB", "1025KiB", "1GiB"]);
    let outside = [
        "1023KiB", "1025MiB", "19", "19MB", "19mib", "-1MiB", "", "MiB", "1.5MiB",
    ];
    assert_refused("password-memory", &outside);
    assert_refused("password-memory", &["18446744073709551615GiB"]);
}

#[test]
fn addresses() {
    assert_allowed(
        "host",
        &["0.0.0.0", "::", "::1", "chat.example.org", "my_host"],
    );
    assert_eq!(row(&with_flags(&[("host", "[::1]")]), "host").0, "::1");
    let wrong = [
        "",
        "a b",
        "127.0.0.256",
        "::1]",
        "[127.0.0.1]",
        "[::1]:80",
        "http://x",
        "é",
    ];
    assert_refused("host", &wrong);
}

#[test]
fn log_levels() {
    let right = [
        "error",
        "trace",
        "info,hourglass_server=debug",
        "hourglass=off",
    ];
    assert_allowed("log-level", &right);
    assert_refused(
        "log-level",
        &["", "loud", "info,", "info,hyper", "hyper=loud"],
    );
}

#[test]
fn rooms() {
    let longest = format!("#{}", "a".repeat(29));
    assert_allowed("lobby", &["#lobby", "#Жизнь", "#a", &longest]);
    assert_eq!(row(&with_flags(&[("lobby", "Hall")]), "lobby").0, "#Hall");
    let longer = "a".repeat(30);
    assert_refused("lobby", &["", "#", "##", "a b", "#a,b", "a:b", &longer]);
}

#[test]
fn server_names() {
    assert_allowed("server-name", &["irc.example.org", "a.b", "10.chat"]);
    let long = format!("{}.a", "a".repeat(62));
    let wrong = [
        "", "host", "a b.c", ".a", "a.", "a..b", "-a.b", "é.b", &long,
    ];
    assert_refused("server-name", &wrong);
}

#[test]
fn choices() {
    assert_allowed("registration", &["on", "off", "before-connect"]);
    assert_refused("registration", &["", "true", "no", "On"]);
    assert_allowed("registration-email", &["required", "none"]);
    assert_refused("registration-email", &["", "on", "optional"]);
}
