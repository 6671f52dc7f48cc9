//! What is over is nowhere in the data directory: every file is searched byte by byte.

use std::collections::BTreeSet;

use hourglass_core::{ClientKey, ClientTags, Message};
use hourglass_server::store::{SqliteStore, Store};
use rusqlite::Connection;

use crate::places::OnDisk;
use crate::samples::{account, forgotten, message, private, redacted, registered, said};

/// Numbers of messages are written like this all through their text, so that any scrap tells whose it is.
pub(crate) fn mark(id: u64) -> String {
    format!("<{id:06}>")
}

const MARK_LENGTH: usize = 8;

/// A message that bears its mark in everything about it that can be read.
pub(crate) fn marked(id: u64, length: usize) -> Message {
    let text = mark(id).repeat(length.div_ceil(MARK_LENGTH));
    let bare = if id.is_multiple_of(2) {
        message(id, &text)
    } else {
        private(id, &text)
    };
    Message {
        author_name: mark(id).into(),
        key: ClientKey::new(&mark(id)),
        tags: Some(ClientTags::from_checked(&format!("+{}", mark(id)))),
        ..bare
    }
}

/// Whose marks there are in the files of the place.
pub(crate) fn marks(place: &OnDisk) -> BTreeSet<u64> {
    let mut marks = BTreeSet::new();
    for (_, bytes) in place.bytes() {
        for window in bytes.windows(MARK_LENGTH) {
            if window.starts_with(b"<") && window.ends_with(b">") {
                let digits = std::str::from_utf8(&window[1..MARK_LENGTH - 1]);
                marks.extend(digits.ok().and_then(|digits| digits.parse::<u64>().ok()));
            }
        }
    }
    marks
}

fn assert_nothing_up_to(place: &OnDisk, through: u64) {
    let left: Vec<u64> = marks(place)
        .into_iter()
        .filter(|id| *id <= through)
        .collect();
    assert!(
        left.is_empty(),
        "of messages up to {through}, there is still something of {left:?}"
    );
}

pub(crate) fn place_with_people() -> (OnDisk, SqliteStore) {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    let people = [account(1, "Ann"), account(2, "Bob")];
    store.commit(&registered(2, &people)).unwrap();
    (place, store)
}

/// A fixed sequence of numbers without a pattern.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

/// Says and forgets messages of these lengths for many rounds, as a chat does that is never quiet.
fn forget_for_long(lengths: &[usize], seed: u64) {
    const ROUNDS: u64 = 60;
    let (place, mut store) = place_with_people();
    let mut numbers = Numbers(seed);
    let (mut newest, mut through) = (2, 2);
    for _ in 0..ROUNDS {
        for _ in 0..numbers.below(4) {
            let count = 1 + numbers.below(15);
            let length =
                |numbers: &mut Numbers| lengths[numbers.below(lengths.len() as u64) as usize];
            let messages = (newest + 1..=newest + count).map(|id| marked(id, length(&mut numbers)));
            store.commit(&said(messages.collect())).unwrap();
            newest += count;
        }
        through += numbers
            .below((newest - through) / 2 + 2)
            .min(newest - through);
        store.commit(&forgotten(newest, through)).unwrap();
        assert!(store.scrub().unwrap());
        assert_nothing_up_to(&place, through);
        assert_eq!(
            marks(&place).len() as u64,
            newest - through,
            "what is not over is there"
        );
    }
}

/// Says messages, takes many of them back and forgets all, for many rounds.
#[test]
fn what_is_taken_back_is_gone_at_once() {
    const LENGTHS: [usize; 6] = [8, 64, 400, 2_000, 5_000, 9_000];
    let (place, mut store) = place_with_people();
    let mut numbers = Numbers(4);
    let mut alive = BTreeSet::new();
    let mut newest = 2;
    for round in 0..60 {
        let count = 1 + numbers.below(10);
        let messages: Vec<_> = (newest + 1..=newest + count)
            .map(|id| marked(id, LENGTHS[numbers.below(6) as usize]))
            .collect();
        alive.extend(newest + 1..=newest + count);
        newest += count;
        store.commit(&said(messages)).unwrap();
        let back: Vec<u64> = (0..numbers.below(6))
            .map(|_| newest - numbers.below(30.min(newest)))
            .collect();
        alive.retain(|id| !back.contains(id));
        let changes = redacted(newest, &back);
        assert!(changes.leaves_traces() || back.is_empty());
        store.commit(&changes).unwrap();
        if round % 4 == 0 {
            let through = newest.saturating_sub(40);
            alive.retain(|id| *id > through);
            store.commit(&forgotten(newest, through)).unwrap();
        }
        assert!(store.scrub().unwrap());
        assert_eq!(marks(&place), alive);
    }
}

#[test]
fn messages_of_one_length() {
    forget_for_long(&[96], 1);
}

#[test]
fn messages_of_all_lengths() {
    forget_for_long(&[8, 56, 64, 120, 400, 2_000], 2);
}

#[test]
fn messages_longer_than_a_page() {
    forget_for_long(&[8, 4_000, 5_000, 9_000, 20_000], 3);
}

/// The batch is larger than what the database holds in memory, so that it would write some before the end.
#[test]
fn a_message_forgotten_by_its_own_batch_is_never_written() {
    let (place, mut store) = place_with_people();
    let mut changes = said((3..1_203).map(|id| marked(id, 10_000)).collect());
    changes.forgotten_through = Some(marked(1_201, 0).id);
    store.commit(&changes).unwrap();
    assert_eq!(marks(&place), [1_202].into());
}

#[test]
fn a_log_from_before_the_crash_is_scrubbed() {
    let (place, mut store) = place_with_people();
    store
        .commit(&said((3..40).map(|id| marked(id, 500)).collect()))
        .unwrap();
    let cut = place.after_power_cut();
    let mut store = cut.store().unwrap();
    assert_eq!(store.load().unwrap().snapshot.messages.len(), 37);
    store.commit(&forgotten(40, 39)).unwrap();
    assert!(store.scrub().unwrap());
    assert!(marks(&cut).is_empty());
}

#[test]
fn a_crash_between_forgetting_and_scrubbing_is_made_good() {
    let (place, mut store) = place_with_people();
    store
        .commit(&said((3..40).map(|id| marked(id, 500)).collect()))
        .unwrap();
    store.commit(&forgotten(40, 30)).unwrap();
    let cut = place.after_power_cut();
    assert!(marks(&cut).contains(&30), "the log still has it");
    let mut store = cut.store().unwrap();
    assert!(store.scrub().unwrap());
    assert_nothing_up_to(&cut, 30);
}

#[test]
fn a_reader_holds_up_the_scrubbing_and_nothing_else() {
    let (place, mut store) = place_with_people();
    store.commit(&said(vec![marked(3, 100)])).unwrap();
    let reader = Connection::open(place.database()).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM messages")
        .unwrap();
    store.commit(&forgotten(4, 3)).unwrap();
    assert!(!store.scrub().unwrap());
    store.commit(&said(vec![marked(5, 100)])).unwrap();
    assert!(!store.scrub().unwrap());
    reader.execute_batch("COMMIT").unwrap();
    assert!(store.scrub().unwrap());
    assert_eq!(marks(&place), [5].into());
}

#[test]
fn closing_leaves_nothing_that_is_over() {
    let (place, mut store) = place_with_people();
    store
        .commit(&said((3..20).map(|id| marked(id, 300)).collect()))
        .unwrap();
    store.commit(&forgotten(20, 19)).unwrap();
    Box::new(store).close().unwrap();
    assert!(marks(&place).is_empty());
}
