//! Where a store can be opened, closed and opened again.

use std::path::{Path, PathBuf};

use hourglass_core::{Name, RoomName};
use hourglass_server::store::{
    Faults, Loaded, MemoryStore, NameTables, SqliteStore, Store, StoreError,
};
use tempfile::TempDir;

use crate::samples;

/// Name rules of one version that take every name.
pub(crate) const TABLES: NameTables = NameTables {
    unicode_version: "1.0",
    parse: parse_any,
    parse_room: |shown| parse_any(shown).map(RoomName::from_checked),
};

fn parse_any(shown: &str) -> Option<Name> {
    Some(samples::name(shown))
}

/// Keeps what its stores kept.
pub(crate) trait Place {
    /// A store on it; the one before must be closed or dropped.
    fn open(&self) -> Box<dyn Store>;
}

/// A data directory of its own.
pub(crate) struct OnDisk(TempDir);

impl OnDisk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path().join("hourglass.db")
    }

    pub(crate) fn store(&self) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(self.path(), TABLES)
    }

    /// What a power cut at this moment would leave: a copy made while the store is open. Reading the files
    /// costs the store its locks on them, which only other processes would notice.
    pub(crate) fn after_power_cut(&self) -> Self {
        let copy = Self::new();
        for (name, bytes) in self.bytes() {
            std::fs::write(copy.path().join(name), bytes).unwrap();
        }
        copy
    }

    /// All bytes of all files, with the files' names, in a fixed order.
    pub(crate) fn bytes(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.path())
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                (name, std::fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }
}

impl Place for OnDisk {
    fn open(&self) -> Box<dyn Store> {
        Box::new(self.store().unwrap())
    }
}

/// A place in memory.
pub(crate) struct InMemory(Faults);

impl InMemory {
    pub(crate) fn new() -> Self {
        Self(MemoryStore::new().faults())
    }
}

impl Place for InMemory {
    fn open(&self) -> Box<dyn Store> {
        Box::new(self.0.reopen())
    }
}

/// What a store opened anew finds, without an order where none is promised.
pub(crate) fn found(place: &impl Place) -> Loaded {
    let mut store = place.open();
    let mut loaded = store.load().unwrap();
    store.close().unwrap();
    loaded.snapshot.complaints.sort();
    loaded.snapshot.memberships.sort();
    loaded.snapshot.read_markers.sort();
    let metadata = &mut loaded.snapshot.metadata;
    metadata.sort_by(|one, other| (one.owner, &one.key).cmp(&(other.owner, &other.key)));
    loaded
}
