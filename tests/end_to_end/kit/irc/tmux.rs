//! A program in a terminal of tmux.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// More than any test fills, so that no line is wrapped.
const COLUMNS: &str = "250";
const ROWS: &str = "50";

/// Ends a program that its test did not live long enough to end, in seconds.
const LONGEST: &str = "900";

/// A tmux server of its own, with one program in one window.
pub(super) struct Tmux {
    socket: PathBuf,
}

impl Tmux {
    /// Starts a program, with nothing of the environment but the search path.
    pub(super) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let tmux = Self {
            socket: folder.join("tmux"),
        };
        let path = std::env::var("PATH").expect("a search path");
        let mut words = vec!["-f", "/dev/null", "new-session", "-d"];
        words.extend(["-x", COLUMNS, "-y", ROWS, "env", "-i"]);
        let environment = [
            format!("PATH={path}"),
            format!("HOME={}", folder.display()),
            "TERM=screen-256color".to_owned(),
            "LC_ALL=C.UTF-8".to_owned(),
            "TZ=UTC".to_owned(),
        ];
        words.extend(environment.iter().map(String::as_str));
        words.extend(["timeout", "--foreground", LONGEST]);
        words.extend(arguments);
        let output = tmux.run(&words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "tmux: {errors}");
        tmux
    }

    /// Types a line and presses Enter.
    pub(super) fn type_line(&self, line: &str) {
        for words in [&["-l", "--", line][..], &["Enter"]] {
            let keys: Vec<&str> = ["send-keys"].iter().chain(words).copied().collect();
            let output = self.run(&keys);
            assert!(output.status.success(), "{line:?} cannot be typed");
        }
    }

    /// What is on the screen.
    pub(super) fn screen(&self) -> String {
        let output = self.run(&["capture-pane", "-p", "-J"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Whether the program has ended, and tmux with it.
    pub(super) fn has_ended(&self) -> bool {
        !self.run(&["has-session"]).status.success()
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        // Its sockets are at the path that is given, and nowhere else.
        command.env("LC_ALL", "C.UTF-8").arg("-S").arg(&self.socket);
        let output = command.args(words).output();
        output.expect("tmux starts; is it installed?")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        // It has ended already where its program did.
        self.run(&["kill-server"]);
    }
}
