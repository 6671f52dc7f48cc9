//! The server's password is known to the server, and shown nowhere.

use crate::sources::{refused, resolved, with_file, with_flags, with_variables};

const SECRET: &str = "open sesame";

#[test]
fn it_is_neither_reported_nor_told_by_debug_forms() {
    let line = format!("server-password = {SECRET:?}");
    for sources in [
        with_flags(&[("server-password", SECRET)]),
        with_variables(&[("HOURGLASS_SERVER_PASSWORD", SECRET)]),
        with_file(&line),
    ] {
        let resolved = resolved(&sources);
        let password = resolved.config.irc.server_password.as_ref();
        assert_eq!(password.map(|password| password.reveal()), Some(SECRET));
        let shown = format!("{sources:?} {resolved:?} {}", resolved.report);
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(shown.contains("#server-password: set and not shown"));
    }
}

#[test]
fn one_that_cannot_be_used_is_not_quoted_either() {
    for password in ["", " sesame", "sesame ", "se\tsame", &"sesame".repeat(60)] {
        let error = refused(&with_flags(&[("server-password", password)]));
        assert!(error.starts_with("--server-password: \"set and not shown\" is not allowed"));
        assert!(!error.contains("same"), "{error}");
    }
}

#[test]
fn none_is_the_default() {
    let config = resolved(&with_flags(&[])).config;
    assert_eq!(config.irc.server_password, None);
}
