//! A person at a terminal: the real client under a pseudo-terminal.

mod liberties;
mod pair;

use std::fs::File;
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};

use rustix::process::Pid;
use vt100::{Parser, Screen};

use super::PASSWORD;
use super::ended::hourglass;
use super::process::Process;
use super::transcript::Transcript;
use liberties::Liberties;

const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("more than none");
const COLUMNS: NonZeroU16 = NonZeroU16::new(100).expect("more than none");

/// A pseudo-terminal with a program in it. Nothing scrolls away: there are more rows than any test fills.
pub(crate) struct Terminal {
    process: Process,
    keyboard: File,
    written: Transcript,
    /// The program's side, kept open so that its settings can be looked at afterwards.
    inside: OwnedFd,
    settings: String,
}

/// What a program left behind in its terminal.
pub(crate) struct TerminalEnd {
    pub(crate) code: i32,
    pub(crate) screen: String,
    /// Whether the terminal is set as it was found.
    pub(crate) restored: bool,
}

impl Terminal {
    /// The client of `name` with the password in the environment, logged in.
    pub(crate) fn join(address: SocketAddr, name: &str) -> Self {
        let terminal =
            Self::start(Self::command(address, name).env("HOURGLASS_PASSWORD", PASSWORD));
        terminal.wait_for("/exit leaves.");
        terminal
    }

    /// The command line of a person.
    pub(crate) fn command(address: SocketAddr, name: &str) -> Command {
        let (host, port) = (address.ip().to_string(), address.port().to_string());
        let mut command = hourglass(&["client", "-H", &host, "-p", &port, name]);
        command.env("TERM", "xterm-256color").env("TZ", "UTC");
        command
    }

    /// Starts a command in a terminal of its own.
    pub(crate) fn start(command: &Command) -> Self {
        let (keyboard, inside) = pair::open(ROWS, COLUMNS);
        let settings = pair::settings(&inside);
        let process = spawn(command, &inside);
        Self {
            process,
            written: Transcript::of(keyboard.try_clone().expect("a descriptor")),
            keyboard,
            inside,
            settings,
        }
    }

    /// Runs a command in a terminal that is closed as soon as it has shown `words`; the exit code.
    pub(crate) fn closed_after(words: &str, command: &Command) -> i32 {
        let (mut outside, inside) = pair::open(ROWS, COLUMNS);
        let mut process = spawn(command, &inside);
        drop(inside);
        let mut written = Vec::new();
        while !String::from_utf8_lossy(&written).contains(words) {
            let mut buffer = [0; 1_024];
            let count = outside.read(&mut buffer).expect("the program runs");
            written.extend_from_slice(&buffer[..count]);
        }
        drop(outside);
        process.code()
    }

    /// Presses keys.
    pub(crate) fn type_keys(&mut self, keys: &str) {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("the terminal takes it");
    }

    /// Types a line and presses Enter.
    pub(crate) fn type_line(&mut self, line: &str) {
        self.type_keys(&format!("{line}\r"));
    }

    /// Waits until `words` stand somewhere on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(&format!("{words:?}"), |rows| {
            rows.iter().any(|row| row.contains(words))
        });
    }

    /// Waits until the row of the cursor reads so.
    #[track_caller]
    pub(crate) fn wait_for_line(&self, line: &str) {
        let what = format!("{line:?} in the row of the cursor");
        self.written.wait_until(&what, |bytes| {
            let (screen, _) = painted(bytes);
            let row = usize::from(screen.cursor_position().0);
            rows(&screen).get(row).is_some_and(|text| text == line)
        });
    }

    /// Waits until the rows of the screen are as they should be.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&[String]) -> bool) {
        self.written
            .wait_until(what, |bytes| holds(&rows(&painted(bytes).0)));
    }

    /// The screen as it is.
    pub(crate) fn screen(&self) -> String {
        rows(&painted(&self.written.bytes()).0).join("\n")
    }

    /// What the terminal was asked to do besides showing text, moving the cursor and colours.
    pub(crate) fn liberties(&self) -> Vec<String> {
        painted(&self.written.bytes()).1
    }

    /// Everything that was written to the terminal.
    pub(crate) fn written(&self) -> String {
        self.written.text()
    }

    /// The id of the program in it.
    pub(crate) fn id(&self) -> Pid {
        self.process.id()
    }

    /// Waits for the end of the program.
    pub(crate) fn ended(mut self) -> TerminalEnd {
        let code = self.process.code();
        let settings = pair::settings(&self.inside);
        // Now that nobody has the terminal open, what is left in it is read, and then its end.
        drop(self.inside);
        self.written.wait_for_end();
        let (screen, _) = painted(&self.written.bytes());
        let plain = !screen.bracketed_paste()
            && !screen.hide_cursor()
            && !screen.alternate_screen()
            && !screen.application_cursor();
        TerminalEnd {
            code,
            screen: rows(&screen).join("\n"),
            restored: plain && settings == self.settings,
        }
    }
}

/// Starts a command in a session of its own, with this as its terminal. What it was started with would hold
/// the terminal open, so it does not outlive this.
fn spawn(command: &Command, inside: &OwnedFd) -> Process {
    let stream = || Stdio::from(inside.try_clone().expect("a descriptor"));
    let mut in_a_session = Command::new("setsid");
    in_a_session
        .arg("--ctty")
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        )
        .stdin(stream())
        .stdout(stream())
        .stderr(stream());
    Process::start(&mut in_a_session)
}

/// The screen after these bytes, and what the terminal was asked besides.
fn painted(bytes: &[u8]) -> (Screen, Vec<String>) {
    let mut parser = Parser::new_with_callbacks(ROWS, COLUMNS, 0, Liberties::default());
    parser.process(bytes);
    let screen = parser.screen().clone();
    (screen, parser.callbacks().0.clone())
}

fn rows(screen: &Screen) -> Vec<String> {
    let rows = screen.rows(0, COLUMNS.get());
    rows.map(|row| row.trim_end().to_owned()).collect()
}
