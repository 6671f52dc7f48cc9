//! What people are told.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::Refusal;
use hourglass_wire::words::{clock, refusal, spoken};

#[test]
fn a_wait_is_rounded_up_and_may_pass_99_hours() {
    for (milliseconds, figures) in [
        (0, "00:00:00"),
        (1, "00:00:01"),
        (1_000, "00:00:01"),
        (59_001, "00:01:00"),
        (3_599_999, "01:00:00"),
        (100 * 3_600_000, "100:00:00"),
    ] {
        assert_eq!(clock(Duration::from_millis(milliseconds)), figures);
    }
    clock(Duration::MAX);
}

#[test]
fn lengths_of_time_are_spoken() {
    for (seconds, words) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (90, "1 minute 30 seconds"),
        (3_600, "1 hour"),
        (4 * 3_600, "4 hours"),
        (36 * 3_600, "1 day 12 hours"),
    ] {
        assert_eq!(spoken(Duration::from_secs(seconds)), words);
    }
}

/// One refusal of each kind.
fn refusals() -> Vec<Refusal> {
    let wait = Duration::from_secs(61);
    let name = Arc::<str>::from("bob");
    vec![
        Refusal::Silenced { wait },
        Refusal::AllowanceSpent { wait },
        Refusal::TooLong {
            length: 9,
            limit: 8,
        },
        Refusal::EmptyMessage,
        Refusal::ToYourself,
        Refusal::UnknownName { name: name.clone() },
        Refusal::ComplaintAboutUnknown { name: name.clone() },
        Refusal::UnknownRoom,
        Refusal::AboutYourself,
        Refusal::AlreadyComplained { name: name.clone() },
        Refusal::AlreadySilenced {
            name: name.clone(),
            wait,
        },
        Refusal::NameResembles { name },
        Refusal::NameRegistered,
        Refusal::AccountGone,
        Refusal::TooManyAccounts,
        Refusal::TooManyDevices { limit: 64 },
        Refusal::NotLoggedIn,
        Refusal::StorageFailing,
    ]
}

#[test]
fn every_refusal_is_one_line_that_tells_the_wait() {
    for refused in refusals() {
        let words = refusal(&refused);
        assert!(!words.contains('\n'), "{words}");
        assert!(!words.contains("  "), "{words}");
        if format!("{refused:?}").contains("wait") {
            assert!(words.contains("00:01:01"), "{words}");
        }
    }
}
