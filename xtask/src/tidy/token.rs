//! Rust source as words and marks, so that no rule takes a comment or a string for code.
//!
//! Good for the syntax that rustfmt writes; what does not compile may be read wrongly.

use std::str::Chars;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier, a keyword or a number.
    Word(String),
    /// A single character of punctuation.
    Mark(char),
    /// A string or a character; what it says is not kept.
    Literal,
}

impl Token {
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            Kind::Mark(_) | Kind::Literal => None,
        }
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// The index of the mark that closes the bracket at `open`; the last index if none does.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let (left, right) = match tokens[open].kind {
        Kind::Mark('(') => ('(', ')'),
        Kind::Mark('[') => ('[', ']'),
        _ => ('{', '}'),
    };
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if token.is_mark(left) {
            depth += 1;
        } else if token.is_mark(right) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return index;
            }
        }
    }
    tokens.len() - 1
}

/// Splits a source text into its tokens; comments and lifetimes leave none.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let mut reader = Reader {
        rest: text.chars(),
        line: 1,
    };
    let mut tokens = Vec::new();
    while let Some(first) = reader.peek() {
        let line = reader.line;
        let kind = match first {
            _ if first.is_whitespace() => {
                reader.next();
                None
            }
            '/' if reader.starts_with("//") => {
                reader.skip_while(|character| character != '\n');
                None
            }
            '/' if reader.starts_with("/*") => {
                reader.skip_block_comment();
                None
            }
            '\'' => reader.read_quote(),
            '"' => Some(reader.read_string()),
            _ if is_word_character(first) => Some(reader.read_word_or_prefixed_string()),
            mark => {
                reader.next();
                Some(Kind::Mark(mark))
            }
        };
        tokens.extend(kind.map(|kind| Token { line, kind }));
    }
    tokens
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

struct Reader<'a> {
    rest: Chars<'a>,
    line: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn starts_with(&self, text: &str) -> bool {
        self.rest.as_str().starts_with(text)
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.next()?;
        self.line += usize::from(character == '\n');
        Some(character)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    fn skip_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let before = self.rest.as_str();
        while self.peek().is_some_and(&belongs) {
            self.next();
        }
        &before[..before.len() - self.rest.as_str().len()]
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        while self.peek().is_some() {
            if self.starts_with("/*") {
                depth += 1;
                self.skip(2);
            } else if self.starts_with("*/") {
                depth -= 1;
                self.skip(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.next();
            }
        }
    }

    /// A character literal, or a lifetime, which leaves no token.
    fn read_quote(&mut self) -> Option<Kind> {
        self.next();
        let mut ahead = self.rest.clone();
        let first = ahead.next();
        if first == Some('\\') {
            self.skip(2);
            self.skip_while(|character| character != '\'');
        } else if ahead.next() == Some('\'') {
            self.next();
        } else {
            self.skip_while(is_word_character);
            return None;
        }
        self.next();
        Some(Kind::Literal)
    }

    fn read_string(&mut self) -> Kind {
        self.next();
        while let Some(character) = self.next() {
            match character {
                '\\' => self.skip(1),
                '"' => break,
                _ => {}
            }
        }
        Kind::Literal
    }

    fn read_word_or_prefixed_string(&mut self) -> Kind {
        let word = self.skip_while(is_word_character);
        let is_raw = matches!(word, "r" | "br" | "cr");
        match self.peek() {
            Some('"') if matches!(word, "b" | "c") => self.read_string(),
            Some('\'') if word == "b" => self.read_quote().unwrap_or(Kind::Literal),
            Some('"' | '#') if is_raw => self.read_raw(),
            _ => Kind::Word(word.to_owned()),
        }
    }

    /// A raw string, or what follows `r#` in a raw identifier.
    fn read_raw(&mut self) -> Kind {
        let hashes = self.skip_while(|character| character == '#');
        if self.peek() != Some('"') {
            return Kind::Word(self.skip_while(is_word_character).to_owned());
        }
        let end = format!("\"{hashes}");
        self.next();
        while self.peek().is_some() && !self.starts_with(&end) {
            self.next();
        }
        self.skip(end.len());
        Kind::Literal
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, closing, tokenize};

    /// Words and marks as they are, literals as `$`.
    fn shown(text: &str) -> String {
        let show = |kind: &Kind| match kind {
            Kind::Word(word) => word.clone(),
            Kind::Mark(mark) => mark.to_string(),
            Kind::Literal => "$".to_owned(),
        };
        let all: Vec<String> = tokenize(text)
            .iter()
            .map(|token| show(&token.kind))
            .collect();
        all.join(" ")
    }

    #[test]
    fn comments_leave_nothing() {
        assert_eq!(shown("a // b { \" '\nc /* d /* e */ f */ g"), "a c g");
    }

    #[test]
    fn strings_are_literals_whatever_they_say() {
        assert_eq!(shown(r#"a("{ \" }", b"//", c"x") b"#), "a ( $ , $ , $ ) b");
        assert_eq!(
            shown("r\"\\\" + r#\"a \" b\"# + br##\"\"#\"## c"),
            "$ + $ + $ c"
        );
    }

    #[test]
    fn characters_are_literals_and_lifetimes_are_nothing() {
        assert_eq!(
            shown(r"['{', '\'', '\\', '\u{7b}', b'}', 'ж'] a"),
            "[ $ , $ , $ , $ , $ , $ ] a"
        );
        assert_eq!(shown("&'a str, 'outer: loop"), "& str , : loop");
    }

    #[test]
    fn a_raw_identifier_is_a_word() {
        assert_eq!(shown("r#type r br"), "type r br");
    }

    #[test]
    fn lines_are_counted_through_everything() {
        let tokens = tokenize("a\n/*\n*/ \"\n\" b\n// c\nd");
        let lines: Vec<usize> = tokens.iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 3, 4, 6]);
    }

    #[test]
    fn a_bracket_closes_at_its_own_depth() {
        let tokens = tokenize("{ a { } ( } ) b");
        assert_eq!(closing(&tokens, 0), 5);
        assert_eq!(closing(&tokens, 4), 6);
    }
}
