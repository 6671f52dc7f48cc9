//! The log: lines on standard error, as text or JSON.
//!
//! Log lines carry ids and names, never a message's text or a password.

mod filter;

use std::io::{self, IsTerminal};

use thiserror::Error;
use tracing::Subscriber;
use tracing::subscriber::{SetGlobalDefaultError, set_global_default};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::MakeWriter;

pub use filter::LogFilter;

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One line of text for people.
    Text,
    /// One JSON object a line for programs.
    Json,
}

/// How the log looks and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// Text or JSON.
    pub format: LogFormat,
    /// What is left out.
    pub filter: LogFilter,
}

/// Why logging cannot start.
#[derive(Debug, Error)]
pub enum LoggingError {
    /// The process logs already.
    #[error("logging has been started before")]
    Started(#[from] SetGlobalDefaultError),
}

/// Lines that may wait for standard error. When it takes no more, further ones are dropped: a log that
/// nobody reads must not hold up the chat.
const LINES_WAITING_MAX: usize = 16 * 1024;

/// Keeps the log going. What waits is written when this is dropped.
#[must_use = "the log ends when this is dropped"]
pub struct LogGuard(#[expect(dead_code, reason = "held for its drop")] WorkerGuard);

/// Sends what the whole process logs to standard error, until what is returned is dropped.
///
/// What libraries say through the `log` crate is left out on purpose: the WebSocket library's traces
/// hold the frames, and with them what people write.
///
/// # Errors
/// When the process logs already.
pub fn start(settings: &LogSettings) -> Result<LogGuard, LoggingError> {
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(LINES_WAITING_MAX)
        .thread_name("log")
        .finish(io::stderr());
    set_global_default(subscriber(settings, writer, colours)).map_err(LoggingError::Started)?;
    Ok(LogGuard(guard))
}

/// What [`start`] installs, with any other place to write to.
pub fn subscriber<W>(
    settings: &LogSettings,
    writer: W,
    colours: bool,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let builder = tracing_subscriber::fmt()
        .with_env_filter(settings.filter.directives())
        .with_writer(writer)
        .with_ansi(colours && settings.format == LogFormat::Text)
        // A line that cannot be written would be reported with `eprintln!`, which panics when
        // standard error is closed.
        .log_internal_errors(false);
    match settings.format {
        LogFormat::Text => Box::new(builder.finish()),
        LogFormat::Json => Box::new(builder.json().flatten_event(true).finish()),
    }
}
