//! One of a few words.

use super::{Kind, Shown};

/// One of these values, each under a word of its own.
#[derive(Debug)]
pub(crate) struct Choice<T: 'static> {
    /// The words as a flag's usage lists them.
    pub placeholder: &'static str,
    /// The words with what they mean.
    pub values: &'static [(&'static str, T)],
}

impl<T: Copy + PartialEq + Send + Sync + 'static> Kind for Choice<T> {
    type Value = T;

    fn placeholder(&self) -> &'static str {
        self.placeholder
    }

    fn parse(&self, text: &str) -> Option<T> {
        let known = self.values.iter().find(|(word, _)| *word == text);
        known.map(|(_, value)| *value)
    }

    fn allowed(&self) -> String {
        let words: Vec<_> = self.values.iter().map(|(word, _)| *word).collect();
        match &words[..] {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => format!("{} or {last}", first.join(", ")),
        }
    }

    fn show(&self, value: &T) -> Shown {
        let known = self.values.iter().find(|(_, known)| known == value);
        Shown::Quoted(known.map_or_else(String::new, |(word, _)| (*word).to_owned()))
    }
}
