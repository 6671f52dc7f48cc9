//! One connection of a crowd.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Result, bail};
use mio::net::TcpStream;
use socket2::{Domain, Socket, Type};

use crate::dialect::{Dialect, Entrance, Heard};
use crate::limits;
use crate::payload::Stamp;

/// What a read has brought about.
pub(super) enum Progress {
    None,
    /// The login is over.
    Inside,
}

/// A connection, from its first byte on.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    dialect: Dialect,
    name: String,
    inside: bool,
    /// The beginning of something that is not whole yet.
    partial: Vec<u8>,
    out: Vec<u8>,
}

impl Connection {
    /// Begins to connect. `number` makes the name and, where there are very many, the source address.
    pub(super) fn open(
        server: SocketAddr,
        dialect: Dialect,
        number: usize,
        receive_buffer: Option<usize>,
    ) -> Result<Self> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        if let Some(bytes) = receive_buffer {
            socket.set_recv_buffer_size(bytes)?;
        }
        let group = u8::try_from(number / limits::CONNECTIONS_PER_ADDRESS)?;
        if group > 0 {
            let source = Ipv4Addr::new(127, 0, 0, group.saturating_add(1));
            socket.bind(&SocketAddr::from((source, 0)).into())?;
        }
        // On loopback this is done at once, and in the order in which it is asked for.
        socket.connect(&server.into())?;
        socket.set_nonblocking(true)?;
        socket.set_tcp_nodelay(true)?;
        let name = format!("b{number:06}");
        let mut out = Vec::new();
        dialect.write_hello(&name, &mut out);
        Ok(Self {
            stream: TcpStream::from_std(socket.into()),
            dialect,
            name,
            inside: dialect == Dialect::Bare,
            partial: Vec::new(),
            out,
        })
    }

    /// Puts a message on its way.
    pub(super) fn say(&mut self, stamp: Stamp) {
        self.dialect.write_message(&self.name, stamp, &mut self.out);
    }

    /// Writes what the socket takes now.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        while !self.out.is_empty() {
            match self.stream.write(&self.out) {
                Ok(count) => drop(self.out.drain(..count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads all that is there.
    #[inline]
    pub(super) fn read(
        &mut self,
        buffer: &mut [u8],
        mut hear: impl FnMut(Heard),
    ) -> Result<Progress> {
        let was_inside = self.inside;
        loop {
            match self.stream.read(buffer) {
                Ok(0) => bail!("the server ended it, after: {}", self.last_words()),
                Ok(count) => {
                    self.take(&buffer[..count], &mut hear)?;
                    // The socket tells again when more comes after a read that did not fill the buffer.
                    if count < buffer.len() {
                        break;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(if self.inside && !was_inside {
            Progress::Inside
        } else {
            Progress::None
        })
    }

    fn take(&mut self, bytes: &[u8], hear: &mut impl FnMut(Heard)) -> Result<()> {
        if self.inside && self.partial.is_empty() {
            let used = self.scan(bytes, hear)?;
            self.partial.extend_from_slice(&bytes[used..]);
            return Ok(());
        }
        self.partial.extend_from_slice(bytes);
        if !self.inside {
            self.enter()?;
        }
        if self.inside {
            let whole = std::mem::take(&mut self.partial);
            let used = self.scan(&whole, hear)?;
            self.partial.extend_from_slice(&whole[used..]);
        }
        Ok(())
    }

    fn scan(&mut self, bytes: &[u8], hear: &mut impl FnMut(Heard)) -> Result<usize> {
        let mut pinged = false;
        let used = self.dialect.scan(bytes, &mut |heard| {
            pinged |= heard == Heard::Ping;
            hear(heard);
        });
        if pinged {
            self.dialect.write_pong(&mut self.out);
            self.flush()?;
        }
        Ok(used)
    }

    fn enter(&mut self) -> Result<()> {
        if self.partial.len() > limits::LOGIN_BYTES {
            bail!("the answer to a login does not end");
        }
        loop {
            match self.dialect.enter(&self.name, &self.partial)? {
                Entrance::Wait => return Ok(()),
                Entrance::Send(used, next) => {
                    self.partial.drain(..used);
                    self.out.extend_from_slice(&next);
                    self.flush()?;
                    if self.partial.is_empty() {
                        return Ok(());
                    }
                }
                Entrance::Inside(used) => {
                    self.partial.drain(..used);
                    self.inside = true;
                    return Ok(());
                }
            }
        }
    }

    fn last_words(&self) -> String {
        String::from_utf8_lossy(&self.partial).into_owned()
    }
}
