//! The core is pure: time and everything else from outside comes to it with a command.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;
use crate::tidy::token::{Token, closing};

const CORE: &str = "crates/core/src/";
const NAMES: &[&str] = &[
    "HashMap",
    "HashSet",
    "Instant",
    "RandomState",
    "SystemTime",
    "async",
    "await",
    "tokio",
];
const MODULES_OF_STD: &[&str] = &["env", "fs", "io", "net", "process", "thread"];

/// No clock, no I/O, no async and no collection of random order is named in the core.
pub(crate) fn names_no_clock_and_no_io(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with(CORE) {
        return Vec::new();
    }
    let names = source.tokens.iter().filter(|token| is_any(token, NAMES));
    let modules = modules_of_std(&source.tokens).filter(|token| is_any(token, MODULES_OF_STD));
    names
        .chain(modules)
        .map(|token| {
            let name = token.word().unwrap_or_default();
            let text = format!(
                "`{name}` in the core, which has no clock, no I/O and no random order: \
                 what comes from outside comes with the command"
            );
            source.finding(token.line, text)
        })
        .collect()
}

fn is_any(token: &Token, words: &[&str]) -> bool {
    token.word().is_some_and(|word| words.contains(&word))
}

/// Every token that is or may be a module directly below `std`, in a path or in a group.
fn modules_of_std(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let starts = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_word("std"));
    starts.flat_map(|(index, _)| {
        // Behind `std` come two colons.
        let first = index + 3;
        match tokens.get(first) {
            Some(token) if token.is_mark('{') => &tokens[first..closing(tokens, first)],
            Some(_) => &tokens[first..=first],
            None => &[],
        }
    })
}

#[cfg(test)]
mod tests {
    use super::names_no_clock_and_no_io;
    use crate::tidy::source::Source;

    fn found(text: &str) -> usize {
        names_no_clock_and_no_io(&Source::new("crates/core/src/chat.rs", text)).len()
    }

    #[test]
    fn clocks_io_and_random_order_are_found() {
        assert_eq!(found("use std::time::Instant;"), 1);
        assert_eq!(found("use std::time::SystemTime;"), 1);
        assert_eq!(
            found("use std::collections::{BTreeMap, HashMap, HashSet};"),
            2
        );
        assert_eq!(found("std::io::stdout();"), 1);
        assert_eq!(found("use std::{fmt, fs, net::TcpStream};"), 2);
        assert_eq!(found("async fn a() { tokio::task::yield_now().await }"), 3);
    }

    #[test]
    fn what_is_pure_passes() {
        assert_eq!(
            found("use std::{fmt, time::Duration};\n// HashMap\nlet io = \"std::io\";"),
            0
        );
    }

    #[test]
    fn others_may_name_them() {
        let text = "use std::time::Instant;";
        let server = Source::new("crates/server/src/clock.rs", text);
        assert_eq!(names_no_clock_and_no_io(&server), []);
    }
}
