//! How a text stood on lines, as it is kept: the length of each, with a mark where it goes on.

use hourglass_core::TextLine;

/// Before a line that goes on where the one before it ended.
const GOES_ON: char = '+';

/// The form that is kept: `5 0 +9`.
pub(super) fn written(lines: &[TextLine]) -> String {
    let mut written = String::new();
    for line in lines {
        if !written.is_empty() {
            written.push(' ');
        }
        if line.goes_on {
            written.push(GOES_ON);
        }
        written.push_str(&line.bytes.to_string());
    }
    written
}

/// What was kept; what is no length counts as 0.
pub(super) fn read(written: &str) -> Vec<TextLine> {
    let lines = written.split(' ').map(|line| {
        let rest = line.strip_prefix(GOES_ON);
        TextLine {
            bytes: rest.unwrap_or(line).parse().unwrap_or_default(),
            goes_on: rest.is_some(),
        }
    });
    lines.collect()
}
