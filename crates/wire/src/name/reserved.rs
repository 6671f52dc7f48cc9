//! The words that the chat itself uses.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use hourglass_core::Name;

/// Names that nobody can have: how the chat calls its people, itself and those who run it, here and
/// in IRC.
const WORDS: [&str; 23] = [
    "admin",
    "administrator",
    "all",
    "anyone",
    "chanserv",
    "channel",
    "chat",
    "everybody",
    "everyone",
    "here",
    "hourglass",
    "me",
    "moderator",
    "nickserv",
    "nobody",
    "operator",
    "room",
    "server",
    "service",
    "someone",
    "support",
    "system",
    "you",
];

static LOOKS: LazyLock<BTreeSet<Arc<str>>> = LazyLock::new(|| {
    WORDS
        .into_iter()
        .flat_map(|word| super::build("", word).skeletons().clone())
        .collect()
});

/// Whether a name is one of those words, or could pass for one.
pub(super) fn is_reserved(name: &Name) -> bool {
    name.skeletons().iter().any(|look| LOOKS.contains(look))
}
