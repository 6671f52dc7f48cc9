//! What a session's reader and its shard share.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hourglass_core::{Person, Refusal, RoomId, RoomRef};
use tokio::sync::{Notify, Semaphore};

use super::dialect::Dialect;
use crate::limits;

/// The answer to a login, for the door.
pub(crate) type LoginReply = Result<(), Refusal>;

/// What a session's reader waits on and its shard moves.
#[derive(Debug)]
pub(crate) struct SessionShared {
    /// One permit for each command that may still be asked. Closed when the session hears nothing more.
    unanswered: Semaphore,
    refusals: AtomicU32,
    /// The room in which the line door speaks.
    focus: AtomicU64,
    /// The new name of the room in focus, where it was renamed.
    renamed: Mutex<Option<Box<RoomRef>>>,
    /// Whose the session is, where its door answers in the name.
    person: Mutex<Option<Arc<Person>>>,
    /// Whether others were told that the session is gone, where somebody waits for that.
    departed: Notify,
}

/// The session hears nothing more: it was cut off, or its connection is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Over;

impl SessionShared {
    /// A session that has asked nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            unanswered: Semaphore::new(limits::UNANSWERED_MAX),
            refusals: AtomicU32::new(0),
            focus: AtomicU64::new(RoomId::COMMON.0),
            renamed: Mutex::default(),
            person: Mutex::default(),
            departed: Notify::new(),
        }
    }

    /// Waits until one more command may be asked, and counts it as asked.
    ///
    /// # Errors
    /// [`Over`] when the session hears nothing more.
    pub(crate) async fn ask(&self) -> Result<(), Over> {
        let permit = self.unanswered.acquire().await.map_err(|_| Over)?;
        permit.forget();
        Ok(())
    }

    /// Waits until everything that was asked is answered, or never will be.
    pub(crate) async fn all_answered(&self) {
        let _ = self
            .unanswered
            .acquire_many(limits::UNANSWERED_MAX as u32)
            .await;
    }

    /// Counts a command as answered.
    pub(crate) fn answered(&self, refused: bool) {
        self.unanswered.add_permits(1);
        if refused {
            self.refusals.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Refusals since this was asked last.
    pub(crate) fn take_refusals(&self) -> u32 {
        self.refusals.swap(0, Ordering::Relaxed)
    }

    /// The room in which the line door speaks.
    pub(crate) fn focus(&self) -> RoomId {
        RoomId(self.focus.load(Ordering::Acquire))
    }

    pub(crate) fn focus_on(&self, room: RoomId) {
        self.focus.store(room.0, Ordering::Release);
    }

    /// The room in focus has another name.
    pub(super) fn rename_focus(&self, room: &RoomRef) {
        let mut renamed = self.renamed.lock().unwrap_or_else(PoisonError::into_inner);
        *renamed = Some(Box::new(room.clone()));
    }

    /// A room that has another name since this was asked last, and was in focus then.
    pub(crate) fn take_renamed(&self) -> Option<Box<RoomRef>> {
        let mut renamed = self.renamed.lock().unwrap_or_else(PoisonError::into_inner);
        renamed.take()
    }

    /// Whose the session is, where its door is one that answers in the name.
    pub(crate) fn person(&self) -> Option<Arc<Person>> {
        let person = self.person.lock().unwrap_or_else(PoisonError::into_inner);
        person.clone()
    }

    /// Notes whom others see behind the session, or how by now.
    pub(super) fn admit(&self, dialect: Dialect, person: &Arc<Person>) {
        if matches!(dialect, Dialect::Irc(..)) {
            let mut held = self.person.lock().unwrap_or_else(PoisonError::into_inner);
            *held = Some(person.clone());
        }
    }

    /// Others were told that the session is gone.
    pub(super) fn set_departed(&self) {
        self.departed.notify_one();
    }

    /// Waits until others were told that the session is gone.
    pub(crate) async fn departed(&self) {
        self.departed.notified().await;
    }

    /// The session hears nothing more.
    pub(crate) fn end(&self) {
        self.unanswered.close();
    }

    /// Whether the session hears nothing more.
    pub(crate) fn is_over(&self) -> bool {
        self.unanswered.is_closed()
    }
}
