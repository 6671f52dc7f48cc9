//! What the word before the cursor may become.

use crate::command::{COMMANDS, NAMING, ROOM_NAMING};
use crate::limits::CANDIDATES_SHOWN_MAX;
use crate::terminal::people::People;

/// The words that begin like the one before the cursor, capitals or not.
pub(super) struct Candidates<'a> {
    /// Where in the line that one begins.
    start: usize,
    word: &'a str,
    words: Vec<String>,
    /// What follows a word that is complete.
    end: &'static str,
}

impl<'a> Candidates<'a> {
    /// For a line that reads so before the cursor.
    pub(super) fn of(before: &'a str, people: &People, rooms: &[String]) -> Self {
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + 1);
        let (earlier, word) = before.split_at(start);
        let (words, end) = if start == 0 && word.starts_with('/') {
            let fits = |command: &&&str| command.starts_with(word);
            let commands = COMMANDS.iter().filter(fits);
            (commands.map(|&command| command.to_owned()).collect(), " ")
        } else if word.starts_with('#') || ROOM_NAMING.contains(&earlier.trim()) {
            let end = if earlier.starts_with('/') { " " } else { "" };
            (rooms_beginning_with(word, rooms), end)
        } else if NAMING.contains(&earlier.trim()) {
            (people.beginning_with(word), " ")
        } else if word.is_empty() {
            (Vec::new(), "")
        } else {
            let end = if start == 0 { ": " } else { "" };
            (people.beginning_with(word), end)
        };
        Self {
            start,
            word,
            words,
            end,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn is_ambiguous(&self) -> bool {
        self.words.len() > 1
    }

    /// The only one, or as much as all have in common; nothing if that is no more than what is there.
    pub(super) fn longer(&self) -> Option<String> {
        match self.words.as_slice() {
            [] => None,
            [word] => Some(format!("{word}{}", self.end)),
            [first, others @ ..] => {
                let common = others.iter().fold(first.as_str(), |common, other| {
                    &common[..common_bytes(common, other)]
                });
                let is_longer = common.chars().count() > self.word.chars().count();
                is_longer.then(|| common.to_owned())
            }
        }
    }

    /// All in one line, the last of many left out.
    pub(super) fn listed(&self) -> String {
        let shown = self.words.len().min(CANDIDATES_SHOWN_MAX);
        let listed = self.words[..shown].join("  ");
        match self.words.len() - shown {
            0 => listed,
            more => format!("{listed}  and {more} more"),
        }
    }
}

/// The rooms whose name begins like this, capitals or not, and with or without its `#`.
fn rooms_beginning_with(word: &str, rooms: &[String]) -> Vec<String> {
    let start = word.trim_start_matches('#').to_lowercase();
    let begins = |room: &&String| {
        let name = room.trim_start_matches('#').to_lowercase();
        name.starts_with(&start)
    };
    rooms.iter().filter(begins).cloned().collect()
}

/// How many bytes at the beginning of `first` are, capitals or not, at the beginning of `second` too.
fn common_bytes(first: &str, second: &str) -> usize {
    let is_same = |(one, other): &(char, char)| one.to_lowercase().eq(other.to_lowercase());
    let pairs = first.chars().zip(second.chars());
    pairs
        .take_while(is_same)
        .map(|(one, _)| one.len_utf8())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::Candidates;
    use crate::limits::CANDIDATES_SHOWN_MAX;
    use crate::terminal::people::People;

    fn people() -> People {
        let mut people = People::default();
        people.replace(
            ["alice", "Bob", "bobby", "berta"]
                .map(str::to_owned)
                .to_vec(),
        );
        people
    }

    /// Where the word begins and what it becomes.
    fn completed(before: &str) -> (usize, Option<String>) {
        let people = people();
        let rooms = ["#lobby", "#rust", "#Russia"].map(str::to_owned);
        let candidates = Candidates::of(before, &people, &rooms);
        (candidates.start(), candidates.longer())
    }

    fn becomes(start: usize, word: &str) -> (usize, Option<String>) {
        (start, Some(word.to_owned()))
    }

    #[test]
    fn commands_at_the_start_of_a_line() {
        assert_eq!(completed("/pr"), becomes(0, "/private "));
        assert_eq!(completed("/nothing"), (0, None));
        assert_eq!(completed("see /pr"), (4, None));
    }

    #[test]
    fn names_after_a_command_and_in_speech() {
        assert_eq!(completed("/msg BE"), becomes(5, "berta "));
        assert_eq!(completed("AL"), becomes(0, "alice: "));
        assert_eq!(completed("ask al"), becomes(4, "alice"));
        assert_eq!(completed(""), (0, None));
    }

    #[test]
    fn rooms_with_or_without_their_mark() {
        assert_eq!(completed("/join lo"), becomes(6, "#lobby "));
        assert_eq!(completed("/join #LO"), becomes(6, "#lobby "));
        assert_eq!(completed("/msg #lo"), becomes(5, "#lobby "));
        assert_eq!(completed("see #lo"), becomes(4, "#lobby"));
        assert_eq!(completed("/leave #r"), becomes(7, "#rus"));
        assert_eq!(completed("/invite al"), becomes(8, "alice "));
    }

    #[test]
    fn what_several_have_in_common() {
        assert_eq!(completed("/msg bo"), becomes(5, "Bob"));
        assert_eq!(completed("/msg bob"), (5, None));
        assert_eq!(completed("/msg b"), (5, None));
        let people = people();
        let candidates = Candidates::of("/msg bob", &people, &[]);
        assert!(candidates.is_ambiguous());
        assert_eq!(candidates.listed(), "Bob  bobby");
    }

    #[test]
    fn of_very_many_some_are_listed() {
        let mut people = People::default();
        for number in 0..CANDIDATES_SHOWN_MAX + 7 {
            people.add(&format!("bot{number}"));
        }
        let listed = Candidates::of("/ban ", &people, &[]).listed();
        assert!(listed.ends_with("and 7 more"), "{listed}");
    }
}
