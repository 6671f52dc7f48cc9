//! Bytes to lines.

use hourglass_wire::irc::limits::{CLIENT_TAGS_BYTES_MAX, LINE_BYTES_MAX};
use hourglass_wire::irc::{IrcDecoder, IrcLine};
use proptest::prelude::{any, prop_assert_eq, proptest};

/// All lines of pieces that are fed one after the other.
fn decode(pieces: &[&[u8]]) -> Vec<IrcLine<'static>> {
    let mut decoder = IrcDecoder::new();
    let mut lines = Vec::new();
    for piece in pieces {
        let mut input = *piece;
        while let Some(line) = decoder.feed(&mut input) {
            lines.push(match line {
                IrcLine::Text(text) => IrcLine::Text(text.into_owned().into()),
                IrcLine::TooLong => IrcLine::TooLong,
                IrcLine::NotUtf8(text) => IrcLine::NotUtf8(text),
            });
        }
        assert!(input.is_empty());
    }
    lines
}

fn text(line: &str) -> IrcLine<'static> {
    IrcLine::Text(line.to_owned().into())
}

#[test]
fn lines_end_in_either_way_and_empty_ones_are_passed_over() {
    let bytes = b"PING a\r\nPING b\n\r\n\n\rPING c\rPING d";
    assert_eq!(decode(&[bytes]), ["PING a", "PING b", "PING c"].map(text));
}

#[test]
fn a_line_has_512_bytes_with_its_end_and_its_tags_4096_more() {
    let fits = "x".repeat(LINE_BYTES_MAX - 2);
    let tags = format!("@{} ", "t".repeat(CLIENT_TAGS_BYTES_MAX - 2));
    for (line, is_taken) in [
        (fits.clone(), true),
        (format!("{fits}x"), false),
        (format!("{tags}{fits}"), true),
        (format!("{tags}{fits}x"), false),
        (format!("@t{}", &tags[1..]) + "PING", false),
    ] {
        let expected = if is_taken {
            text(&line)
        } else {
            IrcLine::TooLong
        };
        let bytes = format!("{line}\r\nPING\r\n").into_bytes();
        let expected = [expected, text("PING")];
        assert_eq!(decode(&[&bytes]), expected);
        assert_eq!(decode(&bytes.chunks(1).collect::<Vec<_>>()), expected);
    }
}

#[test]
fn what_is_not_utf8_is_said_to_be_so() {
    assert_eq!(
        decode(&[b"PRIVMSG #a :\xff\r\nPING\r\n"]),
        [
            IrcLine::NotUtf8("PRIVMSG #a :\u{fffd}".into()),
            text("PING")
        ]
    );
}

proptest! {
    #[test]
    fn any_split_gives_the_same_lines(
        bytes in proptest::collection::vec(
            proptest::sample::select(b"@ab :;\r\n\xff\xc3\xa4\0".to_vec()), 0..200),
        pieces in proptest::collection::vec(1_usize..40, 1..20),
        filler in 0_usize..5_000,
    ) {
        let mut bytes = bytes;
        let middle = bytes.len() / 2;
        bytes.splice(middle..middle, std::iter::repeat_n(b'x', filler));
        let mut split = Vec::new();
        let mut rest = &bytes[..];
        for length in pieces.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, behind) = rest.split_at(rest.len().min(*length));
            split.push(piece);
            rest = behind;
        }
        prop_assert_eq!(decode(&[&bytes]), decode(&split));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for line in decode(&[&bytes, b"\n"]) {
            if let IrcLine::Text(line) = line {
                let _ = hourglass_wire::irc::parse(&line).map(|message| {
                    let _ = (message.label(), message.tags.for_others());
                });
            }
        }
    }
}
