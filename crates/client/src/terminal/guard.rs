//! Leaves the terminal as it was found, also when whoever changed it never gets to do it.

use std::fs::{File, OpenOptions};
use std::io::Write;

use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};

/// Ends what the line editor may have switched on: marks around pasted text, and painting in one go.
const SWITCH_OFF: &str = "\x1b[?2004l\x1b[?2026l\r\n";

/// The settings of the terminal that this program was started in.
pub(crate) struct Guard {
    found: Option<(File, Termios)>,
}

impl Guard {
    /// Remembers how the terminal is set, if there is one.
    pub(crate) fn new() -> Self {
        let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty");
        let found = terminal.ok().and_then(|terminal| {
            let settings = tcgetattr(&terminal).ok()?;
            Some((terminal, settings))
        });
        Self { found }
    }

    /// Sets it so again; `unfinished` if a line is on the screen that was never completed.
    pub(crate) fn restore(mut self, unfinished: bool) {
        let Some((terminal, settings)) = &mut self.found else {
            return;
        };
        // Nothing more can be done about a terminal that is gone.
        let _ = tcsetattr(&*terminal, SetArg::TCSADRAIN, settings);
        if unfinished {
            let _ = terminal.write_all(SWITCH_OFF.as_bytes());
        }
    }
}
