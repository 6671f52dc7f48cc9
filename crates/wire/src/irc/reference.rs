//! What an answer has to know of the question.

use std::sync::Arc;

/// Between the parts of a reference in its carried form; no line of IRC has it.
const SEPARATOR: char = '\n';

/// How an answer is tied to what it answers (labeled-response).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correlation<'a> {
    /// Not at all.
    #[default]
    None,
    /// By the client's label, escaped as on the line: the answer is all that the command gives.
    Label(&'a str),
    /// By a batch that the door has opened with the client's label, and closes when all parts of the command
    /// are answered.
    Batch(&'a str),
}

/// A command as an answer has to know it. It travels as the label of the chat's command, and the chat does not
/// look into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// To what the answer belongs.
    pub correlation: Correlation<'a>,
    /// The command in capitals: `WHO`.
    pub verb: &'a str,
    /// What the client wrote behind it, as far as the answer repeats it; for a command with several targets
    /// only the one that this is about.
    pub parameters: Vec<&'a str>,
}

impl<'a> Reference<'a> {
    /// The form in which it is carried. Line ends in its parts become spaces.
    pub fn encode(&self) -> Arc<str> {
        let mut carried = String::new();
        match self.correlation {
            Correlation::None => {}
            Correlation::Label(label) => push(&mut carried, "@", label),
            Correlation::Batch(batch) => push(&mut carried, "+", batch),
        }
        carried.push(SEPARATOR);
        push(&mut carried, "", self.verb);
        for parameter in &self.parameters {
            carried.push(SEPARATOR);
            push(&mut carried, "", parameter);
        }
        carried.into()
    }

    /// What was carried.
    pub fn decode(carried: &'a str) -> Self {
        let mut parts = carried.split(SEPARATOR);
        let correlation = parts.next().unwrap_or_default();
        let correlation = match (correlation.strip_prefix('@'), correlation.strip_prefix('+')) {
            (Some(label), _) => Correlation::Label(label),
            (None, Some(batch)) => Correlation::Batch(batch),
            (None, None) => Correlation::None,
        };
        Self {
            correlation,
            verb: parts.next().unwrap_or_default(),
            parameters: parts.collect(),
        }
    }

    /// A parameter, counted from 0; empty where there is none.
    pub fn parameter(&self, index: usize) -> &'a str {
        self.parameters.get(index).copied().unwrap_or_default()
    }
}

fn push(carried: &mut String, mark: &str, part: &str) {
    carried.push_str(mark);
    carried.extend(part.chars().map(|character| match character {
        SEPARATOR | '\r' | '\0' => ' ',
        other => other,
    }));
}
