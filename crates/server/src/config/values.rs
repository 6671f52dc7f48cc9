//! The merging of layers: which value holds, and where it comes from.

use std::collections::BTreeMap;

use super::definitions::Setting;
use super::error::ConfigError;
use super::kind::{HIDDEN, Kind, Shown};
use super::layer::Layer;
use super::place::Origin;

/// The layers with what has been taken out of them.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The one that beats all others first.
    layers: Vec<Layer>,
    taken: BTreeMap<&'static str, (Shown, Origin)>,
    error: Option<ConfigError>,
}

impl Values {
    pub(super) fn new(layers: Vec<Layer>) -> Self {
        Self {
            layers,
            ..Self::default()
        }
    }

    /// The value that holds. Where it is not allowed, the error waits in [`Values::finish`] and the
    /// default stands in.
    pub(super) fn value<K: Kind>(&mut self, setting: &'static Setting<K>) -> K::Value {
        let (value, origin) = self.find(setting).unwrap_or_else(|error| {
            self.fail(error);
            ((setting.default)(), Origin::Default)
        });
        self.note(setting.key, setting.kind.show(&value), origin);
        value
    }

    /// Says what a value is and where it comes from when that is found out elsewhere.
    pub(super) fn note(&mut self, key: &'static str, shown: Shown, origin: Origin) {
        self.taken.insert(key, (shown, origin));
    }

    /// Keeps an error for [`Values::finish`]; the first one counts.
    pub(super) fn fail(&mut self, error: ConfigError) {
        self.error.get_or_insert(error);
    }

    /// Everything that was taken, by key, or the first error.
    pub(super) fn finish(self) -> Result<BTreeMap<&'static str, (Shown, Origin)>, ConfigError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.taken),
        }
    }

    fn find<K: Kind>(&self, setting: &Setting<K>) -> Result<(K::Value, Origin), ConfigError> {
        let mut layers = self.layers.iter();
        let Some(entry) = layers.find_map(|layer| layer.get(setting.key)) else {
            return Ok(((setting.default)(), Origin::Default));
        };
        match setting.kind.parse(&entry.text) {
            Some(value) => Ok((value, Origin::Given(entry.place.clone()))),
            None => Err(ConfigError::Value {
                place: entry.place.clone(),
                value: if setting.kind.is_secret() {
                    HIDDEN.to_owned()
                } else {
                    entry.text.clone()
                },
                allowed: setting.kind.allowed(),
            }),
        }
    }
}
