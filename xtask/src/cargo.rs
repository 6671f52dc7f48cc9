//! The steps that cargo does.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace::Workspace;

/// `rustfmt` would change nothing.
pub(crate) fn check_formatting(workspace: &Workspace) -> Result<()> {
    need_component(workspace, "fmt")?;
    run(workspace, "fmt", &["--all", "--check"], &[])
        .map_err(|error| anyhow!("{error}; `cargo fmt --all` mends it"))
}

/// Clippy and the compiler have nothing to say about any target.
pub(crate) fn lint(workspace: &Workspace) -> Result<()> {
    need_component(workspace, "clippy")?;
    let arguments = [
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    run(workspace, "clippy", &arguments, &[])
}

/// Every test passes: units, documentation examples, stories and end to end.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    run(workspace, "test", &["--locked", "--workspace"], &[])
}

/// The documentation builds, private items included, and every link in it leads somewhere.
pub(crate) fn document(workspace: &Workspace) -> Result<()> {
    let arguments = [
        "--locked",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ];
    run(
        workspace,
        "doc",
        &arguments,
        &[("RUSTDOCFLAGS", "-D warnings")],
    )
}

/// The benchmarks, with the arguments that were given, of a server that is built first.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let server = ["--locked", "--release", "--package", "hourglass"];
    run(workspace, "build", &server, &[])?;
    let mut all = vec![
        "--locked",
        "--release",
        "--package",
        "hourglass-bench",
        "--",
    ];
    all.extend(arguments.iter().map(String::as_str));
    run(workspace, "run", &all, &[])
}

/// An error that says what to install, unless cargo has the subcommand.
fn need_component(workspace: &Workspace, subcommand: &str) -> Result<()> {
    let found = Command::new(&workspace.cargo)
        .args([subcommand, "--version"])
        .current_dir(&workspace.root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", workspace.cargo.display()))?
        .success();
    if !found {
        bail!("`cargo {subcommand}` is not installed: rustup component add rustfmt clippy");
    }
    Ok(())
}

/// Runs cargo with its output passed through; an error where it does not succeed.
fn run(
    workspace: &Workspace,
    subcommand: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<()> {
    let line = format!("cargo {subcommand} {}", arguments.join(" "));
    println!("$ {line}");
    let status = Command::new(&workspace.cargo)
        .arg(subcommand)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(&workspace.root)
        .status()
        .with_context(|| format!("cannot start {}", workspace.cargo.display()))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}
