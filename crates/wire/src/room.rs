//! The rules for names of rooms: those for names of people behind a `#`, without words that are taken.

use hourglass_core::limits::ROOM_NAME_CHARACTERS_MAX;
use hourglass_core::{Refusal, RoomName};

use crate::name::{self, NameError};

/// What the name of a room begins with.
pub const MARK: &str = "#";

/// Characters behind the mark.
const CHARACTERS_MAX: usize = ROOM_NAME_CHARACTERS_MAX - 1;

/// Why something cannot be the name of a room, worded for the person who chose it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomNameError {
    /// It does not begin with the mark.
    #[error("The name of a room begins with #. Write it so.")]
    NoMark,
    /// There is nothing behind the mark.
    #[error("The name of a room has a word behind the #. Choose one.")]
    Empty,
    /// It is too long.
    #[error(
        "The name of a room has at most {CHARACTERS_MAX} characters behind the #, and this one has \
         {characters}. Choose a shorter one."
    )]
    TooLong {
        /// How many characters it has behind the mark.
        characters: usize,
    },
    /// What is behind the mark breaks a rule that names of people have, too.
    #[error("{0}")]
    Name(NameError),
}

/// The name of a room that a person typed, or why it cannot be one. White space around it does not count.
///
/// # Errors
/// See [`RoomNameError`].
pub fn parse(typed: &str) -> Result<RoomName, RoomNameError> {
    let word = typed
        .trim()
        .strip_prefix(MARK)
        .ok_or(RoomNameError::NoMark)?;
    if word.starts_with(char::is_whitespace) {
        return Err(RoomNameError::Empty);
    }
    let name = name::parse_behind(MARK, word, CHARACTERS_MAX).map_err(|error| match error {
        NameError::Empty => RoomNameError::Empty,
        NameError::TooLong { characters } => RoomNameError::TooLong { characters },
        other => RoomNameError::Name(other),
    })?;
    Ok(RoomName::from_checked(name))
}

/// The name of a room that a person speaks of. What cannot be one is no room's: the refusal quotes it, made
/// fit to be shown.
///
/// # Errors
/// [`Refusal::UnknownRoom`].
pub fn lookup(typed: &str) -> Result<RoomName, Refusal> {
    parse(typed).map_err(|_| Refusal::UnknownRoom {
        room: name::quotable(typed).into(),
    })
}

/// Whether a word is meant as the name of a room.
pub fn is_meant(word: &str) -> bool {
    word.starts_with(MARK)
}
