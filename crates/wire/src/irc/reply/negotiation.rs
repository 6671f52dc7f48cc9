//! What is agreed on before and after the greeting: `CAP` and `AUTHENTICATE`.

use super::{To, numeric};
use crate::irc::writer::Line;
use crate::irc::{Capabilities, CapabilityValues};

/// An answer to `CAP`: `ACK`, `NAK` or what was said, with the list as it was asked for.
pub fn cap(to: To<'_>, subcommand: &str, list: &str, out: &mut Vec<u8>) {
    line(to, subcommand, out).text(list);
}

/// A list of capabilities, `LS`, `LIST`, `NEW` or `DEL`, on as many lines as it takes. Values and further lines
/// are for clients that know of them (`CAP LS 302`); others are told as many as one line has room for.
pub fn cap_list(
    to: To<'_>,
    subcommand: &str,
    capabilities: Capabilities,
    values: Option<CapabilityValues>,
    out: &mut Vec<u8>,
) {
    let names: Vec<String> = match values {
        Some(values) => capabilities.names_with_values(values).collect(),
        None => capabilities.names().map(str::to_owned).collect(),
    };
    let mut begun = String::new();
    for name in &names {
        let room = line(to, subcommand, &mut Vec::new()).word("*").room();
        if !begun.is_empty() && begun.len() + 1 + name.len() > room {
            if values.is_none() {
                break;
            }
            line(to, subcommand, out).word("*").text(&begun);
            begun.clear();
        }
        if !begun.is_empty() {
            begun.push(' ');
        }
        begun.push_str(name);
    }
    cap(to, subcommand, &begun, out);
}

/// 410: there is no such subcommand of `CAP`.
pub fn invalid_cap_command(to: To<'_>, subcommand: &str, out: &mut Vec<u8>) {
    numeric(to, "410", &[subcommand], "Invalid CAP command", out);
}

/// `AUTHENTICATE` with data, or `+` for none.
pub fn authenticate(data: &str, out: &mut Vec<u8>) {
    Line::new(out).verb("AUTHENTICATE").word(data).end();
}

fn line<'o>(to: To<'_>, subcommand: &str, out: &'o mut Vec<u8>) -> Line<'o> {
    Line::from(to.server, out)
        .verb("CAP")
        .words(&[to.name, subcommand])
}
