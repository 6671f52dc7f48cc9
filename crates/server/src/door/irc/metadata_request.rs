//! What `METADATA` asks for, before and after the greeting (draft/metadata-2 and draft/metadata-3).

use hourglass_core::limits::METADATA_VALUE_BYTES_MAX;
use hourglass_core::{MetadataKey, Text};
use hourglass_wire::irc::Message;
use hourglass_wire::irc::reply::MetadataProblem;
use hourglass_wire::metadata::parse_key;
use hourglass_wire::text::parse_text;

use super::formatting::plain;

/// What stands for oneself.
pub(super) const ONESELF: &str = "*";

/// A line of `METADATA`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request<'a> {
    /// Whom it is about, as it was typed.
    pub(super) target: &'a str,
    /// The subcommand in capitals.
    pub(super) subcommand: &'static str,
    /// What is to be done.
    pub(super) action: Action,
    /// The keys as they were typed.
    pub(super) typed_keys: &'a [&'a str],
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// What there is under keys is asked for.
    Get(Vec<MetadataKey>),
    /// All there is.
    List,
    /// A value is set, or taken away.
    Set(MetadataKey, Option<Text>),
    /// All is taken away.
    Clear,
    /// The client wants to hear of keys.
    Subscribe(Vec<MetadataKey>),
    /// It no longer wants to.
    Unsubscribe(Vec<MetadataKey>),
    /// Of which it hears.
    Subscriptions,
    /// All of which it wants to hear.
    Sync,
}

/// The subcommands, and how many parameters each has at least and at most.
const SUBCOMMANDS: &[(&str, usize, usize)] = &[
    ("GET", 3, usize::MAX),
    ("LIST", 2, 2),
    ("SET", 3, 4),
    ("CLEAR", 2, 2),
    ("SUB", 3, usize::MAX),
    ("UNSUB", 3, usize::MAX),
    ("SUBS", 2, 2),
    ("SYNC", 2, 2),
];

/// Reads a line of `METADATA`. Keys that are none are left out of those that are asked for.
pub(super) fn read<'a>(message: &'a Message<'a>) -> Result<Request<'a>, MetadataProblem<'a>> {
    let parameters = message.parameters();
    let [target, typed, ..] = *parameters else {
        return Err(MetadataProblem::TooFew("*"));
    };
    let known = SUBCOMMANDS
        .iter()
        .find(|(name, ..)| name.eq_ignore_ascii_case(typed));
    let Some(&(subcommand, least, most)) = known else {
        return Err(MetadataProblem::Subcommand(typed));
    };
    if parameters.len() < least {
        return Err(MetadataProblem::TooFew(subcommand));
    }
    if parameters.len() > most {
        return Err(MetadataProblem::TooMany(subcommand));
    }
    let typed_keys = &parameters[2..];
    let keys = || typed_keys.iter().filter_map(|typed| parse_key(typed));
    let action = match subcommand {
        "GET" => Action::Get(keys().collect()),
        "LIST" => Action::List,
        "SET" => set(typed_keys)?,
        "CLEAR" => Action::Clear,
        "SUB" => Action::Subscribe(keys().collect()),
        "UNSUB" => Action::Unsubscribe(keys().collect()),
        "SUBS" => Action::Subscriptions,
        _ => Action::Sync,
    };
    Ok(Request {
        target,
        subcommand,
        action,
        typed_keys,
    })
}

/// Reads the key and the value behind `SET`.
fn set<'a>(parameters: &[&'a str]) -> Result<Action, MetadataProblem<'a>> {
    let typed = parameters.first().copied().unwrap_or_default();
    let Some(key) = parse_key(typed) else {
        let is_all = true;
        return Err(MetadataProblem::Key { typed, is_all });
    };
    let value = match parameters.get(1).copied().unwrap_or_default() {
        "" => None,
        written => {
            let wrong = |words| MetadataProblem::Value { key: typed, words };
            let value = parse_text(&plain(written))
                .ok_or_else(|| wrong("There is nothing to be seen in the value"))?;
            if value.as_str().len() > METADATA_VALUE_BYTES_MAX {
                let words = "The value is too long: see max-value-bytes of the capability";
                return Err(wrong(words));
            }
            Some(value)
        }
    };
    Ok(Action::Set(key, value))
}

#[cfg(test)]
mod tests {
    use hourglass_wire::irc::parse;

    use super::{Action, METADATA_VALUE_BYTES_MAX, MetadataProblem, read};

    fn action(line: &str) -> Result<Action, String> {
        let message = parse(line).unwrap();
        let read = read(&message);
        read.map(|request| request.action)
            .map_err(|problem| format!("{problem:?}"))
    }

    fn problem(line: &str) -> String {
        action(line).unwrap_err()
    }

    #[test]
    fn subcommands_come_in_any_case() {
        for (line, expected) in [
            ("METADATA * list", Action::List),
            ("metadata #tea Clear", Action::Clear),
            ("METADATA * SUBS", Action::Subscriptions),
            ("METADATA *ALL Sync", Action::Sync),
        ] {
            assert_eq!(action(line).unwrap(), expected, "{line}");
        }
        let Action::Get(keys) = action("METADATA bob GET Url $no avatar").unwrap() else {
            panic!("something else is read");
        };
        let keys: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
        assert_eq!(keys, ["url", "avatar"]);
    }

    #[test]
    fn a_value_is_a_text_or_none() {
        let value = |line: &str| match action(line).unwrap() {
            Action::Set(key, value) => (
                key.as_str().to_owned(),
                value.map(|value| value.as_str().to_owned()),
            ),
            other => panic!("{other:?} is read"),
        };
        let of = |key: &str, value: Option<&str>| (key.to_owned(), value.map(str::to_owned));
        assert_eq!(value("METADATA * SET Url :a b"), of("url", Some("a b")));
        assert_eq!(value("METADATA * SET url x"), of("url", Some("x")));
        assert_eq!(value("METADATA * SET url"), of("url", None));
        assert_eq!(value("METADATA * SET url :"), of("url", None));
        assert_eq!(
            value("METADATA * SET url :\u{2}b\u{2}\u{202e}"),
            of("url", Some("b"))
        );
        let longest = "x".repeat(METADATA_VALUE_BYTES_MAX);
        let line = format!("METADATA * SET url :{longest}");
        assert_eq!(value(&line), of("url", Some(&longest)));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let too_long = "x".repeat(METADATA_VALUE_BYTES_MAX + 1);
        for (line, expected) in [
            ("METADATA", "TooFew(\"*\")"),
            ("METADATA *", "TooFew(\"*\")"),
            ("METADATA * get", "TooFew(\"GET\")"),
            ("METADATA * SET", "TooFew(\"SET\")"),
            ("METADATA * LIST x", "TooMany(\"LIST\")"),
            ("METADATA * SET a b c", "TooMany(\"SET\")"),
            ("METADATA * SNEEZE", "Subcommand(\"SNEEZE\")"),
            ("METADATA * :: hi!", "Subcommand(\": hi!\")"),
            (
                "METADATA * SET a:b x",
                "Key { typed: \"a:b\", is_all: true }",
            ),
        ] {
            assert_eq!(problem(line), expected, "{line}");
        }
        for value in [too_long.as_str(), " ", "\u{2}"] {
            let line = format!("METADATA * SET url :{value}");
            let message = parse(&line).unwrap();
            let is_refused = matches!(read(&message), Err(MetadataProblem::Value { .. }));
            assert!(is_refused, "{value:?}");
        }
    }
}
