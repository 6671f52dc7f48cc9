//! `PRIVMSG hourglass`: the chat's own commands.

use super::{complain, rules, status};
use crate::door::irc::call::Call;

/// The name under which the chat itself speaks.
const NAME: &str = "hourglass";

const HELP: &str = "\
status         how the chat and you stand
quota          how many messages you may still send
rules          how the chat works
complain NAME  complain about a person
help           this list
STATUS, RULES and COMPLAIN NAME do the same as commands.";

/// Whether the chat itself is meant.
pub(super) fn is_meant(typed: &str) -> bool {
    typed.eq_ignore_ascii_case(NAME)
}

/// Does what was said to the chat.
pub(super) fn hear(call: &mut Call<'_>, text: &str) {
    let mut words = text.split_whitespace();
    let word = words.next().unwrap_or_default().to_ascii_lowercase();
    match (word.trim_start_matches('/'), words.next()) {
        ("status", _) => {
            call.verb = "STATUS";
            status::run(call);
        }
        ("quota" | "allowance", _) => {
            call.verb = "QUOTA";
            status::run(call);
        }
        ("rules", _) => rules::run(call),
        ("complain" | "ban", Some(name)) => {
            call.verb = "COMPLAIN";
            complain::about(call, name);
        }
        ("complain" | "ban", None) => call.notice("Say about whom: complain NAME"),
        ("help", _) => call.notice(HELP),
        _ => call.notice("I know status, quota, rules, complain NAME and help."),
    }
}
