//! What is wrong with a line of `METADATA`, in the codes of either draft.

use hourglass_core::Refusal;
use hourglass_core::limits::{
    METADATA_KEY_BYTES_MAX, METADATA_KEYS_MAX, METADATA_SUBSCRIPTIONS_MAX,
};

use super::{Draft, line};
use crate::irc::Capabilities;
use crate::irc::reply::standard::put_on;
use crate::irc::reply::{To, need_more_parameters};
use crate::words;

/// What is wrong with a line of `METADATA`, or with a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataProblem<'a> {
    /// Something is missing behind this subcommand, or behind the verb (`*`).
    TooFew(&'a str),
    /// More is behind this subcommand than belongs there.
    TooMany(&'a str),
    /// There is no such subcommand as this.
    Subcommand(&'a str),
    /// This subcommand, by a client that has not agreed on hearing of metadata.
    NotAgreed(&'a str),
    /// Nobody, or no room, that it can be about.
    Target(&'a str),
    /// A key that cannot be one.
    Key {
        /// As it was typed.
        typed: &'a str,
        /// Whether nothing is done because of it.
        is_all: bool,
    },
    /// A value that cannot be one.
    Value {
        /// Its key.
        key: &'a str,
        /// Why.
        words: &'a str,
    },
    /// As many values as there may be.
    NoMoreValues {
        /// Of whom.
        target: &'a str,
    },
    /// As many keys as one may be subscribed to.
    NoMoreSubscriptions {
        /// The first one that found no place.
        key: &'a str,
    },
}

/// What is wrong.
pub fn metadata_problem(
    to: To<'_>,
    capabilities: Capabilities,
    problem: MetadataProblem<'_>,
    out: &mut Vec<u8>,
) {
    put_problem(to, capabilities, None, problem, out);
}

/// The same within a batch.
pub(in crate::irc) fn put_problem(
    to: To<'_>,
    capabilities: Capabilities,
    batch: Option<&str>,
    problem: MetadataProblem<'_>,
    out: &mut Vec<u8>,
) {
    let draft = Draft::of(capabilities);
    if let (MetadataProblem::TooFew(_), Draft::Second) = (problem, draft) {
        return need_more_parameters(to, "METADATA", out);
    }
    let limit = match problem {
        MetadataProblem::NoMoreSubscriptions { .. } => METADATA_SUBSCRIPTIONS_MAX,
        _ => METADATA_KEYS_MAX,
    };
    let limit = limit.to_string();
    let (code, context) = match draft {
        Draft::Second => second(problem),
        Draft::Third => third(problem, &limit),
    };
    let is_whole = !matches!(problem, MetadataProblem::Key { is_all: false, .. });
    let kind = if is_whole || draft == Draft::Second {
        "FAIL"
    } else {
        "WARN"
    };
    let line = line(to, batch, out).verb(kind).words(&["METADATA", code]);
    put_on(line.words(&context), &reason(problem));
}

fn second(problem: MetadataProblem<'_>) -> (&'static str, Vec<&str>) {
    match problem {
        // Other servers name no key with a value, and clients count words.
        MetadataProblem::Value { .. } => ("VALUE_INVALID", Vec::new()),
        MetadataProblem::TooMany("SET") => ("VALUE_INVALID", Vec::new()),
        MetadataProblem::TooFew(subcommand)
        | MetadataProblem::Subcommand(subcommand)
        | MetadataProblem::TooMany(subcommand)
        | MetadataProblem::NotAgreed(subcommand) => ("SUBCOMMAND_INVALID", vec![word(subcommand)]),
        MetadataProblem::Target(target) => ("INVALID_TARGET", vec![word(target)]),
        MetadataProblem::Key { typed, .. } => ("KEY_INVALID", vec![word(typed)]),
        MetadataProblem::NoMoreValues { target } => ("LIMIT_REACHED", vec![target]),
        MetadataProblem::NoMoreSubscriptions { key } => ("TOO_MANY_SUBS", vec![key]),
    }
}

fn third<'a>(problem: MetadataProblem<'a>, limit: &'a str) -> (&'static str, Vec<&'a str>) {
    match problem {
        MetadataProblem::TooFew(subcommand)
        | MetadataProblem::TooMany(subcommand)
        | MetadataProblem::Subcommand(subcommand)
        | MetadataProblem::NotAgreed(subcommand) => ("INVALID_PARAMS", vec![word(subcommand)]),
        MetadataProblem::Target(target) => ("INVALID_TARGET", vec![word(target)]),
        MetadataProblem::Key { typed, .. } => ("INVALID_KEY", vec![word(typed)]),
        MetadataProblem::Value { key, .. } => ("INVALID_VALUE", vec![key]),
        MetadataProblem::NoMoreValues { target } => ("LIMIT_REACHED", vec![target, limit]),
        MetadataProblem::NoMoreSubscriptions { key } => ("LIMIT_REACHED", vec![key, limit]),
    }
}

/// What was typed, where it is a word; a part of it would name something else.
fn word(typed: &str) -> &str {
    if typed.contains(' ') { "*" } else { typed }
}

fn reason(problem: MetadataProblem<'_>) -> String {
    match problem {
        MetadataProblem::TooFew(_) => "Something is missing: HELP METADATA says what".to_owned(),
        MetadataProblem::TooMany(_) => {
            "There is too much behind it; a value of several words begins with a colon".to_owned()
        }
        MetadataProblem::Subcommand(_) => {
            "There is no such subcommand: HELP METADATA lists those there are".to_owned()
        }
        MetadataProblem::NotAgreed(_) => {
            "Ask for draft/metadata-3 with CAP REQ first; only then you hear of changes".to_owned()
        }
        MetadataProblem::Target(_) => "Nobody, and no room, that this could be about".to_owned(),
        MetadataProblem::Key { .. } => {
            format!(
                "A key has the letters a to z, digits, and _ . / - in it, and at most {METADATA_KEY_BYTES_MAX} of them"
            )
        }
        MetadataProblem::Value { words, .. } => words.to_owned(),
        MetadataProblem::NoMoreValues { target } => words::refusal(&Refusal::TooMuchMetadata {
            of: target.into(),
            limit: METADATA_KEYS_MAX,
        })
        .into_owned(),
        MetadataProblem::NoMoreSubscriptions { .. } => format!(
            "No more than {METADATA_SUBSCRIPTIONS_MAX} keys; nothing was done about those from here on"
        ),
    }
}
