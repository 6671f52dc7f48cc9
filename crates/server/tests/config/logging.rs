//! What the log says, in which form.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use hourglass_server::logging::{LogFilter, LogFormat, LogSettings, subscriber};
use tracing::subscriber::with_default;
use tracing::{debug, error, info, trace, warn};

/// A log that is kept in memory.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn settings(level: &str, format: LogFormat) -> LogSettings {
    LogSettings {
        format,
        filter: LogFilter::parse(level).expect("a level"),
    }
}

/// What is logged when Hourglass and a library speak once at every level.
fn logged(level: &str, format: LogFormat) -> String {
    let kept = Kept::default();
    let writer = kept.clone();
    let subscriber = subscriber(&settings(level, format), move || writer.clone(), false);
    with_default(subscriber, || {
        error!(target: "hourglass_server::engine", "own error");
        info!(target: "hourglass_server::engine", name = "alice", "own info");
        debug!(target: "hourglass_server::door", "own debug");
        trace!(target: "hourglass_server::door", "own trace");
        warn!(target: "library", "library warn");
        info!(target: "library", "library info");
    });
    let bytes = kept.0.lock().expect("nobody panicked").clone();
    String::from_utf8(bytes).expect("the log is UTF-8")
}

#[test]
fn a_level_is_that_of_hourglass_and_libraries_speak_from_warn_up() {
    let every = [
        "own error",
        "own info",
        "own debug",
        "own trace",
        "library warn",
        "library info",
    ];
    let cases = [
        ("error", vec!["own error"]),
        ("warn", vec!["own error", "library warn"]),
        ("info", vec!["own error", "own info", "library warn"]),
        (
            "debug",
            vec!["own error", "own info", "own debug", "library warn"],
        ),
        (
            "trace",
            vec![
                "own error",
                "own info",
                "own debug",
                "own trace",
                "library warn",
            ],
        ),
        ("hourglass_server::door=debug", vec!["own debug"]),
        (
            "info,hourglass_server::engine=off",
            vec!["library warn", "library info"],
        ),
    ];
    for (level, expected) in cases {
        let log = logged(level, LogFormat::Text);
        let found: Vec<_> = every
            .into_iter()
            .filter(|words| log.contains(words))
            .collect();
        assert_eq!(found, expected, "{level}");
    }
}

#[test]
fn text_is_one_line_an_event() {
    let log = logged("info", LogFormat::Text);
    let line = log
        .lines()
        .find(|line| line.contains("own info"))
        .expect("it is logged");
    assert!(
        line.ends_with("INFO hourglass_server::engine: own info name=\"alice\""),
        "{line}"
    );
    assert!(!log.contains('\u{1b}'), "{log}");
}

#[test]
fn json_is_one_object_an_event() {
    let log = logged("info", LogFormat::Json);
    let events: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    assert_eq!(events.len(), 3);
    assert_eq!(events[1]["level"], "INFO");
    assert_eq!(events[1]["message"], "own info");
    assert_eq!(events[1]["name"], "alice");
    assert_eq!(events[1]["target"], "hourglass_server::engine");
}
