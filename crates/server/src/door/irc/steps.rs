//! What a line asks for, step by step.

use std::sync::Arc;

use hourglass_core::{Command, Text};
use hourglass_wire::irc::Capabilities;

/// One step of what a line asks for.
#[derive(Debug)]
pub(super) enum Step {
    /// Something is asked of the chat; its answer goes to the socket.
    Ask {
        /// What.
        command: Command,
        /// The verb that it is the answer to.
        verb: &'static str,
        /// What the client wrote, as far as the answer repeats it.
        parameters: Vec<String>,
    },
    /// The same where nothing is to be told of it.
    Quietly(Command),
    /// Lines of the door's own, behind the answers to everything before.
    Tell(Vec<u8>),
    /// Other capabilities from here on.
    Agree(Capabilities),
    /// The person may be another one now, by name or by modes: the next line waits until that is known.
    Settle,
    /// A guest registers the name.
    Register {
        /// With what it is to be opened.
        password: String,
        /// Where to write to.
        email: Option<Arc<str>>,
    },
    /// The end.
    Quit(Option<Text>),
}

impl Step {
    /// Whether something is written because of it.
    pub(super) fn is_answered(&self) -> bool {
        matches!(
            self,
            Self::Ask { .. } | Self::Tell(_) | Self::Register { .. }
        )
    }
}

/// What a line asks for, in order.
#[derive(Debug, Default)]
pub(super) struct Steps(Vec<Step>);

impl Steps {
    /// Asks the chat.
    pub(super) fn ask(&mut self, command: Command, verb: &'static str, parameters: &[&str]) {
        let parameters = parameters.iter().map(|one| (*one).to_owned()).collect();
        self.0.push(Step::Ask {
            command,
            verb,
            parameters,
        });
    }

    /// Tells something; what is told in a row is one answer.
    pub(super) fn tell(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        if let Some(Step::Tell(bytes)) = self.0.last_mut() {
            return write(bytes);
        }
        let mut bytes = Vec::new();
        write(&mut bytes);
        self.0.push(Step::Tell(bytes));
    }

    /// Adds a step of another kind.
    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// All of them.
    pub(super) fn into_inner(self) -> Vec<Step> {
        self.0
    }
}
