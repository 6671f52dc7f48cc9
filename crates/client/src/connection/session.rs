//! One person's session, over as many connections as it takes.

mod local;
mod perform;

use std::future::Future;
use std::ops::ControlFlow;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::Conduct;
use super::pauses::Pauses;
use super::transport::{Dial, Lost, Transport};
use crate::limits::CLOSE_WAIT;
use crate::model::{Line, Model};
use crate::outcome::Outcome;
use crate::shown::Shown;

/// What a face hands in.
#[derive(Debug)]
pub(crate) enum Input {
    /// A line.
    Line(Line),
    /// A line that could not be read whole, and why.
    Unreadable(Line, String),
}

/// The ends of a face that a session holds.
#[derive(Debug)]
pub(crate) struct Face {
    /// Closed at the end of input.
    pub(crate) inputs: mpsc::Receiver<Input>,
    /// Closed when there is nowhere left to show anything.
    pub(crate) shown: mpsc::Sender<Shown>,
    /// Becomes true when the program is told to stop.
    pub(crate) stop: watch::Receiver<bool>,
}

/// A session: whom it connects, to what, and how far it is with leaving.
pub(crate) struct Session<D> {
    dial: D,
    model: Model,
    face: Face,
    conduct: Conduct,
    pauses: Pauses,
    started: Instant,
    put_off: bool,
    input_open: bool,
    stopped: bool,
    gave_up: bool,
    leave_by: Option<Instant>,
}

/// A connection that ended: in which words, and how long the server wants us to keep away.
struct Ended {
    reason: String,
    keep_away: Duration,
}

impl Ended {
    fn by(lost: &Lost) -> Self {
        Self {
            reason: lost.to_string(),
            keep_away: Duration::ZERO,
        }
    }
}

impl<D: Dial> Session<D> {
    /// A session that has not begun.
    pub(crate) fn new(dial: D, model: Model, face: Face, conduct: Conduct) -> Self {
        Self {
            dial,
            model,
            face,
            conduct,
            pauses: Pauses::random(),
            started: Instant::now(),
            put_off: false,
            input_open: true,
            stopped: false,
            gave_up: false,
            leave_by: None,
        }
    }

    /// Connects, talks and connects again until there is a reason to end.
    pub(crate) async fn run(mut self) -> Outcome {
        loop {
            if let ControlFlow::Break(outcome) = self.round().await {
                return outcome;
            }
        }
    }

    /// One connection and the pause after it.
    async fn round(&mut self) -> ControlFlow<Outcome> {
        let dial = self.dial.clone();
        let keep_away = match self.meanwhile(async move { dial.dial().await }).await? {
            Ok(mut transport) => {
                self.model.connected();
                let ended = self.converse(&mut transport).await;
                // An orderly end is a courtesy: nothing depends on it.
                let _ = timeout(CLOSE_WAIT, transport.close()).await;
                self.after(ended?).await?
            }
            Err(error) if self.is_first() => {
                return ControlFlow::Break(Outcome::NotConnected(error.to_string()));
            }
            Err(_) => Duration::ZERO,
        };
        let pause = self.pauses.next().max(keep_away);
        self.meanwhile(sleep(pause)).await
    }

    /// Whether nothing has worked so far: then the address may be wrong, and waiting does not help.
    fn is_first(&self) -> bool {
        !self.model.was_in() && !self.put_off
    }

    async fn after(&mut self, ended: Ended) -> ControlFlow<Outcome, Duration> {
        let effects = self.model.disconnected(&ended.reason);
        self.perform(effects).await?;
        if self.is_first() {
            let words = format!("The connection ended before the login: {}.", ended.reason);
            return ControlFlow::Break(Outcome::NotConnected(words));
        }
        self.leave_if_done()?;
        ControlFlow::Continue(ended.keep_away)
    }

    /// Waits for something while there is no connection. What is typed meanwhile is taken all the same.
    async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> ControlFlow<Outcome, T> {
        tokio::pin!(work);
        loop {
            tokio::select! {
                biased;
                local = self.local() => {
                    let effects = self.take(local);
                    self.perform(effects).await?;
                    self.leave_if_done()?;
                }
                done = &mut work => return ControlFlow::Continue(done),
            }
        }
    }

    /// Talks over a connection until it ends.
    async fn converse<T: Transport>(&mut self, transport: &mut T) -> ControlFlow<Outcome, Ended> {
        let mut heard_at = Instant::now();
        loop {
            let silence = self.model.silence_max();
            let effects = tokio::select! {
                biased;
                local = self.local() => self.take(local),
                received = transport.receive() => match received {
                    Ok(frame) => {
                        heard_at = Instant::now();
                        self.model.heard(&frame, heard_at.into_std())
                    }
                    Err(lost) => return ControlFlow::Continue(Ended::by(&lost)),
                },
                () = sleep_until(heard_at + silence) => {
                    return ControlFlow::Continue(Ended::by(&Lost::Silent(silence)));
                }
            };
            if let Err(ended) = self.perform_online(effects, transport).await? {
                return ControlFlow::Continue(ended);
            }
        }
    }
}
