//! Where a setting was given.

use std::fmt;
use std::path::PathBuf;

/// The place of one value, as a person would look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A flag, by the setting's key.
    Flag(&'static str),
    /// An environment variable.
    Variable(String),
    /// A key in the file.
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key.
        key: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(key) => write!(formatter, "--{key}"),
            Self::Variable(name) => formatter.write_str(name),
            Self::Line { path, line, key } => {
                write!(formatter, "{}, line {line}: {key}", path.display())
            }
        }
    }
}

/// Where the value that holds comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// Somebody set it here.
    Given(Place),
    /// It follows from this variable of the environment, which is not Hourglass's own.
    Derived(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::Given(Place::Line { path, line, .. }) => {
                write!(formatter, "{}, line {line}", path.display())
            }
            Self::Given(place) => place.fmt(formatter),
            Self::Derived(variable) => write!(formatter, "from ${variable}"),
        }
    }
}
