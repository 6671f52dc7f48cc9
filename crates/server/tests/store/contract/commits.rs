//! Batches: whole or not at all, and there once they are committed.

use hourglass_core::{AccountId, Changes, MessageId, Snapshot};
use hourglass_server::store::StoreError;

use super::{commit, ids, two_people};
use crate::places::{Place, found};
use crate::samples::{account, message, nothing, registration, said};

contract! {
    a_new_store_has_nothing
    the_last_stamp_is_kept
    what_was_committed_is_there_without_closing
    changes_that_do_not_fit_change_nothing
    a_store_without_deletions_can_be_scrubbed
}

fn a_new_store_has_nothing(place: &impl Place) {
    for _ in 0..2 {
        let loaded = found(place);
        assert_eq!(loaded.snapshot, Snapshot::default());
        assert!(loaded.credentials.is_empty());
    }
}

fn the_last_stamp_is_kept(place: &impl Place) {
    let far = nothing(1 << 50);
    commit(place, &[nothing(7), far.clone()]);
    assert_eq!(found(place).snapshot.last, far.last);
}

fn what_was_committed_is_there_without_closing(place: &impl Place) {
    let mut store = place.open();
    store.commit(&two_people()).unwrap();
    store.commit(&said(vec![message(3, "kept")])).unwrap();
    drop(store);
    assert_eq!(ids(&found(place).snapshot), [3]);
}

fn changes_that_do_not_fit_change_nothing(place: &impl Place) {
    commit(place, &[two_people(), said(vec![message(3, "early")])]);
    let before = found(place);
    let unknown = Changes {
        released_accounts: vec![AccountId(2)],
        accounts: [(AccountId(77), account(77, "Nobody"))].into(),
        messages: vec![message(8, "lost").into()],
        forgotten_through: Some(MessageId(3)),
        ..nothing(8)
    };
    let without_record = Changes {
        registrations: vec![registration(&account(8, "Half"))],
        ..nothing(8)
    };
    let mut store = place.open();
    for changes in [unknown, without_record] {
        let error = store.commit(&changes).unwrap_err();
        assert!(matches!(error, StoreError::Rejected { .. }), "{error}");
        assert!(!error.is_transient());
    }
    assert_eq!(store.load().unwrap().snapshot, before.snapshot);
    store.commit(&said(vec![message(9, "goes on")])).unwrap();
    drop(store);
    assert_eq!(ids(&found(place).snapshot), [3, 9]);
}

fn a_store_without_deletions_can_be_scrubbed(place: &impl Place) {
    let mut store = place.open();
    assert!(store.scrub().unwrap());
    store.commit(&two_people()).unwrap();
    assert!(store.scrub().unwrap());
    assert!(store.scrub().unwrap());
}
