//! `micro`: instructions that single functions execute, as callgrind counts them.
//!
//! Time varies with whatever else a machine does; the number of instructions does not, so that a
//! slow-down of one per cent is seen in a diff.

mod callgrind;
mod chat;
mod codec;
mod counts;

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::{Arg, ArgMatches, Command, value_parser};

use crate::machine;
use crate::options::number;
pub(crate) use counts::Counts;

/// The subcommand that runs all cases under callgrind.
pub(crate) const MICRO: &str = "micro";

/// The hidden subcommand that runs one case, and is run by callgrind.
pub(crate) const MICRO_CASE: &str = "micro-case";

/// A function that is measured.
struct Case {
    /// Its key in JSON and on the command line.
    key: &'static str,
    /// What it does, in the table.
    title: &'static str,
    /// Prepares what is needed to do it [`REPETITIONS_MAX`] times.
    prepare: fn() -> Result<Operation>,
}

/// Does what is measured once.
type Operation = Box<dyn FnMut()>;

/// Repetitions in the longer one of the two runs of a case.
const REPETITIONS_MAX: usize = 512;

fn cases() -> impl Iterator<Item = &'static Case> {
    chat::CASES.iter().chain(codec::CASES)
}

/// `micro`, with its options.
pub(crate) fn command() -> Command {
    Command::new(MICRO)
        .about("Instructions of single functions: the chat's commands, the codecs")
        .arg(file("json").help("Write the counts there as JSON"))
        .arg(file("compare").help("Show the change against the counts in this JSON"))
}

/// `micro-case`, with its arguments.
pub(crate) fn case_command() -> Command {
    Command::new(MICRO_CASE)
        .hide(true)
        .arg(Arg::new("case").required(true))
        .arg(
            Arg::new("repetitions")
                .required(true)
                .value_parser(value_parser!(u32)),
        )
}

fn file(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
}

/// Counts, prints the table, and compares.
pub(crate) fn run(matches: &ArgMatches) -> Result<()> {
    let before = matches
        .get_one::<PathBuf>("compare")
        .map(|path| Counts::read(path))
        .transpose()?;
    let counts = count()?;
    println!("{}\n", machine::processor());
    println!("{}", counts.markdown(before.as_ref()));
    if let Some(path) = matches.get_one::<PathBuf>("json") {
        counts.write(path)?;
    }
    Ok(())
}

/// Counts the instructions of every case.
pub(crate) fn count() -> Result<Counts> {
    callgrind::check()?;
    let mut counts = Counts::default();
    for case in cases() {
        // What both runs do before and after their repetitions cancels out.
        let half = callgrind::instructions(case.key, REPETITIONS_MAX / 2)?;
        let all = callgrind::instructions(case.key, REPETITIONS_MAX)?;
        let each = all.saturating_sub(half) as f64 / (REPETITIONS_MAX / 2) as f64;
        eprintln!("{}: {each:.0} instructions", case.title);
        counts.add(case.key, case.title, each);
    }
    Ok(counts)
}

/// Runs one case so many times, and measures nothing.
pub(crate) fn run_case(matches: &ArgMatches) -> Result<()> {
    let key = matches.get_one::<String>("case");
    let case = cases()
        .find(|case| key.is_some_and(|key| key == case.key))
        .ok_or_else(|| anyhow!("there is no such case"))?;
    let mut operation = (case.prepare)()?;
    for _ in 0..number(matches, "repetitions").min(REPETITIONS_MAX) {
        operation();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{REPETITIONS_MAX, cases};

    #[test]
    fn no_two_cases_have_one_key() {
        let keys: BTreeSet<_> = cases().map(|case| case.key).collect();
        assert_eq!(keys.len(), cases().count());
    }

    #[test]
    fn every_case_can_be_repeated_as_often_as_it_will_be() {
        for case in cases() {
            let mut operation = (case.prepare)().unwrap();
            (0..REPETITIONS_MAX).for_each(|_| operation());
        }
    }
}
