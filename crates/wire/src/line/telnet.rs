//! What a telnet client sends beside text (RFC 854): taken out, never answered.

use std::borrow::Cow;

use memchr::memchr2;

const NUL: u8 = 0;
/// Begins a command; in text it stands twice.
const IAC: u8 = 255;
/// Every command is one of these or above. What else stands behind [`IAC`] makes no command of it.
const COMMAND_MIN: u8 = SUBNEGOTIATION_END;
const SUBNEGOTIATION: u8 = 250;
const SUBNEGOTIATION_END: u8 = 240;
/// WILL, WON'T, DO and DON'T, each with an option behind it.
const NEGOTIATIONS: std::ops::RangeInclusive<u8> = 251..=254;

/// A line without telnet's commands and without NUL. A command that the end of the line cuts off is
/// gone as well.
pub(super) fn strip(line: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr2(IAC, NUL, line) else {
        return Cow::Borrowed(line);
    };
    let (plain, mut rest) = line.split_at(first);
    let mut text = plain.to_vec();
    while let [byte, after @ ..] = rest {
        rest = match *byte {
            NUL => after,
            IAC if begins_command(after) => skip_command(after),
            byte => {
                text.push(byte);
                after
            }
        };
    }
    Cow::Owned(text)
}

/// Whether what stands behind an IAC is a command. The end of a line is none.
fn begins_command(after: &[u8]) -> bool {
    after.first().is_some_and(|byte| *byte >= COMMAND_MIN)
}

/// What stands behind the command whose IAC was taken already.
fn skip_command(command: &[u8]) -> &[u8] {
    match command {
        [SUBNEGOTIATION, rest @ ..] => skip_subnegotiation(rest),
        [verb, _option, rest @ ..] if NEGOTIATIONS.contains(verb) => rest,
        [verb] if NEGOTIATIONS.contains(verb) => &[],
        [_, rest @ ..] => rest,
        [] => &[],
    }
}

fn skip_subnegotiation(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [IAC, SUBNEGOTIATION_END, after @ ..] => return after,
            [IAC, _, after @ ..] => after,
            [_, after @ ..] => after,
            [] => return &[],
        };
    }
}
