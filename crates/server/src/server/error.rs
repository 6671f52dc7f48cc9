//! Why a server could not be started or did not stop as it should.

use std::io;
use std::path::PathBuf;

use crate::auth::InvalidMemory;
use crate::store::StoreError;

/// Why a server could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Something else listens there.
    #[error("{address} is in use. Stop what listens there, or choose another port with --port.")]
    AddressInUse {
        /// Host and port.
        address: String,
    },
    /// The host and port cannot be listened on.
    #[error("cannot listen on {address}: {source}. Choose another with --host and --port.")]
    Listen {
        /// Host and port.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The data cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file with the rules cannot be read.
    #[error("cannot read {path}: {source}. Give another file with --rules-file.", path = path.display())]
    RulesFile {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file with the message of the day cannot be read.
    #[error("cannot read {path}: {source}. Give another file with --motd-file.", path = path.display())]
    MotdFile {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A setting that only hashing can judge.
    #[error(transparent)]
    PasswordMemory(#[from] InvalidMemory),
    /// The system gives no thread.
    #[error("cannot start a thread: {0}. Close other programs, or raise the limit on processes.")]
    Thread(io::Error),
}

/// Why a server did not stop as it should.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// The last changes could not be saved. Nobody was told that they were.
    #[error(
        "the last messages could not be saved, and their authors were not told that they were: {0}"
    )]
    Unsaved(StoreError),
    /// A part of the server had died.
    #[error("a part of the server had died; what was confirmed is saved. Start it again.")]
    Died,
    /// Stopping took too long.
    #[error("the server did not stop in time. What was confirmed is saved.")]
    Slow,
}
