//! What happens on this side of the connection, and when a session is over.

use std::future::pending;
use std::ops::ControlFlow;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::super::transport::Dial;
use super::{Input, Session};
use crate::limits::LEAVE_WAIT;
use crate::model::Effect;
use crate::outcome::Outcome;

/// What happened on this side.
pub(super) enum Local {
    /// The face handed something in, or has no more.
    Input(Option<Input>),
    /// The program is told to stop.
    Stop,
    /// Waiting any longer is no use.
    GiveUp,
}

impl<D: Dial> Session<D> {
    /// The next thing that happens here. Nothing is lost when the future is dropped before it is ready.
    pub(super) async fn local(&mut self) -> Local {
        let takes_input = self.takes_input();
        let give_up_at = self.give_up_at();
        let give_up = async {
            match give_up_at {
                Some(moment) => sleep_until(moment).await,
                None => pending().await,
            }
        };
        tokio::select! {
            biased;
            _ = self.face.stop.wait_for(|stop| *stop), if !self.stopped => Local::Stop,
            () = give_up => Local::GiveUp,
            input = self.face.inputs.recv(), if takes_input => Local::Input(input),
        }
    }

    /// What follows from it.
    pub(super) fn take(&mut self, local: Local) -> Vec<Effect> {
        let now = Instant::now().into_std();
        match local {
            Local::Input(Some(Input::Line(line))) => self.model.typed(line, now),
            Local::Input(Some(Input::Unreadable(line, reason))) => {
                self.model.refused_locally(line, &reason)
            }
            Local::Input(None) => {
                self.input_open = false;
                vec![Effect::Leave]
            }
            Local::Stop => {
                self.stopped = true;
                self.leave_within(LEAVE_WAIT);
                Vec::new()
            }
            Local::GiveUp => self.give_up(),
        }
    }

    /// Leaves as soon as everything is answered, and at the latest after `wait`.
    pub(super) fn leave_within(&mut self, wait: Duration) {
        let latest = Instant::now() + wait;
        self.leave_by = Some(self.leave_by.map_or(latest, |before| before.min(latest)));
    }

    /// Whether nothing keeps the session any more.
    pub(super) fn is_done(&self) -> bool {
        self.leave_by.is_some() && self.model.unanswered() == 0
    }

    pub(super) fn leave_if_done(&self) -> ControlFlow<Outcome> {
        if self.is_done() {
            ControlFlow::Break(self.outcome())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// How the session ended, when it ends now.
    pub(super) fn outcome(&self) -> Outcome {
        let failed = self.conduct.refusal_fails && self.model.not_said() > 0;
        if self.gave_up && !self.model.was_in() {
            Outcome::NotConnected("The server did not let anybody in for too long.".to_owned())
        } else if failed || self.gave_up || self.model.unanswered() > 0 {
            Outcome::NotSaid
        } else {
            Outcome::Left
        }
    }

    /// Lines wait outside until somebody is logged in, and while too many are without an answer.
    fn takes_input(&self) -> bool {
        self.input_open
            && self.leave_by.is_none()
            && self.model.was_in()
            && self.model.unanswered() < self.conduct.ahead_max
    }

    fn give_up_at(&self) -> Option<Instant> {
        let waiting_since = match self.model.waiting_since() {
            Some(moment) => Some(Instant::from_std(moment)),
            None => (!self.model.was_in()).then_some(self.started),
        };
        let patience_ends = waiting_since
            .zip(self.conduct.patience)
            .map(|(since, patience)| since + patience);
        self.leave_by.into_iter().chain(patience_ends).min()
    }

    fn give_up(&mut self) -> Vec<Effect> {
        self.gave_up = true;
        self.leave_within(Duration::ZERO);
        self.model.given_up()
    }
}
