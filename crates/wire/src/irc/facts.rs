//! What the server tells of itself.

use hourglass_core::Settings;

use crate::text::printable;

/// What the server tells of itself.
#[derive(Clone, Debug)]
pub struct ServerFacts {
    /// The name that its lines come from, such as `chat.example.org`.
    pub name: String,
    /// The name of the network, one word.
    pub network: String,
    /// The program and its version, one word.
    pub version: String,
    /// When the server was started, in words.
    pub created: String,
    /// The lines of the message of the day; none where there is none.
    pub motd: Vec<String>,
    /// The rules' numbers.
    pub settings: Settings,
}

impl ServerFacts {
    /// A server of this name and these rules, with nothing else to tell.
    pub fn new(name: &str, settings: Settings) -> Self {
        Self {
            name: name.to_owned(),
            network: "Hourglass".to_owned(),
            version: concat!("hourglass-", env!("CARGO_PKG_VERSION")).to_owned(),
            created: String::new(),
            motd: Vec::new(),
            settings,
        }
    }

    /// The lines of a text of any length, fit to be sent.
    pub fn lines(text: &str) -> Vec<String> {
        text.lines()
            .map(|line| printable(line).into_owned())
            .collect()
    }
}
