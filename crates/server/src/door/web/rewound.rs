//! A connection that begins with bytes that were read before.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Reads `begun` first and then on from the socket.
pub(super) struct Rewound {
    begun: Vec<u8>,
    socket: TcpStream,
}

impl Rewound {
    pub(super) fn new(begun: Vec<u8>, socket: TcpStream) -> Self {
        Self { begun, socket }
    }

    /// The socket, and what was not read yet of the bytes before it.
    pub(super) fn into_parts(self) -> (TcpStream, Vec<u8>) {
        (self.socket, self.begun)
    }
}

impl AsyncRead for Rewound {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.begun.is_empty() {
            return Pin::new(&mut self.socket).poll_read(context, buffer);
        }
        let count = self.begun.len().min(buffer.remaining());
        buffer.put_slice(&self.begun[..count]);
        self.begun.drain(..count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Rewound {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
