//! The server's settings: defined once, taken from flags, environment and file, checked, merged.
//!
//! A flag beats an environment variable, which beats the file, which beats the default.

mod data_directory;
mod definitions;
mod environment;
mod error;
mod example;
mod file;
mod flags;
mod irc;
mod kind;
mod layer;
mod place;
mod report;
mod sources;
mod table;
mod values;

use std::path::PathBuf;

use hourglass_core::Settings;

pub use definitions::{ALL, Definition, VARIABLE_PREFIX};
pub use environment::Environment;
pub use error::ConfigError;
pub use example::example_file;
pub use file::ConfigFile;
pub use flags::{CONFIG_FLAG, CONFIG_VARIABLE, arguments, data_arguments};
pub use irc::{IrcSettings, Registration};
pub use kind::{Secret, Shown, Size, format_duration, parse_duration};
pub use layer::Layer;
pub use place::{Origin, Place};
pub use report::{Report, Row};
pub use sources::Sources;
pub use table::settings_table;

use crate::logging::LogSettings;
use values::Values;

/// Settings that have been checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The numbers of the chat's rules.
    pub chat: Settings,
    /// The IP address or host name to listen on, without brackets.
    pub host: String,
    /// The port to listen on; 0 lets the system choose.
    pub port: u16,
    /// The data directory.
    pub data: PathBuf,
    /// The file with the text of /rules; the built-in text where there is none.
    pub rules_file: Option<PathBuf>,
    /// The memory that hashing one password takes.
    pub password_memory: Size,
    /// Who may come in and register, and what only IRC has.
    pub irc: IrcSettings,
    /// Whether connections and addresses are throttled and capped.
    pub flood_guard: bool,
    /// How the log looks and what it says.
    pub log: LogSettings,
}

impl Config {
    /// The defaults, with this data directory.
    pub fn with_defaults(data: PathBuf) -> Self {
        Self::take(&mut Values::default(), data)
    }

    fn take(values: &mut Values, data: PathBuf) -> Self {
        Self {
            chat: Settings {
                message_lifetime: values.value(&definitions::MESSAGE_LIFETIME),
                history_lines: values.value(&definitions::HISTORY_LINES),
                message_limit: values.value(&definitions::MESSAGE_LIMIT),
                limit_period: values.value(&definitions::LIMIT_PERIOD),
                ban_complaints: values.value(&definitions::BAN_COMPLAINTS),
                ban_duration: values.value(&definitions::BAN_DURATION),
                max_message: values.value(&definitions::MAX_MESSAGE),
                announce_up_to: values.value(&definitions::ANNOUNCE_UP_TO),
                lobby: values.value(&definitions::LOBBY),
                always_on: values.value(&definitions::ALWAYS_ON),
            },
            host: values.value(&definitions::HOST),
            port: values.value(&definitions::PORT),
            data,
            rules_file: values.value(&definitions::RULES_FILE),
            password_memory: values.value(&definitions::PASSWORD_MEMORY),
            irc: IrcSettings::take(values),
            flood_guard: values.value(&definitions::FLOOD_GUARD),
            log: LogSettings {
                format: values.value(&definitions::LOG_FORMAT),
                filter: values.value(&definitions::LOG_LEVEL),
            },
        }
    }
}

/// Checked settings with what is to be said about them.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The settings.
    pub config: Config,
    /// Where each comes from.
    pub report: Report,
    /// What is allowed and yet probably not meant, one sentence each.
    pub warnings: Vec<String>,
}
