//! What people chose for rooms is nowhere in the data directory once it is replaced or the room is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hourglass_core::{
    AccountId, Changes, MaskKind, RoomId, RoomMask, RoomName, RoomRecord, Text, Topic,
};
use hourglass_server::store::Store;
use rusqlite::Connection;

use crate::forgetting::{Numbers, mark, marked, marks, place_with_people};
use crate::places::OnDisk;
use crate::samples::{joined, membership, name, nothing, room, room_gone, rooms, said, time};

/// How many marks there are in all, so that each is used once.
struct Marks {
    last: u64,
    numbers: Numbers,
}

impl Marks {
    fn new(seed: u64) -> Self {
        Self {
            last: 0,
            numbers: Numbers(seed),
        }
    }

    /// A mark that was never used, several times.
    fn text(&mut self, times: u64) -> String {
        self.last += 1;
        mark(self.last).repeat(1 + self.numbers.below(times) as usize)
    }

    fn topic(&mut self) -> Topic {
        Topic {
            text: Text::from_sanitised(&self.text(150)),
            by: self.text(4).into(),
            at: time(self.last),
        }
    }

    fn mask(&mut self) -> RoomMask {
        RoomMask {
            kind: MaskKind::Ban,
            mask: self.text(15).into(),
            by: self.text(4).into(),
            at: time(self.last),
        }
    }

    fn room_name(&mut self) -> RoomName {
        RoomName::from_checked(name(&self.text(4)))
    }
}

/// The marks in everything that is kept of these rooms.
fn marks_of(rooms: &BTreeMap<u64, RoomRecord>) -> BTreeSet<u64> {
    let mut texts: Vec<String> = Vec::new();
    for room in rooms.values() {
        texts.push(room.name.shown().to_string());
        texts.extend(room.modes.key.as_deref().map(str::to_owned));
        if let Some(topic) = &room.topic {
            texts.extend([topic.text.as_str().to_owned(), topic.by.to_string()]);
        }
        for mask in &room.masks {
            texts.extend([mask.mask.to_string(), mask.by.to_string()]);
        }
    }
    texts
        .iter()
        .map(|text| text[1..7].parse().unwrap())
        .collect()
}

/// Changes one thing about a room.
fn change(room: &mut RoomRecord, marks: &mut Marks) {
    match marks.numbers.below(6) {
        0 => room.name = marks.room_name(),
        1 => room.topic = None,
        2 => room.modes.key = Some(marks.text(4).into()),
        3 => room.masks.push(marks.mask()),
        4 if !room.masks.is_empty() => {
            let place = marks.numbers.below(room.masks.len() as u64);
            room.masks.remove(place as usize);
        }
        _ => room.topic = Some(marks.topic()),
    }
}

/// Rooms open, change and vanish for long, with members that come and go.
fn go_on(seed: u64, rooms_max: u64, changes_max: u64) {
    const ROUNDS: u64 = 100;
    let (place, mut store) = place_with_people();
    let mut marks_used = Marks::new(seed);
    let mut kept = BTreeMap::new();
    for round in 3..ROUNDS {
        let mut changes = nothing(round);
        for _ in 0..=marks_used.numbers.below(changes_max) {
            let id = 3 + marks_used.numbers.below(rooms_max);
            if marks_used.numbers.below(10) == 0 {
                kept.remove(&id);
                changes.rooms.insert(RoomId(id), None);
                changes.memberships.retain(|(room, _), _| room.0 != id);
                continue;
            }
            let record = kept.entry(id).or_insert_with(|| RoomRecord {
                name: marks_used.room_name(),
                ..room(id, "")
            });
            change(record, &mut marks_used);
            changes.rooms.insert(RoomId(id), Some(record.clone()));
            let member = membership(id, 1 + marks_used.numbers.below(2));
            changes
                .memberships
                .insert((member.room, member.account), Some(member));
        }
        assert!(changes.leaves_traces());
        store.commit(&changes).unwrap();
        assert!(store.scrub().unwrap());
        assert_eq!(marks(&place), marks_of(&kept), "in round {round}");
        let loaded = store.load().unwrap().snapshot.rooms;
        assert!(loaded.iter().eq(kept.values()));
    }
}

#[test]
fn a_few_rooms_that_change_often() {
    go_on(1, 3, 4);
}

#[test]
fn many_rooms() {
    go_on(2, 100, 60);
}

#[test]
fn topics_beside_messages() {
    let (place, mut store) = place_with_people();
    let mut topics = Marks::new(3);
    topics.last = 1_000;
    let mut garden = room(3, "#garden");
    for round in 4..60 {
        store.commit(&said(vec![marked(round, 700)])).unwrap();
        garden.topic = Some(topics.topic());
        let newest = topics.last;
        store.commit(&rooms(round, &[garden.clone()])).unwrap();
        assert!(store.scrub().unwrap());
        let expected: BTreeSet<u64> = (4..=round).chain([newest - 1, newest]).collect();
        assert_eq!(marks(&place), expected);
    }
}

fn markers(sequence: u64, account: u64, targets: &[String], at: Option<u64>) -> Changes {
    let marker = |target: &String| ((AccountId(account), Arc::from(&**target)), at.map(time));
    Changes {
        read_markers: targets.iter().map(marker).collect(),
        ..nothing(sequence)
    }
}

#[test]
fn what_a_name_has_read_goes_with_it_and_with_the_marker() {
    let (place, mut store) = place_with_people();
    let targets: Vec<String> = (1..=40).map(mark).collect();
    store.commit(&markers(3, 2, &targets, Some(3))).unwrap();
    store.commit(&markers(4, 2, &targets[30..], None)).unwrap();
    assert!(store.scrub().unwrap());
    assert_eq!(marks(&place), (1..=30).collect());
    let release = Changes {
        released_accounts: vec![AccountId(2)],
        ..nothing(5)
    };
    assert!(release.leaves_traces());
    store.commit(&release).unwrap();
    assert!(store.scrub().unwrap());
    assert!(marks(&place).is_empty());
}

#[test]
fn slots_are_used_again() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    let mut used = Marks::new(4);
    for round in 1..200 {
        let mut changes = room_gone(round, round - 1);
        let mut record = room(round, &mark(round));
        record.topic = Some(used.topic());
        changes.rooms.insert(record.id, Some(record));
        store.commit(&changes).unwrap();
    }
    let shell = Connection::open(place.database()).unwrap();
    let count = "SELECT count(*) FROM words";
    let slots: i64 = shell.query_row(count, (), |row| row.get(0)).unwrap();
    assert!(slots < 40, "{slots} slots");
}

/// Whoever runs the server may remove rows by hand, as the documentation says.
#[test]
fn what_was_removed_by_hand_is_wiped_at_the_next_start() {
    let (place, mut store) = place_with_people();
    let targets: Vec<String> = (1..=5).map(mark).collect();
    store.commit(&rooms(3, &[room(3, "#garden")])).unwrap();
    store.commit(&joined(3, &[membership(3, 2)])).unwrap();
    store.commit(&markers(4, 2, &targets, Some(3))).unwrap();
    Box::new(store).close().unwrap();
    Connection::open(place.database())
        .unwrap()
        .execute_batch("PRAGMA foreign_keys = ON; DELETE FROM accounts WHERE id = 2")
        .unwrap();
    let mut store = place.store().unwrap();
    assert!(store.scrub().unwrap());
    assert!(marks(&place).is_empty());
}
