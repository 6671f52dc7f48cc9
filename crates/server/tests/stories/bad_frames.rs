//! What no client in good order sends over a WebSocket, and what becomes of it.

use hourglass_wire::json::{Code, client_message_bytes_max};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::kit::frame::{CONTINUATION, FINAL, PING, TEXT, frame, header};
use crate::kit::{JsonUser, LineUser, World};

/// A room in which two people talk while others misbehave.
struct Room {
    world: World,
    ann: LineUser,
    bob: JsonUser,
    said: usize,
}

impl Room {
    async fn open() -> Self {
        let world = World::with_rules(|rules| {
            rules.announce_up_to = 0;
            rules.message_limit = 0;
        })
        .await;
        let ann = world.newcomer("Ann").await;
        let mut bob = world.json("Bob").await;
        bob.hears_welcome().await;
        Self {
            world,
            ann,
            bob,
            said: 0,
        }
    }

    /// The two still hear each other, and nobody else.
    async fn is_as_before(&mut self) {
        self.said += 1;
        let text = self.said.to_string();
        self.ann.says(&text).await;
        assert_eq!(self.bob.hears_message().await.text, text);
        self.bob.says(&text, None).await;
        self.bob.hears_said().await;
        self.ann.hears(&format!("Bob:\t{text}")).await;
    }

    /// Somebody who misbehaves, logged in or not.
    async fn stranger(&self, logged_in: bool) -> JsonUser {
        let mut stranger = self.world.greeted().await;
        if logged_in {
            stranger.logs_in("Eve", crate::kit::PASSWORD, None).await;
            stranger.hears_welcome().await;
        }
        stranger
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_message_is_refused_and_the_connection_stays() {
    let mut room = Room::open().await;
    for logged_in in [false, true] {
        let mut eve = room.stranger(logged_in).await;
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let long_name = format!(r#"{{"type":"complain","name":"{}"}}"#, "x".repeat(2_000));
        for bad in [
            "",
            "nonsense",
            r#"{"type":"say","text":"cut o"#,
            r#"{"type":"say","text":"two"} {"type":"say","text":"of them"}"#,
            &deep,
            &format!(r#"{{"type":"say","text":"x","more":{deep}}}"#),
            "null",
            "[]",
            "1e999",
            r#"["say"]"#,
            "{}",
            r#"{"type":1}"#,
            r#"{"type":"shout","text":"x"}"#,
            r#"{"type":"say"}"#,
            r#"{"type":"say","text":1}"#,
            r#"{"type":"say","text":"x","to":["Ann"]}"#,
            r#"{"type":"say","text":"x","key":""}"#,
            r#"{"type":"say","text":"\ud800"}"#,
            &long_name,
        ] {
            eve.sends_text(bad).await;
            assert_eq!(
                eve.hears_refused().await.code,
                Code::BadMessage,
                "{bad:.60}"
            );
        }
        room.is_as_before().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_frame_ends_the_connection_with_a_reason() {
    let mut room = Room::open().await;
    let unmasked = [FINAL | TEXT, 2, b'{', b'}'];
    for logged_in in [false, true] {
        for (number, bytes) in [
            &unmasked[..],
            &frame(FINAL | TEXT, b"\xff\xfe"),
            &frame(FINAL | 0x40 | TEXT, b"{}"),
            &frame(FINAL | 3, b"{}"),
            &frame(FINAL | 11, b"{}"),
            &frame(PING, b"a ping in pieces"),
            &frame(FINAL | PING, &[b'x'; 126]),
            &frame(FINAL | CONTINUATION, b"of nothing"),
        ]
        .into_iter()
        .enumerate()
        {
            let mut eve = room.stranger(logged_in).await;
            eve.raw().write_all(bytes).await.unwrap();
            assert_eq!(eve.hears_goodbye().await, Code::BadMessage, "case {number}");
            room.is_as_before().await;
        }
        let mut eve = room.stranger(logged_in).await;
        let binary = Message::Binary(Bytes::from_static(br#"{"type":"status"}"#));
        eve.sends_frame(binary).await;
        assert_eq!(eve.hears_goodbye().await, Code::BadMessage);
        room.is_as_before().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_message_passes_and_a_larger_one_ends_the_connection() {
    let mut room = Room::open().await;
    let limit = client_message_bytes_max(room.world.rules().max_message);
    for logged_in in [false, true] {
        let mut eve = room.stranger(logged_in).await;
        let status = r#"{"type":"status"}"#;
        eve.sends_text(&format!("{status}{}", " ".repeat(limit - status.len())))
            .await;
        let heard = eve.hears().await;
        assert_eq!(
            matches!(heard, hourglass_wire::json::ServerMessage::Status(_)),
            logged_in
        );
        eve.sends_text(&" ".repeat(limit + 1)).await;
        assert_eq!(eve.hears_goodbye().await, Code::OversizedMessage);
        room.is_as_before().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_announces_too_much_is_not_waited_for() {
    let mut room = Room::open().await;
    for length in [1 << 20, 1 << 40, u64::MAX >> 1] {
        for logged_in in [false, true] {
            let mut eve = room.stranger(logged_in).await;
            eve.raw()
                .write_all(&header(FINAL | TEXT, length))
                .await
                .unwrap();
            assert_eq!(eve.hears_goodbye().await, Code::OversizedMessage);
            room.is_as_before().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_in_fragments_that_never_ends_is_ended() {
    let mut room = Room::open().await;
    let limit = client_message_bytes_max(room.world.rules().max_message);
    for payload in [&b""[..], b"x", &[b'x'; 1_000]] {
        for logged_in in [false, true] {
            let mut eve = room.stranger(logged_in).await;
            eve.raw().write_all(&frame(TEXT, b"{")).await.unwrap();
            let fragment = frame(CONTINUATION, payload);
            let fragments = fragment.repeat(4 * limit / fragment.len());
            eve.raw().write_all(&fragments).await.unwrap();
            assert_eq!(eve.hears_goodbye().await, Code::OversizedMessage);
            room.is_as_before().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_vanishes_leaves_nothing_behind() {
    let mut room = Room::open().await;
    let mut eve = room.stranger(true).await;
    // In the middle of a frame, with bytes unread: the kernel resets the connection.
    eve.raw()
        .write_all(&header(FINAL | TEXT, 100))
        .await
        .unwrap();
    room.is_as_before().await;
    drop(eve);
    room.bob.waits_until_online(2).await;
    let mut eve = room.stranger(false).await;
    eve.raw().shutdown().await.unwrap();
    assert_eq!(eve.hears_frame().await, None);
    room.is_as_before().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_close_is_answered() {
    let mut room = Room::open().await;
    for logged_in in [false, true] {
        let mut eve = room.stranger(logged_in).await;
        eve.sends_frame(Message::Close(None)).await;
        eve.hears_the_close().await;
    }
    room.bob.waits_until_online(2).await;
    room.is_as_before().await;
}
