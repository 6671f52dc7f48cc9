//! The sanitiser.

use std::borrow::Cow;

use hourglass_wire::text::{COMBINING_MARKS_MAX, parse_lines, parse_text, printable, sanitise};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use unicode_normalization::char::is_combining_mark;

use super::sample::hostile_text;

#[test]
fn plain_text_is_handed_through_without_a_copy() {
    for text in [
        "hello",
        "  two spaces  first".trim_end(),
        "Привет, мир",
        "a\tb",
        "你好",
        "😀🇩🇪👍🏽",
    ] {
        assert!(
            matches!(sanitise(text), Cow::Borrowed(same) if same == text),
            "{text}"
        );
    }
}

fn parts(typed: &[(&str, bool)]) -> Option<(String, Vec<(String, bool)>)> {
    let text = parse_lines(typed)?;
    let parts = text
        .parts()
        .map(|(part, goes_on)| (part.to_owned(), goes_on));
    Some((text.as_str().to_owned(), parts.collect()))
}

#[test]
fn lines_are_one_text_and_stay_lines() {
    let typed = [
        ("", false),
        ("\ta\u{1b}[31m ", false),
        ("b\r\n", true),
        (" ", false),
        ("c  ", false),
        ("", false),
    ];
    let (text, parts) = parts(&typed).unwrap();
    assert_eq!(text, " \ta b    c");
    let expected = [
        ("", false),
        ("\ta ", false),
        ("b ", true),
        (" ", false),
        ("c", false),
    ];
    assert!(
        parts
            .iter()
            .map(|(part, goes_on)| (&**part, *goes_on))
            .eq(expected),
        "{parts:?}"
    );
}

#[test]
fn lines_may_begin_with_tabs() {
    let (text, parts) = parts(&[("\tfn main() {", false), ("\t}", false)]).unwrap();
    assert_eq!(text, "fn main() { \t}");
    let expected = [("fn main() {", false), ("\t}", false)];
    let parts = parts.iter().map(|(part, goes_on)| (&**part, *goes_on));
    assert!(parts.eq(expected));
}

#[test]
fn what_stands_on_one_line_has_no_others() {
    for typed in [
        &[("hello", false)][..],
        &[("hello", false), ("", false)],
        // Together they have more marks on a letter than may stand there.
        &[
            ("e\u{301}\u{301}\u{301}", false),
            ("\u{301}\u{301}\u{301}x", true),
        ],
    ] {
        let text = parse_lines(typed).unwrap();
        assert_eq!(text.lines(), None, "{typed:?}");
        assert_eq!(text.parts().count(), 1);
    }
    assert_eq!(parse_lines(&[("", false), ("\u{200b}", false)]), None);
    assert_eq!(parse_lines(&[]), None);
}

proptest! {
    #[test]
    fn lines_are_no_way_around_the_sanitiser(typed in proptest::collection::vec((hostile_text(), proptest::bool::ANY), 0..6)) {
        let typed: Vec<(&str, bool)> = typed.iter().map(|(line, goes_on)| (&**line, *goes_on)).collect();
        if let Some((text, parts)) = parts(&typed) {
            prop_assert_eq!(&*sanitise(&text), &*text);
            let mut joined = String::new();
            for (index, (part, goes_on)) in parts.iter().enumerate() {
                if index > 0 && !goes_on {
                    joined.push(' ');
                }
                joined.push_str(part);
            }
            prop_assert_eq!(joined, text);
        }
    }
}

#[test]
fn control_sequences_go_with_all_they_carry() {
    for (typed, clean) in [
        ("\u{1b}[31mred\u{1b}[0m", "red"),
        ("a\u{1b}[1;2Hb", "ab"),
        ("\u{9b}31mred", "red"),
        ("\u{1b}]0;title\u{7}text", "text"),
        ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
        ("\u{9d}0;title\u{9c}text", "text"),
        ("\u{1b}P1$r0m\u{1b}\\text", "text"),
        ("\u{1b}_payload\u{1b}\\text", "text"),
        ("\u{1b}^payload\u{1b}\\text", "text"),
        ("\u{1b}Xpayload\u{1b}\\text", "text"),
        ("\u{1b}(Btext", "text"),
        ("\u{1b}ctext", "text"),
        ("\u{1b}OAtext", "text"),
        ("\u{1b}]0;never ends", ""),
        ("\u{1b}]0;broken off\u{1b}[31mtext", "text"),
        ("\u{1b}\u{1b}[31mtext", "text"),
        ("\u{1b}[31яtext", "яtext"),
        ("text\u{1b}", "text"),
        ("\u{1b}[", ""),
    ] {
        assert_eq!(sanitise(typed), clean, "{typed:?}");
    }
}

#[test]
fn a_removed_sequence_never_makes_another_one() {
    assert_eq!(sanitise("\u{1b}\u{1b}[m[31mx"), "[31mx");
    assert_eq!(sanitise("\u{1b}\0[31mx"), "[31mx");
}

#[test]
fn sequences_nested_for_ever_are_no_trouble() {
    assert_eq!(sanitise(&"\u{1b}]".repeat(500_000)), "");
}

#[test]
fn controls_and_what_is_not_seen_are_removed() {
    for typed in [
        "a\0b",
        "a\u{7}b",
        "a\u{8}b",
        "a\u{7f}b",
        "a\u{9c}b",
        "a\u{200b}b",
        "a\u{202e}b",
        "a\u{2066}b",
        "a\u{200f}b",
        "a\u{61c}b",
        "a\u{feff}b",
        "a\u{ad}b",
        "a\u{fff9}b",
        "a\u{fdd0}b",
        "a\u{1ffff}b",
        "a\u{2060}b",
        "a\u{e0041}b",
        "a\u{3164}b",
        "a\u{200d}b",
        "a\u{180e}b",
    ] {
        assert_eq!(sanitise(typed), "ab", "{typed:?}");
    }
}

#[test]
fn ends_of_lines_inside_become_a_space() {
    for typed in [
        "a\nb",
        "a\r\nb",
        "a\rb",
        "a\u{b}b",
        "a\u{c}b",
        "a\u{85}b",
        "a\u{2028}b",
        "a\u{2029}b",
    ] {
        assert_eq!(sanitise(typed), "a b", "{typed:?}");
    }
}

#[test]
fn white_space_stays_where_it_means_something() {
    assert_eq!(sanitise("    indented\tcode  \t"), "    indented\tcode");
    assert_eq!(sanitise("\t\ttext\r\n"), "text");
}

#[test]
fn emoji_flags_and_joined_letters_stay_whole() {
    for text in [
        "👨‍👩‍👧‍👦",
        "❤️‍🔥",
        "🏳️‍🌈",
        "🇺🇦",
        "👍🏿",
        "1️⃣",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "می‌خواهم",
        "क्‍ष",
        "葛󠄀",
        "Nguyễn",
        "ที่นี่",
    ] {
        assert_eq!(sanitise(text), text, "{text:?}");
    }
}

#[test]
fn a_flag_carries_no_hidden_text() {
    let hidden: String = "attack at dawn"
        .bytes()
        .filter_map(|byte| char::from_u32(0xe0000 + u32::from(byte)))
        .collect();
    assert_eq!(sanitise(&format!("hi{hidden}")), "hi");
    assert!(sanitise(&format!("🏴{hidden}")).chars().count() < 8);
}

#[test]
fn stacks_of_marks_are_bounded() {
    let stack = format!("z{}algo", "\u{334}".repeat(50));
    assert_eq!(sanitise(&stack).chars().count(), 5 + COMBINING_MARKS_MAX);
}

#[test]
fn nothing_to_be_seen_is_no_text() {
    for typed in [
        "",
        "   ",
        "\t",
        "\u{3000}",
        "\u{2800}",
        "\u{1b}[31m",
        "\u{200d}\u{fe0f}",
        "\r\n",
    ] {
        assert_eq!(parse_text(typed), None, "{typed:?}");
    }
    assert_eq!(parse_text("привет").unwrap().characters(), 6);
}

#[test]
fn printable_keeps_the_spaces_that_a_server_sent() {
    assert_eq!(printable("\u{1b}[2J  a \n"), "  a  ");
}

fn is_forbidden(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}'
        )
        || u32::from(character) & 0xfffe == 0xfffe
}

proptest! {
    #[test]
    fn clean_text_is_clean_and_stays_as_it_is(typed in hostile_text()) {
        let clean = sanitise(&typed);
        prop_assert!(!clean.contains(is_forbidden), "{:?}", clean);
        prop_assert_eq!(sanitise(&clean), &*clean);
        prop_assert_eq!(printable(&clean), &*clean);
        prop_assert_eq!(clean.trim_end(), &*clean);
        prop_assert!(!clean.starts_with('\t'));
        let marks: Vec<char> = clean.chars().collect();
        let is_stack = |window: &[char]| window.iter().all(|mark| is_combining_mark(*mark));
        prop_assert!(!marks.windows(2 * COMBINING_MARKS_MAX + 2).any(is_stack));
    }

    #[test]
    fn what_is_printed_is_clean(typed in hostile_text()) {
        prop_assert!(!printable(&typed).contains(is_forbidden));
    }
}
