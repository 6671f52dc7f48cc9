//! Leaves the terminal as it was found, also when the line editor never gets to do it.

use std::io::{self, Write};

use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};

/// Ends what the editor may have switched on: marks around pasted text, and painting in one go.
const SWITCH_OFF: &str = "\x1b[?2004l\x1b[?2026l\r\n";

/// The settings of a terminal.
pub(super) struct Guard {
    found: Option<Termios>,
}

impl Guard {
    /// Remembers how the terminal of standard input is set.
    pub(super) fn new() -> Self {
        Self {
            found: tcgetattr(io::stdin()).ok(),
        }
    }

    /// Sets it so again; `editing` if a line is on the screen whose editor was not left.
    pub(super) fn restore(&self, editing: bool) {
        // Nothing more can be done about a terminal that is gone.
        if let Some(found) = &self.found {
            let _ = tcsetattr(io::stdin(), SetArg::TCSADRAIN, found);
        }
        if editing {
            let mut output = io::stdout().lock();
            let _ = output
                .write_all(SWITCH_OFF.as_bytes())
                .and_then(|()| output.flush());
        }
    }
}
