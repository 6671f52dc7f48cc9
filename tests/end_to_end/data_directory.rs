//! Data directories that cannot be used, and one that is in use.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use rustix::process::geteuid;
use tempfile::{TempDir, tempdir};

use crate::kit::{Ended, Line, RealServer, assert_sound, hourglass};

/// Starts a server that cannot start.
fn refused(data: &Path) -> Ended {
    let arguments = [
        "server",
        "--port",
        "0",
        "--password-memory",
        "1MiB",
        "--data",
    ];
    let ended = Ended::of(hourglass(&arguments).arg(data));
    assert_eq!(ended.output, "", "it said that it listens");
    ended
}

#[test]
fn a_second_server_is_refused_and_the_first_one_goes_on() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut alice = Line::join(server.address, "alice");
    let bob = Line::join(server.address, "bob");
    alice.say_for_sure("before");
    let ended = refused(data.path());
    assert_eq!(ended.code, 4, "{}", ended.errors);
    let process = format!("(process {})", server.id());
    assert!(ended.errors.contains(&process), "{}", ended.errors);
    alice.say("after");
    bob.heard.wait_for("alice:\tafter\n");
}

#[test]
fn a_file_is_no_data_directory() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "precious").expect("a file");
    for (data, code) in [(file.clone(), 2), (file.join("below"), 1)] {
        let ended = refused(&data);
        assert_eq!(ended.code, code, "{}", ended.errors);
        let last = ended.errors.lines().last().expect("a line");
        assert!(last.contains(&data.display().to_string()), "{last}");
    }
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "precious");
}

/// A directory in which nobody can make anything, root included.
const NOBODYS: &str = "/sys/hourglass";

fn assert_cannot_be_written_to(data: &Path) {
    let ended = refused(data);
    assert_eq!(ended.code, 1, "{}", ended.errors);
    let last = ended.errors.lines().last().expect("a line");
    assert!(last.contains("cannot be written to"), "{last}");
    assert!(last.contains(&data.display().to_string()), "{last}");
}

#[test]
fn a_directory_that_cannot_be_made_is_refused() {
    assert_cannot_be_written_to(Path::new(NOBODYS));
}

#[test]
fn data_that_is_read_only_is_refused_and_can_be_checked() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &[]);
    Line::join(server.address, "alice").say_for_sure("something");
    server.stop();
    match ReadOnly::make(&data) {
        Some(_guard) => {
            assert_cannot_be_written_to(data.path());
            assert_sound(data.path());
        }
        // Root is kept from nothing where it cannot mount, not even by a file's mode.
        None => println!("no data can be made read-only here; {NOBODYS} has to do"),
    }
}

/// A directory that is read-only while this lives.
struct ReadOnly<'a> {
    data: &'a Path,
    is_mounted: bool,
}

impl<'a> ReadOnly<'a> {
    fn make(data: &'a TempDir) -> Option<Self> {
        let data = data.path();
        if !geteuid().is_root() {
            for entry in fs::read_dir(data).expect("a folder") {
                set_mode(&entry.expect("an entry").path(), 0o400);
            }
            set_mode(data, 0o500);
            let is_mounted = false;
            return Some(Self { data, is_mounted });
        }
        let steps = [vec!["--bind"], vec!["-o", "remount,bind,ro"]];
        let mount = |options: &Vec<&str>| {
            let mut command = Command::new("mount");
            command.args(options).args([data, data]);
            command.output().is_ok_and(|output| output.status.success())
        };
        let is_mounted = steps.iter().all(mount);
        is_mounted.then_some(Self { data, is_mounted })
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        if self.is_mounted {
            let _ = Command::new("umount").arg(self.data).status();
        } else {
            set_mode(self.data, 0o700);
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}
