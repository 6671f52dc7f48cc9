//! Asks a person for something that is never shown.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};

use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};

/// Asks at the controlling terminal. It shows nothing that is typed from the moment the question stands
/// there: not even to somebody who types at once.
pub(super) fn ask(question: &str) -> io::Result<String> {
    let mut unseen = Unseen::begin()?;
    unseen.terminal.write_all(question.as_bytes())?;
    rpassword::read_password()
}

/// A terminal that does not show what is typed, for as long as this lives.
struct Unseen {
    terminal: File,
    found: Termios,
}

impl Unseen {
    fn begin() -> io::Result<Self> {
        let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
        let found = tcgetattr(&terminal)?;
        let mut settings = found.clone();
        settings
            .local_flags
            .remove(LocalFlags::ECHO | LocalFlags::ECHONL);
        // What was typed ahead belongs to the answer, so that it is not thrown away.
        tcsetattr(&terminal, SetArg::TCSANOW, &settings)?;
        Ok(Self { terminal, found })
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        // Nothing more can be done about a terminal that is gone.
        let _ = tcsetattr(&self.terminal, SetArg::TCSANOW, &self.found);
    }
}
