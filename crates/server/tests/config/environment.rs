//! Variables that are odd.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use hourglass_server::config::{Environment, Sources};

use crate::sources::{refused, resolved, row, with_flags, with_variables};

#[test]
fn an_empty_variable_counts_as_not_set() {
    let sources = with_variables(&[("HOURGLASS_PORT", "")]);
    assert_eq!(
        row(&sources, "port"),
        ("8000".to_owned(), "default".to_owned())
    );
}

#[test]
fn a_variable_that_is_no_setting_is_warned_about() {
    let sources = with_variables(&[("HOURGLASS_MESAGE_LIMIT", "5"), ("HOUR", "1")]);
    let expected = ["HOURGLASS_MESAGE_LIMIT is no setting and does nothing"];
    assert_eq!(resolved(&sources).warnings, expected);
}

#[test]
fn the_client_s_variable_and_the_file_s_are_known() {
    let sources = with_variables(&[("HOURGLASS_PASSWORD", "x"), ("HOURGLASS_CONFIG", "y")]);
    assert!(resolved(&sources).warnings.is_empty());
}

#[test]
fn weak_hashing_and_no_flood_guard_are_warned_about() {
    let sources = with_flags(&[("password-memory", "7167KiB"), ("flood-guard", "off")]);
    let warnings = resolved(&sources).warnings;
    assert!(
        warnings[0].contains("password-memory is 7167KiB"),
        "{warnings:?}"
    );
    assert!(warnings[1].contains("flood-guard is off"), "{warnings:?}");
    assert!(
        resolved(&with_flags(&[("password-memory", "7MiB")]))
            .warnings
            .is_empty()
    );
}

#[test]
fn a_value_that_is_not_utf8_is_an_error() {
    let bytes = OsString::from_vec(vec![b'8', 0xff]);
    let environment = Environment::from_pairs([("HOURGLASS_PORT", bytes)]);
    let error = refused(&Sources {
        environment,
        ..Sources::default()
    });
    let expected = "HOURGLASS_PORT: the value is not UTF-8; give a whole number from 0 to 65535";
    assert_eq!(error, expected);
}
