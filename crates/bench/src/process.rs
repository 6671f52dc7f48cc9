//! What a process costs: its processor time and its memory, as the kernel counts them.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use nix::time::{ClockId, clock_getcpuclockid};
use nix::unistd::Pid;

/// The processor time of a process, user and system, of all its threads, those that ended included.
/// Precise to the nanosecond, unlike the ticks in `/proc/PID/stat`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CpuClock(ClockId);

impl CpuClock {
    /// Of the process with this id.
    pub(crate) fn of(process: u32) -> Result<Self> {
        let process = Pid::from_raw(i32::try_from(process)?);
        Ok(Self(clock_getcpuclockid(process)?))
    }

    /// Of this process.
    pub(crate) fn own() -> Self {
        Self(ClockId::CLOCK_PROCESS_CPUTIME_ID)
    }

    /// The time used so far.
    pub(crate) fn now(self) -> Result<Duration> {
        Ok(self.0.now()?.into())
    }
}

/// Bytes of a process that are resident, files that it has mapped included.
pub(crate) fn resident(process: u32) -> Result<u64> {
    let path = format!("/proc/{process}/smaps_rollup");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    parse_resident(&text).ok_or_else(|| anyhow!("{path} has no line Rss"))
}

fn parse_resident(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Rss:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The processor time of the threads that a process has now, by their names.
pub(crate) fn threads(process: u32) -> Result<BTreeMap<String, Duration>> {
    let mut threads = BTreeMap::new();
    for entry in fs::read_dir(format!("/proc/{process}/task"))? {
        let path = entry?.path();
        // A thread may end while this looks.
        let (Ok(name), Ok(text)) = (
            fs::read_to_string(path.join("comm")),
            fs::read_to_string(path.join("schedstat")),
        ) else {
            continue;
        };
        let time = text.split(' ').next().and_then(|time| time.parse().ok());
        if let Some(time) = time {
            *threads.entry(name.trim().to_owned()).or_default() += Duration::from_nanos(time);
        }
    }
    Ok(threads)
}

#[cfg(test)]
mod tests {
    use super::{CpuClock, parse_resident, resident, threads};

    #[test]
    fn the_resident_size_is_found() {
        let text = "55d0-7ffd ---p 0 00:00 0 [rollup]\nRss:        1324 kB\nPss:         200 kB\n";
        assert_eq!(parse_resident(text), Some(1324 * 1024));
        assert_eq!(parse_resident("Pss: 200 kB\n"), None);
    }

    #[test]
    fn this_process_costs_something() {
        let process = std::process::id();
        assert!(resident(process).unwrap() > 0);
        assert!(!threads(process).unwrap().is_empty());
        let before = CpuClock::own().now().unwrap();
        assert!(CpuClock::of(process).unwrap().now().unwrap() >= before);
    }
}
