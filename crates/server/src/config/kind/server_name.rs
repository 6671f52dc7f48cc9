//! What the server calls itself on IRC.

use super::{Kind, Shown};

/// The longest name; classical servers allow as much.
const BYTES_MAX: usize = 63;

/// A name like a host's: with a dot in it, so that clients tell it from a nickname.
#[derive(Debug)]
pub(crate) struct ServerName;

impl Kind for ServerName {
    type Value = String;

    fn placeholder(&self) -> &'static str {
        "NAME"
    }

    fn parse(&self, text: &str) -> Option<String> {
        let is_label = |label: &str| {
            let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !label.is_empty() && label.bytes().all(letters) && !label.starts_with('-')
        };
        let labels = text.split('.').count();
        let usable = labels > 1 && text.len() <= BYTES_MAX && text.split('.').all(is_label);
        usable.then(|| text.to_owned())
    }

    fn allowed(&self) -> String {
        format!("up to {BYTES_MAX} letters, digits and hyphens with a dot between them")
    }

    fn show(&self, value: &String) -> Shown {
        Shown::Quoted(value.clone())
    }
}
