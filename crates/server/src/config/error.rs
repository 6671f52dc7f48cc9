//! What can be wrong with the settings.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::place::Place;

/// Why the settings cannot be used. Each error names the place and says what would be right.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A value that is out of range or cannot be read.
    #[error("{place}: {value:?} is not allowed; give {allowed}")]
    Value {
        /// Where it stands.
        place: Place,
        /// The value as it was written.
        value: String,
        /// The values allowed.
        allowed: String,
    },
    /// A value in the file that is neither text nor a number nor true or false.
    #[error("{place}: a value of type {found} is not allowed; give {allowed}")]
    Type {
        /// Where it stands.
        place: Place,
        /// TOML's name for what was found.
        found: &'static str,
        /// The values allowed.
        allowed: String,
    },
    /// A variable whose value is not UTF-8.
    #[error("{place}: the value is not UTF-8; give {allowed}")]
    NotUnicode {
        /// The variable.
        place: Place,
        /// The values allowed.
        allowed: String,
    },
    /// A key in the file that is no setting.
    #[error("{place}: there is no such setting; the settings are {known}")]
    UnknownKey {
        /// Where it stands.
        place: Place,
        /// All keys.
        known: String,
    },
    /// A file that is not TOML.
    #[error("{}, line {line}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the parser says, in one line.
        message: String,
    },
    /// A file that cannot be read.
    #[error("cannot read the settings file {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that cannot be a settings file.
    #[error("the settings file {} has more than {bytes_max} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What it may have at most.
        bytes_max: u64,
    },
    /// Nothing tells where data is kept.
    #[error(
        "no data directory: none of STATE_DIRECTORY, XDG_STATE_HOME and HOME is an absolute path; \
         give --data DIR"
    )]
    NoDataDirectory,
}
