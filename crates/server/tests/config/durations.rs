//! Durations as people write them.

use std::time::Duration;

use hourglass_server::config::{format_duration, parse_duration};
use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

#[test]
fn durations_are_read() {
    let cases = [
        ("90s", 90),
        ("15m", 900),
        ("1h", 3_600),
        ("1h30m", 5_400),
        ("4d", 345_600),
        ("1d2h3m4s", 93_784),
        ("1h90s", 3_690),
        ("007s", 7),
    ];
    for (text, seconds) in cases {
        assert_eq!(
            parse_duration(text),
            Some(Duration::from_secs(seconds)),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_duration_is_not_read() {
    let wrong = [
        "",
        "1",
        "h",
        "1h30",
        "30m1h",
        "1h1h",
        "1 h",
        "+1h",
        "-1h",
        "1.5h",
        "1H",
        "1ms",
        "1hm",
        "١s",
        "18446744073709551616s",
        "18446744073709551615d",
    ];
    for text in wrong {
        assert_eq!(parse_duration(text), None, "{text}");
    }
}

#[test]
fn durations_are_written_in_the_same_form() {
    let cases = [
        (0, "0s"),
        (90, "1m30s"),
        (3_600, "1h"),
        (345_600, "4d"),
        (86_401, "1d1s"),
    ];
    for (seconds, text) in cases {
        assert_eq!(format_duration(Duration::from_secs(seconds)), text);
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(seconds in any::<u64>().prop_flat_map(|bound| 0..=bound)) {
        let duration = Duration::from_secs(seconds);
        prop_assert_eq!(parse_duration(&format_duration(duration)), Some(duration));
    }

    #[test]
    fn what_is_read_is_written_in_its_normal_form(text in "([0-9]{1,3}d)?([0-9]h)?([0-9]m)?[0-9]s") {
        let duration = parse_duration(&text);
        let again = duration.map(format_duration).and_then(|normal| parse_duration(&normal));
        prop_assert_eq!(duration.is_some(), true);
        prop_assert_eq!(again, duration);
    }
}
