//! Options that scenarios share, and their values.

use clap::{Arg, ArgMatches, value_parser};

/// An option with a number that is at least 1.
pub(crate) fn count(name: &'static str, default: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("N")
        .value_parser(value_parser!(u32).range(1..))
        .default_value(default)
        .help(help)
}

/// The value of a [`count`].
pub(crate) fn number(matches: &ArgMatches, name: &str) -> usize {
    matches
        .get_one::<u32>(name)
        .map_or(0, |number| *number as usize)
}

/// An option with several numbers, each at least 1.
pub(crate) fn counts(name: &'static str, default: &'static str, help: &'static str) -> Arg {
    count(name, default, help)
        .value_name("N,…")
        .value_delimiter(',')
}

/// The values of [`counts`].
pub(crate) fn numbers(matches: &ArgMatches, name: &str) -> Vec<usize> {
    let numbers = matches.get_many::<u32>(name).unwrap_or_default();
    numbers.map(|number| *number as usize).collect()
}
