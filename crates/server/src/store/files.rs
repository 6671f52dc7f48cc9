//! The data directory and what lies in it.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::StoreError;

/// Held by the process that uses the directory.
pub(super) const LOCK_FILE: &str = "hourglass.lock";

/// The database. Its log has the same name with `-wal` behind it.
pub(super) const DATABASE_FILE: &str = "hourglass.db";

/// Files are for their owner alone.
pub(super) const FILE_MODE: u32 = 0o600;

const DIRECTORY_MODE: u32 = 0o700;

/// Makes the data directory where it is missing, for its owner alone and for good when this returns.
pub(super) fn create_directory(directory: &Path) -> Result<(), StoreError> {
    if directory.exists() && !directory.is_dir() {
        return Err(StoreError::NoDirectory {
            path: directory.to_owned(),
        });
    }
    let missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
    let made: Vec<&Path> = directory.ancestors().take_while(missing).collect();
    DirBuilder::new()
        .recursive(true)
        .mode(DIRECTORY_MODE)
        .create(directory)
        .map_err(|error| file_error(directory, error))?;
    made.into_iter()
        .filter_map(Path::parent)
        .try_for_each(sync_directory)
}

/// Makes what was created in a directory, or renamed, stay after a power cut.
fn sync_directory(directory: &Path) -> Result<(), StoreError> {
    let path = if directory.as_os_str().is_empty() {
        Path::new(".")
    } else {
        directory
    };
    File::open(path)
        .and_then(|directory| directory.sync_all())
        .map_err(|error| file_error(path, error))
}

/// Which file stands at a path: its device and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

impl Identity {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self(metadata.dev(), metadata.ino()))
    }
}

/// Makes an empty file that only its owner may read.
pub(super) fn create_file(path: &Path) -> Result<(), StoreError> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE_MODE)
        .open(path)
        .map(drop)
        .map_err(|error| file_error(path, error))
}

/// Removes a file, if it is there.
pub(super) fn remove_file(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(file_error(path, error)),
        _ => Ok(()),
    }
}

/// Gives a file its final name, for good when this returns.
pub(super) fn rename_file(from: &Path, to: &Path, directory: &Path) -> Result<(), StoreError> {
    std::fs::rename(from, to).map_err(|error| file_error(to, error))?;
    sync_directory(directory)
}

/// The file's size in bytes; nothing where it does not exist.
pub(super) fn size(path: &Path) -> Result<Option<u64>, StoreError> {
    match std::fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error(path, error)),
    }
}

/// The write-ahead log of a database.
pub(super) fn log_of(database: &Path) -> PathBuf {
    with_suffix(database, "-wal")
}

/// The path with more at its end.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The failure of a file operation in the store's words.
pub(super) fn file_error(path: &Path, source: io::Error) -> StoreError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly { path }
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { path },
        _ => StoreError::File { path, source },
    }
}
