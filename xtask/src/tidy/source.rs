//! The Rust files of the tree.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::{Context, Result};

use super::finding::Finding;
use super::token::{Token, closing, tokenize};

/// A Rust file, read once for all rules.
pub(crate) struct Source {
    /// Relative to the root of the tree, with `/` on every platform.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    test_lines: Vec<RangeInclusive<usize>>,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Source {
        let tokens = tokenize(text);
        let test_lines = find_test_lines(&tokens);
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
            tokens,
            test_lines,
        }
    }

    /// Whether the line (counted from 1) is compiled for tests only.
    pub(crate) fn is_test(&self, line: usize) -> bool {
        self.is_under_tests()
            || self.path.ends_with("/tests.rs")
            || self.test_lines.iter().any(|range| range.contains(&line))
    }

    /// Whether the file is in a folder of tests.
    pub(crate) fn is_under_tests(&self) -> bool {
        self.path.split('/').any(|part| part == "tests")
    }

    pub(crate) fn finding(&self, line: usize, text: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            text: text.into(),
        }
    }
}

/// Reads every Rust file below the root, in the order of their paths.
pub(crate) fn read_all(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    read_folder(root, "", &mut sources)?;
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

fn read_folder(folder: &Path, prefix: &str, sources: &mut Vec<Source>) -> Result<()> {
    let context = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type().with_context(context)?.is_dir() {
            if name != "target" && !name.starts_with('.') {
                read_folder(&entry.path(), &format!("{path}/"), sources)?;
            }
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            sources.push(Source::new(&path, &text));
        }
    }
    Ok(())
}

/// The items behind `#[cfg(test)]`, from the attribute to their closing brace.
fn find_test_lines(tokens: &[Token]) -> Vec<RangeInclusive<usize>> {
    let mut ranges = Vec::new();
    for index in 0..tokens.len().saturating_sub(1) {
        if !(tokens[index].is_mark('#') && tokens[index + 1].is_mark('[')) {
            continue;
        }
        let end = closing(tokens, index + 1);
        if is_test_only(&tokens[index..end]) {
            ranges.push(tokens[index].line..=end_of_item(tokens, end + 1));
        }
    }
    ranges
}

fn is_test_only(attribute: &[Token]) -> bool {
    let names = |word| attribute.iter().any(|token| token.is_word(word));
    names("cfg") && names("test") && !names("not")
}

fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let end = (start..tokens.len())
        .find(|&index| tokens[index].is_mark('{') || tokens[index].is_mark(';'));
    match end {
        Some(index) if tokens[index].is_mark('{') => tokens[closing(tokens, index)].line,
        Some(index) => tokens[index].line,
        None => tokens.last().map_or(1, |token| token.line),
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn test_lines_of(path: &str, text: &str) -> Vec<usize> {
        let source = Source::new(path, text);
        (1..=text.lines().count())
            .filter(|&line| source.is_test(line))
            .collect()
    }

    #[test]
    fn what_is_behind_cfg_test_is_a_test() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
        assert_eq!(test_lines_of("src/a.rs", text), [2, 3, 4, 5]);
    }

    #[test]
    fn an_item_without_a_body_ends_at_its_semicolon() {
        let text = "#[cfg(all(test, unix))]\nmod tests;\n#[cfg(not(test))]\nmod live;\n";
        assert_eq!(test_lines_of("src/a.rs", text), [1, 2]);
    }

    #[test]
    fn files_of_tests_are_tests_throughout() {
        assert_eq!(
            test_lines_of("crates/core/tests/rules.rs", "fn a() {}\n"),
            [1]
        );
        assert_eq!(
            test_lines_of("crates/core/src/chat/tests.rs", "fn a() {}\n"),
            [1]
        );
    }
}
