//! The example file, made from the definitions.

use super::definitions::{ALL, Definition};
use super::kind::Shown;

/// Columns of the longest comment line.
const COLUMNS_MAX: usize = 96;

const HEADER: &str = "\
# The settings of `hourglass server`.
#
# Every line that sets something is commented out and shows the default: take the # away and
# change the value. Name this file with --config FILE or HOURGLASS_CONFIG; without either no
# file is read. A flag beats an environment variable, a variable beats this file.
#
# Written by: hourglass server --print-example-config
";

/// The whole of `hourglass.example.toml`.
pub fn example_file() -> String {
    let entries = ALL.iter().map(|definition| entry(*definition));
    entries.fold(HEADER.to_owned(), |text, entry| text + "\n" + &entry)
}

fn entry(definition: &dyn Definition) -> String {
    let prose = match definition.comment() {
        "" => format!("{}.", definition.help()),
        comment => format!("{}. {comment}", definition.help()),
    };
    let default = definition.default_shown();
    let mut text = wrapped(&prose);
    if let Shown::Unset { meaning, .. } = default {
        text += &wrapped(&format!("Default: {meaning}."));
    }
    text += &wrapped(&format!("Allowed: {}.", definition.allowed()));
    text + &format!("#{} = {}\n", definition.key(), default.toml())
}

/// Comment lines of at most [`COLUMNS_MAX`] columns, as long as no word is longer.
fn wrapped(prose: &str) -> String {
    let mut text = String::new();
    let mut columns = 0;
    for word in prose.split_whitespace() {
        let needed = 1 + word.chars().count();
        if columns == 0 || columns + needed > COLUMNS_MAX {
            text += if columns == 0 { "#" } else { "\n#" };
            columns = 1;
        }
        text += " ";
        text += word;
        columns += needed;
    }
    text + "\n"
}
