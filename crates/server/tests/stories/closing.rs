//! Why a WebSocket ends, in the words of its own protocol (RFC 6455, section 7.4).

use hourglass_server::limits;
use hourglass_wire::json::{ClientMessage, Code, ServerMessage, client_message_bytes_max};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::kit::{JsonUser, World};

async fn ann(world: &World) -> JsonUser {
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    ann
}

#[tokio::test(flavor = "multi_thread")]
async fn who_exits_hears_a_normal_end() {
    let world = World::start().await;
    let mut users = [world.greeted().await, ann(&world).await];
    for user in &mut users {
        user.sends(&ClientMessage::Exit).await;
        let end = user.hears_goodbye_and_close().await;
        assert_eq!(end, (Code::Exit, Some(CloseCode::Normal)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_goes_away() {
    let mut world = World::start().await;
    let mut users = [world.greeted().await, ann(&world).await];
    world.stop().await.unwrap();
    for user in &mut users {
        assert_eq!(user.hears().await, ServerMessage::ShuttingDown);
        assert_eq!(user.hears_the_close().await, Some(CloseCode::Away));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_too_large_or_bad_is_named_so() {
    let world = World::start().await;
    let large = " ".repeat(client_message_bytes_max(world.rules().max_message) + 1);
    for (frame, code, close) in [
        (
            Message::text(large),
            Code::OversizedMessage,
            CloseCode::Size,
        ),
        (
            Message::binary(&b"{}"[..]),
            Code::BadMessage,
            CloseCode::Protocol,
        ),
    ] {
        for mut user in [world.greeted().await, ann(&world).await] {
            user.sends_frame(frame.clone()).await;
            let end = user.hears_goodbye_and_close().await;
            assert_eq!(end, (code, Some(close)));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_a_rule_is_told_that_it_is_one() {
    let world = World::start().await;
    ann(&world).await;
    let mut guesser = world.greeted().await;
    for number in 0..limits::PASSWORD_ATTEMPTS_MAX {
        guesser.logs_in("Ann", &number.to_string(), None).await;
        assert_eq!(guesser.hears_refused().await.code, Code::WrongPassword);
    }
    let end = guesser.hears_goodbye_and_close().await;
    assert_eq!(end, (Code::TooManyAttempts, Some(CloseCode::Policy)));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_makes_room_may_come_again() {
    let world = World::start().await;
    let mut first = world.greeted().await;
    let mut others = Vec::new();
    for _ in 0..limits::PENDING_PER_ADDRESS_MAX {
        others.push(world.greeted().await);
    }
    let end = first.hears_goodbye_and_close().await;
    assert_eq!(end, (Code::MadeRoom, Some(CloseCode::Again)));
}
