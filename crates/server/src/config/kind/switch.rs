//! What is on or off.

use super::{Kind, Shown};

/// `on` or `off`; TOML's `true` and `false` mean the same.
#[derive(Debug)]
pub(crate) struct Switch;

impl Kind for Switch {
    type Value = bool;

    fn placeholder(&self) -> &'static str {
        "on|off"
    }

    fn parse(&self, text: &str) -> Option<bool> {
        match text {
            "on" | "true" => Some(true),
            "off" | "false" => Some(false),
            _ => None,
        }
    }

    fn allowed(&self) -> String {
        "on or off".to_owned()
    }

    fn show(&self, value: &bool) -> Shown {
        Shown::Quoted(if *value { "on" } else { "off" }.to_owned())
    }
}
