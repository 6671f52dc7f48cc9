//! What Tab does, and the prompt that is always up to date.

use std::borrow::Cow;
use std::sync::Arc;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper, Result};

use super::desk::Desk;
use super::people::People;
use super::style::Style;
use crate::command::{COMMANDS, NAMING};

/// Helps the line editor.
pub(super) struct Assistant {
    pub(super) desk: Arc<Desk>,
    pub(super) style: Style,
}

impl Helper for Assistant {}
impl Hinter for Assistant {
    type Hint = String;
}
impl Validator for Assistant {}

impl Highlighter for Assistant {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        default: bool,
    ) -> Cow<'b, str> {
        let painted = self.desk.repainted(prompt);
        if default {
            Cow::Owned(self.style.prompt(&painted))
        } else {
            Cow::Borrowed(prompt)
        }
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        Ok(self
            .desk
            .with_people(|people| complete(&line[..position], people)))
    }
}

/// Where the word begins that is being written, and what it may become.
fn complete(before: &str, people: &People) -> (usize, Vec<Pair>) {
    let start = before
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    let word = &before[start..];
    let pairs = |names: Vec<String>, end: &str| names.iter().map(|name| pair(name, end)).collect();
    let earlier = before[..start].trim();
    if start == 0 && word.starts_with('/') {
        let fits = |command: &&&str| command.starts_with(word);
        let commands = COMMANDS.iter().filter(fits);
        return (start, commands.map(|command| pair(command, " ")).collect());
    }
    if NAMING.contains(&earlier) {
        return (start, pairs(people.beginning_with(word), " "));
    }
    if word.is_empty() {
        return (start, Vec::new());
    }
    let end = if start == 0 { ": " } else { "" };
    (start, pairs(people.beginning_with(word), end))
}

fn pair(word: &str, end: &str) -> Pair {
    Pair {
        display: word.to_owned(),
        replacement: format!("{word}{end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::complete;
    use crate::terminal::people::People;

    fn completed(before: &str) -> (usize, Vec<String>) {
        let mut people = People::default();
        people.replace(["alice", "Bob", "bobby"].map(str::to_owned).to_vec());
        let (start, pairs) = complete(before, &people);
        (
            start,
            pairs.into_iter().map(|pair| pair.replacement).collect(),
        )
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn commands_at_the_start_of_a_line() {
        assert_eq!(completed("/pr"), (0, words(&["/private "])));
        assert_eq!(completed("/nothing"), (0, words(&[])));
        assert_eq!(completed("see /pr").1, words(&[]));
    }

    #[test]
    fn names_after_a_command_and_in_speech() {
        assert_eq!(completed("/msg b"), (5, words(&["Bob ", "bobby "])));
        assert_eq!(
            completed("/ban "),
            (5, words(&["Bob ", "alice ", "bobby "]))
        );
        assert_eq!(completed("AL"), (0, words(&["alice: "])));
        assert_eq!(completed("ask al"), (4, words(&["alice"])));
        assert_eq!(completed(""), (0, words(&[])));
    }
}
