//! What is kept: the seam between the engine and the disk, and its two implementations.

mod error;
mod faults;
mod files;
pub mod limits;
mod lock;
mod memory;
mod sqlite;

use hourglass_core::{Changes, Registration, Snapshot};

pub use error::StoreError;
pub use faults::{Failure, Faults, HELD_WAIT_MAX};
pub use memory::MemoryStore;
pub use sqlite::{CheckReport, NameTables, SqliteStore, check};

/// Keeps what the chat changed, so that a restart finds it again.
///
/// A store is used from one thread, which may wait for the disk. Opening one takes the data for itself
/// alone until it is closed or dropped.
pub trait Store: Send + 'static {
    /// Everything that is kept, as the last successful [`Store::commit`] left it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where what is kept cannot be understood.
    fn load(&mut self) -> Result<Loaded, StoreError>;

    /// Writes one batch as one transaction, which has survived power loss when this returns `Ok`.
    ///
    /// The parts are written in the order of the fields of [`Changes`]. A message that is forgotten by the
    /// batch that says it, or taken back by it, never reaches the disk.
    ///
    /// # Errors
    /// Nothing is changed then. After an error that [is transient](StoreError::is_transient) the same
    /// changes may be committed again.
    fn commit(&mut self, changes: &Changes) -> Result<(), StoreError>;

    /// Removes the bytes that deleted messages, and what people chose for rooms, left behind outside of the
    /// tables.
    ///
    /// It is due after every commit that [leaves traces](Changes::leaves_traces), and once after opening,
    /// because the process before may have ended between the two. `Ok(false)` says that a reader is in the way: it stays due.
    ///
    /// # Errors
    /// As for [`Store::commit`]; it stays due.
    fn scrub(&mut self) -> Result<bool, StoreError>;

    /// Ends the use of the data. What was committed is safe without it too.
    ///
    /// # Errors
    /// Where the last tidying up failed; nothing committed is lost by it.
    fn close(self: Box<Self>) -> Result<(), StoreError>;
}

/// Everything that a store kept.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What the chat starts from.
    pub snapshot: Snapshot,
    /// What opens each name, in the order of the accounts' ids.
    pub credentials: Vec<Registration>,
}
