//! Messages that are taken back.

use hourglass_core::{Changes, MessageId};

use super::{commit, ids, two_people};
use crate::places::{Place, found};
use crate::samples::{forgotten, message, private, redacted, said};

contract! {
    a_message_taken_back_does_not_come_back
    what_is_taken_back_in_the_batch_that_says_it_is_never_kept
    forgetting_passes_over_what_was_taken_back
    what_is_over_or_was_never_said_can_be_taken_back
}

fn a_message_taken_back_does_not_come_back(place: &impl Place) {
    let messages = vec![message(3, "first"), private(4, "oops"), message(5, "last")];
    commit(place, &[two_people(), said(messages), redacted(6, &[4])]);
    assert_eq!(ids(&found(place).snapshot), [3, 5]);
    commit(place, &[redacted(7, &[3, 5])]);
    assert!(ids(&found(place).snapshot).is_empty());
}

fn what_is_taken_back_in_the_batch_that_says_it_is_never_kept(place: &impl Place) {
    let changes = Changes {
        redacted: vec![MessageId(4)],
        ..said(vec![message(3, "stays"), message(4, "oops")])
    };
    commit(place, &[two_people(), changes]);
    assert_eq!(ids(&found(place).snapshot), [3]);
}

fn forgetting_passes_over_what_was_taken_back(place: &impl Place) {
    let messages = (3..9).map(|id| private(id, "hello")).collect();
    commit(place, &[two_people(), said(messages), redacted(9, &[4, 7])]);
    commit(place, &[forgotten(10, 5)]);
    assert_eq!(ids(&found(place).snapshot), [6, 8]);
    commit(place, &[forgotten(11, 8), said(vec![message(12, "new")])]);
    assert_eq!(ids(&found(place).snapshot), [12]);
}

fn what_is_over_or_was_never_said_can_be_taken_back(place: &impl Place) {
    let messages = vec![message(3, "over"), message(4, "alive")];
    commit(
        place,
        &[
            two_people(),
            said(messages),
            forgotten(5, 3),
            redacted(6, &[3, 77]),
        ],
    );
    assert_eq!(ids(&found(place).snapshot), [4]);
}
