//! What a file uses can be seen at its top.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;

/// No `use` ends in a star, `super::*` and preludes included.
pub(crate) fn are_named(source: &Source) -> Vec<Finding> {
    let tokens = &source.tokens;
    let uses = (0..tokens.len()).filter(|&index| tokens[index].is_word("use"));
    uses.filter_map(|index| {
        tokens[index..]
            .iter()
            .take_while(|token| !token.is_mark(';') && !token.is_mark('<'))
            .find(|token| token.is_mark('*'))
            .map(|star| source.finding(star.line, "import by name what is used, not `*`"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::are_named;
    use crate::tidy::source::Source;

    fn lines_found(text: &str) -> Vec<usize> {
        let findings = are_named(&Source::new("src/a.rs", text));
        findings.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn stars_are_found() {
        assert_eq!(
            lines_found("use super::*;\npub use a::{b,\n c::*};"),
            [1, 3]
        );
    }

    #[test]
    fn names_pass() {
        assert_eq!(
            lines_found("use a::{b, c}; let d = e * f; // use g::*;"),
            [0_usize; 0]
        );
        assert_eq!(
            lines_found("fn a() -> impl Sized + use<'a> { b * c }"),
            [0_usize; 0]
        );
    }
}
