//! How a text stood on lines, as it is kept: the length of each, with a mark where it goes on.

use hourglass_core::TextLine;

/// Before a line that goes on where the one before it ended.
const GOES_ON: char = '+';

/// The form that is kept: `5 0 +9`.
pub(super) fn written(lines: &[TextLine]) -> String {
    let written = lines.iter().map(|line| {
        let mark = if line.goes_on { "+" } else { "" };
        format!("{mark}{}", line.bytes)
    });
    written.collect::<Vec<_>>().join(" ")
}

/// What was kept; a length that is none is none.
pub(super) fn read(written: &str) -> Vec<TextLine> {
    let lines = written.split(' ').map(|line| TextLine {
        bytes: line.trim_start_matches(GOES_ON).parse().unwrap_or_default(),
        goes_on: line.starts_with(GOES_ON),
    });
    lines.collect()
}
