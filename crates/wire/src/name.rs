//! The rules for names: what a person types becomes a [`Name`] that cannot be wrong.
//!
//! A name is letters and digits of any script with their marks, `-` and `_`. Nothing else: `:`,
//! `,`, `@`, `!`, `*`, `#`, `/` and the like mean something in a line of chat, in a command or in
//! IRC, and a dot makes a name look like a host.

mod ascii;
mod error;
mod fold;
mod reserved;

use std::borrow::Cow;
use std::sync::Arc;

use hourglass_core::limits::NAME_CHARACTERS_MAX;
use hourglass_core::{Name, NameParts, Refusal};
use precis_profiles::UsernameCasePreserved;
use precis_profiles::precis_core::Error as PrecisError;
use precis_profiles::precis_core::profile::PrecisFastInvocation;
use unicode_normalization::char::is_combining_mark;

pub use error::NameError;

use crate::text::printable;

/// The version of the Unicode tables behind [`Name::skeletons`]. A store keeps it beside them:
/// skeletons made with another version have to be made anew.
pub const UNICODE_VERSION: &str = "18.0.0";

/// Combining marks in a row that a name may have; Vietnamese and Thai need two.
pub const NAME_MARKS_MAX: usize = 2;

/// Characters looked at before anything is normalised, which shortens a name to a quarter at most.
const RAW_CHARACTERS_MAX: usize = 4 * NAME_CHARACTERS_MAX;

/// The name that a person typed, or why it cannot be one. White space around it does not count.
pub fn parse(typed: &str) -> Result<Name, NameError> {
    let name = parse_behind("", typed, NAME_CHARACTERS_MAX)?;
    if reserved::is_reserved(&name) {
        let name = (**name.shown()).to_owned();
        return Err(NameError::Reserved { name });
    }
    Ok(name)
}

/// A name that keeps all rules but that of the chat's own words, all forms of it behind a `mark` in ASCII.
pub(crate) fn parse_behind(
    mark: &str,
    typed: &str,
    characters_max: usize,
) -> Result<Name, NameError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(NameError::Empty);
    }
    if typed.contains(char::is_whitespace) {
        return Err(NameError::SeveralWords);
    }
    match ascii::build(mark, typed, characters_max) {
        Some(name) => Ok(name),
        None => Ok(build(mark, &checked(typed, characters_max)?)),
    }
}

/// The shown form of a name, which keeps all the rules but those for reserved words.
fn checked(typed: &str, characters_max: usize) -> Result<Cow<'_, str>, NameError> {
    check_length(typed, RAW_CHARACTERS_MAX)?;
    let shown = UsernameCasePreserved::enforce(typed).map_err(from_precis)?;
    check_length(&shown, characters_max)?;
    check_characters(&shown)?;
    Ok(shown)
}

/// The name of somebody to whom a person writes. What cannot be a name is nobody's: the refusal
/// quotes it, made fit to be shown.
pub fn lookup_recipient(typed: &str) -> Result<Name, Refusal> {
    parse(typed).map_err(|_| Refusal::UnknownName {
        name: quotable(typed).into(),
    })
}

/// The name of somebody about whom a person complains, as [`lookup_recipient`] finds it.
pub fn lookup_subject(typed: &str) -> Result<Name, Refusal> {
    parse(typed).map_err(|_| Refusal::ComplaintAboutUnknown {
        name: quotable(typed).into(),
    })
}

/// A word that a person typed, fit to be quoted in an answer: sanitised, and no longer than a name.
pub fn quotable(typed: &str) -> String {
    let word = printable(typed.trim());
    match word.char_indices().nth(NAME_CHARACTERS_MAX) {
        None => word.into_owned(),
        Some((end, _)) => format!("{}…", &word[..end]),
    }
}

fn check_length(name: &str, limit: usize) -> Result<(), NameError> {
    let characters = name.chars().count();
    if characters > limit {
        return Err(NameError::TooLong { characters });
    }
    Ok(())
}

fn check_characters(name: &str) -> Result<(), NameError> {
    let mut marks = 0;
    for character in name.chars() {
        if is_combining_mark(character) {
            marks += 1;
        } else if character.is_alphanumeric() || matches!(character, '-' | '_') {
            marks = 0;
        } else {
            return Err(NameError::BadCharacter { character });
        }
        if marks > NAME_MARKS_MAX {
            return Err(NameError::TooManyMarks);
        }
    }
    let begins_well = name
        .chars()
        .next()
        .is_some_and(|first| first.is_alphanumeric() && !is_combining_mark(first));
    begins_well.then_some(()).ok_or(NameError::BadStart)
}

fn build(mark: &str, shown: &str) -> Name {
    let marked = |form: &str| Arc::from([mark, form].concat());
    let key = fold::fold(shown);
    let skeletons = [fold::skeleton(shown), fold::skeleton(&key)];
    Name::from_checked(NameParts {
        shown: marked(shown),
        key: marked(&key),
        skeletons: skeletons.map(|skeleton| marked(&skeleton)),
    })
}

fn from_precis(error: PrecisError) -> NameError {
    use precis_profiles::precis_core::UnexpectedError;
    let position = match error {
        PrecisError::BadCodepoint(position) => position,
        PrecisError::Unexpected(
            UnexpectedError::ContextRuleNotApplicable(position)
            | UnexpectedError::MissingContextRule(position),
        ) => position,
        PrecisError::Invalid | PrecisError::Unexpected(_) => return NameError::MixedDirections,
    };
    NameError::BadCharacter {
        character: char::from_u32(position.cp).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}
