//! What every sequencer promises about what is proposed to it.

use futures_util::FutureExt;
use hourglass_core::{COMMAND_VERSION, Sequence, Timestamp};
use hourglass_server::limits::PROPOSALS_MAX;
use hourglass_server::sequencer::{Closed, Proposer, Sequencer};

use crate::clock::BEGINNING;
use crate::kinds::Kind;
use crate::order::{Order, numbered, numbers};

pub(super) fn commands_are_stamped_in_order<K: Kind>() {
    let mut order = Order::<K>::new();
    for number in 1..=100 {
        order.propose(number).unwrap().unwrap();
    }
    while order.stamped.len() < 100 {
        order.batch(None);
    }
    assert_eq!(numbers(&order.stamped), (1..=100).collect::<Vec<_>>());
    order.is_in_order();
    let first = &order.stamped[0];
    assert!(first.stamp.sequence > Sequence(0));
    assert_eq!(first.stamp.time, BEGINNING);
    assert_eq!(first.version, COMMAND_VERSION);
}

pub(super) fn a_batch_is_added_to_what_is_there<K: Kind>() {
    let mut order = Order::<K>::new();
    for number in [1, 2] {
        order.propose(number).unwrap().unwrap();
        assert_eq!(numbers(order.batch(None)), [number]);
    }
    assert_eq!(numbers(&order.stamped), [1, 2]);
}

pub(super) fn a_full_queue_makes_proposers_wait<K: Kind>() {
    let mut order = Order::<K>::new();
    let full = PROPOSALS_MAX as u64;
    for number in 1..=full {
        order.propose(number).unwrap().unwrap();
    }
    let proposer = order.proposer.clone();
    let mut waiting = Box::pin(proposer.propose(numbered(full + 1)));
    assert_eq!(waiting.as_mut().now_or_never(), None);
    order.batch(None);
    assert_eq!(waiting.as_mut().now_or_never(), Some(Ok(())));
    while order.stamped.len() < PROPOSALS_MAX + 1 {
        order.batch(None);
    }
    assert_eq!(numbers(&order.stamped), (1..=full + 1).collect::<Vec<_>>());
}

pub(super) fn once_stopped_what_was_proposed_comes_out_and_then_the_end<K: Kind>() {
    let mut order = Order::<K>::new();
    let proposed = 2_000;
    for number in 1..=proposed {
        order.propose(number).unwrap().unwrap();
    }
    order.stop.cancel();
    // A deadline that is past all the time does not keep the end from coming.
    let past = Some(Timestamp(0));
    let mut rounds = 0;
    while order.poll(past).expect("something is there") {
        assert_eq!(order.propose(0), Some(Err(Closed)));
        rounds += 1;
        assert!(rounds < proposed, "the end does not come");
    }
    assert_eq!(numbers(&order.stamped), (1..=proposed).collect::<Vec<_>>());
    assert_eq!(order.poll(None), Some(false));
    order.is_in_order();
}

pub(super) fn a_stop_ends_the_wait<K: Kind>() {
    let mut order = Order::<K>::new();
    let mut batch = Vec::new();
    let mut waiting = Box::pin(order.sequencer.next_batch(None, &mut batch));
    assert_eq!(waiting.as_mut().now_or_never(), None);
    order.stop.cancel();
    assert_eq!(waiting.as_mut().now_or_never(), Some(false));
}

pub(super) fn without_proposers_the_end_comes<K: Kind>() {
    let mut order = Order::<K>::new();
    order.propose(1).unwrap().unwrap();
    let Order {
        proposer,
        sequencer,
        ..
    } = &mut order;
    let (nobody, _) = hourglass_server::sequencer::proposals();
    drop(std::mem::replace(proposer, nobody));
    let mut batch = Vec::new();
    let mut next = || sequencer.next_batch(None, &mut batch).now_or_never();
    assert_eq!([next(), next()], [Some(true), Some(false)]);
    assert_eq!(numbers(&batch), [1]);
}

pub(super) fn a_question_that_is_dropped_loses_nothing<K: Kind>() {
    let mut order = Order::<K>::new();
    for number in 1..=100 {
        let mut batch = Vec::new();
        {
            let mut waiting = Box::pin(order.sequencer.next_batch(None, &mut batch));
            assert_eq!(waiting.as_mut().now_or_never(), None);
            // It is woken by this, and dropped before it gets to it.
            let proposal = numbered(number);
            assert_eq!(
                order.proposer.propose(proposal).now_or_never(),
                Some(Ok(()))
            );
        }
        assert!(batch.is_empty());
        assert_eq!(numbers(order.batch(None)), [number]);
    }
}

async fn proposes(proposer: Proposer, numbers: std::ops::Range<u64>) {
    for number in numbers {
        proposer.propose(numbered(number)).await.unwrap();
    }
}

pub(super) fn many_proposers_at_once_are_each_in_order<K: Kind>() {
    const PROPOSERS: u64 = 4;
    const EACH: u64 = 3_000;
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let mut order = Order::<K>::new();
    for proposer in 0..PROPOSERS {
        let range = proposer * EACH..(proposer + 1) * EACH;
        runtime.spawn(proposes(order.proposer.clone(), range));
    }
    let all = (PROPOSERS * EACH) as usize;
    runtime.block_on(async {
        while order.stamped.len() < all {
            // Now and then the question is dropped in the middle.
            tokio::select! {
                _ = order.sequencer.next_batch(None, &mut order.stamped) => {}
                () = tokio::task::yield_now() => {}
            }
        }
    });
    order.is_in_order();
    let came_out = numbers(&order.stamped);
    for proposer in 0..PROPOSERS {
        let range = proposer * EACH..(proposer + 1) * EACH;
        let own: Vec<_> = came_out
            .iter()
            .copied()
            .filter(|one| range.contains(one))
            .collect();
        assert_eq!(own, range.collect::<Vec<_>>());
    }
}
