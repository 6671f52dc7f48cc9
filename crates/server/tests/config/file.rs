//! The settings file on the disk, and TOML's ways to write a value.

use std::path::Path;

use clap::{ArgMatches, Command};
use hourglass_server::config::{ConfigError, ConfigFile, Environment, Sources, arguments};
use tempfile::tempdir;

use crate::sources::{row, with_file};

fn matches(line: &[&str]) -> ArgMatches {
    Command::new("server")
        .args(arguments())
        .get_matches_from([&["server"], line].concat())
}

#[test]
fn a_value_is_a_string_or_what_toml_has_for_it() {
    for text in [
        "port = 80",
        "port = \"80\"",
        "port = 0x50",
        "port = 8_0",
        "port = +80",
    ] {
        assert_eq!(row(&with_file(text), "port").0, "80", "{text}");
    }
    for text in ["flood-guard = false", "flood-guard = \"off\""] {
        assert_eq!(row(&with_file(text), "flood-guard").0, "off", "{text}");
    }
}

#[test]
fn the_flag_names_the_file_and_beats_the_variable() {
    let folder = tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("one.toml"), "port = 1").expect("a file");
    std::fs::write(path("two.toml"), "port = 2").expect("a file");
    let environment = Environment::from_pairs([
        ("HOURGLASS_CONFIG", path("two.toml")),
        ("HOME", "/".to_owned()),
    ]);
    let flag = Sources::collect(
        &matches(&["--config", &path("one.toml")]),
        environment.clone(),
    );
    assert_eq!(row(&flag.expect("the file is there"), "port").0, "1");
    let variable = Sources::collect(&matches(&[]), environment);
    assert_eq!(row(&variable.expect("the file is there"), "port").0, "2");
}

#[test]
fn flags_reach_the_settings() {
    let line = [
        "--port",
        "7",
        "--message-lifetime=5m",
        "--message-limit",
        "0",
    ];
    let environment = Environment::from_pairs([("HOME", "/")]);
    let sources = Sources::collect(&matches(&line), environment).expect("no file is read");
    assert_eq!(row(&sources, "port"), ("7".to_owned(), "--port".to_owned()));
    assert_eq!(row(&sources, "message-lifetime").0, "5m");
    assert_eq!(row(&sources, "message-limit").0, "0");
    assert!(sources.file.is_none());
}

#[test]
fn a_file_that_is_missing_is_an_error_with_its_path() {
    let error = ConfigFile::read(Path::new("/nowhere/hourglass.toml")).expect_err("no file");
    assert!(matches!(error, ConfigError::Read { .. }));
    assert_eq!(
        error.to_string(),
        "cannot read the settings file /nowhere/hourglass.toml"
    );
}

#[test]
fn a_file_without_end_is_not_read_to_its_end() {
    let error = ConfigFile::read(Path::new("/dev/zero")).expect_err("no settings");
    assert!(matches!(error, ConfigError::TooLarge { .. }), "{error}");
}
