//! Sockets of connections, before and beside the fan-out.

use std::io;
use std::net::Shutdown;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::limits;

/// Sets what every accepted socket needs: small writes go out at once, and a peer that vanished is noticed.
pub(super) fn prepare(socket: &TcpStream) -> io::Result<()> {
    let (idle, interval, retries) = limits::KEEPALIVE;
    let keepalive = TcpKeepalive::new()
        .with_time(idle)
        .with_interval(interval)
        .with_retries(retries);
    let socket = SockRef::from(socket);
    socket.set_tcp_nodelay(true)?;
    socket.set_tcp_keepalive(&keepalive)?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(limits::UNACKNOWLEDGED_TIME))?;
    Ok(())
}

/// Writes everything to somebody who is not logged in, within `time`. Whether it could.
pub(super) async fn write_all(socket: &TcpStream, bytes: &[u8], time: Duration) -> bool {
    let write = async {
        let mut rest = bytes;
        while !rest.is_empty() {
            socket.writable().await?;
            match socket.try_write(rest) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok::<(), io::Error>(())
    };
    matches!(tokio::time::timeout(time, write).await, Ok(Ok(())))
}

/// How many connections are being told why they end.
static LAST_WORDS: Semaphore = Semaphore::const_new(limits::LAST_WORDS_MAX);

/// Says the last words to somebody who has to make room: somebody waits for the place, and who was silent has
/// hardly sent anything that is unread.
pub(super) fn make_room(socket: &TcpStream, last_words: &[u8]) {
    let _ = socket.try_write(last_words);
}

/// Says the last words and closes: not over unread bytes, since that would take the last words from the
/// other side. Where too many are being told already, it is done without waiting.
pub(super) async fn finish(socket: &TcpStream, last_words: &[u8]) {
    let Ok(_permit) = LAST_WORDS.try_acquire() else {
        let _ = socket.try_write(last_words);
        return;
    };
    if !write_all(socket, last_words, limits::FAREWELL_TIME).await {
        return;
    }
    let _ = SockRef::from(socket).shutdown(Shutdown::Write);
    linger(socket).await;
}

/// Reads away what the other side still sends, for a moment.
pub(super) async fn linger(socket: &TcpStream) {
    let _ = tokio::time::timeout(limits::LINGER_TIME, read_away(socket)).await;
}

async fn read_away(socket: &TcpStream) {
    while socket.readable().await.is_ok() {
        match read_once(socket) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}

fn read_once(socket: &TcpStream) -> io::Result<usize> {
    socket.try_read(&mut [0; limits::READ_BYTES])
}
