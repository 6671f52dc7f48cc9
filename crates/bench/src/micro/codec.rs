//! The codecs: bytes to requests, events to bytes, and what people type made fit.

use std::hint::black_box;
use std::sync::Arc;

use anyhow::{Context, Result};
use hourglass_core::{
    AccountId, Allowance, ClientKey, Destination, Event, Message, MessageId, RoomId, Said,
    Settings, Speech, Text, Timestamp,
};
use hourglass_wire::irc::{
    self, Capabilities, IrcDecoder, IrcEncoder, IrcLine, Listener, Occasion, ServerFacts,
};
use hourglass_wire::line::{self, Line, LineDecoder, LineEncoder};
use hourglass_wire::{Perspective, json, name, text};

use super::{Case, Operation};

pub(super) const CASES: &[Case] = &[
    Case {
        key: "line_decode",
        title: "line door: 100 bytes to a request",
        prepare: decode_line,
    },
    Case {
        key: "line_encode_message",
        title: "line door: a message to a line",
        prepare: || {
            let encoder = LineEncoder::new("127.0.0.1", 8000);
            let event = message()?;
            Ok(encoding(move |out| {
                encoder.encode(&event, Perspective::Other, RoomId::COMMON, out);
            }))
        },
    },
    Case {
        key: "json_decode_say",
        title: "JSON: a `say` from bytes",
        prepare: decode_json,
    },
    Case {
        key: "json_encode_message",
        title: "JSON: a message to bytes",
        prepare: || {
            let event = message()?;
            Ok(encoding(move |out| {
                json::encode(&event, Perspective::Other, out);
            }))
        },
    },
    Case {
        key: "json_encode_said",
        title: "JSON: a `said` to bytes",
        prepare: || {
            let event = said()?;
            Ok(encoding(move |out| {
                json::encode(&event, Perspective::Own, out);
            }))
        },
    },
    Case {
        key: "irc_decode",
        title: "IRC: a `PRIVMSG` from bytes",
        prepare: decode_irc,
    },
    Case {
        key: "irc_encode_message",
        title: "IRC: a message to a line",
        prepare: || encode_irc(Capabilities::NONE),
    },
    Case {
        key: "irc_encode_message_with_tags",
        title: "IRC: a message to a line with its time and id",
        prepare: || encode_irc(Capabilities::SERVER_TIME | Capabilities::MESSAGE_TAGS),
    },
    Case {
        key: "sanitise_ascii",
        title: "`text::sanitise`: 100 bytes of ASCII",
        prepare: || Ok(sanitising(LINE)),
    },
    Case {
        key: "sanitise_mixed",
        title: "`text::sanitise`: Cyrillic, marks and emoji, 100 bytes",
        prepare: || Ok(sanitising(MIXED)),
    },
    Case {
        key: "sanitise_hostile",
        title: "`text::sanitise`: terminal sequences and bidi controls, 100 bytes",
        prepare: || Ok(sanitising(HOSTILE)),
    },
    Case {
        key: "name_parse_ascii",
        title: "`name::parse`: an ASCII name",
        prepare: || Ok(naming("Robert-Louis")),
    },
    Case {
        key: "name_parse_cyrillic",
        title: "`name::parse`: a Cyrillic name",
        prepare: || Ok(naming("Екатерина")),
    },
];

/// What is said in all cases: 100 bytes.
pub(super) const LINE: &str = "The quick brown fox jumps over the lazy dog, \
     turns around and does it once more, so it is a hundred.";

const MIXED: &str = "Привет всем, кто здесь! Ёлка и cafe\u{301} рядом \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} ок 1234";

const HOSTILE: &str = "\u{1b}[31mred\u{1b}[0m and \u{202e}backwards\u{202c} and \u{1b}]0;a title\u{7} \
     with \u{200b}nothing\u{0} in \u{9b}2J it, and more of it.......";

fn decode_line() -> Result<Operation> {
    let bytes = format!("{LINE}\n").into_bytes();
    let mut decoder = LineDecoder::new(line::line_bytes_max(2_000));
    Ok(Box::new(move || {
        let mut input = black_box(bytes.as_slice());
        if let Some(Line::Text(line)) = decoder.feed(&mut input) {
            black_box(line::parse(&line));
        }
    }))
}

fn decode_json() -> Result<Operation> {
    let bytes = format!(r#"{{"type":"say","key":"0123456789abcdef","text":"{LINE}"}}"#);
    json::decode_client(bytes.as_bytes())?;
    Ok(Box::new(move || {
        let message = json::decode_client(black_box(bytes.as_bytes()));
        black_box(message.is_ok());
    }))
}

/// Writes into a buffer that has the room already, as it mostly has in a batch.
fn encoding(encode: impl Fn(&mut Vec<u8>) + 'static) -> Operation {
    let mut out = Vec::with_capacity(1024);
    Box::new(move || {
        out.clear();
        encode(&mut out);
        black_box(&out);
    })
}

fn decode_irc() -> Result<Operation> {
    let bytes = format!("PRIVMSG #lobby :{LINE}\r\n");
    let mut decoder = IrcDecoder::new();
    Ok(Box::new(move || {
        let mut input = black_box(bytes.as_bytes());
        if let Some(IrcLine::Text(line)) = decoder.feed(&mut input) {
            let _ = black_box(irc::parse(&line));
        }
    }))
}

fn encode_irc(capabilities: Capabilities) -> Result<Operation> {
    let facts = ServerFacts::new("hourglass.local", Settings::default());
    let encoder = IrcEncoder::new(facts);
    let event = message()?;
    Ok(encoding(move |out| {
        let listener = Listener {
            capabilities,
            name: "",
        };
        let occasion = Occasion {
            at: Timestamp::default(),
            label: None,
        };
        encoder.encode(&event, Perspective::Other, &listener, occasion, out);
    }))
}

fn sanitising(typed: &'static str) -> Operation {
    Box::new(move || {
        black_box(text::sanitise(black_box(typed)));
    })
}

fn naming(typed: &'static str) -> Operation {
    Box::new(move || {
        black_box(name::parse(black_box(typed)).is_ok());
    })
}

fn key() -> Result<ClientKey> {
    ClientKey::new("0123456789abcdef").context("the key of the benchmarks cannot be one")
}

fn message() -> Result<Event> {
    Ok(Event::Message(Arc::new(spoken()?)))
}

fn spoken() -> Result<Message> {
    Ok(Message {
        id: MessageId(1_234_567),
        author: AccountId(1),
        author_name: "Robert".into(),
        author_username: "robert".into(),
        author_is_bot: false,
        destination: Destination::Room {
            id: RoomId::COMMON,
            name: "#lobby".into(),
            rank: None,
        },
        sent_at: Timestamp(1_700_000_000_000),
        expires_at: Timestamp(1_700_003_600_000),
        text: Text::from_sanitised(LINE),
        key: Some(key()?),
        speech: Speech::Message,
        tags: None,
    })
}

fn said() -> Result<Event> {
    Ok(Event::Said(Said {
        message: Arc::new(spoken()?),
        is_repeated: false,
        away: None,
        allowance: Allowance {
            used: 3,
            limit: 20,
            renews_in: Some(std::time::Duration::from_secs(3_000)),
        },
    }))
}

#[cfg(test)]
mod tests {
    use hourglass_wire::{name, text};

    use super::{HOSTILE, LINE, MIXED};

    #[test]
    fn the_texts_are_as_long_as_the_table_says() {
        for text in [LINE, MIXED, HOSTILE] {
            assert_eq!(text.len(), 100, "{text:?}");
        }
    }

    #[test]
    fn only_the_hostile_text_is_changed() {
        assert_eq!(text::sanitise(LINE), LINE);
        assert_eq!(text::sanitise(MIXED), MIXED);
        assert_ne!(text::sanitise(HOSTILE), HOSTILE);
    }

    #[test]
    fn the_names_can_be_names() {
        assert!(name::parse("Robert-Louis").is_ok());
        assert!(name::parse("Екатерина").is_ok());
    }
}
