//! The line door's decoder: any split of any bytes gives the same lines, none over the limit, all without controls.

#![no_main]

use hourglass_fuzz::pieces;
use hourglass_wire::line::{Line, LineDecoder, parse};
use libfuzzer_sys::fuzz_target;

/// Bytes of the longest line.
const LIMIT: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let (whole, pieces) = pieces(bytes);
    let lines = decode(std::iter::once(whole));
    assert_eq!(decode(pieces), lines);
    for line in lines {
        if let Line::Text(text) = line {
            // Replaced bytes are longer than they were.
            assert!(text.len() <= LIMIT * 3, "{} bytes", text.len());
            let _ = parse(&text);
        }
    }
});

fn decode<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<Line<'static>> {
    let mut decoder = LineDecoder::new(LIMIT);
    let mut lines = Vec::new();
    for mut piece in pieces {
        while !piece.is_empty() {
            lines.extend(decoder.feed(&mut piece).map(Line::into_owned));
        }
    }
    lines.extend(decoder.finish());
    lines
}
