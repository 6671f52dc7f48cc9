//! The JSON protocol: what is understood is understood again once it is written anew.

#![no_main]

use hourglass_wire::json::{decode_client, decode_server, encode_client, encode_server};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(message) = decode_client(bytes) {
        let mut again = Vec::new();
        encode_client(&message, &mut again);
        let decoded = decode_client(&again).expect("what was written is understood");
        assert_eq!(format!("{decoded:?}"), format!("{message:?}"));
    }
    if let Ok(message) = decode_server(bytes) {
        let mut again = Vec::new();
        encode_server(&message, &mut again);
        let decoded = decode_server(&again).expect("what was written is understood");
        assert_eq!(format!("{decoded:?}"), format!("{message:?}"));
    }
});
