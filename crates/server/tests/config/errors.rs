//! Every error names the place and what would be right.

use crate::sources::{refused, with_file, with_flags, with_variables};

#[test]
fn a_value_out_of_range_names_the_flag_the_variable_or_the_line() {
    let problem = "\"1000001\" is not allowed; give a whole number from 0 to 1000000";
    let flag = refused(&with_flags(&[("message-limit", "1000001")]));
    assert_eq!(flag, format!("--message-limit: {problem}"));
    let variable = refused(&with_variables(&[("HOURGLASS_MESSAGE_LIMIT", "1000001")]));
    assert_eq!(variable, format!("HOURGLASS_MESSAGE_LIMIT: {problem}"));
    let line = refused(&with_file("# Ours\n\nmessage-limit = 1_000_001\n"));
    assert_eq!(
        line,
        format!("hourglass.toml, line 3: message-limit: {problem}")
    );
}

#[test]
fn every_kind_of_value_says_what_is_allowed() {
    let cases = [
        (
            "host",
            "localhost:80",
            "an IP address or a host name, without a port",
        ),
        ("port", "65536", "a whole number from 0 to 65535"),
        (
            "message-lifetime",
            "90",
            "a duration from 1s to 7d, such as 90s, 15m or 1h30m",
        ),
        ("data", "", "a path"),
        (
            "password-memory",
            "19",
            "a size from 1MiB to 1GiB, in KiB, MiB or GiB",
        ),
        ("flood-guard", "no", "on or off"),
        ("log-format", "xml", "text or json"),
        (
            "log-level",
            "loud",
            "error, warn, info, debug, trace, or directives such as \
             info,hourglass_server::door=debug",
        ),
    ];
    for (key, value, allowed) in cases {
        let error = refused(&with_flags(&[(key, value)]));
        assert_eq!(
            error,
            format!("--{key}: {value:?} is not allowed; give {allowed}")
        );
    }
}

#[test]
fn a_key_that_is_no_setting_is_named_with_those_that_are() {
    let error = refused(&with_file("port = 1\nmesage-limit = 5\n"));
    let start =
        "hourglass.toml, line 2: mesage-limit: there is no such setting; the settings are host, ";
    assert!(error.starts_with(start), "{error}");
    assert!(error.ends_with(", log-level"), "{error}");
}

#[test]
fn a_section_or_the_file_s_own_name_is_no_setting() {
    for text in [
        "[server]\nport = 1",
        "config = \"other.toml\"",
        "message_limit = 5",
    ] {
        let error = refused(&with_file(text));
        assert!(
            error.contains("line 1") && error.contains("no such setting"),
            "{error}"
        );
    }
}

#[test]
fn a_value_of_another_type_says_which() {
    for (text, found) in [("[1]", "array"), ("{ a = 1 }", "table"), ("1.5", "float")] {
        let error = refused(&with_file(&format!("data = {text}")));
        let expected = format!(
            "hourglass.toml, line 1: data: a value of type {found} is not allowed; give a path"
        );
        assert_eq!(error, expected);
    }
}

#[test]
fn a_file_that_is_not_toml_is_an_error_with_its_line() {
    for text in [
        "port = 1\nport = 2\n",
        "host = \"::1\"\nport 8000\n",
        "\nhost = \"::1\n",
    ] {
        let error = refused(&with_file(text));
        assert!(error.starts_with("hourglass.toml, line 2: "), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}
