//! All places that settings come from, and their resolution.

use std::path::PathBuf;

use clap::ArgMatches;

use super::definitions::DATA;
use super::environment::Environment;
use super::error::ConfigError;
use super::file::ConfigFile;
use super::flags::{self, CONFIG_FLAG, CONFIG_VARIABLE};
use super::kind::{Kind, Size};
use super::layer::Layer;
use super::place::Origin;
use super::report::Report;
use super::values::Values;
use super::{Config, Resolved, data_directory};

/// Below this, hashes of passwords are weaker than what OWASP recommends at the least.
const PASSWORD_MEMORY_ADVISED: Size = Size::from_mebibytes(7);

/// What the flags, the environment and the file say, not yet checked.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The command line.
    pub flags: Layer,
    /// The environment.
    pub environment: Environment,
    /// The settings file, if one was named.
    pub file: Option<ConfigFile>,
}

impl Sources {
    /// Collects them for a command built with [`arguments`](super::arguments) or
    /// [`data_arguments`](super::data_arguments); reads the settings file if one is named.
    pub fn collect(matches: &ArgMatches, environment: Environment) -> Result<Self, ConfigError> {
        let flag = matches.get_one::<String>(CONFIG_FLAG).map(PathBuf::from);
        let variable = || environment.get(CONFIG_VARIABLE).map(PathBuf::from);
        let path = flag.or_else(variable);
        Ok(Self {
            file: path.as_deref().map(ConfigFile::read).transpose()?,
            flags: flags::layer(matches),
            environment,
        })
    }

    /// Checks and merges all settings.
    pub fn resolve(&self) -> Result<Resolved, ConfigError> {
        let mut values = self.values()?;
        let data = self.take_data(&mut values);
        let config = Config::take(&mut values, data);
        let report = Report::new(values.finish()?);
        let warnings = self.warnings(&config);
        Ok(Resolved {
            config,
            report,
            warnings,
        })
    }

    /// Checks and merges the data directory alone.
    pub fn data_directory(&self) -> Result<PathBuf, ConfigError> {
        let mut values = self.values()?;
        let data = self.take_data(&mut values);
        values.finish()?;
        Ok(data)
    }

    fn values(&self) -> Result<Values, ConfigError> {
        let file = self.file.as_ref().map(ConfigFile::layer).transpose()?;
        let environment = self.environment.layer()?;
        Ok(Values::new(vec![
            self.flags.clone(),
            environment,
            file.unwrap_or_default(),
        ]))
    }

    fn take_data(&self, values: &mut Values) -> PathBuf {
        if let Some(path) = values.value(&DATA) {
            return path;
        }
        match data_directory::find(&self.environment) {
            Ok((path, variable)) => {
                let shown = DATA.kind.show(&Some(path.clone()));
                values.note(DATA.key, shown, Origin::Derived(variable));
                path
            }
            Err(error) => {
                values.fail(error);
                PathBuf::new()
            }
        }
    }

    fn warnings(&self, config: &Config) -> Vec<String> {
        let unknown = self.environment.unknown();
        let mut warnings: Vec<_> = unknown
            .map(|name| format!("{name} is no setting and does nothing"))
            .collect();
        if config.password_memory < PASSWORD_MEMORY_ADVISED {
            warnings.push(format!(
                "password-memory is {}: below {PASSWORD_MEMORY_ADVISED} stolen hashes are easy to guess",
                config.password_memory
            ));
        }
        if !config.flood_guard {
            warnings.push("flood-guard is off: anybody can overload this server".to_owned());
        }
        warnings
    }
}
