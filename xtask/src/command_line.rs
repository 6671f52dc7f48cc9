//! The words after `cargo xtask`, and what each of them runs.

use anyhow::{Result, bail};

use crate::cargo;
use crate::steps::{self, Step};
use crate::workspace::Workspace;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  ci          everything below except bench, in this order; stops at the first failure
  fmt         the formatting is rustfmt's
  tidy        the rules of layout, layering and size that rustc cannot check
  deps        licences and sources of the dependency tree
  lint        clippy, warnings denied
  doc         the documentation builds without a warning
  e2e-tools   the programs that the end-to-end tests run; installed if this is root on Debian
  test        e2e-tools, then every test
  bench       every benchmark, in release mode, into docs/performance.md; --quick for a short run
  bench ...   one of them: what follows is passed on (bench --help lists them)";

/// Runs what the arguments ask for.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    match arguments {
        [command, rest @ ..] if command == "bench" => cargo::bench(workspace, rest),
        [command] if matches!(command.as_str(), "help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        [command] => match steps_of(command) {
            Some(chosen) => steps::run(workspace, &chosen),
            None => bail!("unknown command \"{command}\"\n\n{USAGE}"),
        },
        [] => bail!("a command is missing\n\n{USAGE}"),
        [command, ..] => bail!("\"{command}\" takes no arguments\n\n{USAGE}"),
    }
}

/// The steps that a command stands for, in order.
fn steps_of(command: &str) -> Option<Vec<&'static Step>> {
    let wanted = |step: &Step| match command {
        "ci" => true,
        "test" => step.command == "test" || step.command == "e2e-tools",
        single => step.command == single,
    };
    let chosen: Vec<_> = steps::ALL.iter().filter(|step| wanted(step)).collect();
    (!chosen.is_empty()).then_some(chosen)
}

#[cfg(test)]
mod tests {
    use super::{USAGE, steps, steps_of};

    fn commands_of(command: &str) -> Option<Vec<&'static str>> {
        steps_of(command).map(|chosen| chosen.iter().map(|step| step.command).collect())
    }

    #[test]
    fn ci_is_every_step() {
        assert_eq!(
            steps_of("ci").map(|chosen| chosen.len()),
            Some(steps::ALL.len())
        );
    }

    #[test]
    fn the_tests_get_their_tools_first() {
        assert_eq!(commands_of("test"), Some(vec!["e2e-tools", "test"]));
    }

    #[test]
    fn a_step_runs_alone() {
        assert_eq!(commands_of("lint"), Some(vec!["lint"]));
    }

    #[test]
    fn an_unknown_command_is_none() {
        assert_eq!(commands_of("tests"), None);
    }

    #[test]
    fn the_usage_names_every_step() {
        for step in steps::ALL {
            assert!(
                USAGE.contains(&format!("\n  {} ", step.command)),
                "{}",
                step.command
            );
        }
    }
}
