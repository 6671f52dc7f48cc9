//! What every store has to do.

use hourglass_core::{Changes, Snapshot};

use crate::places::Place;
use crate::samples::{account, common_room, registered, rooms};

/// Runs each case on a store of each kind.
macro_rules! contract {
    ($($case:ident)*) => {
        mod on_disk {
            $(#[test] fn $case() { super::$case(&crate::places::OnDisk::new()); })*
        }
        mod in_memory {
            $(#[test] fn $case() { super::$case(&crate::places::InMemory::new()); })*
        }
    };
}

mod accounts;
mod commits;
mod messages;
mod metadata;
mod redaction;
mod rooms_kept;

/// Commits each batch in a store of its own.
fn commit(place: &impl Place, batches: &[Changes]) {
    for changes in batches {
        let mut store = place.open();
        store.commit(changes).unwrap();
        store.close().unwrap();
    }
}

fn two_people() -> Changes {
    Changes {
        rooms: rooms(2, &[common_room()]).rooms,
        ..registered(2, &[account(1, "Ann"), account(2, "Bob")])
    }
}

fn ids(snapshot: &Snapshot) -> Vec<u64> {
    snapshot
        .messages
        .iter()
        .map(|message| message.id.0)
        .collect()
}
