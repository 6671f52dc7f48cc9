//! The layer of command line flags.

use clap::{Arg, ArgMatches};

use super::definitions::{ALL, DATA, Definition};
use super::layer::Layer;
use super::place::Place;

/// The name of the flag that names the settings file.
pub const CONFIG_FLAG: &str = "config";

/// The variable that names the settings file where the flag does not.
pub const CONFIG_VARIABLE: &str = "HOURGLASS_CONFIG";

/// The flags of all settings, and the one for the settings file.
pub fn arguments() -> Vec<Arg> {
    let settings = ALL.iter().map(|definition| argument(*definition));
    std::iter::once(config_argument()).chain(settings).collect()
}

/// The flags that a command needs which only looks for the data.
pub fn data_arguments() -> Vec<Arg> {
    vec![config_argument(), argument(&DATA)]
}

/// The settings among the flags of a command that was built with [`arguments`] or
/// [`data_arguments`].
pub(super) fn layer(matches: &ArgMatches) -> Layer {
    let mut layer = Layer::default();
    for definition in ALL {
        let key = definition.key();
        if let Ok(Some(text)) = matches.try_get_one::<String>(key) {
            layer.set(key, text.clone(), Place::Flag(key));
        }
    }
    layer
}

fn config_argument() -> Arg {
    Arg::new(CONFIG_FLAG)
        .long(CONFIG_FLAG)
        .value_name("FILE")
        .help("Read settings from this TOML file; without it no file is read")
        .long_help(format!(
            "Read settings from this TOML file; without it no file is read\n[env: {CONFIG_VARIABLE}]"
        ))
}

fn argument(definition: &'static dyn Definition) -> Arg {
    let (help, shown) = (definition.help(), definition.default_shown());
    let default = shown.plain();
    Arg::new(definition.key())
        .long(definition.key())
        .value_name(definition.placeholder())
        .allow_negative_numbers(true)
        .help(format!("{help} [default: {default}]"))
        .long_help(format!(
            "{help}\n[default: {default}]\n[allowed: {}]\n[env: {}]",
            definition.allowed(),
            definition.variable()
        ))
}
