//! Bytes to lines.

use std::borrow::Cow;

use hourglass_wire::line::{Line, LineDecoder, line_bytes_max};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

const LIMIT: usize = 8;

fn text(line: &str) -> Line<'static> {
    Line::Text(Cow::Owned(line.to_owned()))
}

fn too_long(characters: usize) -> Line<'static> {
    Line::TooLong { characters }
}

fn decode<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Line<'static>> {
    let mut decoder = LineDecoder::new(LIMIT);
    let mut lines = Vec::new();
    for chunk in chunks {
        let mut rest = chunk;
        while let Some(line) = decoder.feed(&mut rest) {
            lines.push(line.into_owned());
        }
        assert!(rest.is_empty());
    }
    lines.extend(decoder.finish());
    lines
}

fn decode_whole(bytes: &[u8]) -> Vec<Line<'static>> {
    decode([bytes])
}

#[test]
fn lines_end_in_either_way_and_the_last_one_counts_without() {
    assert_eq!(
        decode_whole(b"a\nb\r\n\nc"),
        [text("a"), text("b"), text(""), text("c")]
    );
    assert_eq!(decode_whole(b""), []);
    assert_eq!(decode_whole(b"a\n"), [text("a")]);
}

#[test]
fn a_line_that_lies_in_the_input_is_not_copied() {
    let mut decoder = LineDecoder::new(LIMIT);
    let mut input: &[u8] = b"hello\r\nrest";
    let line = decoder.feed(&mut input);
    assert!(matches!(line, Some(Line::Text(Cow::Borrowed("hello")))));
    assert_eq!(input, b"rest");
}

#[test]
fn the_limit_is_exact_whatever_the_line_ends_in() {
    for end in ["\n", "\r\n", ""] {
        assert_eq!(
            decode_whole(format!("12345678{end}").as_bytes()),
            [text("12345678")]
        );
        assert_eq!(
            decode_whole(format!("123456789{end}").as_bytes()),
            [too_long(9)]
        );
    }
}

#[test]
fn a_line_too_long_is_counted_in_characters_and_the_next_one_is_whole() {
    let line = format!("{}\nnext\n", "я".repeat(1_000_000));
    assert_eq!(
        decode_whole(line.as_bytes()),
        [too_long(1_000_000), text("next")]
    );
}

#[test]
fn a_line_too_long_that_is_not_utf8_has_a_length_all_the_same() {
    assert_eq!(decode_whole(&[0x80; 100]), [too_long(25)]);
}

#[test]
fn invalid_utf8_is_replaced() {
    assert_eq!(decode_whole(b"a\xffb\n"), [text("a\u{fffd}b")]);
    assert_eq!(decode_whole(b"a\xff\xc3b\n"), [text("a\u{fffd}\u{fffd}b")]);
    assert_eq!(decode_whole(b"a\xff\n"), [text("a\u{fffd}")]);
    assert_eq!(decode_whole(b"a\xff\r\n"), [text("a\u{fffd}")]);
    assert_eq!(decode_whole(b"a\xc3(\n"), [text("a\u{fffd}(")]);
    assert_eq!(decode_whole(b"\xf0\x9f\x98\n"), [text("\u{fffd}")]);
}

#[test]
fn telnet_commands_and_nul_are_taken_out() {
    for (bytes, line) in [
        (&b"\xff\xfd\x1fhi\n"[..], "hi"),
        (b"h\0i\n", "hi"),
        (b"h\xff\xf4i\n", "hi"),
        (b"\xff\xfa\x18\x00\xff\xf0hi\n", "hi"),
        (b"hi\xff\xff\n", "hi"),
        (b"hi\xff\xfb\n", "hi"),
        (b"hi\xff\xfax\n", "hi"),
    ] {
        assert_eq!(decode_whole(bytes), [text(line)], "{bytes:?}");
    }
}

#[test]
fn the_limit_for_a_message_lets_every_text_of_that_length_through() {
    let limit = line_bytes_max(2_000);
    let line = format!("/private {} {}\n", "я".repeat(32), "😀".repeat(2_000));
    let mut decoder = LineDecoder::new(limit);
    assert!(matches!(
        decoder.feed(&mut line.as_bytes()),
        Some(Line::Text(_))
    ));
}

fn stream() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        4 => Just(b'a'),
        2 => Just(b'\n'),
        1 => Just(b'\r'),
        1 => Just(0xd1),
        1 => Just(0x8f),
        1 => any::<u8>(),
    ];
    proptest::collection::vec(byte, 0..60)
}

proptest! {
    #[test]
    fn any_split_gives_the_same_lines(
        bytes in stream(),
        sizes in proptest::collection::vec(1_usize..6, 60),
    ) {
        let mut chunks = Vec::new();
        let mut rest = &bytes[..];
        for size in sizes {
            let (chunk, after) = rest.split_at(size.min(rest.len()));
            chunks.push(chunk);
            rest = after;
        }
        prop_assert_eq!(decode(chunks), decode_whole(&bytes));
    }

    #[test]
    fn lines_are_those_of_the_text(lines in proptest::collection::vec("[a-zя ]{0,4}", 0..8)) {
        let bytes: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let expected: Vec<_> = lines.iter().map(|line| text(line)).collect();
        prop_assert_eq!(decode_whole(bytes.as_bytes()), expected);
    }

    #[test]
    fn no_line_is_longer_than_the_limit(bytes in stream()) {
        for line in decode_whole(&bytes) {
            if let Line::Text(line) = line {
                // A replacement takes up to three times as many bytes as what it stands for.
                prop_assert!(line.len() <= 3 * LIMIT);
            }
        }
    }
}
