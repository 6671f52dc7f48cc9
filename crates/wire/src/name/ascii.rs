//! The short way for names of plain letters and digits, which most are: the same result as by way of the
//! Unicode tables, for a hundredth of the work.

use std::sync::{Arc, LazyLock};

use hourglass_core::limits::NAME_CHARACTERS_MAX;
use hourglass_core::{Name, NameParts};

use super::fold;

/// What each character looks like, as [`fold::skeleton`] has it; nothing for those that are not taken
/// here. Where all looks are ASCII, that of a name is those of its characters one after the other:
/// normalising and folding changes nothing between them.
static LOOKS: LazyLock<[Option<String>; 128]> = LazyLock::new(|| {
    std::array::from_fn(|code| {
        let character = char::from(u8::try_from(code).ok()?);
        let look = fold::skeleton(character.encode_utf8(&mut [0; 4]));
        (is_plain(character) && look.is_ascii()).then_some(look)
    })
});

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

/// The name that this is, `mark` before all its forms, where it can be told the short way.
pub(super) fn build(mark: &str, word: &str, characters_max: usize) -> Option<Name> {
    let begins_well = word.starts_with(|first: char| first.is_ascii_alphanumeric());
    if !begins_well || word.len() > characters_max {
        return None;
    }
    let shown: Arc<str> = [mark, word].concat().into();
    let skeleton_of_shown: Arc<str> = skeleton(mark, word)?.into();
    let (key, skeleton_of_key) = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let key = word.to_ascii_lowercase();
        let look = skeleton(mark, &key)?;
        ([mark, &key].concat().into(), look.into())
    } else {
        (Arc::clone(&shown), Arc::clone(&skeleton_of_shown))
    };
    Some(Name::from_checked(NameParts {
        shown,
        key,
        skeletons: [skeleton_of_shown, skeleton_of_key],
    }))
}

fn skeleton(mark: &str, word: &str) -> Option<String> {
    let mut look = String::with_capacity(2 * NAME_CHARACTERS_MAX);
    look.push_str(mark);
    for byte in word.bytes() {
        look.push_str(LOOKS.get(usize::from(byte))?.as_ref()?);
    }
    Some(look)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::super::{checked, reserved};
    use super::NAME_CHARACTERS_MAX;
    use hourglass_core::Name;

    fn build(word: &str) -> Option<Name> {
        super::build("", word, NAME_CHARACTERS_MAX)
    }

    /// Both ways for one name.
    fn assert_same(typed: &str) {
        let long_way =
            checked(typed, NAME_CHARACTERS_MAX).map(|shown| super::super::build("", &shown));
        match build(typed) {
            Some(name) => assert_eq!(Ok(name), long_way, "{typed}"),
            None => assert!(long_way.is_err(), "{typed} can be a name"),
        }
    }

    #[test]
    fn every_pair_of_characters_gives_the_same_both_ways() {
        for first in 0..128 {
            assert_same(&char::from(first).to_string());
            for second in 0..128 {
                assert_same(&String::from_iter([char::from(first), char::from(second)]));
            }
        }
    }

    #[test]
    fn reserved_words_and_their_look_alikes_are_told_either_way() {
        for word in [
            "hourglass",
            "HourGlass",
            "h0urg1ass",
            "you",
            "Y0U",
            "rnoderator",
        ] {
            assert_same(word);
            assert!(
                build(word).is_some_and(|name| reserved::is_reserved(&name)),
                "{word}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_ascii_name_is_the_same_both_ways(typed in "[A-Za-z0-9_-]{1,40}") {
            assert_same(&typed);
        }

        #[test]
        fn any_ascii_is_the_same_both_ways(typed in "[\\x21-\\x7e]{1,40}") {
            assert_same(&typed);
        }

        #[test]
        fn nothing_else_is_taken(typed in "\\PC{0,8}[^\\x00-\\x7f]\\PC{0,8}") {
            prop_assert_eq!(build(&typed), None);
        }
    }
}
