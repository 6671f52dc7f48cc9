//! The marks of colour and type that clients put into texts, which are taken out: no text of the chat has
//! controls in it.

use std::borrow::Cow;

/// Bold, reset, monospace, reverse, italics, struck through, underlined.
const MARKS: &[char] = &[
    '\u{2}', '\u{f}', '\u{11}', '\u{16}', '\u{1d}', '\u{1e}', '\u{1f}',
];

/// A colour by number follows, or two with a comma.
const COLOUR: char = '\u{3}';

/// A colour in hexadecimal digits follows, or two.
const HEX_COLOUR: char = '\u{4}';

/// The text without such marks and what belongs to them.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let is_mark =
        |character: char| matches!(character, COLOUR | HEX_COLOUR) || MARKS.contains(&character);
    if !text.contains(is_mark) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            COLOUR => rest = skip_colours(rest, 1, 2, |byte| byte.is_ascii_digit()),
            HEX_COLOUR => rest = skip_colours(rest, 6, 6, |byte| byte.is_ascii_hexdigit()),
            other if is_mark(other) => {}
            other => plain.push(other),
        }
    }
    Cow::Owned(plain)
}

/// The text behind a colour of so many digits and, after a comma, another one.
fn skip_colours(text: &str, least: usize, most: usize, is_digit: fn(&u8) -> bool) -> &str {
    let digits = |text: &str| {
        let count = text.bytes().take(most).take_while(is_digit).count();
        if count < least { 0 } else { count }
    };
    let first = digits(text);
    let rest = &text[first..];
    match rest.strip_prefix(',') {
        Some(second) if first > 0 && digits(second) > 0 => &second[digits(second)..],
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_go_with_what_belongs_to_them() {
        for (marked, expected) in [
            ("plain, 3,4 and all", "plain, 3,4 and all"),
            ("\u{2}bold\u{2} \u{1d}slanted\u{f}", "bold slanted"),
            ("\u{3}4red\u{3} none", "red none"),
            ("\u{3}04,12both", "both"),
            ("\u{3}041,2", "1,2"),
            ("\u{3},5 is text", ",5 is text"),
            ("\u{3}4, a list", ", a list"),
            ("\u{4}ff8800,00ff00deep", "deep"),
            ("\u{4}ff sea", "ff sea"),
            ("\u{3}", ""),
        ] {
            assert_eq!(plain(marked), expected, "{marked:?}");
        }
    }
}
