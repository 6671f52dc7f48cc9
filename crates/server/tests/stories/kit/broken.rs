//! Connections that break.

use std::time::Duration;

use socket2::SockRef;
use tokio::net::TcpStream;

/// Ends a connection with a reset, as when somebody's machine has forgotten it.
pub(crate) fn break_off(socket: TcpStream) {
    SockRef::from(&socket)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
}
