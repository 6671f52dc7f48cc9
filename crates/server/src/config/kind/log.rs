//! How the log looks and what it says.

use super::{Kind, Shown};
use crate::logging::{LogFilter, LogFormat};

/// `text` or `json`.
#[derive(Debug)]
pub(crate) struct Format;

impl Kind for Format {
    type Value = LogFormat;

    fn placeholder(&self) -> &'static str {
        "text|json"
    }

    fn parse(&self, text: &str) -> Option<LogFormat> {
        match text {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        }
    }

    fn allowed(&self) -> String {
        "text or json".to_owned()
    }

    fn show(&self, value: &LogFormat) -> Shown {
        let text = match value {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        };
        Shown::Quoted(text.to_owned())
    }
}

/// A level, or directives for single modules.
#[derive(Debug)]
pub(crate) struct Filter;

impl Kind for Filter {
    type Value = LogFilter;

    fn placeholder(&self) -> &'static str {
        "LEVEL"
    }

    fn parse(&self, text: &str) -> Option<LogFilter> {
        LogFilter::parse(text)
    }

    fn allowed(&self) -> String {
        "error, warn, info, debug, trace, or directives such as info,hourglass_server::door=debug"
            .to_owned()
    }

    fn show(&self, value: &LogFilter) -> Shown {
        Shown::Quoted(value.as_str().to_owned())
    }
}
