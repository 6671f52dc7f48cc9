//! Data directories whose room can be taken away and given back.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Resource, Rlimit, prlimit};
use tempfile::{TempDir, tempdir};

use crate::kit::RealServer;

/// Where a server keeps its data, with room or without.
pub(super) trait SmallDisk {
    /// The data directory.
    fn data(&self) -> &Path;
    /// From now on nothing more fits.
    fn fill(&mut self, server: &RealServer);
    /// There is room again, whether the server runs or not.
    fn free(&mut self, server: &RealServer);
}

/// A file system of its own, in memory. Its owner has to be root.
pub(super) struct Mount {
    place: TempDir,
}

impl Mount {
    /// One where mounting is allowed, and a [`Limit`] elsewhere: the same failure in another way.
    pub(super) fn or_limit() -> Box<dyn SmallDisk> {
        let place = tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=1m", "hourglass"])
            .arg(place.path());
        match mount.output() {
            Ok(output) if output.status.success() => Box::new(Self { place }),
            refused => {
                println!("no file system can be mounted here, so files are limited: {refused:?}");
                Box::new(Limit::new())
            }
        }
    }

    fn ballast(&self) -> PathBuf {
        self.place.path().join("ballast")
    }
}

impl SmallDisk for Mount {
    fn data(&self) -> &Path {
        self.place.path()
    }

    fn fill(&mut self, _: &RealServer) {
        let mut ballast = File::create(self.ballast()).expect("a file");
        while ballast.write_all(&[0; 4_096]).is_ok() {}
    }

    fn free(&mut self, _: &RealServer) {
        fs::remove_file(self.ballast()).expect("it is there");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: a server that a failing test has left may still be in it.
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(self.place.path())
            .status();
    }
}

/// A limit on the size of the server's files, as a quota of the process.
pub(super) struct Limit {
    data: TempDir,
}

impl Limit {
    pub(super) fn new() -> Self {
        let data = tempdir().expect("a folder");
        Self { data }
    }
}

impl SmallDisk for Limit {
    fn data(&self) -> &Path {
        self.data.path()
    }

    fn fill(&mut self, server: &RealServer) {
        let log = self.data.path().join("hourglass.db-wal");
        let size = fs::metadata(log).expect("a log").len();
        limit(server, Some(size));
    }

    fn free(&mut self, server: &RealServer) {
        if server.is_running() {
            limit(server, None);
        }
    }
}

/// Sets what the server may grow its files to, as long as it does not end.
fn limit(server: &RealServer, current: Option<u64>) {
    let limit = Rlimit {
        current,
        maximum: None,
    };
    prlimit(Some(server.id()), Resource::Fsize, limit).expect("the server is ours");
}
