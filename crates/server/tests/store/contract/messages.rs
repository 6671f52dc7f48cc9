//! Messages: kept as they were said, and forgotten.

use hourglass_core::{AccountId, Changes, Message, MessageId, Speech};

use super::{commit, ids, two_people};
use crate::places::{Place, found};
use crate::samples::{forgotten, message, nothing, private, said};

contract! {
    messages_come_back_as_they_were_said
    a_message_keeps_the_name_of_an_account_given_up
    forgotten_messages_are_gone_those_of_the_same_batch_too
    forgetting_goes_on_for_many_rounds
}

fn messages_come_back_as_they_were_said(place: &impl Place) {
    let long = "длинно ".repeat(3_000);
    let messages = vec![
        message(3, "hello"),
        private(4, "psst\t👋"),
        private(6, &long),
        Message {
            speech: Speech::Action,
            ..message(8, "waves")
        },
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
