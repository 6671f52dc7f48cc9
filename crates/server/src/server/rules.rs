//! Texts that are read from files at start: that of `/rules`, and the message of the day.

use std::io::{self, Read};
use std::path::Path;

use hourglass_wire::rules;

use super::StartError;
use crate::config::Config;
use crate::limits;

/// The text from the configured file; the built-in one where there is none.
pub(super) fn rules_text(config: &Config) -> Result<String, StartError> {
    let Some(path) = &config.rules_file else {
        return Ok(rules::default_text(&config.chat));
    };
    read_bounded(path, limits::RULES_BYTES_MAX).map_err(|source| StartError::RulesFile {
        path: path.clone(),
        source,
    })
}

/// The message of the day; empty where there is none.
pub(super) fn motd_text(config: &Config) -> Result<String, StartError> {
    let Some(path) = &config.irc.motd_file else {
        return Ok(String::new());
    };
    read_bounded(path, limits::MOTD_BYTES_MAX).map_err(|source| StartError::MotdFile {
        path: path.clone(),
        source,
    })
}

fn read_bounded(path: &Path, bound: u64) -> io::Result<String> {
    let mut text = String::new();
    let mut file = std::fs::File::open(path)?.take(bound + 1);
    if file.read_to_string(&mut text)? as u64 > bound {
        let words = format!("it has more than {bound} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, words));
    }
    Ok(text)
}
