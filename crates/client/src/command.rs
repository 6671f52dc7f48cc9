//! The commands as a person types them; what they mean is the line codec's.

use hourglass_core::limits::NAME_CHARACTERS_MAX;

/// All of them, for completion.
pub(crate) const COMMANDS: [&str; 19] = [
    "/ban",
    "/complain",
    "/deop",
    "/exit",
    "/help",
    "/invite",
    "/join",
    "/kick",
    "/leave",
    "/me",
    "/msg",
    "/op",
    "/private",
    "/quit",
    "/rooms",
    "/rules",
    "/status",
    "/topic",
    "/who",
];

/// Those that a name follows.
pub(crate) const NAMING: [&str; 8] = [
    "/ban",
    "/complain",
    "/deop",
    "/invite",
    "/kick",
    "/msg",
    "/op",
    "/private",
];

/// Those that a room follows.
pub(crate) const ROOM_NAMING: [&str; 4] = ["/join", "/leave", "/topic", "/who"];

/// The common room where a server does not tell its name.
pub(crate) const LOBBY: &str = "#lobby";

pub(crate) const PRIVATE_SYNTAX: &str = "It is written /private NAME TEXT.";
pub(crate) const COMPLAINT_SYNTAX: &str = "It is written /ban NAME.";

/// What is told about a command that there is not.
pub(crate) fn unknown(word: &str) -> String {
    format!("There is no command {word}. /help lists them; to say it, begin with // instead of /.")
}

/// What is told about a command without what it needs.
pub(crate) fn written(template: &str) -> String {
    format!("It is written {template}.")
}

/// What is told about a name that nobody can have, so that it need not be sent; nothing if somebody may.
/// Letters that fold into others make names shorter, never to less than a fourth.
pub(crate) fn impossible_name(name: &str) -> Option<String> {
    let is_possible = name.chars().count() <= 4 * NAME_CHARACTERS_MAX;
    (!is_possible).then(|| format!("A name has at most {NAME_CHARACTERS_MAX} characters."))
}
