//! What can go wrong with the data, in words that say what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the store could not do what was asked.
///
/// No variant carries text of messages or a password.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the data directory.
    #[error(
        "{} is in use by another hourglass{}; stop that one first, or choose another directory with --data",
        directory.display(), with_pid(*pid)
    )]
    Locked {
        /// The data directory.
        directory: PathBuf,
        /// The other process, where it says so.
        pid: Option<u32>,
    },
    /// There is no database where one was to be looked at.
    #[error("{} does not exist: no server has kept data here; check the directory's name", path.display())]
    Absent {
        /// Where the database would be.
        path: PathBuf,
    },
    /// The database is not whole.
    #[error(
        "{} is damaged ({detail}); put back a copy of the whole data directory, or move it away to \
         start with an empty chat; nothing was changed",
        path.display()
    )]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The database was written by a later version of this program.
    #[error(
        "{} has schema version {found}, and this hourglass knows versions up to {known}; use the newer \
         hourglass that wrote it",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The latest schema version known here.
        known: i64,
    },
    /// The file is some other program's database.
    #[error("{} is not a database of hourglass; move it away, or choose another directory with --data", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The data cannot be written to, or not even read.
    #[error(
        "{} cannot be written to; look at its owner, its permissions, and whether its file system is \
         read-only",
        path.display()
    )]
    ReadOnly {
        /// The database or its directory.
        path: PathBuf,
    },
    /// There is no room left on the disk.
    #[error("no room left on the disk for {}; free some", path.display())]
    Full {
        /// The database.
        path: PathBuf,
    },
    /// Another program holds the database at this moment.
    #[error("{} is held by another program, such as an open sqlite3 shell; close it", path.display())]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// A file or directory could not be used.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The data directory, or a file in it, was moved or removed while it is in use.
    #[error(
        "{} is no longer where it was; put the data directory back, or start hourglass again",
        path.display()
    )]
    Gone {
        /// The file that is missing or another one.
        path: PathBuf,
    },
    /// Something else stands where the data directory should be.
    #[error("{} is no directory; choose a directory with --data", path.display())]
    NoDirectory {
        /// What stands there.
        path: PathBuf,
    },
    /// Reading or writing the database failed below SQLite.
    #[error("reading or writing {} failed ({detail}); look at the disk and at the system's log", path.display())]
    Io {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// What was to be written contradicts what is kept. It can only come from a mistake in this program.
    #[error("the changes do not fit what {} holds ({detail}); this is a mistake in hourglass", path.display())]
    Rejected {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
}

impl StoreError {
    pub(super) fn damaged(path: &Path, detail: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            detail: detail.into(),
        }
    }

    /// SQLite's failure in the store's words. Its messages name tables and columns, never values.
    pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let detail = error.to_string();
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, detail }
            }
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::OutOfMemory
                | ErrorCode::PermissionDenied
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Io { path, detail },
            _ if is_unreadable(error) => Self::Damaged { path, detail },
            _ => Self::Rejected { path, detail },
        }
    }

    /// Whether the same changes may succeed later without anybody touching the data: a full disk, a
    /// failing write, somebody in the way.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::ReadOnly { .. }
            | Self::Full { .. }
            | Self::Busy { .. }
            | Self::File { .. }
            | Self::Gone { .. }
            | Self::Io { .. } => true,
            Self::Locked { .. }
            | Self::Absent { .. }
            | Self::Damaged { .. }
            | Self::Newer { .. }
            | Self::NotOurs { .. }
            | Self::NoDirectory { .. }
            | Self::Rejected { .. } => false,
        }
    }
}

fn with_pid(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})"))
        .unwrap_or_default()
}

/// Whether a row, or the schema itself, is not as this program writes it.
fn is_unreadable(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnName(_)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::QueryReturnedNoRows
            | rusqlite::Error::SqlInputError { .. }
            | rusqlite::Error::Utf8Error(..)
    )
}
