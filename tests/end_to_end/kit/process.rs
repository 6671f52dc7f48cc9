//! A child process that does not outlive its test.

use std::io::ErrorKind;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus};

use rustix::process::{Pid, Signal, kill_process};

use super::wait::eventually;

/// A process that was started here.
pub(crate) struct Process {
    pub(crate) child: Child,
    status: Option<ExitStatus>,
}

impl Process {
    /// Starts it.
    pub(crate) fn start(command: &mut Command) -> Self {
        let child = command.spawn().unwrap_or_else(|error| {
            let missing = error.kind() == ErrorKind::NotFound;
            let advice = if missing { "; is it installed?" } else { "" };
            panic!(
                "{:?} does not start: {error}{advice}",
                command.get_program()
            )
        });
        Self {
            child,
            status: None,
        }
    }

    /// Its id.
    pub(crate) fn id(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Whether it has not been waited for.
    pub(crate) fn is_running(&self) -> bool {
        self.status.is_none()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).expect("it is there");
    }

    /// Waits for its end; the exit code, or 128 and the number of the signal that killed it.
    pub(crate) fn code(&mut self) -> i32 {
        eventually("the process ends", || {
            self.status = self.child.try_wait().expect("it can be waited for");
            self.status.is_some()
        });
        let status = self.status.expect("it has ended");
        let killed_by = status.signal().map(|signal| 128 + signal);
        status.code().or(killed_by).expect("a code or a signal")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
