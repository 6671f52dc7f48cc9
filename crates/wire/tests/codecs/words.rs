//! Durations in words.

use std::time::Duration;

use hourglass_wire::words::{clock, spoken};

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
