//! WebSocket's own signs of life, many of them.

use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;

use crate::kit::frame::{CONTINUATION, FINAL, PING, TEXT, frame};
use crate::kit::{JsonUser, World};

const PINGS: usize = 3_000;

async fn ann() -> (World, JsonUser) {
    let world = World::configured(|config| config.flood_guard = false).await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    (world, ann)
}

async fn hears_pongs(ann: &mut JsonUser, payload: &[u8]) {
    for _ in 0..PINGS {
        let heard = ann.hears_frame().await;
        assert_eq!(heard, Some(Message::Pong(payload.to_vec().into())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_make_no_message_too_large() {
    let (_world, mut ann) = ann().await;
    let payload = [b'x'; 125];
    let pings = frame(FINAL | PING, &payload).repeat(PINGS);
    ann.raw().write_all(&pings).await.unwrap();
    hears_pongs(&mut ann, &payload).await;
    assert_eq!(ann.asks_status().await.names_online, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_do_they_between_the_pieces_of_one() {
    let (_world, mut ann) = ann().await;
    let mut bytes = frame(TEXT, br#"{"type":"st"#);
    let payload = [b'x'; 60];
    bytes.extend(frame(FINAL | PING, &payload).repeat(PINGS));
    bytes.extend(frame(FINAL | CONTINUATION, br#"atus"}"#));
    ann.raw().write_all(&bytes).await.unwrap();
    hears_pongs(&mut ann, &payload).await;
    let status = ann.hears().await;
    assert!(
        matches!(status, hourglass_wire::json::ServerMessage::Status(_)),
        "heard {status:?}"
    );
}
