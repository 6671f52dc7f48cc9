//! What holds when nobody sets anything.

use std::path::{Path, PathBuf};

use hourglass_core::Settings;
use hourglass_server::config::{Config, ConfigError, Environment, Registration, Size, Sources};
use hourglass_server::logging::LogFormat;

use crate::sources::{bare, resolved, row, with_variables};

#[test]
fn the_rules_have_the_core_s_defaults() {
    assert_eq!(resolved(&bare()).config.chat, Settings::default());
    assert_eq!(
        Config::with_defaults(PathBuf::new()).chat,
        Settings::default()
    );
}

#[test]
fn the_server_listens_on_this_machine_only() {
    let config = resolved(&bare()).config;
    assert_eq!((config.host.as_str(), config.port), ("127.0.0.1", 8_000));
    assert_eq!(config.rules_file, None);
    assert_eq!(config.password_memory, Size::from_mebibytes(19));
    assert!(config.flood_guard);
    assert_eq!(config.irc.registration, Registration::On);
    assert!(config.irc.autojoin && !config.irc.guests && !config.irc.registration_email);
    assert_eq!(config.irc.server_name, "hourglass.local");
    assert_eq!(config.irc.motd_file, None);
    assert_eq!(config.log.format, LogFormat::Text);
    assert_eq!(config.log.filter.as_str(), "info");
}

#[test]
fn data_goes_where_the_system_keeps_state() {
    let cases = [
        (
            vec![("HOME", "/h")],
            "/h/.local/state/hourglass",
            "from $HOME",
        ),
        (
            vec![("XDG_STATE_HOME", "/x")],
            "/x/hourglass",
            "from $XDG_STATE_HOME",
        ),
        (
            vec![("XDG_STATE_HOME", "x"), ("HOME", "/h")],
            "/h/.local/state/hourglass",
            "from $HOME",
        ),
        (
            vec![
                ("STATE_DIRECTORY", "/s/one:/s/two"),
                ("XDG_STATE_HOME", "/x"),
            ],
            "/s/one",
            "from $STATE_DIRECTORY",
        ),
        (
            vec![("HOURGLASS_DATA", "relative"), ("STATE_DIRECTORY", "/s")],
            "relative",
            "HOURGLASS_DATA",
        ),
    ];
    for (variables, path, origin) in cases {
        let sources = with_variables(&variables);
        assert_eq!(row(&sources, "data"), (path.to_owned(), origin.to_owned()));
        assert_eq!(resolved(&sources).config.data, Path::new(path));
        assert_eq!(
            sources.data_directory().expect("there is one"),
            Path::new(path)
        );
    }
}

#[test]
fn without_any_place_for_data_the_error_says_what_to_give() {
    let environment = Environment::from_pairs([("HOME", ""), ("STATE_DIRECTORY", "relative")]);
    let sources = Sources {
        environment,
        ..Sources::default()
    };
    let error = sources.resolve().expect_err("no place for data");
    assert!(matches!(error, ConfigError::NoDataDirectory));
    assert!(error.to_string().ends_with("give --data DIR"), "{error}");
}
