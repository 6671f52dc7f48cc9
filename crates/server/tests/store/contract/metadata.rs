//! What people say of themselves and of rooms under keys.

use hourglass_core::{AccountId, Changes, MetadataKey, MetadataOwner, MetadataRecord, Text};

use super::{commit, two_people};
use crate::places::{Place, found};
use crate::samples::{described, of_account, of_room, registered, room, room_gone, rooms};

contract! {
    metadata_comes_back_as_it_was_set_last
    values_of_all_lengths_take_each_others_place
    whoever_or_whatever_is_gone_takes_it_along
    it_comes_with_what_it_is_about
}

fn record(owner: MetadataOwner, key: &str, value: &str) -> MetadataRecord {
    MetadataRecord {
        owner,
        key: MetadataKey::from_checked(key),
        value: Text::from_sanitised(value),
    }
}

fn metadata_comes_back_as_it_was_set_last(place: &impl Place) {
    let set = described(
        3,
        &[
            (of_account(1), "color", Some("red")),
            (of_account(1), "mood", Some("fine")),
            (of_account(2), "color", Some("Розы")),
            (of_room(1), "color", Some("blue")),
        ],
    );
    let changed = described(
        4,
        &[
            (of_account(1), "color", Some("black")),
            (of_account(1), "mood", None),
            (of_account(2), "none", None),
            (of_room(1), "bio", Some("")),
        ],
    );
    commit(place, &[two_people(), set, changed]);
    assert_eq!(
        found(place).snapshot.metadata,
        [
            record(of_account(1), "color", "black"),
            record(of_account(2), "color", "Розы"),
            record(of_room(1), "bio", ""),
            record(of_room(1), "color", "blue"),
        ]
    );
}

fn values_of_all_lengths_take_each_others_place(place: &impl Place) {
    commit(place, &[two_people()]);
    for (sequence, length) in [5, 300, 31, 32, 33, 0, 64, 65].into_iter().enumerate() {
        let value = "x".repeat(length);
        let changes = [(of_account(1), "color", Some(&*value))];
        commit(place, &[described(3 + sequence as u64, &changes)]);
        let expected = [record(of_account(1), "color", &value)];
        assert_eq!(found(place).snapshot.metadata, expected);
    }
}

fn whoever_or_whatever_is_gone_takes_it_along(place: &impl Place) {
    let garden = rooms(3, &[room(3, "#garden")]);
    let set = [
        (of_account(1), "color", Some("red")),
        (of_account(2), "color", Some("green")),
        (of_account(2), "mood", Some("fine")),
        (of_room(1), "color", Some("blue")),
        (of_room(3), "color", Some("brown")),
    ];
    let gone = Changes {
        rooms: room_gone(5, 3).rooms,
        released_accounts: vec![AccountId(2)],
        ..described(5, &[(of_account(1), "mood", Some("well"))])
    };
    commit(place, &[two_people(), garden, described(4, &set), gone]);
    assert_eq!(
        found(place).snapshot.metadata,
        [
            record(of_account(1), "color", "red"),
            record(of_account(1), "mood", "well"),
            record(of_room(1), "color", "blue"),
        ]
    );
}

fn it_comes_with_what_it_is_about(place: &impl Place) {
    let set = [
        (of_account(3), "color", Some("red")),
        (of_room(4), "color", Some("blue")),
    ];
    let new = Changes {
        rooms: rooms(4, &[room(4, "#garden")]).rooms,
        metadata: described(4, &set).metadata,
        ..registered(4, &[crate::samples::account(3, "Cy")])
    };
    commit(place, &[two_people(), new]);
    assert_eq!(found(place).snapshot.metadata.len(), 2);
}
