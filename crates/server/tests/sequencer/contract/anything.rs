//! What every sequencer promises whatever happens to it.

use std::time::Duration;

use hourglass_core::Timestamp;
use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use crate::clock::BEGINNING;
use crate::kinds::Kind;
use crate::order::{Order, numbers};

/// What can happen to a sequencer.
#[derive(Clone, Debug)]
enum Happening {
    Proposal,
    Question,
    QuestionWithDeadline(Duration),
    TimePasses(Duration),
    WallClockIsSet(Timestamp),
    Restart,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let milliseconds = || (0..10_000_u64).prop_map(Duration::from_millis);
    let wall =
        any::<u32>().prop_map(|offset| Timestamp(BEGINNING.0 - (1 << 31) + u64::from(offset)));
    let one = prop_oneof![
        3 => Just(Happening::Proposal),
        3 => Just(Happening::Question),
        1 => milliseconds().prop_map(Happening::QuestionWithDeadline),
        2 => (0..5_000_000_u64).prop_map(|time| Happening::TimePasses(Duration::from_micros(time))),
        1 => wall.prop_map(Happening::WallClockIsSet),
        1 => Just(Happening::Restart),
    ];
    vec(one, 0..200)
}

/// Goes on as another server that was started after the last stamp.
fn restart<K: Kind>(order: Order<K>) -> Order<K> {
    let mut next = Order::after(order.last(), order.clock.clone());
    next.stamped = order.stamped;
    next
}

pub(super) fn whatever_happens_the_order_holds<K: Kind>() {
    proptest!(ProptestConfig::with_cases(200), |(happenings in happenings())| {
        let mut order = Order::<K>::new();
        let mut proposed = 0;
        for happening in happenings {
            match happening {
                Happening::Proposal => {
                    proposed += 1;
                    order.propose(proposed).unwrap().unwrap();
                }
                Happening::Question => {
                    order.poll(None);
                }
                Happening::QuestionWithDeadline(in_time) => {
                    let deadline = order.last().time.after(in_time);
                    order.poll(Some(deadline));
                }
                Happening::TimePasses(time) => order.clock.pass(time),
                Happening::WallClockIsSet(wall) => order.clock.set_wall(wall),
                Happening::Restart => {
                    while order.poll(None).is_some() {}
                    order = restart(order);
                }
            }
        }
        while order.poll(None).is_some() {}
        order.is_in_order();
        prop_assert_eq!(numbers(&order.stamped), (1..=proposed).collect::<Vec<_>>());
        prop_assert!(order.time() >= order.clock.shows());
    });
}
