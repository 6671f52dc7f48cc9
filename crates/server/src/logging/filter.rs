//! What the log leaves out.

use tracing_subscriber::EnvFilter;

/// The levels, the quietest first.
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// A checked level such as `info`, or directives such as `info,hourglass_server::door=debug`.
///
/// A single level is that of Hourglass; libraries then speak from `warn` up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter(String);

impl LogFilter {
    /// Reads a level or a list of directives; `None` where it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        // Without this a mistyped level would pass as the name of a module to log.
        let clear = |part: &str| part.contains('=') || LEVELS.contains(&part);
        let known = text.split(',').all(clear) && EnvFilter::builder().parse(text).is_ok();
        known.then(|| Self(text.to_owned()))
    }

    /// What is logged unless somebody asks for more: `info`.
    pub fn info() -> Self {
        Self("info".to_owned())
    }

    /// The filter as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn directives(&self) -> EnvFilter {
        match self.as_str() {
            level @ ("info" | "debug" | "trace") => {
                EnvFilter::new(format!("warn,hourglass={level}"))
            }
            other => EnvFilter::new(other),
        }
    }
}
