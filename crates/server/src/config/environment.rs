//! The layer of environment variables.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;

use super::definitions::{ALL, VARIABLE_PREFIX};
use super::error::ConfigError;
use super::layer::Layer;
use super::place::Place;

/// Variables with Hourglass's prefix that are not settings of the server: the path of the settings
/// file, and what the client reads.
const OTHERS: [&str; 2] = ["HOURGLASS_CONFIG", "HOURGLASS_PASSWORD"];

/// A copy of the environment. Its `Debug` form tells the names only.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_set()
            .entries(self.variables.keys())
            .finish()
    }
}

impl Environment {
    /// The variables of this process.
    pub fn of_process() -> Self {
        Self::from_pairs(std::env::vars_os())
    }

    /// An environment of these variables alone.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<OsString>,
        V: Into<OsString>,
    {
        let pairs = pairs.into_iter();
        Self {
            variables: pairs
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }

    /// The value of a variable. One that is set to nothing counts as not set, which is what
    /// `VARIABLE=${ELSEWHERE}` means in most files that set variables.
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        let value = self.variables.get(OsStr::new(name))?;
        (!value.is_empty()).then_some(value)
    }

    /// The settings among the variables.
    pub(super) fn layer(&self) -> Result<Layer, ConfigError> {
        let mut layer = Layer::default();
        for definition in ALL {
            let name = definition.variable();
            let Some(value) = self.get(&name) else {
                continue;
            };
            let place = Place::Variable(name.clone());
            match value.to_str() {
                Some(text) => layer.set(definition.key(), text.to_owned(), place),
                None => {
                    let allowed = definition.allowed();
                    return Err(ConfigError::NotUnicode { place, allowed });
                }
            }
        }
        Ok(layer)
    }

    /// Variables that look like settings and are none.
    ///
    /// They are worth a warning, not an error: Kubernetes gives every container of a service called
    /// `hourglass` variables such as `HOURGLASS_SERVICE_HOST`.
    pub(super) fn unknown(&self) -> impl Iterator<Item = String> {
        let names = self.variables.keys().filter_map(|name| name.to_str());
        names
            .filter(|name| name.starts_with(VARIABLE_PREFIX) && !OTHERS.contains(name))
            .filter(|name| ALL.iter().all(|definition| definition.variable() != **name))
            .map(str::to_owned)
    }
}
