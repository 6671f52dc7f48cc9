//! The JSON protocol's codec: what one side writes, the other reads.

mod decoding;
mod encoding;
mod samples;

use hourglass_wire::json::{
    ClientMessage, LoginMessage, SayMessage, decode_client, decode_server, encode_client,
};
use proptest::prelude::{any, prop_assert_eq, proptest};

use super::sample::hostile_text;
pub(crate) use samples::{client_messages, server_messages};
use samples::{server, value};

#[test]
fn what_the_server_writes_can_be_read() {
    for written in server_messages() {
        let text = written.to_string();
        let read = decode_server(text.as_bytes()).unwrap();
        assert_eq!(server(&read), written);
    }
}

#[test]
fn what_a_client_writes_can_be_read() {
    for written in client_messages() {
        let mut out = Vec::new();
        encode_client(
            &decode_client(written.to_string().as_bytes()).unwrap(),
            &mut out,
        );
        assert_eq!(value(&out), written);
    }
}

proptest! {
    #[test]
    fn any_text_survives_the_way_there(text in hostile_text(), last_id in any::<Option<u64>>()) {
        let messages = [
            ClientMessage::Say(SayMessage { key: None, to: None, room: None, kind: None, text: text.clone() }),
            ClientMessage::Login(LoginMessage { name: "a".into(), password: text, last_id }),
        ];
        for message in messages {
            let mut out = Vec::new();
            encode_client(&message, &mut out);
            prop_assert_eq!(decode_client(&out), Ok(message));
        }
    }

    #[test]
    fn any_bytes_are_a_message_or_an_error(bytes in any::<Vec<u8>>()) {
        let _ = decode_client(&bytes);
        let _ = decode_server(&bytes);
    }
}
