//! Why something cannot be a name.

use hourglass_core::limits::NAME_CHARACTERS_MAX;

use super::NAME_MARKS_MAX;
use crate::characters::is_seen;

/// Why something cannot be a name, worded for the person who chose it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// There is nothing.
    #[error("A name cannot be empty. Enter one word.")]
    Empty,
    /// There is white space inside.
    #[error("login must consist of one word")]
    SeveralWords,
    /// It is too long.
    #[error(
        "A name has at most {NAME_CHARACTERS_MAX} characters, and this one has {characters}. \
         Choose a shorter one."
    )]
    TooLong {
        /// How many characters it has.
        characters: usize,
    },
    /// It begins with something else than a letter or a digit.
    #[error("A name begins with a letter or a digit. Choose another one.")]
    BadStart,
    /// A character that names do not have.
    #[error("A name cannot contain {}. Use letters, digits, - and _.", describe(*character))]
    BadCharacter {
        /// Which one.
        character: char,
    },
    /// Marks in a row that reach into the lines around.
    #[error(
        "A name cannot have more than {NAME_MARKS_MAX} marks on one letter. Choose a plainer one."
    )]
    TooManyMarks,
    /// Letters, digits and signs of both directions, which are shown in an order that misleads
    /// (the Bidi rule of RFC 5893).
    #[error(
        "A name in letters that run to the left begins with one of them, has no letters that run to \
         the right, and does not end in - or _. Choose another one."
    )]
    MixedDirections,
    /// A word that the chat itself uses, or one that looks like it.
    #[error("The name {name} is kept for the chat itself. Choose another one.")]
    Reserved {
        /// Which one.
        name: String,
    },
}

/// A character in words, itself only where it can be shown without harm.
fn describe(character: char) -> String {
    let code = u32::from(character);
    if is_seen(character) {
        format!("{character} (U+{code:04X})")
    } else {
        format!("the character U+{code:04X}")
    }
}
