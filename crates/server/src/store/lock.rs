//! One process at a time in a data directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::StoreError;
use super::files::{FILE_MODE, LOCK_FILE, file_error};

/// The data directory is ours while this lives. The kernel gives it up with the process, however it ends.
pub(super) struct Lock {
    file: File,
    signed: bool,
}

impl Lock {
    /// Takes the directory and writes this process's id into the lock file, for people to read.
    pub(super) fn take(directory: &Path) -> Result<Self, StoreError> {
        let path = directory.join(LOCK_FILE);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(FILE_MODE)
            .open(&path)
            .map_err(|error| file_error(&path, error))?;
        let mut lock = Self::hold(directory, file)?;
        lock.sign().map_err(|error| file_error(&path, error))?;
        Ok(lock)
    }

    /// Takes the directory without changing anything in it. Nothing where no server was ever in it.
    pub(super) fn take_quietly(directory: &Path) -> Result<Option<Self>, StoreError> {
        let path = directory.join(LOCK_FILE);
        match File::open(&path) {
            Ok(file) => Self::hold(directory, file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_error(&path, error)),
        }
    }

    fn hold(directory: &Path, mut file: File) -> Result<Self, StoreError> {
        match file.try_lock() {
            Ok(()) => Ok(Self {
                file,
                signed: false,
            }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked {
                directory: directory.to_owned(),
                pid: signature(&mut file),
            }),
            Err(TryLockError::Error(error)) => Err(file_error(&directory.join(LOCK_FILE), error)),
        }
    }

    fn sign(&mut self) -> io::Result<()> {
        self.signed = true;
        self.file.set_len(0)?;
        self.file.rewind()?;
        writeln!(self.file, "{}", std::process::id())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A process id that stays is only misleading, and the lock ends all the same.
        if self.signed {
            let _ = self.file.set_len(0);
        }
    }
}

fn signature(file: &mut File) -> Option<u32> {
    const PID_BYTES_MAX: u64 = 16;
    let mut content = String::new();
    file.take(PID_BYTES_MAX).read_to_string(&mut content).ok()?;
    content.trim().parse().ok()
}
