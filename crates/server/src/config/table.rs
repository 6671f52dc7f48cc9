//! The table of settings for the README, made from the definitions.

use super::definitions::ALL;

/// A Markdown table of all settings.
pub fn settings_table() -> String {
    let mut table = "| setting | default | allowed | what it is |\n|---|---|---|---|\n".to_owned();
    for definition in ALL {
        let (key, help, allowed) = (definition.key(), definition.help(), definition.allowed());
        let default = definition.default_shown();
        table += &format!("| `--{key}` | {} | {allowed} | {help} |\n", default.plain());
    }
    table
}
