//! Callgrind, which counts the instructions that a program executes.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

use super::MICRO_CASE;

const VALGRIND: &str = "valgrind";

/// Fails early, and with a hint, where valgrind is not installed.
pub(super) fn check() -> Result<()> {
    let found = Command::new(VALGRIND)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        _ => bail!("valgrind is not installed; in Debian that is `sudo apt-get install valgrind`"),
    }
}

/// The instructions of this program when it repeats a case so many times, its preparations included.
pub(super) fn instructions(case: &str, repetitions: usize) -> Result<u64> {
    let directory = tempfile::tempdir()?;
    let counts = directory.path().join("counts");
    let mut option = std::ffi::OsString::from("--callgrind-out-file=");
    option.push(&counts);
    let output = Command::new(VALGRIND)
        .args(["--quiet", "--tool=callgrind"])
        .arg(option)
        .arg(std::env::current_exe()?)
        .arg(MICRO_CASE)
        .arg(case)
        // Both numbers have three digits: reading them costs the same.
        .arg(format!("{repetitions:03}"))
        .env_clear()
        .output()
        .context("cannot start valgrind")?;
    if !output.status.success() {
        bail!("{case}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = fs::read_to_string(&counts).context("valgrind left no counts")?;
    total(&text).ok_or_else(|| anyhow!("valgrind's counts have no line `summary`"))
}

fn total(counts: &str) -> Option<u64> {
    let line = counts
        .lines()
        .find_map(|line| line.strip_prefix("summary:"))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::total;

    #[test]
    fn the_total_is_found() {
        let counts = "# callgrind format\nevents: Ir\nsummary: 1234567\n\nfn=(1) main\n";
        assert_eq!(total(counts), Some(1_234_567));
        assert_eq!(total("events: Ir\n"), None);
    }
}
