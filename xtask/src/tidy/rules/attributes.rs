//! A lint that is switched off says why.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;
use crate::tidy::token::{Token, closing};

/// Every `#[allow(…)]` and `#[expect(…)]` has a `reason = "…"`.
pub(crate) fn give_a_reason(source: &Source) -> Vec<Finding> {
    let tokens = &source.tokens;
    let starts = (0..tokens.len()).filter_map(|index| attribute_at(tokens, index));
    starts
        .filter(|attribute| switches_off(attribute))
        .filter(|attribute| !attribute.iter().any(|token| token.is_word("reason")))
        .map(|attribute| {
            let text = "a lint is switched off: say why with `reason = \"…\"`, or mend the code";
            source.finding(attribute[0].line, text)
        })
        .collect()
}

/// What is between the brackets, if `#[` or `#![` begins at the index.
fn attribute_at(tokens: &[Token], index: usize) -> Option<&[Token]> {
    if !tokens[index].is_mark('#') {
        return None;
    }
    let inner = tokens.get(index + 1)?.is_mark('!');
    let open = index + 1 + usize::from(inner);
    tokens
        .get(open)?
        .is_mark('[')
        .then(|| &tokens[open..closing(tokens, open)])
}

fn switches_off(attribute: &[Token]) -> bool {
    attribute
        .windows(2)
        .any(|pair| (pair[0].is_word("allow") || pair[0].is_word("expect")) && pair[1].is_mark('('))
}

#[cfg(test)]
mod tests {
    use super::give_a_reason;
    use crate::tidy::source::Source;

    fn found(text: &str) -> usize {
        give_a_reason(&Source::new("src/a.rs", text)).len()
    }

    #[test]
    fn an_attribute_without_a_reason_is_found() {
        assert_eq!(found("#[allow(dead_code)]\nfn a() {}"), 1);
        assert_eq!(found("#![expect(\n    unused,\n    dead_code,\n)]"), 1);
        assert_eq!(found("#[cfg_attr(windows, allow(unused))]"), 1);
    }

    #[test]
    fn an_attribute_with_a_reason_passes() {
        assert_eq!(
            found("#[allow(dead_code, reason = \"read by the tests\")]"),
            0
        );
    }

    #[test]
    fn what_is_no_attribute_passes() {
        assert_eq!(
            found("a.expect(\"b\"); let allow = vec![expect]; c[allow]"),
            0
        );
    }
}
