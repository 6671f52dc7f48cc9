//! A module says what it is for, and its file has a name that says it too.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;

/// The first line of every module is its documentation.
pub(crate) fn begin_with_their_subject(source: &Source) -> Vec<Finding> {
    if source.text.starts_with("//!") {
        return Vec::new();
    }
    vec![source.finding(
        1,
        "begin the module with a `//!` line that says what it is for",
    )]
}

/// `foo.rs` beside `foo/`, not `foo/mod.rs`; in a folder of tests cargo would run `foo.rs` as a test.
pub(crate) fn have_a_name_of_their_own(source: &Source) -> Vec<Finding> {
    if source.is_under_tests() || !source.path.ends_with("/mod.rs") {
        return Vec::new();
    }
    vec![source.finding(1, "move `folder/mod.rs` to `folder.rs`, beside the folder")]
}

#[cfg(test)]
mod tests {
    use super::{begin_with_their_subject, have_a_name_of_their_own};
    use crate::tidy::source::Source;

    #[test]
    fn a_module_without_its_line_is_found() {
        let found = |text| begin_with_their_subject(&Source::new("src/a.rs", text)).len();
        assert_eq!(found("//! Says it.\nuse a::b;\n"), 0);
        assert_eq!(found("// Says nothing.\nuse a::b;\n"), 1);
        assert_eq!(found(""), 1);
    }

    #[test]
    fn a_mod_file_is_found_outside_of_tests() {
        let found = |path| have_a_name_of_their_own(&Source::new(path, "//! A.\n")).len();
        assert_eq!(found("crates/core/src/chat.rs"), 0);
        assert_eq!(found("tests/common/mod.rs"), 0);
        assert_eq!(found("crates/core/src/chat/mod.rs"), 1);
    }
}
