//! The codec of IRC: any split of any bytes gives the same lines, and whatever is in a line is taken apart.

#![no_main]

use hourglass_fuzz::pieces;
use hourglass_wire::irc::limits::{CLIENT_TAGS_BYTES_MAX, LINE_BYTES_MAX, PARAMETERS_MAX};
use hourglass_wire::irc::{
    Capabilities, Correlation, IrcDecoder, IrcLine, Reference, escape, parse, parse_timestamp,
    unescape,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (whole, pieces) = pieces(bytes);
    let lines = decode(std::iter::once(whole));
    assert_eq!(decode(pieces), lines);
    for line in lines {
        let IrcLine::Text(line) = line else { continue };
        assert!(!line.is_empty() && !line.contains(['\r', '\n']));
        assert!(line.len() <= CLIENT_TAGS_BYTES_MAX + LINE_BYTES_MAX);
        take_apart(&line);
    }
});

fn take_apart(line: &str) {
    let Ok(message) = parse(line) else { return };
    assert!(!message.verb.is_empty());
    assert!(message.parameters().len() <= PARAMETERS_MAX);
    for (key, value) in message.tags.iter() {
        let _ = message.tags.raw_value(key);
        let plain = unescape(value);
        assert_eq!(unescape(&escape(&plain)), plain);
    }
    let _ = message.tags.for_others();
    let label = message.label();
    let carried = Reference {
        correlation: label.map_or(Correlation::None, Correlation::Label),
        verb: message.verb,
        parameters: message.parameters().to_vec(),
    };
    let carried = carried.encode();
    // The character that separates the parts is none of them.
    let verb = message.verb.replace('\0', " ");
    assert_eq!(Reference::decode(&carried).verb, verb);
    for parameter in message.parameters() {
        let _ = parse_timestamp(parameter);
        if let Some(change) = Capabilities::NONE.read_request(parameter) {
            let _ = Capabilities::ALL.changed(change).for_rendering();
        }
        let _ = hourglass_wire::name::parse(parameter);
        let _ = hourglass_wire::room::parse(parameter);
        if let Some(key) = hourglass_wire::metadata::parse_key(parameter) {
            assert_eq!(hourglass_wire::metadata::parse_key(key.as_str()), Some(key));
        }
    }
}

fn decode<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<IrcLine<'static>> {
    let mut decoder = IrcDecoder::new();
    let mut lines = Vec::new();
    for mut piece in pieces {
        while let Some(line) = decoder.feed(&mut piece) {
            lines.push(match line {
                IrcLine::Text(text) => IrcLine::Text(text.into_owned().into()),
                IrcLine::TooLong => IrcLine::TooLong,
                IrcLine::NotUtf8(text) => IrcLine::NotUtf8(text),
            });
        }
    }
    lines
}
