//! Short ways to write settings down, without the process's environment.

use std::path::PathBuf;

use hourglass_server::config::{ConfigFile, Environment, Layer, Resolved, Sources};

/// Nothing is set but the home directory.
pub(crate) fn bare() -> Sources {
    with_variables(&[])
}

/// These flags alone.
pub(crate) fn with_flags(flags: &[(&'static str, &str)]) -> Sources {
    Sources {
        flags: Layer::from_flags(flags.iter().copied()),
        ..bare()
    }
}

/// These variables and the home directory, unless they set it themselves.
pub(crate) fn with_variables(variables: &[(&str, &str)]) -> Sources {
    let home = [("HOME", "/home/somebody")];
    Sources {
        environment: Environment::from_pairs(home.into_iter().chain(variables.iter().copied())),
        ..Sources::default()
    }
}

/// This file alone.
pub(crate) fn with_file(text: &str) -> Sources {
    Sources {
        file: Some(ConfigFile {
            path: PathBuf::from("hourglass.toml"),
            text: text.to_owned(),
        }),
        ..bare()
    }
}

/// What they resolve to.
pub(crate) fn resolved(sources: &Sources) -> Resolved {
    sources.resolve().expect("settings are right")
}

/// The error's words.
pub(crate) fn refused(sources: &Sources) -> String {
    sources
        .resolve()
        .expect_err("settings are wrong")
        .to_string()
}

/// The value of one setting as a person writes it, and where it comes from.
pub(crate) fn row(sources: &Sources, key: &str) -> (String, String) {
    let report = resolved(sources).report;
    let row = report.rows().iter().find(|row| row.key == key);
    let row = row.expect("every setting is in the report");
    (row.shown.plain().to_owned(), row.origin.to_string())
}
