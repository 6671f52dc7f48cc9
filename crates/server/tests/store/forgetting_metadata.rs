//! What people say of themselves and of rooms is nowhere in the data directory once it is replaced, taken away,
//! or gone with whom it was about.

use std::collections::{BTreeMap, BTreeSet};

use hourglass_core::{AccountId, Changes, MetadataKey, MetadataOwner, Text};
use hourglass_server::store::{SqliteStore, Store, check};
use rusqlite::Connection;

use crate::forgetting::{Numbers, mark, marked, marks, place_with_people};
use crate::places::OnDisk;
use crate::samples::{
    account, described, joined, membership, nothing, of_account, of_room, registered, room,
    room_gone, rooms, said,
};

/// Keys and values are marks of their own, each used once.
type Kept = BTreeMap<(MetadataOwner, MetadataKey), Text>;

fn marks_of(kept: &Kept) -> BTreeSet<u64> {
    let keys = kept.keys().map(|(_, key)| key.as_str());
    let values = kept.values().map(Text::as_str);
    keys.chain(values)
        .map(|text| text[1..7].parse().unwrap())
        .collect()
}

fn scrubbed(store: &mut SqliteStore, changes: &Changes) {
    assert!(changes.leaves_traces());
    store.commit(changes).unwrap();
    assert!(store.scrub().unwrap());
}

/// Sets a value that is new, or replaces one or takes it away. `last` is the last mark that was used.
fn describe(
    owner: MetadataOwner,
    kept: &mut Kept,
    changes: &mut Changes,
    numbers: &mut Numbers,
    last: &mut u64,
) {
    let known: Vec<_> = kept.keys().filter(|(of, _)| *of == owner).collect();
    let known = known.get(numbers.below(6) as usize).copied().cloned();
    let place = known.unwrap_or_else(|| {
        *last += 1;
        (owner, MetadataKey::from_checked(&mark(*last)))
    });
    if numbers.below(4) == 0 {
        kept.remove(&place);
        changes.metadata.insert(place, None);
        return;
    }
    *last += 1;
    let text = mark(*last).repeat(1 + numbers.below(37) as usize);
    let value = Text::from_sanitised(&text);
    kept.insert(place.clone(), value.clone());
    changes.metadata.insert(place, Some(value));
}

/// Values are set, replaced by longer and shorter ones and taken away; rooms vanish and names are given up.
#[test]
fn values_that_come_and_go_for_long() {
    let (place, mut store) = place_with_people();
    let mut numbers = Numbers(7);
    let mut kept = Kept::new();
    let mut last = 0;
    let mut owners = vec![of_account(1), of_account(2)];
    for round in 3..160 {
        let mut changes = if numbers.below(2) == 0 {
            owners.push(of_room(round));
            rooms(round, &[room(round, &format!("#room-{round}"))])
        } else {
            owners.push(of_account(round));
            registered(round, &[account(round, &format!("name-{round}"))])
        };
        if owners.len() > 6 {
            let gone = owners.remove(numbers.below(6) as usize);
            match gone {
                MetadataOwner::Account(account) => changes.released_accounts.push(account),
                MetadataOwner::Room(room) => drop(changes.rooms.insert(room, None)),
            }
            kept.retain(|(owner, _), _| *owner != gone);
        }
        for _ in 0..numbers.below(8) {
            let owner = owners[numbers.below(owners.len() as u64) as usize];
            describe(owner, &mut kept, &mut changes, &mut numbers, &mut last);
        }
        store.commit(&changes).unwrap();
        assert!(store.scrub().unwrap());
        assert_eq!(marks(&place), marks_of(&kept), "in round {round}");
        let loaded = store.load().unwrap().snapshot.metadata.into_iter();
        let loaded: Kept = loaded
            .map(|one| ((one.owner, one.key), one.value))
            .collect();
        assert_eq!(loaded, kept);
    }
    Box::new(store).close().unwrap();
    let report = check(place.path()).unwrap();
    assert!(report.is_sound(), "{report}");
    assert_eq!(report.metadata, kept.len() as u64);
}

#[test]
fn each_way_to_go_leaves_nothing() {
    let (place, mut store) = place_with_people();
    store.commit(&rooms(3, &[room(3, "#garden")])).unwrap();
    let texts: Vec<String> = (1..=10).map(mark).collect();
    let set: Vec<_> = [of_account(1), of_account(1), of_account(2), of_room(3)]
        .into_iter()
        .zip(texts.chunks(2))
        .map(|(owner, pair)| (owner, &*pair[0], Some(&*pair[1])))
        .collect();
    store.commit(&described(4, &set)).unwrap();
    assert_eq!(marks(&place), (1..=8).collect());
    let replaced = described(5, &[(of_account(1), &texts[0], Some(&texts[8]))]);
    scrubbed(&mut store, &replaced);
    assert_eq!(marks(&place), [1, 3, 4, 5, 6, 7, 8, 9].into(), "replaced");
    let removed = described(6, &[(of_account(1), &texts[2], None)]);
    scrubbed(&mut store, &removed);
    assert_eq!(marks(&place), [1, 5, 6, 7, 8, 9].into(), "taken away");
    scrubbed(&mut store, &room_gone(7, 3));
    assert_eq!(marks(&place), [1, 5, 6, 9].into(), "gone with its room");
    let release = Changes {
        released_accounts: vec![AccountId(2)],
        ..nothing(8)
    };
    scrubbed(&mut store, &release);
    assert_eq!(marks(&place), [1, 9].into(), "gone with its account");
    let again = described(9, &[(of_account(1), &texts[0], Some(""))]);
    scrubbed(&mut store, &again);
    assert_eq!(marks(&place), [1].into(), "replaced by nothing");
}

/// A slot that somebody else's words took is not freed with the row that had it before.
#[test]
fn slots_are_used_again() {
    let (place, mut store) = place_with_people();
    for round in 3..200 {
        let (key, value) = (mark(round), mark(round).repeat(1 + round as usize % 30));
        let former = mark(round - 1);
        let changes = [
            (of_account(1), &*former, None),
            (of_account(1), &*key, Some(&*value)),
        ];
        store.commit(&described(round, &changes)).unwrap();
        store
            .commit(&said(vec![marked(1_000 + round, 300)]))
            .unwrap();
    }
    let shell = Connection::open(place.database()).unwrap();
    let count = "SELECT count(*) FROM words";
    let slots: i64 = shell.query_row(count, (), |row| row.get(0)).unwrap();
    assert!(slots < 20, "{slots} slots");
}

/// Whoever runs the server may remove rows by hand, as the documentation says.
#[test]
fn what_was_removed_by_hand_is_wiped_at_the_next_start() {
    let (place, mut store) = place_with_people();
    store.commit(&rooms(3, &[room(3, "#garden")])).unwrap();
    store.commit(&joined(3, &[membership(3, 1)])).unwrap();
    let texts: Vec<String> = (1..=4).map(mark).collect();
    let set = [
        (of_account(2), &*texts[0], Some(&*texts[1])),
        (of_room(3), &*texts[2], Some(&*texts[3])),
    ];
    store.commit(&described(4, &set)).unwrap();
    Box::new(store).close().unwrap();
    Connection::open(place.database())
        .unwrap()
        .execute_batch(
            "PRAGMA foreign_keys = ON; DELETE FROM accounts WHERE id = 2; \
             DELETE FROM room_metadata",
        )
        .unwrap();
    let mut store = place.store().unwrap();
    assert!(store.scrub().unwrap());
    assert!(marks(&place).is_empty());
    assert!(store.load().unwrap().snapshot.metadata.is_empty());
}

/// A start after a crash finds what was committed, and what is replaced then leaves nothing in the old log.
#[test]
fn a_crash_loses_nothing_and_keeps_nothing_back() {
    let place: OnDisk = {
        let (place, mut store) = place_with_people();
        let changes = [(of_account(1), &*mark(1), Some(&*mark(2)))];
        store.commit(&described(3, &changes)).unwrap();
        place.after_power_cut()
    };
    let mut store = place.store().unwrap();
    assert_eq!(store.load().unwrap().snapshot.metadata.len(), 1);
    scrubbed(
        &mut store,
        &described(4, &[(of_account(1), &*mark(1), None)]),
    );
    assert!(marks(&place).is_empty());
}
