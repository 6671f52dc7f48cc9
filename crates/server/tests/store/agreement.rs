//! Whatever happens to messages, both stores have the same ones.

use hourglass_core::{Changes, MessageId};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};

use crate::places::{InMemory, OnDisk, Place};
use crate::samples::{forgotten, message, redacted, said};

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
    TakeBack {
        newest: usize,
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
        (0..40_usize).prop_map(|newest| Step::TakeBack { newest }),
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
        Step::TakeBack { newest } => Some(redacted(*next, &[through(*next, *newest).0])),
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
