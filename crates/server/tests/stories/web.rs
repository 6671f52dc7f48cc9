//! The web door before a WebSocket is open: HTTP, good and bad.

use crate::kit::{JsonUser, PASSWORD, World, frame};

/// All that is answered to these bytes on a connection of their own.
async fn answer(world: &World, request: &str) -> String {
    let mut visitor = world.visitor().await;
    visitor.sends(request.as_bytes()).await;
    visitor.everything().await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_path_has_its_answer() {
    let world = World::start().await;
    let end = "HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let nothing = "There is nothing here. The chat's WebSocket is at /ws, for IRC at /irc, its health at /healthz.\n";
    for (request, status, header, body) in [
        ("GET /healthz", "200 OK", "content-length: 3", "ok\n"),
        ("HEAD /healthz", "200 OK", "content-length: 3", ""),
        (
            "POST /healthz",
            "405 Method Not Allowed",
            "allow: GET, HEAD",
            "Only GET is answered here.\n",
        ),
        (
            "OPTIONS /ws",
            "405 Method Not Allowed",
            "allow: GET, HEAD",
            "Only GET is answered here.\n",
        ),
        (
            "GET /ws",
            "426 Upgrade Required",
            "upgrade: websocket",
            "This is a WebSocket. Connect to it with a WebSocket client.\n",
        ),
        (
            "GET /irc",
            "426 Upgrade Required",
            "upgrade: websocket",
            "This is a WebSocket. Connect to it with a WebSocket client.\n",
        ),
        (
            "POST /irc",
            "405 Method Not Allowed",
            "allow: GET, HEAD",
            "Only GET is answered here.\n",
        ),
        (
            "GET /",
            "404 Not Found",
            "content-type: text/plain",
            nothing,
        ),
        (
            "GET /ws/",
            "404 Not Found",
            "content-type: text/plain",
            nothing,
        ),
        (
            "GET /../etc/passwd",
            "404 Not Found",
            "content-type: text/plain",
            nothing,
        ),
    ] {
        let answer = answer(&world, &format!("{request} {end}")).await;
        let (head, heard) = answer.split_once("\r\n\r\n").unwrap();
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{request}: {head}"
        );
        assert!(head.contains(&format!("\r\n{header}")), "{request}: {head}");
        assert_eq!(heard, body, "{request}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused() {
    let world = World::start().await;
    for (request, status) in [
        ("GET / nonsense\r\n\r\n".to_owned(), "400 Bad Request"),
        ("GET /\u{1}\r\n\r\n".to_owned(), "400 Bad Request"),
        (
            format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", "x".repeat(100_000)),
            "431 Request Header Fields Too Large",
        ),
    ] {
        let answer = answer(&world, &request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{answer}"
        );
    }
    world.newcomer("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opening_that_lacks_a_header_is_no_websocket() {
    let world = World::start().await;
    let headers = [
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    for missing in headers {
        let mut visitor = world.visitor().await;
        let rest: Vec<_> = headers
            .into_iter()
            .filter(|header| *header != missing)
            .collect();
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: x\r\n{}\r\n\r\n",
            rest.join("\r\n")
        );
        visitor.sends(request.as_bytes()).await;
        assert_eq!(
            visitor.line().await,
            "HTTP/1.1 426 Upgrade Required",
            "without {missing}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_looks_like_an_opening_is_no_websocket() {
    let world = World::start().await;
    let good = "dGhlIHNhbXBsZSBub25jZQ==";
    for (begin, key) in [
        ("HEAD /ws HTTP/1.1", good),
        ("GET /ws HTTP/1.0", good),
        ("GET /ws HTTP/1.1", ""),
        ("GET /ws HTTP/1.1", "the sample nonce"),
        // Fifteen, seventeen and nineteen bytes, and sixteen in the alphabet of addresses.
        ("GET /ws HTTP/1.1", "dGhlIHNhbXBsZSBub25j"),
        ("GET /ws HTTP/1.1", "dGhlIHNhbXBsZSBub25jZXM="),
        ("GET /ws HTTP/1.1", "dGhlIHNhbXBsZSBub25jZXNhbQ=="),
        ("GET /ws HTTP/1.1", "dGhl_HNhbXBsZSBub25jZQ=="),
    ] {
        let request = format!(
            "{begin}\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        );
        let mut visitor = world.visitor().await;
        visitor.sends(request.as_bytes()).await;
        let status = visitor.line().await;
        assert!(
            status.ends_with(" 426 Upgrade Required"),
            "{begin} with {key}: {status}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_websocket_may_open_after_other_requests_and_byte_by_byte() {
    let world = World::start().await;
    let mut connection = world.visitor().await;
    for _ in 0..2 {
        connection
            .sends(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            .await;
        assert_eq!(connection.line().await, "HTTP/1.1 200 OK");
        while connection.line().await != "ok" {}
    }
    let request = "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\n\
                   Upgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n\
                   Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    for byte in request.bytes() {
        connection.sends(&[byte]).await;
    }
    assert_eq!(connection.line().await, "HTTP/1.1 101 Switching Protocols");
    let mut head = Vec::new();
    loop {
        match connection.line().await {
            line if line.is_empty() => break,
            line => head.push(line),
        }
    }
    // The example of RFC 6455, section 1.3.
    let accept = "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".to_owned();
    assert!(head.contains(&accept), "{head:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_login_may_come_in_one_packet_with_the_opening() {
    let world = World::start().await;
    let request = "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Version: 13\r\n\
                   Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    let login = format!(r#"{{"type":"login","name":"Ann","password":"{PASSWORD}"}}"#);
    let mut bytes = request.as_bytes().to_vec();
    bytes.extend(frame::frame(frame::FINAL | frame::TEXT, login.as_bytes()));
    bytes.extend(frame::frame(
        frame::FINAL | frame::TEXT,
        br#"{"type":"ping"}"#,
    ));
    let mut visitor = world.visitor().await;
    visitor.sends(&bytes).await;
    while !visitor.line().await.is_empty() {}
    let mut ann = JsonUser::opened(visitor.into_socket()).await;
    assert!(ann.hears_welcome().await.registered);
    assert_eq!(ann.hears().await, hourglass_wire::json::ServerMessage::Pong);
}
