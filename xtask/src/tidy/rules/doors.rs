//! A door asks the engine; it does not know how commands are ordered or where they are kept.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;

const DOORS: &str = "crates/server/src/door";
const FOREIGN: &[&str] = &["store", "sequencer"];

/// No name in a door has the word `store` or `sequencer` in it.
pub(crate) fn name_neither_store_nor_sequencer(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with(DOORS) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut after_dot = false;
    for token in &source.tokens {
        // `flag.store(…)` is a method of atomics.
        if let Some(name) = token.word().filter(|_| !after_dot) {
            let foreign = words_of(name)
                .into_iter()
                .find(|word| FOREIGN.contains(&word.as_str()));
            findings.extend(foreign.map(|word| {
                let text =
                    format!("a door never names the {word}; ask the engine's handle: `{name}`");
                source.finding(token.line, text)
            }));
        }
        after_dot = token.is_mark('.');
    }
    findings
}

/// The words of a name in snake or camel case, in lower case.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for character in name.chars() {
        if character == '_' || character.is_uppercase() {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut().filter(|_| character != '_') {
            last.extend(character.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::name_neither_store_nor_sequencer;
    use crate::tidy::source::Source;

    fn found(path: &str, text: &str) -> usize {
        name_neither_store_nor_sequencer(&Source::new(path, text)).len()
    }

    #[test]
    fn a_door_that_names_them_is_found() {
        let path = "crates/server/src/door/line.rs";
        assert_eq!(found(path, "use crate::{engine, store};"), 1);
        assert_eq!(found(path, "fn a(store: &SqliteStore) {}"), 2);
        assert_eq!(found(path, "let a = crate::sequencer::Local::new();"), 1);
        assert_eq!(
            found("crates/server/src/door.rs", "struct LocalSequencer;"),
            1
        );
    }

    #[test]
    fn other_words_and_comments_pass() {
        let path = "crates/server/src/doors/web.rs";
        assert_eq!(
            found(
                path,
                "restore(); // the store\nclosed.store(true, Release);"
            ),
            0
        );
    }

    #[test]
    fn others_may_name_them() {
        assert_eq!(
            found("crates/server/src/engine.rs", "use crate::store::Store;"),
            0
        );
    }
}
