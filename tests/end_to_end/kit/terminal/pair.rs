//! Both sides of a pseudo-terminal.

use std::fs::File;
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};

/// The person's side and the program's side. Programs that other tests start meanwhile inherit neither.
pub(super) fn open(rows: NonZeroU16, columns: NonZeroU16) -> (File, OwnedFd) {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let outside = openpt(flags).expect("a pseudo-terminal");
    grantpt(&outside).expect("it is ours");
    unlockpt(&outside).expect("it is ours");
    let path = ptsname(&outside, Vec::new()).expect("a name");
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let inside = rustix::fs::open(path.as_c_str(), flags, Mode::empty()).expect("the other side");
    let size = Winsize {
        ws_row: rows.get(),
        ws_col: columns.get(),
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&inside, size).expect("a size");
    (File::from(outside), inside)
}

/// How the terminal is set, to be compared.
pub(super) fn settings(inside: &OwnedFd) -> String {
    format!("{:?}", tcgetattr(inside).expect("its settings"))
}
