//! Saving, on a thread of its own, and telling what is saved.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use hourglass_core::{Audience, Changes, Event, Output};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::directory::Directory;
use crate::fanout::{Fanout, Told};
use crate::limits;
use crate::store::{Store, StoreError};

/// The engine's side of the committer. One batch at a time is with it, or with the fan-out after it.
pub(crate) struct Committer {
    batches: SyncSender<Output>,
    told: mpsc::Receiver<()>,
    failing: watch::Receiver<bool>,
    idle: bool,
    end: tokio::sync::oneshot::Receiver<Result<(), StoreError>>,
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
        let (told_sender, told) = mpsc::channel(1);
        let (failing_sender, failing) = watch::channel(false);
        let (end_sender, end) = tokio::sync::oneshot::channel();
        let worker = Worker {
            store,
            directory,
            fanout,
            give_up,
            incoming,
            told: told_sender,
            failing: failing_sender,
            scrub_due: Some(Instant::now()),
        };
        std::thread::Builder::new()
            .name("committer".to_owned())
            .spawn(move || {
                // The engine is gone only if it was dropped without being finished.
                let _ = end_sender.send(worker.run());
            })?;
        Ok(Self {
            batches,
            told,
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

    /// Whether the last attempt to save failed, for others to watch.
    pub(crate) fn watch_failing(&self) -> watch::Receiver<bool> {
        self.failing.clone()
    }

    /// Hands a batch over. Only when idle.
    pub(crate) fn submit(&mut self, batch: Output) {
        self.idle = false;
        // The thread ends before this side only when it gave up; that it did is seen at the end.
        let _ = self.batches.send(batch);
    }

    /// Waits until the batch is saved and told, or saving begins or ceases to fail. Sockets that take no more
    /// are not waited for. May be dropped at any time.
    ///
    /// # Errors
    /// [`Ended`] when the thread has ended by itself: nothing can be saved any more.
    pub(crate) async fn progress(&mut self) -> Result<(), Ended> {
        tokio::select! {
            biased;
            told = self.told.recv() => {
                self.idle = true;
                told.ok_or(Ended)
            }
            changed = self.failing.changed() => changed.map_err(|_| Ended),
        }
    }

    /// Lets the thread save what it has, close the store and end.
    ///
    /// # Errors
    /// When it gave up saving, or died.
    pub(crate) async fn finish(self) -> Result<(), CommitterError> {
        drop(self.batches);
        Ok(self.end.await.map_err(|_| CommitterError::Died)??)
    }
}

/// The thread has ended by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended;

/// How the committer failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommitterError {
    /// The last batch could not be saved. Nobody was told of it.
    #[error(transparent)]
    Unsaved(#[from] StoreError),
    /// The thread died.
    #[error("the thread that saves has died")]
    Died,
}

/// The thread's side.
struct Worker {
    store: Box<dyn Store>,
    directory: Arc<Directory>,
    fanout: Fanout,
    give_up: CancellationToken,
    incoming: Receiver<Output>,
    told: mpsc::Sender<()>,
    failing: watch::Sender<bool>,
    /// When deleted data is to be scrubbed, where it is. A start owes it for the server before.
    scrub_due: Option<Instant>,
}

impl Worker {
    fn run(mut self) -> Result<(), StoreError> {
        loop {
            match self.next_batch() {
                Ok(batch) => self.handle(batch)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.scrub_if_due();
        }
        self.store.close()
    }

    fn next_batch(&self) -> Result<Output, RecvTimeoutError> {
        match self.scrub_due {
            Some(due) => self
                .incoming
                .recv_timeout(due.saturating_duration_since(Instant::now())),
            None => Ok(self.incoming.recv()?),
        }
    }

    fn handle(&mut self, batch: Output) -> Result<(), StoreError> {
        let Output {
            changes, emissions, ..
        } = batch;
        let position = changes.last.sequence;
        if !changes.is_empty() {
            self.save(&changes)?;
            self.directory.learn(&changes);
        }
        report(&changes, &emissions);
        let told = Told::new(self.told.clone());
        self.fanout.release(position, emissions, told);
        if changes.leaves_traces() {
            self.scrub_due = Some(Instant::now());
        }
        Ok(())
    }

    /// Saves, however often it takes. What can never be saved ends the server.
    fn save(&mut self, changes: &Changes) -> Result<(), StoreError> {
        let (mut pause, longest) = limits::COMMIT_RETRY;
        while let Err(error) = self.store.commit(changes) {
            if self.set_failing(true) {
                tracing::error!(%error, "cannot save; messages are refused until it works again");
            }
            if self.give_up.is_cancelled() || !error.is_transient() {
                return Err(error);
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(longest);
        }
        if self.set_failing(false) {
            tracing::info!("saving works again");
        }
        Ok(())
    }

    /// Says whether saving fails. Nobody is woken where that is known already, and it answers whether it is new.
    fn set_failing(&self, failing: bool) -> bool {
        let replace = |known: &mut bool| std::mem::replace(known, failing) != failing;
        self.failing.send_if_modified(replace)
    }

    /// Removes what deleted messages left behind, as soon as nothing is in the way.
    fn scrub_if_due(&mut self) {
        if self.scrub_due.is_none_or(|due| due > Instant::now()) {
            return;
        }
        let scrubbed = self.store.scrub();
        if let Err(error) = &scrubbed {
            tracing::warn!(%error, "deleted data is not scrubbed yet; trying again");
        }
        let done = matches!(scrubbed, Ok(true));
        self.scrub_due = (!done).then(|| Instant::now() + limits::SCRUB_RETRY);
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
                (&emission.event, &emission.audience)
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
