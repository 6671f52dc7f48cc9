//! Moments as IRC writes them.

use hourglass_core::Timestamp;
use hourglass_wire::irc::{parse_timestamp, put_timestamp};
use proptest::prelude::{prop_assert_eq, proptest};

fn written(time: Timestamp) -> String {
    let mut out = Vec::new();
    put_timestamp(time, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn moments_are_written_in_utc() {
    for (time, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_319_042_451_620, "2011-10-19T16:40:51.620Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] {
        assert_eq!(written(Timestamp(time)), text);
        assert_eq!(parse_timestamp(text), Some(Timestamp(time)));
    }
    assert_eq!(written(Timestamp(u64::MAX)), "9999-12-31T23:59:59.999Z");
}

#[test]
fn what_is_no_moment_is_none() {
    assert_eq!(
        parse_timestamp("2011-10-19T16:40:51Z"),
        Some(Timestamp(1_319_042_451_000))
    );
    assert_eq!(
        parse_timestamp("2011-10-19T16:40:51.6Z"),
        Some(Timestamp(1_319_042_451_600))
    );
    for text in [
        "",
        "Z",
        "2011-10-19",
        "2011-10-19T16:40:51",
        "2011-13-19T16:40:51Z",
        "2011-10-00T16:40:51Z",
        "2011-10-19T24:40:51Z",
        "2011-10-19T16:40Z",
        "-011-10-19T16:40:51Z",
        "2011-10-19T16:40:51.xZ",
        "2011-10-19T16:40:51.ä9Z",
    ] {
        assert_eq!(parse_timestamp(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(time in 0_u64..253_402_300_799_999) {
        prop_assert_eq!(parse_timestamp(&written(Timestamp(time))), Some(Timestamp(time)));
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,40}|[0-9TZ:.-]{0,30}") {
        let _ = parse_timestamp(&text);
    }
}
