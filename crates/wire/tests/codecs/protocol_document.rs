//! The protocol's description against its types.

use std::collections::BTreeSet;

use hourglass_wire::json::{
    ClientMessage, Code, PROTOCOL_VERSION, ServerMessage, decode_client, decode_server,
    encode_client, encode_server,
};
use serde::de::{Deserialize, Deserializer, Error as _, Visitor, value::Error};
use serde_json::Value;

use super::json::{client_messages, server_messages};

const DOCUMENT: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/protocol.md"
));

/// The text of a section, from its heading to the next one.
fn section(heading: &str) -> &'static str {
    let start = DOCUMENT.find(&format!("\n## {heading}\n")).unwrap() + 1;
    let length = DOCUMENT[start..]
        .find("\n## ")
        .unwrap_or(DOCUMENT.len() - start);
    &DOCUMENT[start..start + length]
}

fn examples(text: &str) -> Vec<&str> {
    text.split("```json\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

/// The words of the first column of a section's tables.
fn first_column(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(word, _)| word.to_owned())
        .collect()
}

fn types(messages: &[Value]) -> BTreeSet<String> {
    messages
        .iter()
        .map(|message| message["type"].as_str().unwrap().to_owned())
        .collect()
}

fn values<'a>(examples: impl IntoIterator<Item = &'a str>) -> Vec<Value> {
    examples
        .into_iter()
        .map(|example| serde_json::from_str(example).unwrap())
        .collect()
}

/// The names of the variants that `T` is decoded from, as its implementation tells them.
fn variants<'de, T: Deserialize<'de>>() -> BTreeSet<String> {
    struct Ask<'a>(&'a mut &'static [&'static str]);

    impl<'de> Deserializer<'de> for Ask<'_> {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("only enums are asked for"))
        }

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _: &'static str,
            variants: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            *self.0 = variants;
            Err(Error::custom("asked"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
        }
    }

    let mut names: &'static [&'static str] = &[];
    assert!(T::deserialize(Ask(&mut names)).is_err());
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_example_is_a_message_and_stays_the_same() {
    let mut count = 0;
    for example in examples(section("From the client")) {
        let mut out = Vec::new();
        encode_client(&decode_client(example.as_bytes()).unwrap(), &mut out);
        let again: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(again, values([example])[0]);
        count += 1;
    }
    for example in examples(section("From the server")) {
        let mut out = Vec::new();
        encode_server(&decode_server(example.as_bytes()).unwrap(), &mut out);
        let again: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(again, values([example])[0]);
        count += 1;
    }
    assert_eq!(
        count,
        examples(DOCUMENT).len(),
        "an example outside of both sections"
    );
}

#[test]
fn every_message_has_an_example() {
    let client = values(examples(section("From the client")));
    assert_eq!(types(&client), types(&client_messages()));
    let server = values(examples(section("From the server")));
    assert_eq!(types(&server), types(&server_messages()));
}

#[test]
fn every_field_has_its_place_in_a_table_and_in_an_example() {
    for (heading, messages) in [
        ("From the client", client_messages()),
        ("From the server", server_messages()),
    ] {
        let text = section(heading);
        let described = first_column(text);
        let shown = values(examples(text));
        for message in messages {
            for field in message
                .as_object()
                .unwrap()
                .keys()
                .filter(|field| *field != "type")
            {
                assert!(described.contains(field), "`{field}` of {message}");
                let is_shown = |example: &Value| {
                    example["type"] == message["type"] && example.get(field).is_some()
                };
                assert!(shown.iter().any(is_shown), "`{field}` of {message}");
            }
        }
    }
}

#[test]
fn every_code_is_explained() {
    let mut codes = variants::<Code>();
    assert!(codes.remove("unknown"));
    assert_eq!(first_column(section("Codes")), codes);
}

#[test]
fn the_version_is_the_one_described() {
    assert!(DOCUMENT.starts_with(&format!(
        "# The JSON protocol, version {PROTOCOL_VERSION}\n"
    )));
}

/// What is true for the tests above: that the samples have every variant.
#[test]
fn the_samples_are_complete() {
    assert_eq!(types(&client_messages()), expected::<ClientMessage>());
    assert_eq!(types(&server_messages()), expected::<ServerMessage<'_>>());
}

/// The types that a decoder names when it is handed one that there is not.
fn expected<T: Deserialize<'static>>() -> BTreeSet<String> {
    let error = serde_json::from_str::<T>(r#"{"type": "?"}"#)
        .err()
        .unwrap()
        .to_string();
    error
        .split('`')
        .skip(3)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}
