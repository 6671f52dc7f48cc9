//! The machine: its limits, its cores, and what the report says of it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::unistd::Pid;

/// Raises the number of open files to what this process and its children may have; answers that number.
pub(crate) fn raise_open_files() -> Result<u64> {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, hard, hard)?;
    Ok(hard)
}

/// Keeps this thread, and the processes that it starts from now on, on one core.
pub(crate) fn pin_to(core: usize) -> Result<()> {
    let mut set = CpuSet::new();
    set.set(core)?;
    sched_setaffinity(Pid::from_raw(0), &set)
        .with_context(|| format!("cannot keep to core {core}; leave out --pin"))
}

/// Does some work that may pin this thread, and lets the thread run where it did before.
pub(crate) fn keeping_cores<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let before = sched_getaffinity(Pid::from_raw(0))?;
    let outcome = work();
    sched_setaffinity(Pid::from_raw(0), &before)?;
    outcome
}

/// How many cores there are.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The processor in words, and how many cores it has.
pub(crate) fn processor() -> String {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unknown processor", |(_, model)| model);
    format!("{} cores of {model}", cores())
}

/// In words: processor, cores, kernel, and the file system that `data` is on. Nothing that names the
/// machine.
pub(crate) fn describe(data: &Path) -> String {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let kernel: Vec<_> = release.trim().split('.').take(2).collect();
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let file_system = file_system(&mounts, data).unwrap_or("an unknown file system");
    let meminfo = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let congestion =
        fs::read_to_string("/proc/sys/net/ipv4/tcp_congestion_control").unwrap_or_default();
    format!(
        "{}, {} GiB of memory, Linux {}, data on {file_system}, TCP with {}",
        processor(),
        gibibytes(&meminfo).unwrap_or_default(),
        kernel.join("."),
        congestion.trim()
    )
}

/// The load average of the last minute.
pub(crate) fn load() -> String {
    let averages = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    averages.split(' ').next().unwrap_or_default().to_owned()
}

/// The memory that the kernel has, to the nearest whole number.
fn gibibytes(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some((kibibytes + (1 << 19)) >> 20)
}

/// The type of the file system that holds `path`: that of the longest mount point above it.
fn file_system<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(point, _)| path.starts_with(point))
        .max_by_key(|(point, _)| point.len())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{file_system, gibibytes};

    #[test]
    fn the_memory_is_rounded() {
        let meminfo = "MemTotal:       16277320 kB\nMemFree:         9000000 kB\n";
        assert_eq!(gibibytes(meminfo), Some(16));
        assert_eq!(gibibytes(""), None);
    }

    #[test]
    fn the_longest_mount_point_counts() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/b /tmpx xfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/tmp/data")), Some("tmpfs"));
        assert_eq!(file_system(mounts, Path::new("/srv/data")), Some("ext4"));
        assert_eq!(file_system("", Path::new("/srv")), None);
    }
}
