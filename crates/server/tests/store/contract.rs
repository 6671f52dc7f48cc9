//! What every store has to do.

use hourglass_core::{
    AccountId, Changes, Complaint, Membership, MessageId, Period, RoomId, Sequence, Snapshot,
};
use hourglass_server::store::StoreError;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};

use crate::places::{InMemory, OnDisk, Place, found};
use crate::samples::{
    account, common_room, forgotten, message, nothing, private, registered, registration, said,
    time,
};

macro_rules! contract {
    ($($case:ident)*) => {
        mod on_disk {
            $(#[test] fn $case() { super::$case(&super::OnDisk::new()); })*
        }
        mod in_memory {
            $(#[test] fn $case() { super::$case(&super::InMemory::new()); })*
        }
    };
}

contract! {
    a_new_store_has_nothing
    registered_names_come_back_with_what_opens_them
    an_account_is_as_it_was_written_last
    an_account_given_up_goes_with_all_that_belongs_to_it
    a_name_given_up_may_be_registered_in_the_same_batch
    rooms_and_memberships_come_back
    cleared_complaints_go_and_new_ones_count
    messages_come_back_as_they_were_said
    a_message_keeps_the_name_of_an_account_given_up
    forgotten_messages_are_gone_those_of_the_same_batch_too
    forgetting_goes_on_for_many_rounds
    the_last_stamp_is_kept
    what_was_committed_is_there_without_closing
    changes_that_do_not_fit_change_nothing
    a_store_without_deletions_can_be_scrubbed
}

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
        rooms: vec![common_room()],
        ..registered(2, &[account(1, "Ann"), account(2, "Bob")])
    }
}

fn complaint(about: u64, by: u64) -> Complaint {
    Complaint {
        about: AccountId(about),
        by: AccountId(by),
    }
}

fn membership(account: u64) -> Membership {
    Membership {
        room: RoomId::COMMON,
        account: AccountId(account),
    }
}

fn ids(snapshot: &Snapshot) -> Vec<u64> {
    snapshot
        .messages
        .iter()
        .map(|message| message.id.0)
        .collect()
}

fn a_new_store_has_nothing(place: &impl Place) {
    for _ in 0..2 {
        let loaded = found(place);
        assert_eq!(loaded.snapshot, Snapshot::default());
        assert!(loaded.credentials.is_empty());
    }
}

fn registered_names_come_back_with_what_opens_them(place: &impl Place) {
    let accounts = [account(3, "Ann"), account(5, "Жанна"), account(9, "bob")];
    commit(
        place,
        &[registered(5, &accounts[..2]), registered(9, &accounts[2..])],
    );
    let loaded = found(place);
    assert_eq!(loaded.snapshot.accounts, accounts);
    for (found, account) in loaded.credentials.iter().zip(&accounts) {
        let written = registration(account);
        assert_eq!(found.account, written.account);
        assert_eq!(found.key, written.key);
        assert_eq!(found.password_hash, written.password_hash);
    }
    assert_eq!(loaded.credentials.len(), accounts.len());
}

fn an_account_is_as_it_was_written_last(place: &impl Place) {
    let mut ann = account(1, "Ann");
    commit(place, &[two_people()]);
    ann.last_seen_at = time(7);
    ann.seen = Some(Sequence(6));
    ann.period = Some(Period {
        opened_at: time(3),
        used: u32::MAX,
    });
    ann.silenced_until = Some(time(1_000));
    for sequence in 7..9 {
        let changes = Changes {
            accounts: [(ann.id, ann.clone())].into(),
            ..nothing(sequence)
        };
        commit(place, &[changes]);
        assert_eq!(
            found(place).snapshot.accounts,
            [ann.clone(), account(2, "Bob")]
        );
        ann = account(1, "Ann");
    }
}

fn an_account_given_up_goes_with_all_that_belongs_to_it(place: &impl Place) {
    let belongings = Changes {
        memberships: vec![membership(1), membership(2)],
        complaints: vec![complaint(1, 2), complaint(2, 1)],
        ..nothing(3)
    };
    let release = Changes {
        released_accounts: vec![AccountId(2)],
        ..nothing(4)
    };
    commit(place, &[two_people(), belongings, release]);
    let loaded = found(place);
    assert_eq!(loaded.snapshot.accounts, [account(1, "Ann")]);
    assert_eq!(loaded.snapshot.memberships, [membership(1)]);
    assert!(loaded.snapshot.complaints.is_empty());
    assert_eq!(loaded.credentials.len(), 1);
}

fn a_name_given_up_may_be_registered_in_the_same_batch(place: &impl Place) {
    let again = Changes {
        released_accounts: vec![AccountId(2)],
        ..registered(9, &[account(9, "BOB")])
    };
    commit(place, &[two_people(), again]);
    let accounts = [account(1, "Ann"), account(9, "BOB")];
    assert_eq!(found(place).snapshot.accounts, accounts);
}

fn rooms_and_memberships_come_back(place: &impl Place) {
    let join = Changes {
        memberships: vec![membership(2), membership(1)],
        ..nothing(3)
    };
    commit(place, &[two_people(), join]);
    let snapshot = found(place).snapshot;
    assert_eq!(snapshot.rooms, [common_room()]);
    assert_eq!(snapshot.memberships, [membership(1), membership(2)]);
}

fn cleared_complaints_go_and_new_ones_count(place: &impl Place) {
    let three = registered(3, &[account(3, "Cy")]);
    let complain = Changes {
        complaints: vec![complaint(1, 2), complaint(1, 3), complaint(2, 3)],
        ..nothing(4)
    };
    let clear = Changes {
        cleared_complaints: vec![AccountId(1)],
        complaints: vec![complaint(1, 3)],
        ..nothing(5)
    };
    commit(place, &[two_people(), three, complain, clear]);
    let complaints = found(place).snapshot.complaints;
    assert_eq!(complaints, [complaint(1, 3), complaint(2, 3)]);
}

fn messages_come_back_as_they_were_said(place: &impl Place) {
    let long = "длинно ".repeat(3_000);
    let messages = vec![
        message(3, "hello"),
        private(4, "psst\t👋"),
        private(6, &long),
    ];
    commit(place, &[two_people(), said(messages.clone())]);
    let found = found(place).snapshot.messages;
    assert_eq!(found.len(), messages.len());
    for (found, written) in found.iter().zip(&messages) {
        assert_eq!(**found, *written);
    }
}

fn a_message_keeps_the_name_of_an_account_given_up(place: &impl Place) {
    let release = Changes {
        released_accounts: vec![AccountId(2)],
        ..nothing(4)
    };
    commit(
        place,
        &[
            two_people(),
            said(vec![private(3, "are you there")]),
            release,
        ],
    );
    assert_eq!(
        *found(place).snapshot.messages[0],
        private(3, "are you there")
    );
}

fn forgotten_messages_are_gone_those_of_the_same_batch_too(place: &impl Place) {
    let all = (3..8).map(|id| message(id, "early")).collect();
    let more = Changes {
        forgotten_through: Some(MessageId(9)),
        ..said(vec![
            message(8, "short"),
            message(9, "short"),
            message(10, "stays"),
        ])
    };
    commit(place, &[two_people(), said(all), forgotten(7, 5)]);
    assert_eq!(ids(&found(place).snapshot), [6, 7]);
    commit(place, &[more]);
    assert_eq!(ids(&found(place).snapshot), [10]);
    commit(place, &[forgotten(11, 20)]);
    assert!(ids(&found(place).snapshot).is_empty());
}

fn forgetting_goes_on_for_many_rounds(place: &impl Place) {
    const FIRST: u64 = 10;
    let mut store = place.open();
    store.commit(&two_people()).unwrap();
    for first in (FIRST..400).step_by(10) {
        let (through, last) = (first - 6, first + 9);
        let messages = (first..=last).map(|id| message(id, "again")).collect();
        store.commit(&said(messages)).unwrap();
        store.commit(&forgotten(last, through)).unwrap();
        let expected: Vec<u64> = (FIRST.max(through + 1)..=last).collect();
        assert_eq!(ids(&store.load().unwrap().snapshot), expected);
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

/// What may happen to messages, in numbers relative to what is there.
#[derive(Clone, Debug)]
enum Step {
    Say {
        lengths: Vec<usize>,
    },
    Forget {
        newest_kept: usize,
    },
    SayAndForget {
        lengths: Vec<usize>,
        newest_kept: usize,
    },
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let lengths = || vec(1..6_000_usize, 1..12);
    let step = prop_oneof![
        lengths().prop_map(|lengths| Step::Say { lengths }),
        (0..40_usize).prop_map(|newest_kept| Step::Forget { newest_kept }),
        (lengths(), 0..40_usize).prop_map(|(lengths, newest_kept)| Step::SayAndForget {
            lengths,
            newest_kept
        }),
        proptest::strategy::Just(Step::Reopen),
    ];
    vec(step, 1..25)
}

fn say(next: &mut u64, lengths: &[usize]) -> Changes {
    let messages = lengths.iter().map(|length| {
        *next += 1;
        message(*next, &"x".repeat(*length))
    });
    said(messages.collect())
}

fn changes(step: &Step, next: &mut u64) -> Option<Changes> {
    let through = |next: u64, kept: usize| MessageId(next.saturating_sub(kept as u64));
    match step {
        Step::Say { lengths } => Some(say(next, lengths)),
        Step::Forget { newest_kept } => Some(forgotten(*next, through(*next, *newest_kept).0)),
        Step::SayAndForget {
            lengths,
            newest_kept,
        } => {
            let changes = say(next, lengths);
            Some(Changes {
                forgotten_through: Some(through(*next, *newest_kept)),
                ..changes
            })
        }
        Step::Reopen => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_disk_keeps_what_memory_keeps(steps in steps()) {
        let (disk, memory) = (OnDisk::new(), InMemory::new());
        let (mut on_disk, mut in_memory) = (disk.open(), memory.open());
        let mut next = 0;
        for step in &steps {
            match changes(step, &mut next) {
                Some(changes) => {
                    on_disk.commit(&changes).unwrap();
                    in_memory.commit(&changes).unwrap();
                }
                None => {
                    drop(on_disk);
                    on_disk = disk.open();
                }
            }
            let (on_disk, in_memory) = (on_disk.load().unwrap(), in_memory.load().unwrap());
            prop_assert_eq!(on_disk.snapshot, in_memory.snapshot);
        }
    }
}
