//! The list of steps that prove the tree, and how they are run and reported.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{cargo, dependencies, tidy, tools};

/// One thing that is proved about the tree.
pub(crate) struct Step {
    /// The word after `cargo xtask` that runs it alone.
    pub(crate) command: &'static str,
    name: &'static str,
    /// Says on failure what to do, unless the program it runs has already said so.
    run: Run,
}

type Run = fn(&Workspace) -> Result<()>;

/// Every step of `cargo xtask ci`, the quick ones first.
pub(crate) const ALL: &[Step] = &[
    step("fmt", "formatting", cargo::check_formatting),
    step("tidy", "tidy rules", tidy::check),
    step("deps", "dependencies", dependencies::check),
    step("lint", "clippy", cargo::lint),
    step("doc", "documentation", cargo::document),
    step("e2e-tools", "end-to-end tools", tools::provide),
    step("test", "tests", cargo::test),
];

const fn step(command: &'static str, name: &'static str, run: Run) -> Step {
    Step { command, name, run }
}

/// Runs the steps in order, each announced and timed, up to the first that fails.
pub(crate) fn run(workspace: &Workspace, steps: &[&Step]) -> Result<()> {
    let started = Instant::now();
    let mut reports = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n[{}/{}] {}", index + 1, steps.len(), step.name);
        let step_started = Instant::now();
        let outcome = (step.run)(workspace);
        reports.push(report(step.name, outcome.is_ok(), step_started.elapsed()));
        println!("{}", reports[index]);
        if let Err(error) = outcome {
            let Step { command, name, .. } = step;
            bail!("{name} failed: {error:#}\nRepeat it with: cargo xtask {command}");
        }
    }
    if steps.len() > 1 {
        println!("\n{}", reports.join("\n"));
        println!("{}", report("everything", true, started.elapsed()));
    }
    Ok(())
}

fn report(name: &str, passed: bool, took: Duration) -> String {
    let verdict = if passed { "ok" } else { "failed" };
    format!("{name:<18}{verdict:<8}{:>6.1} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use anyhow::{Result, bail};

    use super::{Step, report, run, step};
    use crate::workspace::Workspace;

    fn pass(_: &Workspace) -> Result<()> {
        Ok(())
    }

    fn fail(_: &Workspace) -> Result<()> {
        bail!("two lines are crooked")
    }

    fn must_not_run(_: &Workspace) -> Result<()> {
        bail!("this step should not have been reached")
    }

    fn failure_of(steps: &[&Step]) -> Option<String> {
        let workspace = Workspace {
            root: PathBuf::new(),
            cargo: PathBuf::new(),
        };
        run(&workspace, steps).err().map(|error| error.to_string())
    }

    #[test]
    fn steps_that_pass_are_no_error() {
        let first = step("one", "first", pass);
        assert_eq!(failure_of(&[&first, &first]), None);
    }

    #[test]
    fn the_first_failure_stops_and_says_how_to_repeat_it() {
        let first = step("one", "first", pass);
        let second = step("two", "second", fail);
        let third = step("three", "third", must_not_run);
        let expected = "second failed: two lines are crooked\nRepeat it with: cargo xtask two";
        assert_eq!(
            failure_of(&[&first, &second, &third]).as_deref(),
            Some(expected)
        );
    }

    #[test]
    fn a_report_is_one_aligned_line() {
        let took = Duration::from_millis(1_250);
        assert_eq!(
            report("tests", true, took),
            "tests             ok         1.2 s"
        );
        assert_eq!(
            report("tests", false, took),
            "tests             failed     1.2 s"
        );
    }
}
