//! Saving, on a thread of its own, and telling what is saved.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use hourglass_core::{Audience, Changes, Event, Output};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::directory::Directory;
use crate::fanout::Fanout;
use crate::limits;
use crate::store::{Store, StoreError};

/// How the committer ended.
pub(crate) type CommitterEnd = Result<(), StoreError>;

/// The engine's side of the committer. One batch is with it at a time.
pub(crate) struct Committer {
    batches: SyncSender<Output>,
    saved: mpsc::Receiver<()>,
    failing: watch::Receiver<bool>,
    idle: bool,
    end: tokio::sync::oneshot::Receiver<CommitterEnd>,
}

impl Committer {
    /// Starts the thread. Once `give_up` is cancelled, a batch that cannot be saved is no longer tried
    /// again; its authors were not told that it was taken.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn start(
        store: Box<dyn Store>,
        directory: Arc<Directory>,
        fanout: Fanout,
        give_up: CancellationToken,
    ) -> std::io::Result<Self> {
        let (batches, incoming) = sync_channel(1);
        let (saved_sender, saved) = mpsc::channel(1);
        let (failing_sender, failing) = watch::channel(false);
        let (end_sender, end) = tokio::sync::oneshot::channel();
        let worker = Worker {
            store,
            directory,
            fanout,
            give_up,
            incoming,
            saved: saved_sender,
            failing: failing_sender,
            scrub_owed: true,
        };
        std::thread::Builder::new()
            .name("committer".to_owned())
            .spawn(move || {
                // The engine is gone only if it was dropped without being finished.
                let _ = end_sender.send(worker.run());
            })?;
        Ok(Self {
            batches,
            saved,
            failing,
            idle: true,
            end,
        })
    }

    /// Whether a batch can be handed over.
    pub(crate) fn is_idle(&self) -> bool {
        self.idle
    }

    /// Whether the last attempt to save failed.
    pub(crate) fn is_failing(&self) -> bool {
        *self.failing.borrow()
    }

    /// Hands a batch over. Only when idle.
    pub(crate) fn submit(&mut self, batch: Output) {
        self.idle = false;
        // The thread ends before this side only when it gave up; that it did is seen at the end.
        let _ = self.batches.send(batch);
    }

    /// Waits until the batch is saved and told, or saving begins or ceases to fail. May be dropped at any
    /// time.
    pub(crate) async fn progress(&mut self) {
        tokio::select! {
            biased;
            _ = self.saved.recv(), if !self.idle => self.idle = true,
            changed = self.failing.changed() => {
                if changed.is_err() {
                    // The thread has ended; nothing will change any more.
                    self.idle = true;
                    std::future::pending::<()>().await;
                }
            }
        }
    }

    /// Lets the thread save what it has, close the store and end.
    pub(crate) async fn finish(self) -> CommitterEnd {
        drop(self.batches);
        self.end.await.unwrap_or(Ok(()))
    }
}

/// The thread's side.
struct Worker {
    store: Box<dyn Store>,
    directory: Arc<Directory>,
    fanout: Fanout,
    give_up: CancellationToken,
    incoming: Receiver<Output>,
    saved: mpsc::Sender<()>,
    failing: watch::Sender<bool>,
    scrub_owed: bool,
}

impl Worker {
    fn run(mut self) -> CommitterEnd {
        loop {
            let batch = if self.scrub_owed {
                self.incoming.recv_timeout(limits::SCRUB_RETRY)
            } else {
                self.incoming
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected)
            };
            match batch {
                Ok(batch) => self.handle(batch)?,
                Err(RecvTimeoutError::Timeout) => self.scrub(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.scrub();
        self.store.close()
    }

    fn handle(&mut self, batch: Output) -> CommitterEnd {
        let Output { changes, emissions } = batch;
        let position = changes.last.sequence;
        if !changes.is_empty() {
            self.save(&changes)?;
            self.directory.learn(&changes);
        }
        report(&changes, &emissions);
        self.fanout.release(position, emissions);
        // The engine is gone only if it was dropped; then the channel of batches ends this, too.
        let _ = self.saved.blocking_send(());
        if changes.forgotten_through.is_some() {
            self.scrub_owed = true;
            self.scrub();
        }
        Ok(())
    }

    /// Saves, however often it takes.
    fn save(&mut self, changes: &Changes) -> CommitterEnd {
        let (mut pause, longest) = limits::COMMIT_RETRY;
        while let Err(error) = self.store.commit(changes) {
            if !self.failing.send_replace(true) {
                tracing::error!(%error, "cannot save; messages are refused until it works again");
            }
            if self.give_up.is_cancelled() {
                return Err(error);
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(longest);
        }
        if self.failing.send_replace(false) {
            tracing::info!("saving works again");
        }
        Ok(())
    }

    fn scrub(&mut self) {
        if !self.scrub_owed {
            return;
        }
        match self.store.scrub() {
            Ok(done) => self.scrub_owed = !done,
            Err(error) => tracing::warn!(%error, "deleted data is not scrubbed yet; trying again"),
        }
    }
}

/// Logs what concerns whoever runs the server, with ids and names and never a text.
fn report(changes: &Changes, emissions: &[hourglass_core::Emission]) {
    if let Some(through) = changes.forgotten_through {
        tracing::info!(through = through.0, "forgot what is over");
    }
    for emission in emissions {
        let Audience::Session(session) = emission.audience else {
            if let (Event::Silenced { total, duration }, Audience::Account { account, .. }) =
                (&emission.event, emission.audience)
            {
                tracing::info!(
                    account = account.0,
                    total,
                    ?duration,
                    "silenced by complaints"
                );
            }
            continue;
        };
        match &emission.event {
            Event::LoggedIn(login) => tracing::info!(
                session = session.0,
                account = login.account.0,
                name = %login.name,
                registered = login.registered,
                "logged in"
            ),
            Event::Refused { refusal, .. } => {
                tracing::info!(session = session.0, ?refusal, "refused");
            }
            _ => {}
        }
    }
}

/// The pauses between attempts grow from the first of [`limits::COMMIT_RETRY`] to the second.
const _: () = assert!(limits::COMMIT_RETRY.0.as_millis() <= limits::COMMIT_RETRY.1.as_millis());

/// What is expired is to be off the disk five seconds later.
const _: () = assert!(
    hourglass_core::limits::SWEEP_DELAY_MAX.as_secs() + limits::SCRUB_RETRY.as_secs()
        <= Duration::from_secs(5).as_secs()
);
