//! What makes two names the same, and what makes them look alike.

use unicode_normalization::UnicodeNormalization;

/// Folding once more changes nothing after this many rounds, for any character there is.
const FOLD_ROUNDS_MAX: usize = 4;

/// A name without regard to case, width and compatibility forms.
///
/// This goes further than the lower case of PRECIS UsernameCaseMapped: by way of the upper case,
/// `ß` is `ss` and both forms of the small sigma are one. What PRECIS takes for equal is equal
/// here.
pub(super) fn fold(name: &str) -> String {
    let mut folded = fold_once(name);
    for _ in 1..FOLD_ROUNDS_MAX {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(name: &str) -> String {
    name.to_lowercase()
        .to_uppercase()
        .to_lowercase()
        .nfkc()
        .collect()
}

/// What a name looks like (UTS #39), without regard to case, so that `b0b` looks like `bob`.
pub(super) fn skeleton(name: &str) -> String {
    fold(&unicode_security::skeleton(name).collect::<String>())
}
