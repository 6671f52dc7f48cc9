//! The named bounds of the store.

use std::time::Duration;

/// Bytes of the write-ahead log at which a commit moves it into the database itself. Sweeps mostly come
/// first and empty it. A transaction that is larger passes this bound, and the next one gives the room
/// back.
pub const LOG_BYTES_MAX: u32 = 4 * 1024 * 1024;

/// Bytes of the database that are held in memory. The chat reads nothing from it after the start, and the
/// system keeps the file at hand, so that this has to hold little more than one batch touches.
pub const CACHE_BYTES_MAX: u32 = 1024 * 1024;

/// How long a commit waits for another program that writes to the database, such as an open `sqlite3`
/// shell. Nothing else is committed meanwhile.
pub const BUSY_TIME: Duration = Duration::from_millis(250);

/// Statements that are kept prepared; all there are.
pub const STATEMENTS_MAX: usize = 64;

/// Rows of messages that are over which one commit removes, besides twice as many as it overwrites: an
/// hour of a busy chat is not removed in one go while everybody waits.
pub const ROWS_REMOVED_MAX: usize = 4_096;

/// Bytes of the smallest slot for a text that people chose for a room.
pub const SLOT_BYTES_MIN: usize = 32;

/// Problems that a check lists.
pub const PROBLEMS_MAX: usize = 100;
