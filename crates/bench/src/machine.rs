//! The machine: its limits, its cores, and what the report says of it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use nix::sched::{CpuSet, sched_setaffinity};
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
    format!(
        "{}, Linux {}, data on {file_system}",
        processor(),
        kernel.join(".")
    )
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

    use super::file_system;

    #[test]
    fn the_longest_mount_point_counts() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/b /tmpx xfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/tmp/data")), Some("tmpfs"));
        assert_eq!(file_system(mounts, Path::new("/srv/data")), Some("ext4"));
        assert_eq!(file_system("", Path::new("/srv")), None);
    }
}
