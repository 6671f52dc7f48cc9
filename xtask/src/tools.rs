//! The programs of others that the end-to-end tests run.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// A program that the end-to-end tests start, and the Debian package that brings it, or several with spaces.
struct Tool {
    program: &'static str,
    package: &'static str,
}

const TOOLS: &[Tool] = &[
    tool("irssi", "irssi"),
    tool("nc", "netcat-openbsd"),
    tool("setsid", "util-linux"),
    tool("telnet", "telnet"),
    tool("timeout", "coreutils"),
    tool("tmux", "tmux"),
    // It is typed into through a plugin.
    tool("weechat-headless", "weechat-headless weechat-plugins"),
];

const fn tool(program: &'static str, package: &'static str) -> Tool {
    Tool { program, package }
}

/// Wait up to 120 seconds for another apt to finish, try a download again, draw no progress bars.
const APT_OPTIONS: &[&str] = &[
    "-q",
    "-o",
    "DPkg::Lock::Timeout=120",
    "-o",
    "Acquire::Retries=3",
    "-o",
    "Dpkg::Use-Pty=0",
];

/// Sees to it that every tool is there: installs what is missing where that is possible.
pub(crate) fn provide(_: &Workspace) -> Result<()> {
    let folders = search_path();
    let missing = missing_of(TOOLS, &folders);
    if missing.is_empty() {
        return Ok(());
    }
    if !(find("apt-get", &folders) && is_root()?) {
        bail!("{}", what_to_install(&missing));
    }
    let packages = missing.iter().flat_map(|tool| tool.package.split(' '));
    install(&packages.collect::<Vec<_>>())?;
    match missing_of(TOOLS, &folders).as_slice() {
        [] => Ok(()),
        still => bail!("installed, and yet: {}", what_to_install(still)),
    }
}

fn install(packages: &[&str]) -> Result<()> {
    apt(&["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

fn apt(arguments: &[&str]) -> Result<()> {
    println!("$ apt-get {}", arguments.join(" "));
    let status = Command::new("apt-get")
        .args(APT_OPTIONS)
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .status()
        .context("cannot start apt-get")?;
    if !status.success() {
        bail!("`apt-get {}` ended with {status}", arguments.join(" "));
    }
    Ok(())
}

fn is_root() -> Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("cannot start `id -u`")?;
    Ok(output.stdout.trim_ascii() == b"0")
}

fn what_to_install(missing: &[&Tool]) -> String {
    let programs: Vec<&str> = missing.iter().map(|tool| tool.program).collect();
    let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
    format!(
        "not found on the PATH: {}. Install what brings them; in Debian that is \
         `sudo apt-get install {}`",
        programs.join(", "),
        packages.join(" ")
    )
}

fn missing_of<'a>(tools: &'a [Tool], folders: &[PathBuf]) -> Vec<&'a Tool> {
    tools
        .iter()
        .filter(|tool| !find(tool.program, folders))
        .collect()
}

fn find(program: &str, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| folder.join(program).is_file())
}

fn search_path() -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Tool, missing_of, tool, what_to_install};

    const PRESENT: Tool = tool("Cargo.toml", "there");
    const ABSENT: Tool = tool("no-such-program", "absent");

    #[test]
    fn only_what_is_in_no_folder_is_missing() {
        let folders = [
            PathBuf::from("/no/such/folder"),
            env!("CARGO_MANIFEST_DIR").into(),
        ];
        let tools = [PRESENT, ABSENT];
        let missing: Vec<_> = missing_of(&tools, &folders)
            .iter()
            .map(|it| it.program)
            .collect();
        assert_eq!(missing, ["no-such-program"]);
    }

    #[test]
    fn the_advice_names_the_program_and_its_package() {
        let advice = what_to_install(&[&ABSENT]);
        assert!(advice.contains("PATH: no-such-program."), "{advice}");
        assert!(advice.contains("apt-get install absent"), "{advice}");
    }
}
