//! One subject, one small file, made of functions that fit on a screen.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;
use crate::tidy::token::{Token, closing};

const FILE_LINES_MAX: usize = 350;
const FUNCTION_LINES_MAX: usize = 70;

/// A file has at most `FILE_LINES_MAX` lines.
pub(crate) fn of_files(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().count();
    if lines <= FILE_LINES_MAX {
        return Vec::new();
    }
    let text = format!("{lines} lines; split the file by subject, at most {FILE_LINES_MAX} each");
    vec![source.finding(1, text)]
}

/// A function has at most `FUNCTION_LINES_MAX` lines, from `fn` to its closing brace.
pub(crate) fn of_functions(source: &Source) -> Vec<Finding> {
    let tokens = &source.tokens;
    let starts = (0..tokens.len()).filter(|&index| tokens[index].is_word("fn"));
    starts
        .filter_map(|start| {
            let name = tokens.get(start + 1)?.word()?;
            let end = closing(tokens, body_of(tokens, start)?);
            let lines = tokens[end].line - tokens[start].line + 1;
            (lines > FUNCTION_LINES_MAX).then(|| {
                let text = format!(
                    "`{name}` has {lines} lines; split it, at most {FUNCTION_LINES_MAX} each"
                );
                source.finding(tokens[start].line, text)
            })
        })
        .collect()
}

/// The index of the brace that opens the body; none where a trait only declares the function.
fn body_of(tokens: &[Token], start: usize) -> Option<usize> {
    let mut index = start;
    loop {
        let token = tokens.get(index)?;
        if token.is_mark('{') {
            return Some(index);
        } else if token.is_mark(';') {
            return None;
        } else if token.is_mark('(') || token.is_mark('[') {
            index = closing(tokens, index);
        }
        index += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{FILE_LINES_MAX, FUNCTION_LINES_MAX, of_files, of_functions};
    use crate::tidy::source::Source;

    fn files_found(lines: usize) -> usize {
        of_files(&Source::new("src/a.rs", &"//! A.\n".repeat(lines))).len()
    }

    /// How many functions are too long, if `head` begins one that has so many lines.
    fn functions_found(head: &str, lines: usize) -> usize {
        let text = format!(
            "{head} {{\n{}}}\nfn short() {{}}\n",
            "a();\n".repeat(lines - 2)
        );
        of_functions(&Source::new("src/a.rs", &text)).len()
    }

    #[test]
    fn a_file_over_the_bound_is_found() {
        assert_eq!(files_found(FILE_LINES_MAX), 0);
        assert_eq!(files_found(FILE_LINES_MAX + 1), 1);
    }

    #[test]
    fn a_function_over_the_bound_is_found() {
        for head in [
            "fn a()",
            "async fn a<'a>(b: [u8; 2]) -> [u8; 2] where C: D",
            "proptest! { fn a()",
        ] {
            assert_eq!(functions_found(head, FUNCTION_LINES_MAX), 0, "{head}");
            assert_eq!(functions_found(head, FUNCTION_LINES_MAX + 1), 1, "{head}");
        }
    }

    #[test]
    fn what_only_looks_like_a_function_passes() {
        assert_eq!(functions_found("type A = fn(u8) -> u8; trait B", 200), 0);
        assert_eq!(
            functions_found("trait B { fn a(&self); } impl B for C", 200),
            0
        );
    }
}
