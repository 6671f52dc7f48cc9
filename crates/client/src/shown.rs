//! What a face is given to show. Whatever came from the server is clean of control sequences by then.

use std::time::Instant;

/// One thing to show, or to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Somebody said something.
    Speech(Speech),
    /// The welcome of the first login: for people, not for scripts.
    Greeting(Vec<String>),
    /// The answer to a question of this device.
    Answer(Vec<String>),
    /// Something happened that one may want to know.
    Notice(String),
    /// Something is wrong or no longer possible.
    Trouble(String),
    /// A line that was not said, as it was typed, and why.
    GivenBack {
        /// The line.
        line: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The first device of a name arrived.
    Arrived(String),
    /// The last device of a name is gone.
    Departed(String),
    /// Rooms that are known by name; all of them anew each time.
    Rooms(Vec<String>),
    /// The room that what is typed goes to; nothing for the common one.
    Focus(Option<String>),
    /// Names that are online; the first time and after every reconnect.
    Present(Vec<String>),
    /// Whether and how often this name can write.
    Standing(Standing),
    /// All that there is to tell at once about a line was told. Line 0 is the login.
    Answered(u64),
}

/// A message.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Speech {
    /// Milliseconds since 1970-01-01 UTC.
    pub(crate) sent_at: u64,
    /// Who said it.
    pub(crate) from: String,
    /// The recipient of a private message.
    pub(crate) to: Option<String>,
    /// The room, where it is not the one that what is typed goes to.
    pub(crate) room: Option<String>,
    /// Whether it is what the author does, told as of a third person.
    pub(crate) is_action: bool,
    /// What.
    pub(crate) text: String,
    /// Whether this name said it, on whichever device.
    pub(crate) mine: bool,
    /// Whether it was typed here, and is shown because its confirmation came late.
    pub(crate) echo: bool,
    /// From then on it is not shown any more.
    pub(crate) expires: Instant,
}

impl Speech {
    /// Who speaks, as the line door marks it: `bob:`, `>> bob:`, `you:`, `you >> bob:`, and the room before it
    /// where it is another one; `* bob` for what somebody does.
    pub(crate) fn mark(&self) -> String {
        let mark = match (&self.to, self.mine) {
            (None, _) if self.is_action => format!("* {}", self.from),
            (Some(_), false) if self.is_action => format!(">> * {}", self.from),
            (Some(to), true) if self.is_action => format!("you >> {to}: * {}", self.from),
            (None, false) => format!("{}:", self.from),
            (None, true) => "you:".to_owned(),
            (Some(_), false) => format!(">> {}:", self.from),
            (Some(to), true) => format!("you >> {to}:"),
        };
        match &self.room {
            Some(room) => format!("{room} {mark}"),
            None => mark,
        }
    }
}

impl std::fmt::Debug for Speech {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Speech({})", self.mark())
    }
}

/// Whether and how often a name can write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// There is no connection; what is written is kept.
    #[default]
    Offline,
    /// Complaints silenced it.
    Silenced,
    /// So many more messages in this period.
    Left(u32),
    /// As often as it likes.
    Unlimited,
}
