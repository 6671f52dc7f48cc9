//! What kind of character a character is, as far as it matters to what is shown.

use unicode_normalization::char::is_combining_mark;

/// How the cleaning of a text treats a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Kept.
    Plain,
    /// Ends a line: becomes a space.
    LineEnd,
    /// Begins a terminal's control sequence: removed with all of it.
    Introducer,
    /// A control, an invisible or a noncharacter: removed.
    Removed,
    /// Joins or separates what stands on both sides, in emoji and in several scripts.
    Joiner,
    /// Selects a form of the character before it.
    Selector,
    /// Spells the region of a flag after [`TAG_BASE`].
    Tag,
    /// Stands above, below or around the character before it.
    Mark,
}

/// The flag that tag characters may follow.
pub(crate) const TAG_BASE: char = '\u{1f3f4}';

/// Ends the tag characters of a flag.
pub(crate) const TAG_END: char = '\u{e007f}';

/// The class of a character.
pub(crate) fn classify(character: char) -> Class {
    match character {
        '\t' | ' '..='~' => Class::Plain,
        '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::LineEnd,
        '\u{1b}' | '\u{8e}'..='\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => {
            Class::Introducer
        }
        '\0'..='\u{9f}' => Class::Removed,
        '\u{200c}' | '\u{200d}' => Class::Joiner,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Class::Selector,
        '\u{180b}'..='\u{180d}' | '\u{180f}' => Class::Selector,
        '\u{e0020}'..=TAG_END => Class::Tag,
        _ if is_invisible(character) => Class::Removed,
        // Latin, Greek and Cyrillic letters, told apart without the table because they are most of
        // all text.
        '\u{a0}'..='\u{2ff}' | '\u{370}'..='\u{482}' => Class::Plain,
        _ if is_combining_mark(character) => Class::Mark,
        _ => Class::Plain,
    }
}

/// Whether a character shows nothing, or turns the direction of those round it, so that it can only
/// mislead.
fn is_invisible(character: char) -> bool {
    is_direction_control(character)
        || is_blank_letter(character)
        || is_noncharacter(character)
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The bidi marks, embeddings, overrides and isolates.
fn is_direction_control(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Letters by their class that have no ink: Hangul fillers and the Khmer inherent vowels.
fn is_blank_letter(character: char) -> bool {
    matches!(
        character,
        '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
    )
}

/// Code points that will never be characters.
fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Whether a character is seen, where it stands alone.
pub(crate) fn is_seen(character: char) -> bool {
    const BRAILLE_BLANK: char = '\u{2800}';
    !character.is_whitespace()
        && character != BRAILLE_BLANK
        && matches!(classify(character), Class::Plain | Class::Mark)
}
