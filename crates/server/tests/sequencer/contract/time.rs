//! What every sequencer promises about time.

use std::time::Duration;

use futures_util::FutureExt;
use hourglass_core::{Sequence, Stamp, Timestamp};
use hourglass_server::limits::CLOCK_LOOK;
use hourglass_server::sequencer::Sequencer;

use crate::clock::{BEGINNING, StoryClock};
use crate::kinds::Kind;
use crate::order::{Order, is_advance, numbers};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) fn time_follows_the_wall_clock_forth<K: Kind>() {
    let mut order = Order::<K>::new();
    assert_eq!(order.time(), BEGINNING);
    order.clock.pass(SECOND);
    assert_eq!(order.time(), BEGINNING.after(SECOND));
    order.clock.set_wall(BEGINNING.after(DAY));
    assert_eq!(order.time(), BEGINNING.after(DAY));
    order.clock.pass(SECOND);
    assert_eq!(order.time(), BEGINNING.after(DAY + SECOND));
}

pub(super) fn time_passes_when_the_wall_clock_is_set_back<K: Kind>() {
    let mut order = Order::<K>::new();
    order.clock.pass(DAY);
    let before = order.time();
    order.clock.set_wall(BEGINNING);
    assert_eq!(order.time(), before);
    order.clock.pass(SECOND);
    assert_eq!(order.time(), before.after(SECOND));
    // Set back again, and by less than has passed since.
    order.clock.set_wall(Timestamp(0));
    order.clock.pass(SECOND);
    assert_eq!(order.time(), before.after(SECOND * 2));
    // Once the wall clock is past it again, it counts again.
    order.clock.set_wall(before.after(DAY));
    assert_eq!(order.time(), before.after(DAY));
    order.is_in_order();
}

pub(super) fn time_passes_however_often_it_is_looked_at<K: Kind>() {
    let mut order = Order::<K>::new();
    let before = order.time();
    order.clock.set_wall(Timestamp(0));
    for _ in 0..10 {
        order.clock.pass(Duration::from_micros(400));
        order.time();
    }
    assert_eq!(order.time(), before.after(Duration::from_millis(4)));
}

pub(super) fn a_restart_goes_on_after_the_last_stamp<K: Kind>() {
    let last = Stamp {
        sequence: Sequence(41),
        time: BEGINNING.after(DAY),
    };
    let mut order = Order::<K>::after(last, StoryClock::new());
    assert_eq!(order.time(), last.time);
    assert!(order.stamped[0].stamp.sequence > last.sequence);
    order.clock.pass(SECOND);
    assert_eq!(order.time(), last.time.after(SECOND));
}

pub(super) fn at_the_deadline_an_advance_comes_out<K: Kind>() {
    let mut order = Order::<K>::new();
    let deadline = BEGINNING.after(SECOND * 3600);
    let mut batch = Vec::new();
    {
        let mut waiting = Box::pin(order.sequencer.next_batch(Some(deadline), &mut batch));
        assert_eq!(waiting.as_mut().now_or_never(), None);
        order.clock.pass(SECOND * 3600 - Duration::from_millis(1));
        assert_eq!(waiting.as_mut().now_or_never(), None);
        order.clock.pass(Duration::from_millis(1));
        assert_eq!(waiting.as_mut().now_or_never(), Some(true));
    }
    assert_eq!(batch.len(), 1);
    assert!(batch.iter().all(is_advance));
    assert!(batch[0].stamp.time >= deadline);
}

pub(super) fn a_wall_clock_that_passes_the_deadline_is_noticed<K: Kind>() {
    let mut order = Order::<K>::new();
    let deadline = BEGINNING.after(DAY);
    let mut batch = Vec::new();
    let mut waiting = Box::pin(order.sequencer.next_batch(Some(deadline), &mut batch));
    assert_eq!(waiting.as_mut().now_or_never(), None);
    order.clock.set_wall(deadline);
    order.clock.pass(CLOCK_LOOK);
    assert_eq!(waiting.as_mut().now_or_never(), Some(true));
}

pub(super) fn a_deadline_is_not_put_off_by_commands<K: Kind>() {
    let mut order = Order::<K>::new();
    for number in 1..=3 {
        order.propose(number).unwrap().unwrap();
    }
    assert!(order.batch(Some(BEGINNING)).iter().any(is_advance));
    assert!(order.batch(Some(Timestamp(0))).iter().any(is_advance));
    while numbers(&order.stamped).len() < 3 {
        order.batch(None);
    }
    assert_eq!(numbers(&order.stamped), [1, 2, 3]);
}

pub(super) fn without_a_deadline_no_advance_comes_out<K: Kind>() {
    let mut order = Order::<K>::new();
    let mut batch = Vec::new();
    let mut waiting = Box::pin(order.sequencer.next_batch(None, &mut batch));
    for _ in 0..3 {
        assert_eq!(waiting.as_mut().now_or_never(), None);
        order.clock.pass(DAY);
    }
}
