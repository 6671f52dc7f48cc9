//! What a session does differently for a person and for a script.

use std::time::Duration;

use crate::limits::{DELIVERY_WAIT, LEAVE_WAIT, PIPE_AHEAD_MAX};

/// How a session goes about waiting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conduct {
    /// Lines without an answer, above which no further line is taken.
    pub(crate) ahead_max: usize,
    /// How long leaving waits for answers.
    pub(crate) leave_wait: Duration,
    /// How long one line may be without an answer before the session ends; for ever if none.
    pub(crate) patience: Option<Duration>,
    /// Whether a line that was refused shows in the exit code.
    pub(crate) refusal_fails: bool,
}

impl Conduct {
    /// A person sees what is going on, and decides.
    pub(crate) const PERSON: Self = Self {
        ahead_max: usize::MAX,
        leave_wait: LEAVE_WAIT,
        patience: None,
        refusal_fails: false,
    };

    /// A script has nothing but the exit code.
    pub(crate) const SCRIPT: Self = Self {
        ahead_max: PIPE_AHEAD_MAX,
        leave_wait: DELIVERY_WAIT,
        patience: Some(DELIVERY_WAIT),
        refusal_fails: true,
    };
}
