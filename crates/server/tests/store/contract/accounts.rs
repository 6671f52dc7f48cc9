//! Names and what belongs to them: records, memberships, read markers, complaints.

use std::sync::Arc;

use hourglass_core::{AccountId, Changes, Complaint, Period, ReadMarker, Sequence, Timestamp};

use super::{commit, two_people};
use crate::places::{Place, found};
use crate::samples::{account, joined, membership, nothing, registered, registration, time};

contract! {
    registered_names_come_back_with_what_opens_them
    an_account_is_as_it_was_written_last
    an_account_given_up_goes_with_all_that_belongs_to_it
    a_name_given_up_may_be_registered_in_the_same_batch
    read_markers_move_and_end
    cleared_complaints_go_and_new_ones_count
}

fn complaint(about: u64, by: u64) -> Complaint {
    Complaint {
        about: AccountId(about),
        by: AccountId(by),
    }
}

fn marker(
    account: u64,
    target: &str,
    at: Option<u64>,
) -> ((AccountId, Arc<str>), Option<Timestamp>) {
    ((AccountId(account), target.into()), at.map(time))
}

fn read(account: u64, target: &str, at: u64) -> ReadMarker {
    ReadMarker {
        account: AccountId(account),
        target: target.into(),
        at: time(at),
    }
}

fn registered_names_come_back_with_what_opens_them(place: &impl Place) {
    let accounts = [account(3, "Ann"), account(6, "Жанна"), account(9, "bob")];
    commit(
        place,
        &[registered(6, &accounts[..2]), registered(9, &accounts[2..])],
    );
    let loaded = found(place);
    assert_eq!(loaded.snapshot.accounts, accounts);
    for (found, account) in loaded.credentials.iter().zip(&accounts) {
        let written = registration(account);
        assert_eq!(found.account, written.account);
        assert_eq!(found.key, written.key);
        assert_eq!(found.password_hash, written.password_hash);
        assert_eq!(found.email, written.email);
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
        complaints: vec![complaint(1, 2), complaint(2, 1)],
        read_markers: [marker(1, "#common", Some(1)), marker(2, "#common", Some(2))].into(),
        ..joined(3, &[membership(1, 1), membership(1, 2)])
    };
    let release = Changes {
        released_accounts: vec![AccountId(2)],
        ..nothing(4)
    };
    commit(place, &[two_people(), belongings, release]);
    let loaded = found(place);
    assert_eq!(loaded.snapshot.accounts, [account(1, "Ann")]);
    assert_eq!(loaded.snapshot.memberships, [membership(1, 1)]);
    assert_eq!(loaded.snapshot.read_markers, [read(1, "#common", 1)]);
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

fn read_markers_move_and_end(place: &impl Place) {
    let set = Changes {
        read_markers: [
            marker(1, "#common", Some(3)),
            marker(1, "bob", Some(3)),
            marker(2, "#common", Some(4)),
        ]
        .into(),
        ..nothing(5)
    };
    let moved = Changes {
        read_markers: [
            marker(1, "#common", Some(5)),
            marker(1, "bob", None),
            marker(2, "ann", None),
        ]
        .into(),
        ..nothing(6)
    };
    commit(place, &[two_people(), set, moved]);
    assert_eq!(
        found(place).snapshot.read_markers,
        [read(1, "#common", 5), read(2, "#common", 4)]
    );
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
