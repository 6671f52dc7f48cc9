//! What a setting's value may be, and how it is read and written.

mod choice;
mod duration;
mod host;
mod log;
mod path;
mod room;
mod secret;
mod server_name;
mod size;
mod switch;
mod whole;

use toml::Value;

pub(crate) use choice::Choice;
pub(crate) use duration::DurationIn;
pub use duration::{format_duration, parse_duration};
pub(crate) use host::Host;
pub(crate) use log::{Filter, Format};
pub(crate) use path::FilePath;
pub(crate) use room::Room;
pub(crate) use secret::Hidden;
pub use secret::Secret;
pub(crate) use server_name::ServerName;
pub use size::Size;
pub(crate) use size::SizeIn;
pub(crate) use switch::Switch;
pub(crate) use whole::WholeIn;

/// What stands for a value that is not told.
pub(super) const HIDDEN: &str = "set and not shown";

/// How the values of a setting are read, checked and written.
pub(crate) trait Kind: Send + Sync + 'static {
    /// What the value is once it has been checked.
    type Value;

    /// What stands for the value in a flag's usage, such as `DURATION`.
    fn placeholder(&self) -> &'static str;

    /// The value that `text` means, or `None` where it is none of those allowed.
    fn parse(&self, text: &str) -> Option<Self::Value>;

    /// The values allowed, in words that fit behind "give".
    fn allowed(&self) -> String;

    /// The value as a person writes it: [`Kind::parse`] reads it back.
    fn show(&self, value: &Self::Value) -> Shown;

    /// Whether nobody may read the value, not even in the error that refuses it.
    fn is_secret(&self) -> bool {
        false
    }
}

/// A value in its written form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A whole number, bare in TOML.
    Bare(String),
    /// Anything else, a string in TOML.
    Quoted(String),
    /// A value that is not told.
    Hidden,
    /// No value is set.
    Unset {
        /// What holds in place of a value.
        meaning: &'static str,
        /// A value that could be set.
        example: &'static str,
    },
}

impl Shown {
    /// The value for a flag or for prose.
    pub fn plain(&self) -> &str {
        match self {
            Self::Bare(text) | Self::Quoted(text) => text,
            Self::Hidden => HIDDEN,
            Self::Unset { meaning, .. } => meaning,
        }
    }

    /// The value as TOML; the example where none is set.
    pub fn toml(&self) -> String {
        match self {
            Self::Bare(text) => text.clone(),
            Self::Quoted(text) => Value::from(text.as_str()).to_string(),
            Self::Hidden => Value::from(HIDDEN).to_string(),
            Self::Unset { example, .. } => Value::from(*example).to_string(),
        }
    }
}
