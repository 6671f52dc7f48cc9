//! Durations such as `90s`, `15m`, `1h30m` and `4d`.

use std::fmt::Write;
use std::time::Duration;

use super::{Kind, Shown};

/// The units in seconds, the largest first, which is also the order in which they are written.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// A duration from `min` to `max`, both included, in whole seconds.
#[derive(Debug)]
pub(crate) struct DurationIn {
    /// The shortest.
    pub min: Duration,
    /// The longest.
    pub max: Duration,
}

impl Kind for DurationIn {
    type Value = Duration;

    fn placeholder(&self) -> &'static str {
        "DURATION"
    }

    fn parse(&self, text: &str) -> Option<Duration> {
        parse_duration(text).filter(|value| (self.min..=self.max).contains(value))
    }

    fn allowed(&self) -> String {
        let (min, max) = (format_duration(self.min), format_duration(self.max));
        format!("a duration from {min} to {max}, such as 90s, 15m or 1h30m")
    }

    fn show(&self, value: &Duration) -> Shown {
        Shown::Quoted(format_duration(*value))
    }
}

/// Reads whole numbers with the units `d`, `h`, `m` and `s`, the larger unit first, each at most once.
///
/// `None` for anything else: a number without a unit would leave people guessing what it counts.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut seconds: u64 = 0;
    for (unit, unit_seconds) in UNITS {
        let Some((number, after)) = rest.split_once(unit) else {
            continue;
        };
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let amount = number.parse::<u64>().ok()?.checked_mul(unit_seconds)?;
        seconds = seconds.checked_add(amount)?;
        rest = after;
    }
    (rest.is_empty() && !text.is_empty()).then(|| Duration::from_secs(seconds))
}

/// Writes a duration so that [`parse_duration`] reads it back; parts of a second are left out.
pub fn format_duration(duration: Duration) -> String {
    let mut seconds = duration.as_secs();
    if seconds == 0 {
        return "0s".to_owned();
    }
    let mut text = String::new();
    for (unit, unit_seconds) in UNITS {
        let amount = seconds / unit_seconds;
        seconds %= unit_seconds;
        if amount > 0 {
            // Writing to a String cannot fail.
            let _ = write!(text, "{amount}{unit}");
        }
    }
    text
}
