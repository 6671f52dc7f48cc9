//! A flag beats the environment, which beats the file, which beats the default.

use hourglass_server::config::{ALL, Layer, Sources};

use crate::sources::{row, with_file, with_flags, with_variables};

/// For every setting two values that are not its default.
const VALUES: [(&str, &str, &str); 25] = [
    ("host", "::1", "localhost"),
    ("port", "1", "2"),
    ("message-lifetime", "2h", "3h"),
    ("history-lines", "1", "2"),
    ("message-limit", "1", "2"),
    ("limit-period", "2h", "3h"),
    ("ban-complaints", "1", "2"),
    ("ban-duration", "2h", "3h"),
    ("max-message", "1", "2"),
    ("announce-up-to", "1", "2"),
    ("lobby", "#one", "#two"),
    ("always-on", "on", "off"),
    ("registration", "off", "before-connect"),
    ("registration-email", "required", "none"),
    ("guests", "on", "off"),
    ("irc-autojoin", "off", "on"),
    ("server-password", "one", "two"),
    ("server-name", "one.example", "two.example"),
    ("motd-file", "/one", "/two"),
    ("data", "/one", "/two"),
    ("rules-file", "/one", "/two"),
    ("password-memory", "8MiB", "9MiB"),
    ("flood-guard", "off", "on"),
    ("log-format", "json", "text"),
    ("log-level", "debug", "hourglass=trace"),
];

fn variable(key: &str) -> String {
    format!("HOURGLASS_{}", key.replace('-', "_").to_uppercase())
}

/// Each of the three places gives the setting where it has a value.
fn given(key: &'static str, flag: Option<&str>, env: Option<&str>, file: Option<&str>) -> Sources {
    let name = variable(key);
    Sources {
        flags: Layer::from_flags(flag.map(|text| (key, text))),
        environment: with_variables(&env.map_or(vec![], |text| vec![(&*name, text)])).environment,
        file: file.and_then(|text| with_file(&format!("\n{key} = {text:?}\n")).file),
    }
}

/// What is shown of a value that is set.
fn shown(key: &str, value: &str) -> String {
    let is_secret = key == "server-password";
    if is_secret {
        "set and not shown"
    } else {
        value
    }
    .to_owned()
}

#[test]
fn the_table_above_names_every_setting() {
    let keys = ALL.map(|definition| definition.key());
    assert_eq!(keys, VALUES.map(|(key, ..)| key));
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
    for (key, one, two) in VALUES {
        let name = variable(key);
        let flag = given(key, Some(one), Some(two), Some(two));
        let one_shown = shown(key, one);
        assert_eq!(row(&flag, key), (one_shown.clone(), format!("--{key}")));
        let environment = given(key, None, Some(one), Some(two));
        assert_eq!(row(&environment, key), (one_shown.clone(), name));
        let file = given(key, None, None, Some(one));
        assert_eq!(
            row(&file, key),
            (one_shown, "hourglass.toml, line 2".to_owned())
        );
        let nothing = row(&given(key, None, None, None), key);
        assert_ne!(nothing.0, one);
        let expected = if key == "data" {
            "from $HOME"
        } else {
            "default"
        };
        assert_eq!(nothing.1, expected);
    }
}

#[test]
fn places_complete_each_other() {
    let sources = Sources {
        flags: with_flags(&[("port", "1")]).flags,
        environment: with_variables(&[("HOURGLASS_HISTORY_LINES", "5")]).environment,
        file: with_file("max-message = 7").file,
    };
    let config = sources.resolve().expect("settings are right").config;
    assert_eq!(config.port, 1);
    assert_eq!(config.chat.history_lines, 5);
    assert_eq!(config.chat.max_message, 7);
    assert_eq!(config.chat.message_limit, 20);
}

#[test]
fn a_wrong_value_that_a_stronger_place_overrides_does_no_harm() {
    let sources = given("port", Some("9000"), Some("tcp://10.0.0.1:8000"), None);
    assert_eq!(row(&sources, "port").0, "9000");
}
