//! The layer of `hourglass.toml`.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use toml::de::{DeInteger, DeTable, DeValue};

use super::definitions::{ALL, Definition};
use super::error::ConfigError;
use super::layer::Layer;
use super::place::Place;

/// Bytes of the largest settings file that is read.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// A settings file's content with its path, which errors name. Its `Debug` form does not tell the content,
/// since there may be a password in it.
#[derive(Clone)]
pub struct ConfigFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

impl fmt::Debug for ConfigFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ConfigFile({:?})", self.path)
    }
}

impl ConfigFile {
    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let failed = |source: io::Error| ConfigError::Read {
            path: path.to_owned(),
            source,
        };
        let mut text = String::new();
        let file = File::open(path).map_err(failed)?;
        file.take(FILE_BYTES_MAX + 1)
            .read_to_string(&mut text)
            .map_err(failed)?;
        if text.len() as u64 > FILE_BYTES_MAX {
            let (path, bytes_max) = (path.to_owned(), FILE_BYTES_MAX);
            return Err(ConfigError::TooLarge { path, bytes_max });
        }
        Ok(Self {
            path: path.to_owned(),
            text,
        })
    }

    pub(super) fn layer(&self) -> Result<Layer, ConfigError> {
        let table = DeTable::parse(&self.text).map_err(|error| self.syntax_error(&error))?;
        let mut layer = Layer::default();
        for (key, value) in table.get_ref() {
            let place = self.place(key.get_ref(), key.span().start);
            let definition = find(key.get_ref(), &place)?;
            let text = written(value.get_ref()).ok_or_else(|| ConfigError::Type {
                place: place.clone(),
                found: value.get_ref().type_str(),
                allowed: definition.allowed(),
            })?;
            layer.set(definition.key(), text, place);
        }
        Ok(layer)
    }

    fn place(&self, key: &str, offset: usize) -> Place {
        Place::Line {
            path: self.path.clone(),
            line: self.line_at(offset),
            key: key.to_owned(),
        }
    }

    fn syntax_error(&self, error: &toml::de::Error) -> ConfigError {
        ConfigError::Syntax {
            path: self.path.clone(),
            line: self.line_at(error.span().map_or(0, |span| span.start)),
            message: error.message().replace('\n', ", "),
        }
    }

    fn line_at(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        1 + before.filter(|byte| **byte == b'\n').count()
    }
}

fn find(key: &str, place: &Place) -> Result<&'static dyn Definition, ConfigError> {
    let found = ALL.into_iter().find(|definition| definition.key() == key);
    found.ok_or_else(|| ConfigError::UnknownKey {
        place: place.clone(),
        known: ALL.map(Definition::key).join(", "),
    })
}

/// The value as a flag would give it, so that all layers are checked by the same code.
fn written(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(decimal(number)),
        DeValue::Boolean(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The number without underscores and in base ten; as it was written where it is out of all range.
fn decimal(number: &DeInteger<'_>) -> String {
    let value = i64::from_str_radix(number.as_str(), number.radix());
    value.map_or_else(|_| number.as_str().to_owned(), |value| value.to_string())
}
