//! Durations in words and in figures.

use std::time::Duration;

/// A wait as `HH:MM:SS`, rounded up to whole seconds so that waiting for it is enough. Hours may
/// pass 99.
pub fn clock(wait: Duration) -> String {
    let seconds = seconds_up(wait);
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// A length of time in words, such as `1 hour 30 minutes`, rounded up to whole seconds.
pub fn spoken(duration: Duration) -> String {
    let seconds = seconds_up(duration);
    let parts = [
        (seconds / 86_400, "day"),
        (seconds / 3600 % 24, "hour"),
        (seconds / 60 % 60, "minute"),
        (seconds % 60, "second"),
    ];
    let words: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| counted(number, unit))
        .collect();
    if words.is_empty() {
        return counted(0, "second");
    }
    words.join(" ")
}

fn counted(number: u64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

fn seconds_up(duration: Duration) -> u64 {
    let started = u64::from(duration.subsec_nanos() > 0);
    duration.as_secs().saturating_add(started)
}
