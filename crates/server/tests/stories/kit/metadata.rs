//! Metadata as clients of IRC have it, by either draft.

use hourglass_server::config::Config;

use super::{IrcUser, World, untagged};

/// What a client agreed on.
#[derive(Clone, Copy)]
pub(crate) enum Draft {
    Second,
    Third,
}

impl Draft {
    pub(crate) const BOTH: [Self; 2] = [Self::Second, Self::Third];

    /// What it asks for.
    pub(crate) fn capabilities(self) -> &'static str {
        match self {
            Self::Second => "draft/metadata-2 batch",
            Self::Third => "draft/metadata-3 batch",
        }
    }

    /// How it hears by itself of a value.
    pub(crate) fn news(self, to: &str, of: &str, key: &str, value: Option<&str>) -> String {
        match (self, value) {
            (Self::Second, Some(value)) => format!("METADATA {of} {key} * :{value}"),
            (Self::Second, None) => format!("METADATA {of} {key} *"),
            (Self::Third, Some(value)) => format!("761 {to} {of} {key} * :{value}"),
            (Self::Third, None) => format!("766 {to} {of} {key} :Key not set"),
        }
    }

    /// A guest with a client of this draft.
    pub(crate) async fn guest(self, world: &World, name: &str) -> IrcUser {
        let mut user = world.irc().await;
        user.says("CAP LS 302").await;
        user.says(&format!("CAP REQ :{}", self.capabilities()))
            .await;
        user.line_with(" ACK ").await;
        user.says("CAP END").await;
        user.comes_in(name).await;
        user
    }
}

/// A server with guests, who are in no room with anybody by themselves.
pub(crate) fn with_guests(config: &mut Config) {
    config.chat.message_limit = 0;
    config.irc.guests = true;
    config.flood_guard = false;
}

/// All that somebody was told since it was asked last, without tags and the server's name.
pub(crate) async fn told(user: &mut IrcUser) -> Vec<String> {
    let lines = user.hears_all().await;
    lines.iter().map(|line| bare(line)).collect()
}

/// Says a line; all that is told then.
pub(crate) async fn asks(user: &mut IrcUser, line: &str) -> Vec<String> {
    user.says(line).await;
    told(user).await
}

/// A line without its tags and the server's name.
pub(crate) fn bare(line: &str) -> String {
    let line = untagged(line);
    match line.strip_prefix(':').and_then(|line| line.split_once(' ')) {
        Some((source, rest)) if !source.contains('!') => rest.to_owned(),
        _ => line.to_owned(),
    }
}

/// What is in a batch about a target.
pub(crate) fn batch(target: &str, inside: &[&str]) -> Vec<String> {
    let mut lines = vec![format!("BATCH +metadata metadata {target}")];
    lines.extend(inside.iter().map(|line| (*line).to_owned()));
    lines.push("BATCH -metadata".to_owned());
    lines
}
