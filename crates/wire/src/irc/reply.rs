//! What the door answers by itself, without asking the chat. Each writes whole lines to the end of `out`.

mod login;
pub(super) mod metadata;
mod negotiation;
mod standard;

use super::writer::Line;
use super::{ServerFacts, isupport, label, writer};
use crate::text::printable;
use crate::words::Farewell;

pub use login::{
    already_registered, erroneous_nickname, logged_in, logged_out, nickname_in_use,
    no_nickname_given, not_registered, password_mismatch, registered, sasl_aborted, sasl_already,
    sasl_failed, sasl_mechanisms, sasl_succeeded, sasl_too_long,
};
pub use metadata::{
    ALL_TARGETS, MetadataProblem, metadata_asked, metadata_invalid_keys, metadata_problem,
    metadata_subscribed, metadata_subscriptions, metadata_unsubscribed, metadata_value,
    metadata_values,
};
pub use negotiation::{authenticate, cap, cap_list, invalid_cap_command};
pub use standard::{fail, note, warn};

/// To whom the door answers.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// The server's name.
    pub server: &'a str,
    /// The client's name; empty while it has none.
    pub name: &'a str,
}

impl To<'_> {
    /// A line with a numeric, and the client's name behind it.
    pub(super) fn line<'o>(&self, code: &str, out: &'o mut Vec<u8>) -> Line<'o> {
        Line::from(self.server, out).verb(code).word(self.name)
    }
}

/// Any numeric: its words, then a text.
pub fn numeric(to: To<'_>, code: &str, words: &[&str], text: &str, out: &mut Vec<u8>) {
    to.line(code, out).words(words).text(&printable(text));
}

/// 421: there is no such command.
pub fn unknown_command(to: To<'_>, verb: &str, out: &mut Vec<u8>) {
    numeric(
        to,
        "421",
        &[verb],
        "Unknown command; see HELP for those there are",
        out,
    );
}

/// 461: something is missing behind a command.
pub fn need_more_parameters(to: To<'_>, verb: &str, out: &mut Vec<u8>) {
    numeric(to, "461", &[verb], "Not enough parameters", out);
}

/// 401: nobody has that name.
pub fn no_such_nick(to: To<'_>, name: &str, out: &mut Vec<u8>) {
    numeric(to, "401", &[name], "No such nick/channel", out);
}

/// 402: there is no such server.
pub fn no_such_server(to: To<'_>, name: &str, out: &mut Vec<u8>) {
    numeric(to, "402", &[name], "No such server", out);
}

/// 403: there is no such room, or it cannot be one; `words` say why.
pub fn no_such_channel(to: To<'_>, room: &str, words: &str, out: &mut Vec<u8>) {
    numeric(to, "403", &[room], words, out);
}

/// 407: more targets than a command may have.
pub fn too_many_targets(to: To<'_>, target: &str, out: &mut Vec<u8>) {
    numeric(
        to,
        "407",
        &[target],
        "Too many targets; nothing was sent to those from here on",
        out,
    );
}

/// 409: `PING` without a word.
pub fn no_origin(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "409", &[], "No origin specified", out);
}

/// 411: nobody to whom it is to be sent.
pub fn no_recipient(to: To<'_>, verb: &str, out: &mut Vec<u8>) {
    to.line("411", out)
        .text_in(&["No recipient given (", verb, ")"]);
}

/// 412: nothing to be sent.
pub fn no_text(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "412", &[], "No text to send", out);
}

/// 417: a line over the limit.
pub fn input_too_long(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "417", &[], "Input line was too long", out);
}

/// 221: the modes of one's own.
pub fn user_mode_is(to: To<'_>, modes: &str, out: &mut Vec<u8>) {
    to.line("221", out).word(modes).end();
}

/// 472: there is no such mode of rooms.
pub fn unknown_mode(to: To<'_>, mode: char, out: &mut Vec<u8>) {
    numeric(
        to,
        "472",
        &[&mode.to_string()],
        "is unknown mode char to me",
        out,
    );
}

/// 501: there is no such mode of people.
pub fn unknown_user_mode(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "501", &[], "Unknown MODE flag", out);
}

/// 502: somebody else's modes.
pub fn users_do_not_match(to: To<'_>, out: &mut Vec<u8>) {
    numeric(to, "502", &[], "Cannot change mode for other users", out);
}

/// 696: a mode's parameter that is missing or cannot be one.
pub fn invalid_mode_parameter(
    to: To<'_>,
    target: &str,
    mode: char,
    parameter: &str,
    words: &str,
    out: &mut Vec<u8>,
) {
    numeric(
        to,
        "696",
        &[target, &mode.to_string(), parameter],
        words,
        out,
    );
}

/// 525: a key that cannot be one.
pub fn invalid_key(to: To<'_>, room: &str, out: &mut Vec<u8>) {
    numeric(to, "525", &[room], "Key is not well-formed", out);
}

/// 315, for a `WHO` that the door does not ask the chat about.
pub fn end_of_who(to: To<'_>, mask: &str, out: &mut Vec<u8>) {
    numeric(to, "315", &[mask], "End of WHO list", out);
}

/// The answer to `PING`.
pub fn pong(to: To<'_>, token: &str, out: &mut Vec<u8>) {
    Line::from(to.server, out)
        .verb("PONG")
        .word(to.server)
        .text(token);
}

/// 005: what the server can.
pub fn isupport(to: To<'_>, facts: &ServerFacts, out: &mut Vec<u8>) {
    for words in isupport::words(facts).chunks(isupport::WORDS_ON_LINE_MAX) {
        let line = words
            .iter()
            .fold(to.line("005", out), |line, word| line.word(word));
        line.text("are supported by this server");
    }
}

/// The message of the day, or that there is none.
pub fn motd(to: To<'_>, facts: &ServerFacts, out: &mut Vec<u8>) {
    if facts.motd.is_empty() {
        numeric(to, "422", &[], "MOTD File is missing", out);
        return;
    }
    to.line("375", out)
        .text_in(&["- ", to.server, " Message of the day - "]);
    for line in &facts.motd {
        to.line("372", out).text_in(&["- ", &printable(line), ""]);
    }
    numeric(to, "376", &[], "End of /MOTD command", out);
}

/// 351: which program this is.
pub fn version(to: To<'_>, facts: &ServerFacts, out: &mut Vec<u8>) {
    numeric(
        to,
        "351",
        &[&facts.version, to.server],
        "A group chat that forgets",
        out,
    );
}

/// 391: what time it is, in seconds since 1970 and in words.
pub fn time(to: To<'_>, seconds: u64, words: &str, out: &mut Vec<u8>) {
    numeric(
        to,
        "391",
        &[to.server, &seconds.to_string(), "0"],
        words,
        out,
    );
}

/// 371 and 374: about the program.
pub fn info(to: To<'_>, lines: &[&str], out: &mut Vec<u8>) {
    for line in lines {
        numeric(to, "371", &[], line, out);
    }
    numeric(to, "374", &[], "End of INFO list", out);
}

/// 256 to 259: whom to turn to.
pub fn admin(to: To<'_>, lines: &[&str], out: &mut Vec<u8>) {
    numeric(to, "256", &[to.server], "Administrative info", out);
    for (code, line) in ["257", "258", "259"].into_iter().zip(lines) {
        numeric(to, code, &[], line, out);
    }
}

/// 704 to 706: help on a subject, its first line the title; 524 where there is none.
pub fn help(to: To<'_>, subject: &str, lines: &[&str], out: &mut Vec<u8>) {
    let [title, body @ ..] = lines else {
        numeric(
            to,
            "524",
            &[subject],
            "There is no help on that; say HELP alone",
            out,
        );
        return;
    };
    numeric(to, "704", &[subject], title, out);
    for line in body {
        numeric(to, "705", &[subject], line, out);
    }
    numeric(to, "706", &[subject], "End of /HELP", out);
}

/// What the chat itself says to somebody, one notice for each line of `text`.
pub fn notice(to: To<'_>, text: &str, out: &mut Vec<u8>) {
    let name = if to.name.is_empty() { "*" } else { to.name };
    for line in text.lines().filter(|line| !line.is_empty()) {
        Line::from(super::SERVICE, out)
            .verb("NOTICE")
            .word(name)
            .text(&printable(line));
    }
}

/// The end of a connection, and why.
pub fn error(words: &str, out: &mut Vec<u8>) {
    Line::new(out)
        .verb("ERROR")
        .text_in(&["Closing link: ", words, ""]);
}

/// The end of a connection by the server's will.
pub fn farewell(farewell: Farewell, out: &mut Vec<u8>) {
    error(&farewell.to_string(), out);
}

/// Opens a batch that holds the answers to all parts of a command, which then have
/// [`super::Correlation::Batch`] with the same name: letters and digits, different for each open batch.
pub fn open_batch(to: To<'_>, client_label: &str, batch: &str, out: &mut Vec<u8>) {
    label::open(client_label, batch, to.server, out);
}

/// Closes such a batch.
pub fn close_batch(to: To<'_>, batch: &str, out: &mut Vec<u8>) {
    label::close(batch, to.server, out);
}

/// As much of a text as has at most so many bytes, cut between characters.
pub fn cut(text: &str, bytes_max: usize) -> &str {
    writer::cut(text, bytes_max)
}
