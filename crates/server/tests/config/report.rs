//! What `--check-config` prints.

use hourglass_server::config::{ALL, Sources};

use crate::sources::{bare, resolved, with_file, with_flags, with_variables};

#[test]
fn every_setting_is_listed_with_its_value_and_origin() {
    let sources = Sources {
        flags: with_flags(&[("port", "9000"), ("rules-file", "a \"b\".txt")]).flags,
        environment: with_variables(&[("HOURGLASS_LOG_FORMAT", "json")]).environment,
        file: with_file("\nmessage-lifetime = \"90m\"").file,
    };
    let expected = r##"host = "127.0.0.1"                          # default
port = 9000                                 # --port
message-lifetime = "1h30m"                  # hourglass.toml, line 2
history-lines = 20                          # default
message-limit = 20                          # default
limit-period = "1h"                         # default
ban-complaints = 3                          # default
ban-duration = "4h"                         # default
max-message = 2000                          # default
announce-up-to = 50                         # default
lobby = "#lobby"                            # default
always-on = "off"                           # default
registration = "on"                         # default
registration-email = "none"                 # default
guests = "off"                              # default
irc-autojoin = "on"                         # default
#server-password: none                      # default
server-name = "hourglass.local"             # default
#motd-file: none                            # default
data = "/home/somebody/.local/state/hourglass"  # from $HOME
rules-file = 'a "b".txt'                    # --rules-file
password-memory = "19MiB"                   # default
flood-guard = "on"                          # default
log-format = "json"                         # HOURGLASS_LOG_FORMAT
log-level = "info"                          # default
"##;
    let squeezed = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert_eq!(
        squeezed(&resolved(&sources).report.to_string()),
        squeezed(expected)
    );
}

#[test]
fn comments_stand_in_one_column() {
    let report = resolved(&bare()).report.to_string();
    let columns: Vec<_> = report.lines().map(|line| line.find("  # ")).collect();
    assert_eq!(columns.len(), ALL.len());
    assert!(
        columns
            .iter()
            .all(|column| column.is_some() && *column == columns[0]),
        "{report}"
    );
}

#[test]
fn it_is_a_settings_file_that_gives_the_same_settings() {
    let sources = with_flags(&[("port", "9000"), ("message-lifetime", "5m"), ("host", "::")]);
    let first = resolved(&sources);
    let again = resolved(&with_file(&first.report.to_string()));
    let values = |rows: &[hourglass_server::config::Row]| {
        rows.iter().map(|row| row.shown.clone()).collect::<Vec<_>>()
    };
    assert_eq!(values(first.report.rows()), values(again.report.rows()));
}
