//! IRC over WebSocket: the same door in frames.

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::kit::{IrcUser, PASSWORD, World, irc_socket, tag, untagged};

const TEXT: &str = "text.ircv3.net";
const BINARY: &str = "binary.ircv3.net";

async fn open(
    world: &World,
    path: &str,
    subprotocols: Option<&str>,
) -> (WebSocketStream<TcpStream>, Option<String>) {
    let socket = world.connect().await;
    irc_socket::open(socket, world.address(), path, subprotocols).await
}

/// Somebody in frames of this kind, logged in.
async fn enter(world: &World, name: &str, subprotocol: &str, capabilities: &str) -> IrcUser {
    let (socket, agreed) = open(world, "/irc", Some(subprotocol)).await;
    assert_eq!(agreed.as_deref(), Some(subprotocol));
    let mut user = IrcUser::over_websocket(socket, subprotocol == BINARY);
    user.comes_in_with(name, PASSWORD, capabilities).await;
    user
}

/// The next message that is no sign of life; nothing at the end.
async fn hears(socket: &mut WebSocketStream<TcpStream>) -> Option<Message> {
    let heard = tokio::time::timeout(std::time::Duration::from_secs(20), socket.next());
    heard.await.expect("waited in vain").and_then(Result::ok)
}

/// All lines until the server closes, and the code with which it does.
async fn hears_the_end(socket: &mut WebSocketStream<TcpStream>) -> (Vec<String>, CloseCode) {
    let mut lines = Vec::new();
    loop {
        match hears(socket).await.expect("the end is told") {
            Message::Close(close) => {
                let code = close.expect("a close has its reason").code;
                assert!(hears(socket).await.is_none());
                return (lines, code);
            }
            message => lines.push(irc_socket::line(&message, false)),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_path_and_the_subprotocols_tell_what_is_spoken() {
    let world = World::start().await;
    let both = format!("{BINARY}, {TEXT}");
    let unknown_first = format!("chat, {TEXT}, {BINARY}");
    for (path, asked, agreed, is_binary) in [
        ("/irc", Some(TEXT), Some(TEXT), false),
        ("/irc", Some(BINARY), Some(BINARY), true),
        ("/irc", Some(both.as_str()), Some(BINARY), true),
        ("/irc", Some(unknown_first.as_str()), Some(TEXT), false),
        ("/irc", None, None, false),
        ("/ws", Some(TEXT), Some(TEXT), false),
        ("/ws", Some(BINARY), Some(BINARY), true),
    ] {
        let (mut socket, answered) = open(&world, path, asked).await;
        assert_eq!(answered.as_deref(), agreed, "{path} {asked:?}");
        // Nobody is greeted before saying something, and either kind of message is taken.
        socket.send(Message::text("PING here")).await.unwrap();
        socket
            .send(Message::binary(&b"PING there"[..]))
            .await
            .unwrap();
        for token in ["here", "there"] {
            let pong = hears(&mut socket).await.unwrap();
            let pong = irc_socket::line(&pong, is_binary);
            assert!(pong.ends_with(&format!(" :{token}")), "{pong}");
        }
    }
    // Without one of them, `/ws` speaks JSON.
    world.json("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_doors_hear_the_same() {
    let world = World::start().await;
    let tags = "message-tags server-time echo-message batch labeled-response";
    let mut ann = enter(&world, "ann", TEXT, tags).await;
    let mut bob = enter(&world, "bob", BINARY, tags).await;
    let mut cat = world.irc_user_with("cat", tags).await;
    for user in [&mut ann, &mut bob, &mut cat] {
        user.hears_all().await;
    }
    ann.says("PRIVMSG #lobby :grüße, 世界").await;
    let echoed = ann.line_with(" PRIVMSG ").await;
    let id = tag(&echoed, "msgid").unwrap();
    for user in [&mut bob, &mut cat] {
        let heard = user.line_with(" PRIVMSG ").await;
        assert_eq!(tag(&heard, "msgid"), Some(id));
        assert_eq!(untagged(&heard), untagged(&echoed));
        assert!(heard.ends_with("#lobby :grüße, 世界"), "{heard}");
    }
    // An answer of several lines, and one with a label.
    let names = {
        bob.says("@label=x NAMES #lobby").await;
        bob.hears_all().await
    };
    assert!(
        names.iter().any(|line| line.contains("label=x")),
        "{names:?}"
    );
    assert!(names.iter().any(|line| line.contains(" 366 ")), "{names:?}");
    bob.says("NONSENSE").await;
    assert!(bob.line_with(" 421 ").await.contains("NONSENSE"));
    // Many lines of different people come to the many in one piece, and still one by one.
    for number in 0..5 {
        cat.says(&format!("PRIVMSG #lobby :number {number}")).await;
    }
    for user in [&mut ann, &mut bob] {
        for number in 0..5 {
            let heard = user.line_with(" PRIVMSG ").await;
            assert!(heard.ends_with(&format!(":number {number}")), "{heard}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_are_none_are_answered_as_over_lines() {
    let world = World::start().await;
    let mut ann = enter(&world, "ann", TEXT, "standard-replies").await;
    ann.says(&format!("PRIVMSG #lobby :{}", "x".repeat(600)))
        .await;
    ann.line_with(" 417 ").await;
    // A text frame has to be UTF-8, so the line comes in the other kind.
    let (mut socket, _) = open(&world, "/irc", Some(TEXT)).await;
    socket
        .send(Message::binary(&b"PING \xff"[..]))
        .await
        .unwrap();
    let answer = irc_socket::line(&hears(&mut socket).await.unwrap(), false);
    assert!(answer.contains("INVALID_UTF8"), "{answer}");
    // Ends of lines do not belong there; they do no harm.
    socket
        .send(Message::text("PING one\r\nPING two\r\n"))
        .await
        .unwrap();
    for token in ["one", "two"] {
        let pong = irc_socket::line(&hears(&mut socket).await.unwrap(), false);
        assert!(pong.ends_with(token), "{pong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_of_life_of_the_websocket_are_answered() {
    let world = World::start().await;
    let (mut socket, _) = open(&world, "/irc", Some(TEXT)).await;
    let ping = || Message::Ping("alive".into());
    socket.send(ping()).await.unwrap();
    assert_eq!(
        hears(&mut socket).await,
        Some(Message::Pong("alive".into()))
    );
    for line in [
        &format!("PASS :ann:{PASSWORD}"),
        "NICK ann",
        "USER ann 0 * :Ann",
    ] {
        socket.send(Message::text(line)).await.unwrap();
    }
    let greeting = irc_socket::line(&hears(&mut socket).await.unwrap(), false);
    assert!(greeting.contains(" 001 ann "), "{greeting}");
    socket.send(ping()).await.unwrap();
    while hears(&mut socket).await.unwrap() != Message::Pong("alive".into()) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn every_end_is_told_in_frames() {
    let mut world = World::start().await;
    // Before the greeting.
    let (mut socket, _) = open(&world, "/irc", Some(TEXT)).await;
    socket.send(Message::text("QUIT :bye")).await.unwrap();
    let (lines, code) = hears_the_end(&mut socket).await;
    assert!(lines[0].starts_with("ERROR :"), "{lines:?}");
    assert_eq!(code, CloseCode::Normal);
    // Whoever may not come in.
    let (mut socket, _) = open(&world, "/irc", None).await;
    socket.send(Message::text("NICK eve")).await.unwrap();
    socket
        .send(Message::text("USER eve 0 * :Eve"))
        .await
        .unwrap();
    let (lines, code) = hears_the_end(&mut socket).await;
    assert!(lines.iter().any(|line| line.contains(" 464 ")), "{lines:?}");
    assert_eq!(code, CloseCode::Normal);
    // A frame that is too large.
    let (mut socket, _) = open(&world, "/irc", Some(TEXT)).await;
    socket
        .send(Message::text("x".repeat(20_000)))
        .await
        .unwrap();
    let (lines, code) = hears_the_end(&mut socket).await;
    assert!(lines[0].starts_with("ERROR :"), "{lines:?}");
    assert_eq!(code, CloseCode::Size);
    // Somebody who is in quits, and the name is free; the next one closes the WebSocket, and hears it closed.
    let mut ann = enter(&world, "ann", TEXT, "batch").await;
    ann.says("QUIT :good night").await;
    let last = ann.everything().await;
    assert!(
        last.last().unwrap().contains("Quit: good night"),
        "{last:?}"
    );
    let mut bob = world.irc_user("bob").await;
    let (mut socket, _) = open(&world, "/irc", Some(TEXT)).await;
    socket
        .send(Message::text(format!("PASS :ann:{PASSWORD}")))
        .await
        .unwrap();
    socket.send(Message::text("NICK ann")).await.unwrap();
    socket
        .send(Message::text("USER ann 0 * :Ann"))
        .await
        .unwrap();
    bob.line_with(" JOIN ").await;
    socket.close(None).await.unwrap();
    while hears(&mut socket).await.is_some() {}
    bob.line_with(" QUIT ").await;
    // The server stops.
    let (mut visitor, _) = open(&world, "/irc", Some(TEXT)).await;
    visitor.send(Message::text("PING x")).await.unwrap();
    hears(&mut visitor).await.unwrap();
    let mut cat = enter(&world, "cat", BINARY, "batch").await;
    world.stop().await.unwrap();
    let (lines, code) = hears_the_end(&mut visitor).await;
    assert_eq!(lines, ["ERROR :Closing link: The server is shutting down"]);
    assert_eq!(code, CloseCode::Away);
    let last = cat.everything().await;
    assert_eq!(
        last.last().unwrap(),
        "ERROR :Closing link: The server is shutting down"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_is_cut_off_between_frames() {
    const LENGTH: usize = 20_000;
    const MESSAGES: usize = 400;
    let world = World::with_rules(|rules| {
        rules.message_limit = 0;
        rules.max_message = LENGTH;
        rules.announce_up_to = 0;
    })
    .await;
    let mut ann = world.json("Ann").await;
    ann.hears_welcome().await;
    let socket = world.connect_stalled().await;
    let (mut bob, _) = irc_socket::open(socket, world.address(), "/irc", Some(TEXT)).await;
    for line in [
        format!("PASS :bob:{PASSWORD}"),
        "NICK bob".to_owned(),
        "USER bob 0 * :Bob".to_owned(),
    ] {
        bob.send(Message::text(line)).await.unwrap();
    }
    ann.waits_until_online(2).await;
    for _ in 0..MESSAGES {
        ann.says(&"x".repeat(LENGTH), None).await;
        ann.hears_said().await;
    }
    let (lines, code) = hears_the_end(&mut bob).await;
    assert!(lines.last().unwrap().starts_with("ERROR :"), "{lines:?}");
    assert_eq!(code, CloseCode::Policy);
}
