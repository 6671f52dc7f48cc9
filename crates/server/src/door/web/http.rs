//! HTTP requests.

use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CONNECTION, CONTENT_TYPE, HeaderMap, HeaderName, SEC_WEBSOCKET_ACCEPT,
    SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::service::service_fn;
use hyper::upgrade::OnUpgrade;
use hyper::{Method, Request, Response, StatusCode, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tungstenite::handshake::derive_accept_key;

use super::opening::Spoken;
use super::rewound::Rewound;
use crate::handle::Handle;
use crate::limits;

type Answer = Response<Full<Bytes>>;

/// A WebSocket that is about to open, and what is spoken over it.
type Opening = Mutex<Option<(OnUpgrade, Spoken)>>;

const TEXT: &str = "text/plain; charset=utf-8";
const VERSION: &str = "13";

/// Answers requests until one opens a WebSocket: then the socket, what was read after the request, and what is
/// spoken.
/// Nothing where the connection ended.
pub(super) async fn serve(
    socket: TcpStream,
    looked: Vec<u8>,
    handle: Handle,
) -> Option<(TcpStream, Vec<u8>, Spoken)> {
    let opening: Arc<Opening> = Arc::default();
    let answers = service_fn(|request| {
        let answer = answer(request, handle.is_healthy(), &opening);
        async { Ok::<_, std::convert::Infallible>(answer) }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HTTP_HEAD_TIME)
        .max_buf_size(limits::HTTP_HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(Rewound::new(looked, socket)), answers)
        .with_upgrades();
    if let Err(error) = connection.await {
        tracing::debug!(%error, "HTTP connection ended");
        return None;
    }
    let (opening, spoken) = opening
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()?;
    let parts = opening.await.ok()?.downcast::<TokioIo<Rewound>>().ok()?;
    let (socket, unread) = parts.io.into_inner().into_parts();
    let begun = [parts.read_buf.as_ref(), &unread].concat();
    Some((socket, begun, spoken))
}

fn answer(mut request: Request<Incoming>, is_healthy: bool, opening: &Opening) -> Answer {
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    let spoken = Spoken::at(path, request.headers());
    match (path, spoken) {
        (_, Some(_)) | ("/healthz", None) if !is_get => {
            let mut answer = text(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET is answered here.\n",
            );
            answer
                .headers_mut()
                .insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
            answer
        }
        (_, Some(spoken)) => match accept_key(&request) {
            Some(key) => {
                let agreed = Spoken::agreed(request.headers());
                let upgrade = hyper::upgrade::on(&mut request);
                *opening.lock().unwrap_or_else(PoisonError::into_inner) = Some((upgrade, spoken));
                switch(&key, agreed)
            }
            None => need_websocket(),
        },
        ("/healthz", None) if is_healthy => text(StatusCode::OK, "ok\n"),
        ("/healthz", None) => text(
            StatusCode::SERVICE_UNAVAILABLE,
            "Messages cannot be saved at present, so none are taken. The log says why.\n",
        ),
        _ => text(
            StatusCode::NOT_FOUND,
            "There is nothing here. The chat's WebSocket is at /ws, for IRC at /irc, its health at /healthz.\n",
        ),
    }
}

/// The answer to the client's key (RFC 6455, section 4.2.1); nothing where the request is no opening of a
/// WebSocket.
fn accept_key(request: &Request<Incoming>) -> Option<String> {
    let headers = request.headers();
    let is_opening = request.method() == Method::GET
        && request.version() == Version::HTTP_11
        && has_token(headers, &CONNECTION, "upgrade")
        && has_token(headers, &UPGRADE, "websocket")
        && has_token(headers, &SEC_WEBSOCKET_VERSION, VERSION);
    let key = headers.get(SEC_WEBSOCKET_KEY)?.as_bytes();
    (is_opening && is_key(key)).then(|| derive_accept_key(key))
}

/// Whether this is sixteen bytes in base64.
fn is_key(key: &[u8]) -> bool {
    let in_alphabet = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    key.strip_suffix(b"==")
        .is_some_and(|digits| digits.len() == 22 && digits.iter().all(in_alphabet))
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim().eq_ignore_ascii_case(token))
}

fn switch(key: &str, subprotocol: Option<&str>) -> Answer {
    let mut builder = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(CONNECTION, "upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_ACCEPT, key);
    if let Some(name) = subprotocol {
        builder = builder.header(SEC_WEBSOCKET_PROTOCOL, name);
    }
    respond(builder, "")
}

fn need_websocket() -> Answer {
    respond(
        Response::builder()
            .status(StatusCode::UPGRADE_REQUIRED)
            .header(CONNECTION, "upgrade")
            .header(UPGRADE, "websocket")
            .header(SEC_WEBSOCKET_VERSION, VERSION)
            .header(CONTENT_TYPE, TEXT),
        "This is a WebSocket. Connect to it with a WebSocket client.\n",
    )
}

fn text(status: StatusCode, words: &'static str) -> Answer {
    respond(
        Response::builder()
            .status(status)
            .header(CONTENT_TYPE, TEXT),
        words,
    )
}

fn respond(builder: hyper::http::response::Builder, words: &'static str) -> Answer {
    // Only a header that is not one could make this fail.
    builder.body(Full::from(words)).unwrap_or_default()
}
